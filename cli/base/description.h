/* The core's description of itself, parsed: what every flag and table is made from. */
#ifndef CLI_DESCRIPTION_H
#define CLI_DESCRIPTION_H

#include <cjson/cJSON.h>

/* The caller deletes it. */
cJSON *description_read(void);
/* A string member. */
const char *description_text(const cJSON *object, const char *key);
/* The option of that name, or NULL. */
const cJSON *description_option(const cJSON *description, const char *name);
/* "1..20", or the choices with `separator` between them. */
void description_print_values(const cJSON *option, const char *separator);
/* A value as it is written on the command line. */
void description_print_value(const cJSON *value);

#endif

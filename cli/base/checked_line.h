/* A line of results.jsonl, which ends with a checksum of all that is before it: what was edited, or went bad on a disk,
 * shows. Lines that earlier versions wrote have none, and are taken as they are. */
#ifndef CLI_CHECKED_LINE_H
#define CLI_CHECKED_LINE_H

#include "base/failure.h"

#include <cjson/cJSON.h>

/* NULL where the text is anything but one JSON object. */
cJSON *checked_line_parse(const char *text, size_t length);
/* The line's text, its "checksum" set. The caller frees it by cJSON_free(). */
char *checked_line_print(cJSON *line);
/* Refuses a line that its checksum contradicts; takes the checksum out of it. `where` goes before the reason. */
exit_code checked_line_verify(cJSON *line, const char *where);

#endif

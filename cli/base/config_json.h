/* Configs as JSON: what --config files and the specs of sweeps share. */
#ifndef CLI_CONFIG_JSON_H
#define CLI_CONFIG_JSON_H

#include "base/failure.h"

#include <cjson/cJSON.h>

/* Reads a file that must hold one JSON object, of `what` ("config names"), and nothing else; no object in it may give
 * a key twice. The caller deletes it. "-" is stdin. */
exit_code json_read_object(cJSON **object, const char *path, const char *what);

/* The object's value at `key`, its case included; NULL where there is none or `object` is no object. */
const cJSON *json_member(const cJSON *object, const char *key);

/* Sets one field from a JSON value of the type that `description` (the core's, parsed) gives it. `where` goes before
 * what is refused. */
exit_code config_set_json(ps_config *config, const cJSON *description, const char *name, const cJSON *value,
                          const char *where);

/* What ps_config_json() says, parsed. The caller deletes it. */
cJSON *config_json(const ps_config *config);

#endif

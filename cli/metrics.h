/* An evaluation as people and as machines read it. */
#ifndef CLI_METRICS_H
#define CLI_METRICS_H

#include "pathstar.h"

#include <cjson/cJSON.h>

/* {graphs, path_correct, loss, first_step, later, path, path_low, path_high, hans, hans_inner, hans_graphs, forced,
 * free, losses}; first_step is forced accuracy of target position 2, later the least of positions 3 and up (null if
 * there are none). */
cJSON *metrics_json(const ps_metrics *metrics, const ps_config *config);
/* One line without its end. */
void metrics_print(const ps_metrics *metrics, const ps_config *config);

/* Prints one line of JSON on stdout and deletes the object. */
void json_print(cJSON *object);

#endif

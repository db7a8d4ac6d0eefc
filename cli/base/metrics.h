/* An evaluation as people and as machines read it. */
#ifndef CLI_METRICS_H
#define CLI_METRICS_H

#include "pathstar.h"

#include <cjson/cJSON.h>

/* Forced accuracy of the node after the start; the least of those after it, NaN for paths of two nodes. Where in the
 * sequence they are written is the objective's matter. */
double first_step_of(const ps_metrics *metrics, const ps_config *config);
double least_later_of(const ps_metrics *metrics, const ps_config *config);

/* {graphs, path_correct, loss, first_step, later, path, path_low, path_high, hans, hans_inner, hans_graphs, forced,
 * free, losses}; first_step and later as the functions below say (later: null for paths of two nodes). */
cJSON *metrics_json(const ps_metrics *metrics, const ps_config *config);
/* One line without its end. */
void metrics_print(const ps_metrics *metrics, const ps_config *config);

/* Prints one line of JSON on stdout and deletes the object. */
void json_print(cJSON *object);

#endif

/* An evaluation as people and as machines read it. */
#ifndef CLI_METRICS_H
#define CLI_METRICS_H

#include "pathstar.h"

#include <cjson/cJSON.h>

/* {name: value or values, ...} of every row of PS_METRICS; null where it is not defined. */
cJSON *metrics_json(const ps_metrics *metrics, const ps_config *config);
/* A metric's key in a sweep's records, where `loss` is the training's. */
const char *metrics_record_key(const ps_metric *metric);
/* What the loss is called: "loss", which is cross-entropy, or "hinge". */
const char *loss_name(const ps_config *config);
/* One line without its end. */
void metrics_print(const ps_metrics *metrics, const ps_config *config);

/* Prints one line of JSON on stdout and deletes the object. */
void json_print(cJSON *object);

#endif

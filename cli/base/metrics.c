#include "base/metrics.h"

#include "base/failure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

cJSON *metrics_json(const ps_metrics *metrics, const ps_config *config) {
  cJSON *json = cJSON_CreateObject();
  ps_metrics m = *metrics;
  const ps_metric *metric;
  for (int i = 0; (metric = ps_metric_at(i)); i++) {
    const double *values = ps_metric_values(&m, i);
    cJSON_AddItemToObject(json, metric->name,
                          metric->each ? cJSON_CreateDoubleArray(values, config->path_length)
                                       : cJSON_CreateNumber(*values));
  }
  return json;
}

const char *metrics_record_key(const ps_metric *metric) {
  return strcmp(metric->name, "loss") ? metric->name : "held_loss";
}

const char *loss_name(const ps_config *config) {
  return config->objective == PS_RITF ? "hinge" : "loss";
}

void metrics_print(const ps_metrics *metrics, const ps_config *config) {
  printf("%s %.4f  first step %5.1f %% (chance %.1f)", loss_name(config), metrics->loss, 100 * metrics->first_step,
         100.0 / config->degree);
  if (config->path_length > 2) printf("  later >= %5.1f %%", 100 * metrics->later);
  printf("  path %5.1f %% [%.1f, %.1f]", 100 * metrics->path, 100 * metrics->path_low, 100 * metrics->path_high);
  if (!isnan(metrics->hans)) printf("  hans %5.1f %%", 100 * metrics->hans);
  if (!isnan(metrics->hans_inner)) printf(" (%.1f to the last node)", 100 * metrics->hans_inner);
}

void json_print(cJSON *object) {
  char *text = cJSON_PrintUnformatted(object);
  if (!text) exit(fail(EXIT_MEMORY, "no memory to print a line of JSON"));
  puts(text);
  fflush(stdout);
  cJSON_free(text);
  cJSON_Delete(object);
}

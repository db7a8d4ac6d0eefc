#include "base/metrics.h"

#include "base/failure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

double first_step_of(const ps_metrics *metrics, const ps_config *config) {
  return metrics->forced[ps_target_position(config, 1)];
}

double least_later_of(const ps_metrics *metrics, const ps_config *config) {
  double least = NAN;
  for (int depth = 2; depth < config->path_length; depth++)
    least = fmin(least, metrics->forced[ps_target_position(config, depth)]);
  return least;
}

cJSON *metrics_json(const ps_metrics *metrics, const ps_config *config) {
  cJSON *json = cJSON_CreateObject();
  cJSON_AddNumberToObject(json, "graphs", metrics->graphs);
  cJSON_AddNumberToObject(json, "path_correct", metrics->path_correct);
  cJSON_AddNumberToObject(json, "loss", metrics->loss);
  cJSON_AddNumberToObject(json, "first_step", first_step_of(metrics, config));
  cJSON_AddNumberToObject(json, "later", least_later_of(metrics, config));
  cJSON_AddNumberToObject(json, "path", metrics->path);
  cJSON_AddNumberToObject(json, "path_low", metrics->path_low);
  cJSON_AddNumberToObject(json, "path_high", metrics->path_high);
  cJSON_AddNumberToObject(json, "hans", metrics->hans);
  cJSON_AddNumberToObject(json, "hans_inner", metrics->hans_inner);
  cJSON_AddNumberToObject(json, "hans_graphs", metrics->hans_graphs);
  cJSON_AddItemToObject(json, "forced", cJSON_CreateDoubleArray(metrics->forced, config->path_length));
  cJSON_AddItemToObject(json, "free", cJSON_CreateDoubleArray(metrics->free, config->path_length));
  cJSON_AddItemToObject(json, "losses", cJSON_CreateDoubleArray(metrics->losses, config->path_length));
  return json;
}

void metrics_print(const ps_metrics *metrics, const ps_config *config) {
  printf("loss %.4f  first step %5.1f %% (chance %.1f)", metrics->loss, 100 * first_step_of(metrics, config),
         100.0 / config->degree);
  if (config->path_length > 2) printf("  later >= %5.1f %%", 100 * least_later_of(metrics, config));
  printf("  path %5.1f %% [%.1f, %.1f]", 100 * metrics->path, 100 * metrics->path_low, 100 * metrics->path_high);
  if (metrics->hans_graphs) printf("  hans %5.1f %%", 100 * metrics->hans);
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

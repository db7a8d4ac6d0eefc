/* The table of metrics, read by name and by row. */
#include "ground/text.h"

#include <math.h>

#define ONE(name, unit, curve, help) {#name, PS_ENGLISH(unit), PS_ENGLISH(help), 0, curve},
#define EACH(name, unit, curve, help) {#name, PS_ENGLISH(unit), PS_ENGLISH(help), 1, curve},
static const ps_metric rows[] = {PS_METRICS(ONE, EACH)};
enum { ROWS = sizeof rows / sizeof *rows };
_Static_assert(sizeof(ps_metrics) == PS_METRICS_PACKED * sizeof(double), "a metric is doubles, without gaps");

const ps_metric *ps_metric_at(int i) {
  return i < ROWS ? &rows[i] : NULL;
}

double *ps_metric_values(ps_metrics *metrics, int i) {
  double *values = (double *)metrics; /* the struct is the table's rows and nothing else */
  for (int k = 0; k < i; k++) values += rows[k].each ? PS_PATH_MAX : 1;
  return values;
}

int ps_metrics_pack(double *values, ps_metrics *metrics, int path_length) {
  int count = 0;
  for (int i = 0; i < ROWS; i++) {
    const double *from = ps_metric_values(metrics, i);
    for (int k = 0; k < (rows[i].each ? path_length : 1); k++) values[count++] = from[k];
  }
  return count;
}

void ps_metrics_read_forced(ps_metrics *metrics, const ps_config *config) {
  metrics->first_step = metrics->forced[ps_target_position(config, 1)];
  metrics->later = NAN;
  for (int depth = 2; depth < config->path_length; depth++) {
    metrics->later = fmin(metrics->later, metrics->forced[ps_target_position(config, depth)]);
  }
}

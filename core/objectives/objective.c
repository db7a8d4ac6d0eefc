#include "objectives/objective.h"

#include <assert.h>

static const ps_objective_rule rules[] = {
    [PS_TEACHER_FORCING] = {.reversed = 0, .parallel = 0},
    [PS_TEACHERLESS] = {.reversed = 0, .parallel = 1},
    [PS_REVERSE] = {.reversed = 1, .parallel = 0},
};

const ps_objective_rule *ps_objective_of(const ps_config *config) {
  return &rules[config->objective];
}

int ps_target_position(const ps_config *config, int depth) {
  return ps_objective_of(config)->reversed ? config->path_length - 1 - depth : depth;
}

void ps_objective_targets(int16_t *targets, const ps_config *config, const ps_graph *graph, int arm) {
  assert(graph->path_length == config->path_length && arm >= 0 && arm < graph->degree);
  int length = config->path_length, reversed = ps_objective_of(config)->reversed;
  for (int i = 0; i < length; i++) targets[i] = graph->arms[arm][reversed ? length - 1 - i : i];
}

void ps_objective_inputs(ps_token *x, const ps_config *config, const int16_t *targets) {
  int parallel = ps_objective_of(config)->parallel;
  int16_t dummy = (int16_t)(config->labels + PS_TOKEN_DUMMY);
  for (int i = 0; i < config->path_length - 1; i++) x[i] = (ps_token){parallel ? dummy : targets[i], -1};
}

void ps_objective_sample(ps_token *x, int32_t *y, const ps_config *config, const ps_graph *graph) {
  int16_t targets[PS_PATH_MAX];
  int before = ps_prefix_length(config) - 1; /* `=` already predicts target 1 */
  ps_objective_targets(targets, config, graph, graph->goal_arm);
  ps_prefix_write(x, config, graph);
  ps_objective_inputs(x + before + 1, config, targets);
  for (int t = 0; t < before; t++) y[t] = -1;
  for (int i = 0; i < config->path_length; i++) y[before + i] = targets[i];
}

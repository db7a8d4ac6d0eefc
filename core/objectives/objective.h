/* Training objectives: how inputs, targets and loss mask are made, how a path is decoded. One table row each. */
#ifndef PS_OBJECTIVE_H
#define PS_OBJECTIVE_H

#include "task/tokens.h"

typedef struct ps_objective_rule {
  int reversed; /* the path is written from the goal to the start */
  int parallel; /* every target-side input is `$`: all targets are said in one pass */
} ps_objective_rule;

const ps_objective_rule *ps_objective_of(const ps_config *config);
/* The path down `arm` as the objective writes it; targets (path_length). */
void ps_objective_targets(int16_t *targets, const ps_config *config, const ps_graph *graph, int arm);
/* The target-side inputs: targets 0..path_length-2 shifted, or dummies; x (path_length - 1). */
void ps_objective_inputs(ps_token *x, const ps_config *config, const int16_t *targets);
/* One training sample; x (input length), y (input length), -1 before the position that predicts target 1. */
void ps_objective_sample(ps_token *x, int32_t *y, const ps_config *config, const ps_graph *graph);

#endif

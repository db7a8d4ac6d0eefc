/* Training objectives. Each is a row of choices in objective.c: what stands on the target side of the input, in which
 * order the path is written, which targets count, and how a path is decoded. The loss that batch.c takes is the row's. */
#ifndef PS_OBJECTIVE_H
#define PS_OBJECTIVE_H

#include "kernels/kernels.h"
#include "task/tokens.h"

#include <stdbool.h>

typedef enum { PS_SHOW_TARGETS, PS_SHOW_DUMMIES } ps_target_inputs; /* the true targets before it, or `$` */
typedef enum { PS_FROM_START, PS_FROM_GOAL } ps_target_order;
typedef enum { PS_SAY_IN_TURN, PS_SAY_AT_ONCE } ps_decoder; /* each answer is the next input; all in one pass */

typedef struct ps_objective_row {
  ps_target_inputs inputs;
  ps_target_order order;
  bool (*counts)(const ps_config *config, int i); /* does target i (0-based) reach the loss? */
  ps_decoder decoder;
} ps_objective_row;

const ps_objective_row *ps_objective_of(const ps_config *config);
/* The path down `arm` as the objective writes it; targets (path_length). */
void ps_objective_targets(int16_t *targets, const ps_config *config, const ps_graph *graph, int arm);
/* The target-side inputs: targets 0..path_length-2 shifted, or dummies; x (path_length - 1). */
void ps_objective_inputs(ps_token *x, const ps_config *config, const int16_t *targets);
/* One sample; x (input length), y (input length) with every target, -1 before the position that predicts target 1. */
void ps_objective_sample(ps_token *x, int32_t *y, const ps_config *config, const ps_graph *graph);
/* How many targets of a path count. */
int ps_objective_counted(const ps_config *config);

/* What a loss is taken of: one row of logits for each position looked at. */
typedef struct ps_loss_rows {
  const int32_t *y; /* y[s y_sequence + r] is the target of row r of sequence s, -1 where none counts */
  ptrdiff_t y_sequence;
  int sequences, positions, classes;
  float scale; /* 1 over the batch's targets: its gradient is that of the mean */
} ps_loss_rows;

/* The objective's loss, summed over the rows, in nats; logits (sequences, positions, classes) <- its gradient times
 * scale. */
double ps_objective_loss(float *logits, const ps_kernels *kernels, const ps_loss_rows *rows);

#endif

/* Training objectives. Each is a row of choices in PS_OBJECTIVES: what a training sample shows (the target side of its
 * input, and which goal it names), in which order the path is written, which targets count, what their loss is and what
 * auxiliary loss there is, and how a path is decoded. */
#ifndef PS_OBJECTIVE_H
#define PS_OBJECTIVE_H

#include "kernels/kernels.h"
#include "task/tokens.h"

#include <stdbool.h>

/* The target side of the input: the true targets, or `$`; or, in training alone, `$` in place of some of them (the
 * config's mask and mask_rate) or, in some samples, of all. PS_SHOW_REST: `$`; in training, `$` at some places, at a
 * rate drawn for each sample, at least at one, and the true targets at the rest, where they do not count. PS_SHOW_SHUFFLED:
 * the true targets; in training, in an order drawn for each sample, in which they are said and shown. Each tells which
 * target it is (its slot) and which is said next (models/embeddings.c). */
typedef enum {
  PS_SHOW_TARGETS,
  PS_SHOW_DUMMIES,
  PS_SHOW_SOME,
  PS_SHOW_ALL_OR_NONE,
  PS_SHOW_REST,
  PS_SHOW_SHUFFLED
} ps_target_inputs;
/* The goal that a training sample names: its own, or any node of the path after the start. */
typedef enum { PS_NAME_GOAL, PS_NAME_WAYPOINT } ps_named_goal;
typedef enum { PS_FROM_START, PS_FROM_GOAL } ps_target_order;
/* Each answer is the next input; all in one pass; in each pass the surest answer, put in its place, until all are. */
typedef enum { PS_SAY_IN_TURN, PS_SAY_AT_ONCE, PS_SAY_SUREST } ps_decoder;

/* What a loss is computed from: one row of logits for each position looked at. */
typedef struct ps_loss_rows {
  const int32_t *y;    /* y[s y_sequence + r] is the target of row r of sequence s, -1 where none counts */
  const int32_t *path; /* likewise, with the targets that do not count: what comes after one that does */
  ptrdiff_t y_sequence;
  const ps_token *x; /* (sequences, y_sequence) the inputs, each from its first position on */
  int look;          /* the position of the first row in its sequence, after which the path goes on to the end of it */
  const ps_config *config;
  const float *weights; /* (sequences) what the targets of each sequence count; NULL: 1 */
  int sequences, positions, classes;
  float scale; /* 1 over the batch's targets: its gradient is that of the mean */
} ps_loss_rows;

/* What an auxiliary loss has of its own, a file and a row each in models/: a matrix that turns hidden states into
 * logits; a network that leads from one hidden state to the next; heads with a block each of the trunk's kind. */
typedef enum { PS_OWN_MATRIX, PS_OWN_ROLLOUT, PS_OWN_BLOCKS } ps_own;

/* A second loss on the final normed hidden states, through tensors of its own. They are trained and saved with the
 * model, and no answer depends on them. Its weight is the config's aux_weight. */
typedef struct ps_auxiliary_row {
  ps_own own;
  bool everywhere; /* it reads the hidden states of the prefix too, not only those that predict a target */
  bool chained;    /* of PS_OWN_BLOCKS: each head goes on from the one before, told the true target between them */
  int (*heads)(const ps_config *config); /* NULL for PS_OWN_ROLLOUT */
  /* The rest is for PS_OWN_MATRIX: the tensor `module`.weight, (heads vocabulary, width). */
  const char *module;
  /* The loss summed over the rows whose y counts, in nats, unweighted; logits (sequences, positions, heads, classes) <-
   * its gradient times rows->scale, zeros where y does not count. */
  double (*loss)(float *logits, const ps_kernels *kernels, const ps_loss_rows *rows, int heads);
} ps_auxiliary_row;

/* The loss of ritf's answers; the others' is cross-entropy. */
double ps_ritf_loss(float *logits, const ps_kernels *kernels, const ps_loss_rows *rows);

/* Those of PS_OBJECTIVES: ps_top_row, ... */
#define PS_NO_ROW(...)
#define PS_ROW(value, name, ...) extern const ps_auxiliary_row ps_##name##_row;
PS_OBJECTIVES(PS_NO_ROW, PS_ROW)
#undef PS_NO_ROW
#undef PS_ROW
/* For rows with one head, and for those with one for each of the targets 2, ..., horizon places ahead. */
int ps_one_head(const ps_config *config);
int ps_head_each(const ps_config *config);

typedef struct ps_objective_row {
  ps_target_inputs inputs;
  ps_named_goal named;
  ps_target_order order;
  bool (*counts)(const ps_config *config, int i); /* does token i (0-based) of the path reach the loss? */
  /* The loss of the answers, summed over the rows whose y counts, in nats; logits (sequences, positions, classes) <- its
   * gradient times rows->scale, zeros where y does not count. */
  double (*loss)(float *logits, const ps_kernels *kernels, const ps_loss_rows *rows);
  const ps_auxiliary_row *auxiliary; /* NULL: none */
  ps_decoder decoder;
} ps_objective_row;

const ps_objective_row *ps_objective_of(const ps_config *config);
/* Whether tokens tell their slots, so that targets can be said in any order. */
bool ps_tells_slots(const ps_config *config);
/* Which target position t is asked for, of a sample x in any order. */
int ps_asked_target(const ps_config *config, const ps_token *x, int t);
/* The path down `arm` as the objective writes it; targets (ps_target_length()). */
void ps_objective_targets(int16_t *targets, const ps_config *config, const ps_graph *graph, int arm);
/* The target-side inputs of questions: targets, in their own order, or dummies; x (what follows the prefix in the
 * input). */
void ps_objective_inputs(ps_token *x, const ps_config *config, const int16_t *targets);
/* One sample, as questions ask it; x (input length), y (input length) with every target, -1 before the position that
 * predicts target 1. */
void ps_objective_sample(ps_token *x, int32_t *y, const ps_config *config, const ps_graph *graph);
/* The same as training shows it, -1 in y for a target that is shown at its own place, and y in the order in which targets
 * are said. `place` is the sample's number
 * since the run began; what is drawn at random depends on the seed and `place` alone. Returns what each target of the
 * sample counts: 1; where only those that are not shown count, so much more that they count as all would. */
float ps_objective_training_sample(ps_token *x, int32_t *y, const ps_config *config, const ps_graph *graph,
                                   uint64_t place);
/* How many targets of a path count. */
int ps_objective_counted(const ps_config *config);
/* The first position whose hidden state a training step needs: that of the first target, or 0. */
int ps_objective_look(const ps_config *config);

#endif

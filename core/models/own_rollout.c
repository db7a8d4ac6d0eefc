/* The network of nextlat (objectives/nextlat.c has the loss): f(h, e) = W3 GELU(W2 GELU(W1 LN [h; e])), with W3 zero at
 * first, so that training starts from the guess that nothing changes.
 *
 * Shapes: n sequences, t positions, d width, m = t - k: the positions from which k tokens lie ahead. Rows (n, m, .) of
 * step k are those positions. */
#include "models/model.h"
#include "task/tokens.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { STEPS_MAX = PS_PATH_MAX - 2 };

/* ---- The tensor table ---- */

static void add_linear(ps_model *model, ps_linear *linear, const char *name, int in, double deviation) {
  int out = model->config->width;
  /* Every step adds to the gradient: no row is a single product. */
  ps_tensor_row matrix = {.rank = 2, .shape = {out, in}, .deviation = deviation, .hidden = true, .auxiliary = true};
  ps_tensor_row biases = {.rank = 1, .shape = {out}, .auxiliary = true};
  size_t weight = ps_model_add(model, PS_NO_LAYER, name, "weight", matrix), bias = PS_NONE;
  if (model->config->biases) bias = ps_model_add(model, PS_NO_LAYER, name, "bias", biases);
  ps_model_link(model, linear, out, in, weight, bias);
}

static void describe(ps_model *model) {
  const ps_config *c = model->config;
  ps_rollout *at = &model->rollout;
  int d = c->width;
  bool reference = c->init == PS_INIT_REFERENCE;
  ps_tensor_row norm = {.rank = 1, .shape = {2 * d}, .constant = 1, .auxiliary = true};
  at->norm.weight = ps_model_add(model, PS_NO_LAYER, "nextlat.norm", "weight", norm);
  norm.constant = 0;
  at->norm.bias = ps_model_add(model, PS_NO_LAYER, "nextlat.norm", "bias", norm);
  add_linear(model, &at->first, "nextlat.first", 2 * d, reference ? 0.02 : 1 / sqrt(2.0 * d));
  add_linear(model, &at->second, "nextlat.second", d, reference ? 0.02 : 1 / sqrt((double)d));
  add_linear(model, &at->third, "nextlat.third", d, 0);
}

/* ---- Memory ---- */

typedef struct step_state {
  float *joined, *normed;           /* (n, m, 2 d) [guess; e], and its norm */
  float *mean, *rstd;               /* (n m) */
  float *first, *activated_first;   /* (n, m, d) */
  float *second, *activated_second; /* (n, m, d) */
  float *guess;                     /* (n, m, d); once the loss is known, its gradient */
} step_state;

typedef struct rollout_state {
  step_state step[STEPS_MAX]; /* of k = 1.. */
  float *embedded;            /* (n, t, d) E x */
  float *asked;               /* (n t, d) guesses of hidden states that predict a target; then their gradients */
  float *logits;              /* (n t, vocabulary) theirs */
  float *said, *spare;        /* (vocabulary) what the head says of the true hidden state */
  int32_t *classes;           /* (vocabulary) 0, 1, ... */
  float *dnormed, *djoined;   /* (n, t, 2 d) */
  float *dsecond, *dfirst;    /* (n, t, d) */
  float *scratch;             /* gemm_outer's */
} rollout_state;

static void workspace(ps_workspace *w, ps_arena *arena, const ps_model *model, int sequences) {
  const ps_config *c = model->config;
  size_t n = (size_t)sequences, t = (size_t)ps_input_length(c), d = (size_t)c->width;
  size_t classes = (size_t)ps_vocabulary(c), plane = n * t * d;
  rollout_state *s = PS_TAKE(arena, rollout_state, 1), counted;
  if (!s) s = &counted;
  for (int k = 1; k <= c->path_length - 2; k++) {
    step_state *y = &s->step[k - 1];
    size_t rows = n * (t - (size_t)k);
    y->joined = PS_TAKE(arena, float, rows * 2 * d);
    y->normed = PS_TAKE(arena, float, rows * 2 * d);
    y->mean = PS_TAKE(arena, float, rows);
    y->rstd = PS_TAKE(arena, float, rows);
    y->first = PS_TAKE(arena, float, rows *d);
    y->activated_first = PS_TAKE(arena, float, rows *d);
    y->second = PS_TAKE(arena, float, rows *d);
    y->activated_second = PS_TAKE(arena, float, rows *d);
    y->guess = PS_TAKE(arena, float, rows *d);
  }
  s->embedded = PS_TAKE(arena, float, plane);
  s->asked = PS_TAKE(arena, float, plane);
  s->logits = PS_TAKE(arena, float, n *t *classes);
  s->said = PS_TAKE(arena, float, classes);
  s->spare = PS_TAKE(arena, float, classes);
  s->classes = PS_TAKE(arena, int32_t, classes);
  s->dnormed = PS_TAKE(arena, float, 2 * plane);
  s->djoined = PS_TAKE(arena, float, 2 * plane);
  s->dsecond = PS_TAKE(arena, float, plane);
  s->dfirst = PS_TAKE(arena, float, plane);
  s->scratch = PS_TAKE(arena, float, model->kernels->gemm_outer_scratch(2 * c->width, (int)(n * t)));
  w->own = arena->base ? s : NULL;
  for (size_t i = 0; arena->base && i < classes; i++) s->classes[i] = (int32_t)i;
}

/* How many tokens ahead guesses are made: a given batch may be shorter than a path. */
static int steps_of(const ps_model *model, const ps_span *span) {
  int steps = model->config->path_length - 2;
  return steps < span->time - 1 ? steps : span->time - 1;
}

/* ---- Forward ---- */

/* The guesses k tokens ahead from those k - 1 ahead, before (n, m + 1, d). */
static void guess(const ps_model *model, const rollout_state *s, const float *before, const ps_span *span, int k) {
  const ps_kernels *kernels = model->kernels;
  const ps_rollout *at = &model->rollout;
  const step_state *y = &s->step[k - 1];
  int t = span->time, m = t - k, d = model->config->width, rows = span->sequences * m;
  size_t row = (size_t)d * sizeof(float);
  for (int i = 0; i < rows; i++) {
    ptrdiff_t sequence = i / m, position = i % m;
    const float *from = before + (sequence * (m + 1) + position) * d;
    memcpy(y->guess + (ptrdiff_t)i * d, from, row);
    memcpy(y->joined + (ptrdiff_t)i * 2 * d, from, row);
    memcpy(y->joined + (ptrdiff_t)i * 2 * d + d, s->embedded + (sequence * t + position + k) * d, row);
  }
  kernels->layer_norm_forward(y->normed, y->mean, y->rstd, y->joined, model->weights + at->norm.weight,
                              model->weights + at->norm.bias, rows, 2 * d);
  ps_linear_forward(model, &at->first, y->first, d, y->normed, PS_SET, rows);
  kernels->gelu_forward(y->activated_first, y->first, (size_t)rows * (size_t)d);
  ps_linear_forward(model, &at->second, y->second, d, y->activated_first, PS_SET, rows);
  kernels->gelu_forward(y->activated_second, y->second, (size_t)rows * (size_t)d);
  ps_linear_forward(model, &at->third, y->guess, d, y->activated_second, PS_ADD, rows);
}

/* Rows of asked, and where in `guess` they come from: the next pair (sequence, position) from *at on, of n m, whose
 * hidden state k tokens on predicts a target; false past the last. */
static bool next_asked(int *at, const ps_loss_rows *rows, int m, int k) {
  for (++*at; *at < rows->sequences * m; ++*at) {
    if (rows->y[*at / m * rows->y_sequence + *at % m + k] >= 0) return true;
  }
  return false;
}

/* Summed over the targets' guesses k tokens ahead; asked <- its gradient times scale. */
static double divergence(const ps_model *model, const rollout_state *s, const float *logits, const ps_loss_rows *rows,
                         int k, float scale) {
  const ps_kernels *kernels = model->kernels;
  int d = model->config->width, classes = rows->classes, m = rows->positions - k, asked = 0;
  double sum = 0;
  for (int i = -1; next_asked(&i, rows, m, k); asked++) {
    memcpy(s->asked + (ptrdiff_t)asked * d, s->step[k - 1].guess + (ptrdiff_t)i * d, (size_t)d * sizeof(float));
  }
  if (!asked) return 0;
  ps_linear_forward(model, &model->head, s->logits, classes, s->asked, PS_SET, asked);
  float *guessed = s->logits;
  for (int i = -1; next_asked(&i, rows, m, k); guessed += classes) {
    const float *truth = logits + (ptrdiff_t)(i / m * rows->positions + i % m + k) * classes;
    kernels->softmax(s->said, truth, classes);
    sum += kernels->soft_cross_entropy(guessed, guessed, s->classes, s->said, classes, scale, classes);
    sum -= kernels->soft_cross_entropy(s->spare, truth, s->classes, s->said, classes, 0, classes); /* its entropy */
  }
  ps_linear_input_backward(model, &model->head, s->asked, s->logits, PS_SET, asked);
  return sum;
}

/* The smooth L1 distance of guess from truth, summed; guess <- its gradient times scale. */
static double distance(float *guess, const float *truth, int count, float scale) {
  double sum = 0;
  for (int i = 0; i < count; i++) {
    float off = guess[i] - truth[i], slope = off > 1 ? 1 : off < -1 ? -1 : off;
    sum += (double)slope * ((double)off - 0.5 * (double)slope);
    guess[i] = scale * slope;
  }
  return sum;
}

static int targets_of(const ps_loss_rows *rows, int sequence) {
  int targets = 0;
  for (int r = 0; r < rows->positions; r++) targets += rows->y[sequence * rows->y_sequence + r] >= 0;
  return targets;
}

/* A loss is summed over targets, so a sequence's mean distance counts once for each of its targets. */
static double loss(const ps_model *model, ps_workspace *w, const ps_span *span, const ps_loss_rows *rows) {
  const rollout_state *s = w->own;
  int t = span->time, d = model->config->width, steps = steps_of(model, span);
  assert(span->look == 0 && span->end == t && rows->positions == t);
  if (steps < 1) return 0;
  ps_embeddings_of_tokens(model, s->embedded, span);
  for (int k = 1; k <= steps; k++) guess(model, s, k > 1 ? s->step[k - 2].guess : w->hidden, span, k);
  double numbers = (double)d * (steps * t - steps * (steps + 1) / 2); /* of a sequence */
  double said = 0, far = 0;
  for (int k = 1; k <= steps; k++) {
    float *guesses = s->step[k - 1].guess;
    int m = t - k;
    said += divergence(model, s, w->logits, rows, k, rows->scale / (float)steps);
    for (int i = 0; i < span->sequences; i++) {
      double share = targets_of(rows, i) / numbers;
      far += share * distance(guesses + (ptrdiff_t)i * m * d, w->hidden + ((ptrdiff_t)i * t + k) * d, m * d,
                              rows->scale * (float)share);
    }
    const float *from = s->asked;
    for (int i = -1; next_asked(&i, rows, m, k); from += d) {
      model->kernels->add(guesses + (ptrdiff_t)i * d, from, (size_t)d);
    }
  }
  return said / steps + far;
}

/* ---- Backward ---- */

static void backward(const ps_model *model, ps_workspace *w, const ps_gradients *gradients, const ps_span *span) {
  const ps_kernels *kernels = model->kernels;
  const ps_rollout *at = &model->rollout;
  const rollout_state *s = w->own;
  int d = model->config->width;
  for (int k = steps_of(model, span); k >= 1; k--) {
    const step_state *y = &s->step[k - 1];
    int m = span->time - k, rows = span->sequences * m;
    size_t plane = (size_t)rows * (size_t)d;
    ps_linear_weight_backward(model, &at->third, gradients, y->guess, y->activated_second, d, s->scratch, rows);
    ps_linear_input_backward(model, &at->third, s->dsecond, y->guess, PS_SET, rows);
    kernels->gelu_backward(s->dsecond, s->dsecond, y->second, plane);
    ps_linear_weight_backward(model, &at->second, gradients, s->dsecond, y->activated_first, d, s->scratch, rows);
    ps_linear_input_backward(model, &at->second, s->dfirst, s->dsecond, PS_SET, rows);
    kernels->gelu_backward(s->dfirst, s->dfirst, y->first, plane);
    ps_linear_weight_backward(model, &at->first, gradients, s->dfirst, y->normed, 2 * d, s->scratch, rows);
    ps_linear_input_backward(model, &at->first, s->dnormed, s->dfirst, PS_SET, rows);
    memset(s->djoined, 0, 2 * plane * sizeof(float));
    kernels->layer_norm_backward(s->djoined, gradients->sums + at->norm.weight, gradients->sums + at->norm.bias,
                                 s->dnormed, y->joined, model->weights + at->norm.weight, y->mean, y->rstd, rows,
                                 2 * d);
    /* The guess before went in twice: into the sum and, beside the embedding, into f. */
    float *before = k > 1 ? s->step[k - 2].guess : w->dhidden;
    for (int i = 0; i < rows; i++) {
      float *to = before + ((ptrdiff_t)(i / m) * (m + 1) + i % m) * d;
      kernels->add(to, y->guess + (ptrdiff_t)i * d, (size_t)d);
      kernels->add(to, s->djoined + (ptrdiff_t)i * 2 * d, (size_t)d);
    }
  }
}

/* ---- Arithmetic ---- */

/* Multiply-adds count two. A linear layer costs 2 rows in out forward and twice that backward; the head, for the
 * divergence of a path's targets at every step, as much forward and once that backward. */
static double flops(const ps_model *model, const ps_span *span) {
  double n = span->sequences, d = model->config->width, targets = model->config->path_length, total = 0;
  for (int k = 1; k <= steps_of(model, span); k++) {
    total += 6 * n * (span->time - k) * 4 * d * d + 4 * n * targets * d * model->head.out;
  }
  return total;
}

const ps_own_row ps_own_rollout_row = {
    .describe = describe, .workspace = workspace, .loss = loss, .backward = backward, .flops = flops};

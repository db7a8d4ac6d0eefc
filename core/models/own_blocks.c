/* The heads of mtp_block and mtp_chain (objectives/ has each one's loss): blocks of the trunk's kind, after the trunk's in
 * the table, and the model's own final norm and head.
 *
 * Shapes: n sequences, t positions, d width, V vocabulary. Head k, from 1, is block `layers` + k - 1 and works on the m =
 * t - k positions that have a token k places on; a = asked positions, from the first that predicts a target, of those m.
 * r = rows of `out`: a; where a chain goes on, m. */
#include "models/model.h"
#include "task/tokens.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* ---- The tensor table ---- */

static const ps_auxiliary_row *row_of(const ps_model *model) {
  return ps_objective_of(model->config)->auxiliary;
}

static int heads_of(const ps_model *model) {
  return row_of(model)->heads(model->config);
}

static int block_of(const ps_model *model, int k) {
  return model->config->layers + k - 1;
}

static void describe(ps_model *model) {
  const ps_config *c = model->config;
  bool biased = model->final.bias != PS_NONE;
  int heads = heads_of(model), d = c->width;
  model->blocks += heads;
  for (int k = 1; k <= heads; k++) {
    int block = block_of(model, k);
    if (row_of(model)->chained) {
      ps_entrance *at = &model->entrance[k - 1];
      at->hidden = ps_model_add_norm(model, block, "hidden_norm", biased);
      at->token = ps_model_add_norm(model, block, "token_norm", biased);
      ps_model_add_linear(model, &at->joint, block, "joint", d, 2 * d,
                          c->init == PS_INIT_REFERENCE ? 0.02 : 1 / sqrt(2.0 * d), c->biases);
    }
    model->architecture->describe_block(model, block);
  }
}

/* ---- Memory ---- */

typedef struct norm_state {
  float *x;           /* what is normed */
  float *out;         /* normed */
  float *mean, *rstd; /* a row */
} norm_state;

typedef struct head_state {
  ps_span span;             /* of the block: m positions, r looked at */
  int asked;                /* a; 0: no position of the batch has a target so far ahead */
  norm_state hidden, token; /* (n, m, d) a chain's way in */
  float *joined;            /* (n, m, 2 d) */
  norm_state final;         /* (n, a, d) */
  float *logits;            /* (n, a, V), and then their gradient */
} head_state;

typedef struct blocks_state {
  head_state head[PS_HEADS_MAX];
  int32_t *targets;           /* (n, t) */
  float *embedded;            /* (n, t, d) E x; then its gradient */
  float *dx, *scratch, *wide; /* (n, t, d) a block's */
  float *dfinal, *dspare;     /* (n, t, d) */
  float *djoined;             /* (n, t, 2 d) */
  float *outer;               /* gemm_outer's, of 2 d columns */
} blocks_state;

static norm_state take_norm(ps_arena *arena, size_t rows, size_t width) {
  norm_state norm;
  norm.x = PS_TAKE(arena, float, rows *width);
  norm.out = PS_TAKE(arena, float, rows *width);
  norm.mean = PS_TAKE(arena, float, rows);
  norm.rstd = PS_TAKE(arena, float, rows);
  return norm;
}

static void workspace(ps_workspace *w, ps_arena *arena, const ps_model *model, int sequences) {
  const ps_config *c = model->config;
  size_t rows = (size_t)sequences * (size_t)ps_input_length(c), d = (size_t)c->width, plane = rows * d;
  blocks_state *s = PS_TAKE(arena, blocks_state, 1), counted;
  if (!s) s = &counted;
  for (int k = 1; k <= heads_of(model); k++) {
    head_state *y = &s->head[k - 1];
    if (row_of(model)->chained) {
      y->hidden = take_norm(arena, rows, d);
      y->token = take_norm(arena, rows, d);
      y->joined = PS_TAKE(arena, float, 2 * plane);
    }
    y->final = take_norm(arena, rows, d);
    y->logits = PS_TAKE(arena, float, rows *(size_t)model->head.out);
  }
  s->targets = PS_TAKE(arena, int32_t, rows);
  s->embedded = PS_TAKE(arena, float, plane);
  s->dx = PS_TAKE(arena, float, plane);
  s->scratch = PS_TAKE(arena, float, plane);
  s->wide = PS_TAKE(arena, float, plane);
  s->dfinal = PS_TAKE(arena, float, plane);
  s->dspare = PS_TAKE(arena, float, plane);
  s->djoined = PS_TAKE(arena, float, 2 * plane);
  s->outer = PS_TAKE(arena, float, model->kernels->gemm_outer_scratch(2 * c->width, (int)rows));
  w->own = arena->base ? s : NULL;
}

/* ---- Rows ---- */

/* out (n, m, d) <- the first m of each sequence's `positions` rows of x */
static void first_rows(float *out, const float *x, int n, int positions, int m, int d) {
  size_t row = (size_t)m * (size_t)d;
  for (int i = 0; i < n; i++) memcpy(out + (size_t)i * row, x + (ptrdiff_t)i * positions * d, row * sizeof(float));
}

/* Rows `from`..from + m - 1 of each sequence's `positions` rows of x += those of y (n, m, d) */
static void add_rows(const ps_kernels *kernels, float *x, const float *y, int n, int positions, int from, int m,
                     int d) {
  size_t row = (size_t)m * (size_t)d;
  for (int i = 0; i < n; i++) kernels->add(x + ((ptrdiff_t)i * positions + from) * d, y + (size_t)i * row, row);
}

/* One half of joined (rows, 2 d), at column `at`, to or from x (rows, d). */
static void put_half(float *joined, int at, const float *x, int rows, int d) {
  for (ptrdiff_t i = 0; i < rows; i++) memcpy(joined + 2 * i * d + at, x + i * d, (size_t)d * sizeof(float));
}
static void take_half(float *x, const float *joined, int at, int rows, int d) {
  for (ptrdiff_t i = 0; i < rows; i++) memcpy(x + i * d, joined + 2 * i * d + at, (size_t)d * sizeof(float));
}

/* ---- Forward ---- */

/* The first position at which any sequence has a target that counts; `positions` if there is none. */
static int first_asked(const ps_loss_rows *rows) {
  int first = rows->positions;
  for (int s = 0; s < rows->sequences; s++) {
    for (int i = 0; i < first; i++) {
      if (rows->y[s * rows->y_sequence + i] >= 0) first = i;
    }
  }
  return first;
}

/* Which positions head k works on, and is asked. */
static void plan(const ps_model *model, head_state *y, int n, int time, int first, int k) {
  int m = time - k, heads = heads_of(model);
  bool goes_on = row_of(model)->chained && k < heads && first < m - 1;
  y->asked = m > first ? m - first : 0;
  y->span = (ps_span){.sequences = n, .time = m, .end = m, .look = goes_on ? 0 : first};
}

/* x of head k's block; before (n, positions, d): the trunk's output, or that of the head before. */
static void enter(const ps_model *model, const blocks_state *s, float *x, const float *before, int positions, int time,
                  int k) {
  const head_state *y = &s->head[k - 1];
  int n = y->span.sequences, m = y->span.time, rows = n * m, d = model->config->width;
  if (!row_of(model)->chained) {
    first_rows(x, before, n, positions, m, d);
    return;
  }
  const ps_entrance *at = &model->entrance[k - 1];
  first_rows(y->hidden.x, before, n, positions, m, d);
  ps_rows_gather(y->token.x, s->embedded, n, time, m, d);
  ps_norm_forward(model, at->hidden, y->hidden.out, y->hidden.mean, y->hidden.rstd, y->hidden.x, rows);
  ps_norm_forward(model, at->token, y->token.out, y->token.mean, y->token.rstd, y->token.x, rows);
  put_half(y->joined, 0, y->hidden.out, rows, d);
  put_half(y->joined, d, y->token.out, rows, d);
  ps_linear_forward(model, &at->joint, x, d, y->joined, PS_SET, rows);
}

/* Head k's loss, summed; its logits <- their gradient times scale. */
static double say(const ps_model *model, const blocks_state *s, const float *out, const ps_loss_rows *rows, int k,
                  float scale) {
  const head_state *y = &s->head[k - 1];
  int n = y->span.sequences, m = y->span.time, a = y->asked, d = model->config->width;
  const norm_state *final = &y->final;
  ps_rows_gather(final->x, out, n, m - y->span.look, a, d);
  ps_norm_forward(model, model->final, final->out, final->mean, final->rstd, final->x, n * a);
  ps_linear_forward(model, &model->head, y->logits, model->head.out, final->out, PS_SET, n * a);
  for (int i = 0; i < n * a; i++) {
    ptrdiff_t at = i / a * rows->y_sequence + (m - a) + i % a;
    s->targets[i] = rows->y[at] >= 0 ? rows->path[at + k] : -1;
  }
  return model->kernels->cross_entropy(y->logits, y->logits, s->targets, a, scale, n, a, model->head.out);
}

static double loss(const ps_model *model, ps_workspace *w, const ps_span *span, const ps_loss_rows *rows) {
  blocks_state *s = w->own;
  int t = span->time, heads = heads_of(model), first = first_asked(rows), positions = t;
  bool chained = row_of(model)->chained;
  const float *before = w->last;
  double sum = 0;
  assert(span->look == 0 && span->end == t && rows->positions == t);
  if (chained) ps_embeddings_of_tokens(model, s->embedded, span);
  for (int k = 1; k <= heads; k++) {
    head_state *y = &s->head[k - 1];
    plan(model, y, span->sequences, t, first, k);
    if (!y->asked) continue;
    ps_block_ends block = model->architecture->block_ends(w, block_of(model, k));
    enter(model, s, block.x, before, positions, t, k);
    model->architecture->block_forward(model, w, block_of(model, k), &y->span);
    sum += say(model, s, block.out, rows, k, rows->scale / (float)heads);
    if (chained) before = block.out, positions = y->span.time;
  }
  return sum / heads;
}

/* ---- Backward ---- */

/* dx (n, r, d) += the gradient of head k's loss by its block's out */
static void say_backward(const ps_model *model, const ps_workspace *w, const ps_gradients *gradients, int k) {
  const blocks_state *s = w->own;
  const head_state *y = &s->head[k - 1];
  const norm_state *final = &y->final;
  int n = y->span.sequences, a = y->asked, d = model->config->width, r = y->span.time - y->span.look;
  ps_linear_weight_backward(model, &model->head, gradients, y->logits, final->out, d, w->scratch, n * a);
  ps_linear_input_backward(model, &model->head, s->dspare, y->logits, PS_SET, n * a);
  memset(s->dfinal, 0, (size_t)(n * a) * (size_t)d * sizeof(float));
  ps_norm_backward(model, model->final, s->dfinal, gradients, s->dspare, final->x, final->mean, final->rstd, n * a);
  add_rows(model->kernels, s->dx, s->dfinal, n, r, r - a, a, d);
}

/* From dx (n, m, d), the gradient of head k's block's x, to that of what was joined in it: dfinal (n, m, d) <- the hidden
 * states', and that of the tokens' is added to `embedded`. */
static void enter_backward(const ps_model *model, const blocks_state *s, const ps_gradients *gradients, int time,
                           int k) {
  const head_state *y = &s->head[k - 1];
  const ps_entrance *at = &model->entrance[k - 1];
  int n = y->span.sequences, m = y->span.time, rows = n * m, d = model->config->width;
  size_t bytes = (size_t)rows * (size_t)d * sizeof(float);
  ps_linear_weight_backward(model, &at->joint, gradients, s->dx, y->joined, 2 * d, s->outer, rows);
  ps_linear_input_backward(model, &at->joint, s->djoined, s->dx, PS_SET, rows);
  take_half(s->dspare, s->djoined, d, rows, d);
  memset(s->dfinal, 0, bytes);
  ps_norm_backward(model, at->token, s->dfinal, gradients, s->dspare, y->token.x, y->token.mean, y->token.rstd, rows);
  add_rows(model->kernels, s->embedded, s->dfinal, n, time, time - m, m, d);
  take_half(s->dspare, s->djoined, 0, rows, d);
  memset(s->dfinal, 0, bytes);
  ps_norm_backward(model, at->hidden, s->dfinal, gradients, s->dspare, y->hidden.x, y->hidden.mean, y->hidden.rstd,
                   rows);
}

static void backward(const ps_model *model, ps_workspace *w, const ps_gradients *gradients, const ps_span *span) {
  const ps_kernels *kernels = model->kernels;
  blocks_state *s = w->own;
  int n = span->sequences, t = span->time, d = model->config->width;
  bool chained = row_of(model)->chained, passed = false; /* dfinal holds the gradient that the next head passed back */
  if (chained) memset(s->embedded, 0, (size_t)n * (size_t)t * (size_t)d * sizeof(float));
  for (int k = heads_of(model); k >= 1; k--) {
    const head_state *y = &s->head[k - 1];
    if (!y->asked) continue;
    int m = y->span.time, r = m - y->span.look;
    memset(s->dx, 0, (size_t)n * (size_t)r * (size_t)d * sizeof(float));
    if (passed) add_rows(kernels, s->dx, s->dfinal, n, m, 0, m - 1, d);
    say_backward(model, w, gradients, k);
    ps_block_gradients at_work = {.dx = s->dx, .scratch = s->scratch, .spare = s->wide};
    model->architecture->block_backward(model, w, block_of(model, k), &at_work, gradients, &y->span);
    s->dx = at_work.dx, s->scratch = at_work.scratch, s->wide = at_work.spare;
    if (chained) enter_backward(model, s, gradients, t, k);
    passed = chained;
    if (!chained || k == 1) add_rows(kernels, w->dlast, chained ? s->dfinal : s->dx, n, t, 0, m, d);
  }
  if (chained) ps_embeddings_of_tokens_backward(model, gradients->sums, s->embedded, span);
}

/* ---- Arithmetic ---- */

/* A head costs its block, the head for each asked position and, in a chain, the matrix that joins. Multiply-adds count
 * two: a linear layer costs 2 rows in out forward and twice that backward. */
static double flops(const ps_model *model, const ps_span *span) {
  const ps_config *c = model->config;
  double d = c->width, total = 0;
  for (int k = 1; k <= heads_of(model); k++) {
    head_state y;
    plan(model, &y, span->sequences, span->time, ps_answer_place(c), k);
    double n = y.span.sequences;
    total += model->architecture->block_flops(model, &y.span) + 6 * n * y.asked * d * model->head.out;
    if (row_of(model)->chained) total += 12 * n * y.span.time * d * d;
  }
  return total;
}

const ps_own_row ps_own_blocks_row = {.through_head = true,
                                      .describe = describe,
                                      .workspace = workspace,
                                      .loss = loss,
                                      .backward = backward,
                                      .flops = flops};

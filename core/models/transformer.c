/* The pre-LN transformer of the reference (Radford et al. 2019's block): x += attention(LN x), x += MLP(LN x), then LN
 * and the head (head.c).
 *
 * Attention is causal, or full where the objective says its targets in place (tokens.h).
 *
 * Only what reaches the loss is computed. Every layer computes keys and values of all positions; the last one computes
 * queries, attention, MLP, norm and head of the positions looked at alone. Those rows are gathered into compact
 * matrices (sequences, asked, width) first, and their gradients scattered back.
 *
 * Shapes: n sequences, t positions of the span, a = asked positions (t but in the last layer), d width, T capacity. */
#include "models/model.h"
#include "task/tokens.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* ---- The tensor table ---- */

static void add_linear(ps_model *model, ps_linear *linear, int layer, const char *name, int out, int in, bool output) {
  const ps_config *c = model->config;
  /* fan_in: variance 1 / in keeps a unit-variance input at unit variance; what is added to the residual stream is
   * scaled down by the 2 layers additions. */
  double deviation = c->init == PS_INIT_REFERENCE ? 0.02 : 1 / sqrt((double)in);
  if (c->init == PS_INIT_FAN_IN && output) deviation /= sqrt(2.0 * c->layers);
  ps_model_add_linear(model, linear, layer, name, out, in, deviation, c->biases);
}

static void describe_block(ps_model *model, int l) {
  const ps_config *c = model->config;
  ps_transformer *at = &model->transformer;
  int d = c->width;
  at->layer[l].before_attention = ps_model_add_norm(model, l, "ln_1", true);
  add_linear(model, &at->layer[l].query, l, "attn.queries_linear", d, d, false);
  add_linear(model, &at->layer[l].key, l, "attn.keys_linear", d, d, false);
  add_linear(model, &at->layer[l].value, l, "attn.values_linear", d, d, false);
  add_linear(model, &at->layer[l].projection, l, "attn.proj", d, d, true);
  if (c->mlp_ratio) {
    at->layer[l].before_mlp = ps_model_add_norm(model, l, "ln_2", true);
    add_linear(model, &at->layer[l].expand, l, "mlp.expand", c->mlp_ratio * d, d, false);
    add_linear(model, &at->layer[l].contract, l, "mlp.proj", d, c->mlp_ratio * d, true);
  }
}

static void describe(ps_model *model) {
  const ps_config *c = model->config;
  ps_transformer *at = &model->transformer;
  if (c->rope) model->rotary = c->width / c->heads / 2;
  ps_model_add_embeddings(model, &at->embeddings);
  for (int l = 0; l < c->layers; l++) describe_block(model, l);
  model->final = ps_model_add_norm(model, PS_NO_LAYER, "final_layernorm", true);
  ps_model_add_head(model, &at->embeddings);
}

/* ---- Memory ---- */

typedef struct norm_state {
  float *mean, *rstd; /* (n a) */
} norm_state;

typedef struct layer_state {
  float *x; /* (n, t, d) input */
  norm_state norm1, norm2;
  float *normed;             /* (n, t, d) LN x */
  float *asked;              /* (n, a, d) the asked rows of normed; normed itself where all are */
  float *q;                  /* (n, a, d) */
  float *k, *v;              /* (n, T, d) */
  float *p;                  /* (n, heads, a, attention_row) */
  float *attended;           /* (n, a, d) */
  float *middle;             /* (n, a, d) x + projection */
  float *normed2;            /* (n, a, d) */
  float *hidden, *activated; /* (n, a, ratio d) */
  float *out;                /* (n, a, d) middle + MLP; the next layer's x */
} layer_state;

typedef struct transformer_state {
  layer_state layer[PS_BLOCKS_MAX];
  /* Gradients, one of each kind at a time; beside them the workspace's dlast and dhidden */
  float *dwide;        /* (n, t, d) */
  float *dq, *dk, *dv; /* (n, t, d) */
  float *dhidden;      /* (n, t, ratio d) */
  float *scratch;      /* attention's or gemm_outer's */
} transformer_state;

static norm_state take_norm(ps_arena *arena, size_t rows) {
  norm_state norm;
  norm.mean = PS_TAKE(arena, float, rows);
  norm.rstd = PS_TAKE(arena, float, rows);
  return norm;
}

static void workspace(ps_workspace *w, ps_arena *arena, const ps_model *model, int sequences) {
  const ps_config *c = model->config;
  const ps_kernels *kernels = model->kernels;
  int time = ps_input_length(c);
  size_t rows = (size_t)sequences * (size_t)time, plane = rows * (size_t)c->width;
  size_t wide = plane * (size_t)c->mlp_ratio;
  transformer_state *s = PS_TAKE(arena, transformer_state, 1), counted;
  if (!s) s = &counted;
  for (int l = 0; l < model->blocks; l++) {
    layer_state *y = &s->layer[l];
    bool all = l < c->layers - 1; /* are asked */
    y->x = l > 0 && l < c->layers ? s->layer[l - 1].out : PS_TAKE(arena, float, plane);
    y->norm1 = take_norm(arena, rows);
    y->normed = PS_TAKE(arena, float, plane);
    y->asked = all ? y->normed : PS_TAKE(arena, float, plane);
    y->q = PS_TAKE(arena, float, plane);
    y->k = PS_TAKE(arena, float, plane);
    y->v = PS_TAKE(arena, float, plane);
    y->p = PS_TAKE(arena, float, rows *(size_t)c->heads *(size_t)kernels->attention_row(time));
    y->attended = PS_TAKE(arena, float, plane);
    y->middle = y->out = PS_TAKE(arena, float, plane);
    if (c->mlp_ratio) {
      y->norm2 = take_norm(arena, rows);
      y->normed2 = PS_TAKE(arena, float, plane);
      y->hidden = PS_TAKE(arena, float, wide);
      y->activated = PS_TAKE(arena, float, wide);
      y->out = PS_TAKE(arena, float, plane);
    }
  }
  w->last = s->layer[c->layers - 1].out;
  s->dwide = PS_TAKE(arena, float, plane);
  s->dq = PS_TAKE(arena, float, plane);
  s->dk = PS_TAKE(arena, float, plane);
  s->dv = PS_TAKE(arena, float, plane);
  s->dhidden = PS_TAKE(arena, float, wide);
  ps_attention_shape shape = {
      .sequences = sequences, .heads = c->heads, .width = c->width, .keys = time, .queries = time, .capacity = time};
  size_t attention = kernels->attention_scratch(&shape);
  size_t outer = kernels->gemm_outer_scratch(c->width * (c->mlp_ratio > 1 ? c->mlp_ratio : 1), (int)rows);
  s->scratch = PS_TAKE(arena, float, attention > outer ? attention : outer);
  w->scratch = s->scratch;
  w->state = arena->base ? s : NULL;
}

/* ---- Forward ---- */

static void norm_forward(const ps_model *model, ps_norm norm, norm_state *state, float *out, const float *x, int rows) {
  model->kernels->layer_norm_forward(out, state->mean, state->rstd, x, model->weights + norm.weight,
                                     model->weights + norm.bias, rows, model->config->width);
}

static void turn(const ps_model *model, float *x, ptrdiff_t x_sequence, int inverse, int sequences, int first,
                 int positions) {
  if (!model->rotary) return;
  model->kernels->rope(x, x_sequence, model->cosines, model->sines, inverse, sequences, first, positions,
                       model->config->heads, model->rotary);
}

static ps_attention_shape attention_shape(const ps_config *c, const ps_span *span, int asked) {
  return (ps_attention_shape){.sequences = span->sequences,
                              .heads = c->heads,
                              .width = c->width,
                              .keys = span->end,
                              .queries = asked,
                              .full = ps_says_in_place(c),
                              .capacity = span->time};
}

static void block_forward(const ps_model *model, ps_workspace *w, int l, const ps_span *span) {
  const ps_config *c = model->config;
  const ps_kernels *kernels = model->kernels;
  const ps_transformer *at = &model->transformer;
  transformer_state *s = w->state;
  layer_state *y = &s->layer[l];
  int n = span->sequences, t = span->end - span->first, a = span->end - span->look, d = c->width, rows = n * a;
  size_t plane = (size_t)rows * (size_t)d;
  norm_forward(model, at->layer[l].before_attention, &y->norm1, y->normed, y->x, n * t);
  ps_linear_forward_at(model, &at->layer[l].key, y->k, y->normed, span);
  ps_linear_forward_at(model, &at->layer[l].value, y->v, y->normed, span);
  if (y->asked != y->normed) ps_rows_gather(y->asked, y->normed, n, t, a, d);
  ps_linear_forward(model, &at->layer[l].query, y->q, d, y->asked, PS_SET, rows);
  turn(model, y->k + (ptrdiff_t)span->first * d, (ptrdiff_t)span->time * d, 0, n, span->first, t);
  turn(model, y->q, (ptrdiff_t)a * d, 0, n, span->end - a, a);
  ps_attention_shape shape = attention_shape(c, span, a);
  kernels->attention_forward(y->attended, y->p, y->q, y->k, y->v, s->scratch, &shape);
  for (int h = 0, head = d / c->heads; h < c->heads; h++) {
    ps_surgery_on(y->attended + h * head, model, span, l, h, a, d, head);
  }
  ps_rows_gather(y->middle, y->x, n, t, a, d);
  ps_linear_forward(model, &at->layer[l].projection, y->middle, d, y->attended, PS_ADD, rows);
  if (c->mlp_ratio) {
    norm_forward(model, at->layer[l].before_mlp, &y->norm2, y->normed2, y->middle, rows);
    ps_linear_forward(model, &at->layer[l].expand, y->hidden, c->mlp_ratio * d, y->normed2, PS_SET, rows);
    kernels->gelu_forward(y->activated, y->hidden, plane * (size_t)c->mlp_ratio);
    memcpy(y->out, y->middle, plane * sizeof(float));
    int wide = c->mlp_ratio * d;
    if (ps_surgery_on(y->activated, model, span, l, c->heads, a, wide, wide)) {
      ps_linear_forward(model, &at->layer[l].contract, y->out, d, y->activated, PS_ADD, rows);
    }
  }
}

static void forward(const ps_model *model, ps_workspace *w, const ps_span *span) {
  const ps_config *c = model->config;
  transformer_state *s = w->state;
  ps_span all = *span; /* positions are asked, but in the last layer */
  all.look = all.first;
  assert(span->sequences <= w->sequences && span->end <= span->time);
  assert(span->first <= span->look && span->look < span->end);
  assert(!ps_says_in_place(c) || (span->first == 0 && span->end == span->time)); /* what is before sees what is after */
  ps_embeddings_forward(model, &model->transformer.embeddings, s->layer[0].x, span);
  for (int l = 0; l < c->layers; l++) block_forward(model, w, l, l == c->layers - 1 ? span : &all);
}

static ps_block_ends block_ends(const ps_workspace *w, int l) {
  const transformer_state *s = w->state;
  return (ps_block_ends){s->layer[l].x, s->layer[l].out};
}

static void attention(float *attention, const ps_model *model, const ps_workspace *w, const ps_span *span) {
  const ps_config *c = model->config;
  const transformer_state *s = w->state;
  int t = span->end, looked = t - span->look, row = model->kernels->attention_row(t);
  for (int l = 0; l < c->layers; l++) {
    int asked = l == c->layers - 1 ? looked : t;
    for (int h = 0; h < c->heads; h++) {
      for (int i = 0; i < looked; i++, attention += t) {
        memcpy(attention, s->layer[l].p + (ptrdiff_t)(h * asked + asked - looked + i) * row, (size_t)t * sizeof(float));
      }
    }
  }
}

/* ---- Backward ---- */

static void norm_backward(const ps_model *model, ps_norm norm, const norm_state *state, float *dx,
                          const ps_gradients *gradients, const float *dout, const float *x, int rows) {
  model->kernels->layer_norm_backward(dx, gradients->sums + norm.weight, gradients->sums + norm.bias, dout, x,
                                      model->weights + norm.weight, state->mean, state->rstd, rows,
                                      model->config->width);
}

/* dW and db; x (rows, in) */
static void weight_backward(const ps_model *model, const transformer_state *s, const ps_linear *linear,
                            const ps_gradients *gradients, const float *dy, const float *x, int rows) {
  ps_linear_weight_backward(model, linear, gradients, dy, x, linear->in, s->scratch, rows);
}

/* From dx (n, a, d), the gradient of middle + MLP(middle), to that of middle; dnormed (n, a, d) is scratch. */
static void mlp_backward(const ps_model *model, const transformer_state *s, const ps_gradients *gradients, float *dx,
                         float *dnormed, int l, int rows) {
  const ps_config *c = model->config;
  const layer_state *y = &s->layer[l];
  const ps_linear *expand = &model->transformer.layer[l].expand, *contract = &model->transformer.layer[l].contract;
  int d = c->width, wide = c->mlp_ratio * d;
  weight_backward(model, s, contract, gradients, dx, y->activated, rows);
  ps_linear_input_backward(model, contract, s->dhidden, dx, PS_SET, rows);
  model->kernels->gelu_backward(s->dhidden, s->dhidden, y->hidden, (size_t)rows * (size_t)wide);
  weight_backward(model, s, expand, gradients, s->dhidden, y->normed2, rows);
  ps_linear_input_backward(model, expand, dnormed, s->dhidden, PS_SET, rows);
  norm_backward(model, model->transformer.layer[l].before_mlp, &y->norm2, dx, gradients, dnormed, y->middle, rows);
}

static void block_backward(const ps_model *model, ps_workspace *w, int l, ps_block_gradients *at_work,
                           const ps_gradients *gradients, const ps_span *span) {
  const ps_config *c = model->config;
  const ps_kernels *kernels = model->kernels;
  const ps_transformer *at = &model->transformer;
  const transformer_state *s = w->state;
  const layer_state *y = &s->layer[l];
  int n = span->sequences, t = span->end, a = span->end - span->look, d = c->width;
  if (c->mlp_ratio) mlp_backward(model, s, gradients, at_work->dx, at_work->scratch, l, n * a);
  weight_backward(model, s, &at->layer[l].projection, gradients, at_work->dx, y->attended, n * a);
  ps_linear_input_backward(model, &at->layer[l].projection, at_work->scratch, at_work->dx, PS_SET, n * a);
  ps_attention_shape shape = attention_shape(c, span, a);
  kernels->attention_backward(s->dq, s->dk, s->dv, at_work->scratch, y->p, y->q, y->k, y->v, s->scratch, &shape);
  turn(model, s->dq, (ptrdiff_t)a * d, 1, n, t - a, a);
  turn(model, s->dk, (ptrdiff_t)t * d, 1, n, 0, t);
  weight_backward(model, s, &at->layer[l].query, gradients, s->dq, y->asked, n * a);
  ps_linear_input_backward(model, &at->layer[l].query, at_work->scratch, s->dq, PS_SET, n * a);
  if (a < t) { /* the asked rows' share was compact; from here on everything is (n, t, d) */
    ps_rows_widen(&at_work->scratch, &at_work->spare, n, t, a, d);
    ps_rows_widen(&at_work->dx, &at_work->spare, n, t, a, d);
  }
  weight_backward(model, s, &at->layer[l].key, gradients, s->dk, y->normed, n * t);
  weight_backward(model, s, &at->layer[l].value, gradients, s->dv, y->normed, n * t);
  ps_linear_input_backward(model, &at->layer[l].key, at_work->scratch, s->dk, PS_ADD, n * t);
  ps_linear_input_backward(model, &at->layer[l].value, at_work->scratch, s->dv, PS_ADD, n * t);
  norm_backward(model, at->layer[l].before_attention, &y->norm1, at_work->dx, gradients, at_work->scratch, y->x, n * t);
}

static void backward(const ps_model *model, ps_workspace *w, const ps_gradients *gradients, const ps_span *span) {
  const transformer_state *s = w->state;
  int last = model->config->layers - 1;
  ps_block_gradients at_work = {.dx = w->dlast, .scratch = w->dhidden, .spare = s->dwide};
  ps_span all = *span;
  all.look = all.first;
  assert(span->first == 0 && span->end == span->time);
  for (int l = last; l >= 0; l--) block_backward(model, w, l, &at_work, gradients, l == last ? span : &all);
  ps_embeddings_backward(model, &model->transformer.embeddings, gradients->sums, at_work.dx, span);
}

/* ---- Arithmetic ---- */

/* Multiply-adds count two. A linear layer costs 2 rows in out forward and twice that backward; attention's two products
 * forward and four backward cost 2 x head width for each visible pair. Norms, softmax and the like are left out. */
static double block_flops(const ps_model *model, const ps_span *span) {
  const ps_config *c = model->config;
  double n = span->sequences, t = span->end, asked = span->end - span->look, d = c->width;
  double pairs = ps_says_in_place(c) ? asked * t : asked * (t - asked) + asked * (asked + 1) / 2;
  return 6 * n * d * d * (2 * t + 2 * asked + 2 * c->mlp_ratio * asked) + 12 * n * pairs * d;
}

const ps_architecture_row ps_transformer_row = {.describe = describe,
                                                .workspace = workspace,
                                                .forward = forward,
                                                .backward = backward,
                                                .attention = attention,
                                                .describe_block = describe_block,
                                                .block_ends = block_ends,
                                                .block_forward = block_forward,
                                                .block_backward = block_backward,
                                                .block_flops = block_flops};

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

static ps_norm add_norm(ps_model *model, int layer, const char *name) {
  ps_tensor_row row = {.rank = 1, .shape = {model->config->width}, .constant = 1};
  ps_norm norm;
  norm.weight = ps_model_add(model, layer, name, "weight", row);
  row.constant = 0;
  norm.bias = ps_model_add(model, layer, name, "bias", row);
  return norm;
}

static void add_linear(ps_model *model, ps_linear *linear, int layer, const char *name, int out, int in, bool output) {
  const ps_config *c = model->config;
  /* fan_in: variance 1 / in keeps a unit-variance input at unit variance; what is added to the residual stream is
   * scaled down by the 2 layers additions. */
  double deviation = c->init == PS_INIT_REFERENCE ? 0.02 : 1 / sqrt((double)in);
  if (c->init == PS_INIT_FAN_IN && output) deviation /= sqrt(2.0 * c->layers);
  ps_model_add_linear(model, linear, layer, name, out, in, deviation, c->biases);
}

static void describe(ps_model *model) {
  const ps_config *c = model->config;
  ps_transformer *at = &model->transformer;
  int d = c->width;
  if (c->rope) model->rotary = d / c->heads / 2;
  ps_model_add_embeddings(model, &at->embeddings);
  for (int l = 0; l < c->layers; l++) {
    at->layer[l].before_attention = add_norm(model, l, "ln_1");
    add_linear(model, &at->layer[l].query, l, "attn.queries_linear", d, d, false);
    add_linear(model, &at->layer[l].key, l, "attn.keys_linear", d, d, false);
    add_linear(model, &at->layer[l].value, l, "attn.values_linear", d, d, false);
    add_linear(model, &at->layer[l].projection, l, "attn.proj", d, d, true);
    if (c->mlp_ratio) {
      at->layer[l].before_mlp = add_norm(model, l, "ln_2");
      add_linear(model, &at->layer[l].expand, l, "mlp.expand", c->mlp_ratio * d, d, false);
      add_linear(model, &at->layer[l].contract, l, "mlp.proj", d, c->mlp_ratio * d, true);
    }
  }
  model->final = add_norm(model, PS_NO_LAYER, "final_layernorm");
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
  float *x = PS_TAKE(arena, float, plane);
  for (int l = 0; l < c->layers; l++) {
    layer_state *y = &s->layer[l];
    y->x = x;
    y->norm1 = take_norm(arena, rows);
    y->normed = PS_TAKE(arena, float, plane);
    y->asked = l == c->layers - 1 ? PS_TAKE(arena, float, plane) : y->normed;
    y->q = PS_TAKE(arena, float, plane);
    y->k = PS_TAKE(arena, float, plane);
    y->v = PS_TAKE(arena, float, plane);
    y->p = PS_TAKE(arena, float, rows *(size_t)c->heads *(size_t)kernels->attention_row(time));
    y->attended = PS_TAKE(arena, float, plane);
    y->middle = x = PS_TAKE(arena, float, plane);
    if (c->mlp_ratio) {
      y->norm2 = take_norm(arena, rows);
      y->normed2 = PS_TAKE(arena, float, plane);
      y->hidden = PS_TAKE(arena, float, wide);
      y->activated = PS_TAKE(arena, float, wide);
      x = PS_TAKE(arena, float, plane);
    }
  }
  w->last = x;
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

static void forward(const ps_model *model, ps_workspace *w, const ps_span *span) {
  const ps_config *c = model->config;
  const ps_kernels *kernels = model->kernels;
  const ps_transformer *at = &model->transformer;
  transformer_state *s = w->state;
  int n = span->sequences, t = span->end - span->first, d = c->width;
  assert(n <= w->sequences && span->first <= span->look && span->look < span->end && span->end <= span->time);
  assert(!ps_says_in_place(c) || (span->first == 0 && span->end == span->time)); /* what is before sees what is after */
  ps_embeddings_forward(model, &at->embeddings, s->layer[0].x, span);
  for (int l = 0; l < c->layers; l++) {
    layer_state *y = &s->layer[l];
    bool last = l == c->layers - 1;
    int a = last ? span->end - span->look : t, rows = n * a;
    size_t plane = (size_t)rows * (size_t)d;
    norm_forward(model, at->layer[l].before_attention, &y->norm1, y->normed, y->x, n * t);
    ps_linear_forward_at(model, &at->layer[l].key, y->k, y->normed, span);
    ps_linear_forward_at(model, &at->layer[l].value, y->v, y->normed, span);
    if (last) ps_rows_gather(y->asked, y->normed, n, t, a, d);
    ps_linear_forward(model, &at->layer[l].query, y->q, d, y->asked, PS_SET, rows);
    turn(model, y->k + (ptrdiff_t)span->first * d, (ptrdiff_t)span->time * d, 0, n, span->first, t);
    turn(model, y->q, (ptrdiff_t)a * d, 0, n, span->end - a, a);
    ps_attention_shape shape = attention_shape(c, span, a);
    kernels->attention_forward(y->attended, y->p, y->q, y->k, y->v, s->scratch, &shape);
    ps_rows_gather(y->middle, y->x, n, t, a, d);
    ps_linear_forward(model, &at->layer[l].projection, y->middle, d, y->attended, PS_ADD, rows);
    if (c->mlp_ratio) {
      float *out = last ? w->last : s->layer[l + 1].x;
      norm_forward(model, at->layer[l].before_mlp, &y->norm2, y->normed2, y->middle, rows);
      ps_linear_forward(model, &at->layer[l].expand, y->hidden, c->mlp_ratio * d, y->normed2, PS_SET, rows);
      kernels->gelu_forward(y->activated, y->hidden, plane * (size_t)c->mlp_ratio);
      memcpy(out, y->middle, plane * sizeof(float));
      ps_linear_forward(model, &at->layer[l].contract, out, d, y->activated, PS_ADD, rows);
    }
  }
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

static void backward(const ps_model *model, ps_workspace *w, const ps_gradients *gradients, const ps_span *span) {
  const ps_config *c = model->config;
  const ps_kernels *kernels = model->kernels;
  const ps_transformer *at = &model->transformer;
  transformer_state *s = w->state;
  float *dx = w->dlast, *dnormed = w->dhidden, *dwide = s->dwide; /* they change places as rows are widened */
  int n = span->sequences, t = span->end, a = span->end - span->look, d = c->width;
  assert(span->first == 0 && span->end == span->time);
  for (int l = c->layers - 1; l >= 0; l--, a = t) {
    layer_state *y = &s->layer[l];
    if (c->mlp_ratio) mlp_backward(model, s, gradients, dx, dnormed, l, n * a);
    weight_backward(model, s, &at->layer[l].projection, gradients, dx, y->attended, n * a);
    ps_linear_input_backward(model, &at->layer[l].projection, dnormed, dx, PS_SET, n * a);
    ps_attention_shape shape = attention_shape(c, span, a);
    kernels->attention_backward(s->dq, s->dk, s->dv, dnormed, y->p, y->q, y->k, y->v, s->scratch, &shape);
    turn(model, s->dq, (ptrdiff_t)a * d, 1, n, t - a, a);
    turn(model, s->dk, (ptrdiff_t)t * d, 1, n, 0, t);
    weight_backward(model, s, &at->layer[l].query, gradients, s->dq, y->asked, n * a);
    ps_linear_input_backward(model, &at->layer[l].query, dnormed, s->dq, PS_SET, n * a);
    if (a < t) { /* the asked rows' share was compact; from here on everything is (n, t, d) */
      ps_rows_widen(&dnormed, &dwide, n, t, a, d);
      ps_rows_widen(&dx, &dwide, n, t, a, d);
    }
    weight_backward(model, s, &at->layer[l].key, gradients, s->dk, y->normed, n * t);
    weight_backward(model, s, &at->layer[l].value, gradients, s->dv, y->normed, n * t);
    ps_linear_input_backward(model, &at->layer[l].key, dnormed, s->dk, PS_ADD, n * t);
    ps_linear_input_backward(model, &at->layer[l].value, dnormed, s->dv, PS_ADD, n * t);
    norm_backward(model, at->layer[l].before_attention, &y->norm1, dx, gradients, dnormed, y->x, n * t);
  }
  ps_embeddings_backward(model, &at->embeddings, gradients->sums, dx, span);
}

/* ---- Arithmetic ---- */

/* Multiply-adds count two. A linear layer costs 2 rows in out forward and twice that backward; attention's two products
 * forward and four backward cost 2 x head width for each visible pair. Norms, softmax and the like are left out. */
static double flops(const ps_model *model, const ps_span *span) {
  const ps_config *c = model->config;
  double n = span->sequences, t = span->end, a = span->end - span->look, d = c->width, total = 0;
  for (int l = 0; l < c->layers; l++) {
    double asked = l == c->layers - 1 ? a : t;
    double pairs = ps_says_in_place(c) ? asked * t : asked * (t - asked) + asked * (asked + 1) / 2;
    total += 6 * n * d * d * (2 * t + 2 * asked + 2 * c->mlp_ratio * asked);
    total += 12 * n * pairs * d;
  }
  return total;
}

const ps_architecture_row ps_transformer_row = {.describe = describe,
                                                .workspace = workspace,
                                                .forward = forward,
                                                .backward = backward,
                                                .attention = attention,
                                                .flops = flops};

/* Mamba (Gu & Dao 2023): x += out_proj(scan(SiLU(conv(x')), B, C, step) SiLU(z)), x' and z = in_proj(RMSNorm x); after
 * the last block an RMSNorm and the head (head.c). B, C and a low-rank `step` come from x_proj of the scan's own input,
 * dt_proj widens the step.
 *
 * Only what reaches the loss is computed. Every layer scans all positions; the last one computes the gate, the scan's
 * output, out_proj, norm and head of the positions looked at alone, as compact matrices (sequences, asked, ...).
 *
 * A continuation (model.h) starts from the states after one of the last positions, and from the convolution's inputs,
 * which all positions leave in place.
 *
 * Shapes: n sequences, t positions of the span, a = asked positions (t but in the last layer), d width, T capacity,
 * I = expand d channels, N states a channel, R = ceil(d / 16) rank of the step, P = R + 2 N. */
#include "ground/math64.h"
#include "models/model.h"
#include "task/tokens.h"

#include <assert.h>

static int channels_of(const ps_config *c) {
  return c->expand * c->width;
}
static int rank_of(const ps_config *c) {
  return (c->width + 15) / 16;
}
static int selected_of(const ps_config *c) {
  return rank_of(c) + 2 * c->state;
}

/* ---- The tensor table ---- */

/* Uniform within 1 / sqrt(fan-in), the last of the shape: PyTorch's for a convolution, the authors' for dt_proj. */
static void draw_uniform(float *weight, const ps_tensor_row *row, ps_rng *rng) {
  double bound = 1 / sqrt((double)row->shape[row->rank - 1]);
  for (size_t i = 0; i < row->count; i++) weight[i] = (float)(bound * (2 * ps_rng_uniform(rng) - 1));
}

/* Steps between 1e-3 and 1e-1, evenly in their logarithm; softplus^-1(y) = y + ln(1 - e^-y). */
static void draw_step_bias(float *weight, const ps_tensor_row *row, ps_rng *rng) {
  for (size_t i = 0; i < row->count; i++) {
    double step = ps_exp(ps_log(1e-3) + ps_rng_uniform(rng) * (ps_log(1e-1) - ps_log(1e-3)));
    weight[i] = (float)(step + ps_log(1 - ps_exp(-step)));
  }
}

/* S4D-real (Gu, Gupta, Goel & Re 2022): A = -1, -2, ..., -N in every channel. */
static void draw_a_log(float *weight, const ps_tensor_row *row, ps_rng *rng) {
  (void)rng;
  size_t states = (size_t)row->shape[1];
  for (size_t i = 0; i < row->count; i++) weight[i] = (float)ps_log((double)(i % states + 1));
}

/* As the transformer's: `fan_in` keeps a unit-variance input at unit variance, and scales down what is added to the
 * residual stream, here once a layer. */
static double deviation_of(const ps_config *c, int in, bool output) {
  if (c->init == PS_INIT_REFERENCE) return 0.02;
  return 1 / sqrt((double)in * (output ? c->layers : 1));
}

/* One tensor (2 I, d), two linears. */
static void add_in_proj(ps_model *model, int l) {
  const ps_config *c = model->config;
  int inner = channels_of(c), d = c->width;
  ps_tensor_row matrix = {
      .rank = 2, .shape = {2 * inner, d}, .deviation = deviation_of(c, d, false), .hidden = true, .product = true};
  ps_tensor_row biases = {.rank = 1, .shape = {2 * inner}};
  size_t weight = ps_model_add(model, l, "mixer.in_proj", "weight", matrix), bias = PS_NONE;
  if (c->biases) bias = ps_model_add(model, l, "mixer.in_proj", "bias", biases);
  size_t lower = (size_t)inner, lower_bias = c->biases ? bias + lower : PS_NONE;
  ps_model_link(model, &model->mamba.layer[l].input, inner, d, weight, bias);
  ps_model_link(model, &model->mamba.layer[l].gate, inner, d, weight + lower * (size_t)d, lower_bias);
}

/* Muon takes the matrices between hidden layers: in_proj, x_proj, out_proj. It does not take dt_proj: with rank R (2 at
 * width 32), its rows are not a layer's features but each channel's time scale, behind a softplus; AdamW trains it with
 * the rest of what sets the scan's rates (dt_proj.bias, A_log) and the convolution, a filter for each channel. */
static void describe_block(ps_model *model, int l) {
  const ps_config *c = model->config;
  ps_mamba *at = &model->mamba;
  int d = c->width, inner = channels_of(c), rank = rank_of(c);
  const ps_tensor_row channels = {.rank = 1, .shape = {inner}};
  at->layer[l].norm = ps_model_add_norm(model, l, "norm", false).weight;
  add_in_proj(model, l);
  ps_tensor_row conv = {.rank = 3, .shape = {inner, 1, c->conv}, .draw = draw_uniform};
  at->layer[l].conv_weight = ps_model_add(model, l, "mixer.conv1d", "weight", conv);
  at->layer[l].conv_bias = ps_model_add(model, l, "mixer.conv1d", "bias", channels);
  ps_model_add_linear(model, &at->layer[l].select, l, "mixer.x_proj", selected_of(c), inner,
                      deviation_of(c, inner, false), false);
  ps_tensor_row step = {.rank = 2, .shape = {inner, rank}, .draw = draw_uniform}, step_bias = channels;
  step_bias.draw = draw_step_bias;
  size_t step_weight = ps_model_add(model, l, "mixer.dt_proj", "weight", step);
  ps_model_link(model, &at->layer[l].step, inner, rank, step_weight,
                ps_model_add(model, l, "mixer.dt_proj", "bias", step_bias));
  ps_tensor_row a_log = {.rank = 2, .shape = {inner, c->state}, .draw = draw_a_log}, skip = channels;
  skip.constant = 1;
  at->layer[l].a_log = ps_model_add(model, l, "mixer", "A_log", a_log);
  at->layer[l].skip = ps_model_add(model, l, "mixer", "D", skip);
  ps_model_add_linear(model, &at->layer[l].output, l, "mixer.out_proj", d, inner, deviation_of(c, inner, true),
                      c->biases);
}

static void describe(ps_model *model) {
  ps_mamba *at = &model->mamba;
  ps_model_add_embeddings(model, &at->embeddings);
  for (int l = 0; l < model->config->layers; l++) describe_block(model, l);
  model->final = ps_model_add_norm(model, PS_NO_LAYER, "norm_f", false);
  ps_model_add_head(model, &at->embeddings);
}

/* ---- Memory ---- */

typedef struct layer_state {
  float *x;          /* (n, t, d) input */
  float *rstd;       /* (n t) */
  float *normed;     /* (n, t, d) RMSNorm x */
  float *asked;      /* (n, a, d) the asked rows of normed; normed itself where all are */
  float *before;     /* (n, T, I) the convolution's input */
  float *u;          /* (n, t, I) its output, after SiLU */
  float *selected;   /* (n, t, P) step of low rank, B, C */
  float *steps;      /* (n, t, I) before softplus */
  float *boundaries; /* (n, scan_boundaries, scan_state) for backward */
  float *kept;       /* (n, path length, scan_state) after the last positions, for continuations */
  float *y;          /* (n, a, I) the scan's output */
  float *gate;       /* (n, a, I) */
  float *gated;      /* (n, a, I) y SiLU(gate) */
  float *out;        /* (n, a, d) the next layer's x */
} layer_state;

typedef struct mamba_state {
  layer_state layer[PS_BLOCKS_MAX];
  /* Gradients, one of each kind at a time; beside them the workspace's dlast and dhidden */
  float *dwide;                    /* (n, t, d) */
  float *dy, *dgate, *du, *dsteps; /* (n, t, I) */
  float *dselected;                /* (n, t, P) */
  float *scratch;                  /* the scan's, or a packed activation */
} mamba_state;

/* States are kept after the prefix's last input and after every later position: a continuation starts from one of
 * them. */
static int first_kept(const ps_config *c) {
  return ps_prefix_length(c) - 1;
}

static void workspace(ps_workspace *w, ps_arena *arena, const ps_model *model, int sequences) {
  const ps_config *c = model->config;
  const ps_kernels *kernels = model->kernels;
  int time = ps_input_length(c), inner = channels_of(c);
  size_t n = (size_t)sequences, rows = n * (size_t)time, plane = rows * (size_t)c->width;
  size_t wide = rows * (size_t)inner, selected = rows * (size_t)selected_of(c);
  size_t states = n * kernels->scan_state(inner, c->state);
  mamba_state *s = PS_TAKE(arena, mamba_state, 1), counted;
  if (!s) s = &counted;
  for (int l = 0; l < model->blocks; l++) {
    layer_state *y = &s->layer[l];
    bool all = l < c->layers - 1; /* are asked */
    y->x = l > 0 && l < c->layers ? s->layer[l - 1].out : PS_TAKE(arena, float, plane);
    y->rstd = PS_TAKE(arena, float, rows);
    y->normed = PS_TAKE(arena, float, plane);
    y->asked = all ? y->normed : PS_TAKE(arena, float, plane);
    y->before = PS_TAKE(arena, float, wide);
    y->u = PS_TAKE(arena, float, wide);
    y->selected = PS_TAKE(arena, float, selected);
    y->steps = PS_TAKE(arena, float, wide);
    y->boundaries = PS_TAKE(arena, float, states *(size_t)kernels->scan_boundaries(time));
    y->kept = PS_TAKE(arena, float, states *(size_t)(time - first_kept(c)));
    y->y = PS_TAKE(arena, float, wide);
    y->gate = PS_TAKE(arena, float, wide);
    y->gated = PS_TAKE(arena, float, wide);
    y->out = PS_TAKE(arena, float, plane);
  }
  w->last = s->layer[c->layers - 1].out;
  s->dwide = PS_TAKE(arena, float, plane);
  s->dy = PS_TAKE(arena, float, wide);
  s->dgate = PS_TAKE(arena, float, wide);
  s->du = PS_TAKE(arena, float, wide);
  s->dsteps = PS_TAKE(arena, float, wide);
  s->dselected = PS_TAKE(arena, float, selected);
  size_t scan = kernels->scan_scratch(inner, c->state), outer = kernels->gemm_outer_scratch(inner, (int)rows);
  s->scratch = PS_TAKE(arena, float, scan > outer ? scan : outer);
  w->scratch = s->scratch;
  w->state = arena->base ? s : NULL;
}

/* ---- Forward ---- */

static ps_scan_shape scan_shape(const ps_config *c, const ps_span *span, int asked) {
  int first = span->first > first_kept(c) ? span->first : first_kept(c);
  return (ps_scan_shape){.sequences = span->sequences,
                         .positions = span->end - span->first,
                         .asked = asked,
                         .inner = channels_of(c),
                         .state = c->state,
                         .bc_row = selected_of(c),
                         .keep = span->end > first ? span->end - first : 0,
                         .slots = ps_input_length(c) - first_kept(c)};
}

/* Scans u into y from the states after position first - 1, keeping those after the last positions. */
static void scan(const ps_model *model, const layer_state *y, float *scratch, int l, const ps_span *span, int asked) {
  const ps_config *c = model->config;
  const float *weights = model->weights, *b = y->selected + rank_of(c);
  const size_t size = model->kernels->scan_state(channels_of(c), c->state);
  ps_scan_shape shape = scan_shape(c, span, asked);
  int from = span->first - 1 - first_kept(c); /* slots */
  assert(span->first == 0 || from >= 0);
  model->kernels->scan_forward(
      y->y, span->first ? NULL : y->boundaries, y->kept + (span->first ? (size_t)(from + 1) * size : 0),
      span->first ? y->kept + (size_t)from * size : NULL, y->u, y->steps, b, b + c->state,
      weights + model->mamba.layer[l].a_log, weights + model->mamba.layer[l].skip, scratch, &shape);
}

static void block_forward(const ps_model *model, ps_workspace *w, int l, const ps_span *span) {
  const ps_config *c = model->config;
  const ps_kernels *kernels = model->kernels;
  const ps_mamba *at = &model->mamba;
  const float *weights = model->weights;
  const mamba_state *s = w->state;
  const layer_state *y = &s->layer[l];
  int n = span->sequences, t = span->end - span->first, a = span->end - span->look, d = c->width;
  int inner = channels_of(c);
  kernels->rms_norm_forward(y->normed, y->rstd, y->x, weights + at->layer[l].norm, n * t, d);
  ps_linear_forward_at(model, &at->layer[l].input, y->before, y->normed, span);
  kernels->conv1d_forward(y->u, y->before, weights + at->layer[l].conv_weight, weights + at->layer[l].conv_bias, n,
                          span->time, span->first, t, inner, c->conv);
  ps_linear_forward(model, &at->layer[l].select, y->selected, selected_of(c), y->u, PS_SET, n * t);
  const ps_linear *step = &at->layer[l].step; /* reads the first R columns of `selected` */
  kernels->gemm(y->steps, inner, y->selected, selected_of(c), model->packed + step->packed_forward,
                weights + step->bias, PS_SET, n * t, inner, step->in);
  scan(model, y, s->scratch, l, span, a);
  if (y->asked != y->normed) ps_rows_gather(y->asked, y->normed, n, t, a, d);
  ps_linear_forward(model, &at->layer[l].gate, y->gate, inner, y->asked, PS_SET, n * a);
  kernels->gate_forward(y->gated, y->y, y->gate, (size_t)(n * a) * (size_t)inner);
  ps_rows_gather(y->out, y->x, n, t, a, d);
  if (ps_surgery_on(y->gated, model, span, l, 0, a, inner, inner)) {
    ps_linear_forward(model, &at->layer[l].output, y->out, d, y->gated, PS_ADD, n * a);
  }
}

static void forward(const ps_model *model, ps_workspace *w, const ps_span *span) {
  const mamba_state *s = w->state;
  int last = model->config->layers - 1;
  ps_span all = *span; /* positions are asked, but in the last layer */
  all.look = all.first;
  assert(span->sequences <= w->sequences && span->end <= span->time);
  assert(span->first <= span->look && span->look < span->end);
  ps_embeddings_forward(model, &model->mamba.embeddings, s->layer[0].x, span);
  for (int l = 0; l <= last; l++) block_forward(model, w, l, l == last ? span : &all);
}

static ps_block_ends block_ends(const ps_workspace *w, int l) {
  const mamba_state *s = w->state;
  return (ps_block_ends){s->layer[l].x, s->layer[l].out};
}

/* ---- Backward ---- */

/* From dy (n, a, I) to the gradient of the convolution's input (n, t, I), which takes dy's place. */
static void mixer_backward(const ps_model *model, const mamba_state *s, const ps_gradients *gradients, int l,
                           const ps_span *span, int asked) {
  const ps_config *c = model->config;
  const ps_kernels *kernels = model->kernels;
  const float *weights = model->weights;
  const layer_state *y = &s->layer[l];
  const ps_linear *select = &model->mamba.layer[l].select, *step = &model->mamba.layer[l].step;
  int n = span->sequences, t = span->end, inner = channels_of(c), row = selected_of(c), rank = step->in;
  size_t a_log = model->mamba.layer[l].a_log, skip = model->mamba.layer[l].skip;
  size_t conv_weight = model->mamba.layer[l].conv_weight, conv_bias = model->mamba.layer[l].conv_bias;
  ps_scan_shape shape = scan_shape(c, span, asked);
  float *db = s->dselected + rank;
  const float *b = y->selected + rank;
  kernels->scan_backward(s->du, s->dsteps, db, db + c->state, gradients->sums + a_log, gradients->sums + skip, s->dy,
                         y->boundaries, y->u, y->steps, b, b + c->state, weights + a_log, weights + skip, s->scratch,
                         &shape);
  ps_linear_weight_backward(model, step, gradients, s->dsteps, y->selected, row, s->scratch, n * t);
  kernels->gemm(s->dselected, row, s->dsteps, inner, model->packed + step->packed_backward, NULL, PS_SET, n * t, rank,
                inner);
  ps_linear_weight_backward(model, select, gradients, s->dselected, y->u, inner, s->scratch, n * t);
  ps_linear_input_backward(model, select, s->du, s->dselected, PS_ADD, n * t);
  kernels->conv1d_backward(s->dy, gradients->sums + conv_weight, gradients->sums + conv_bias, s->du, y->before,
                           weights + conv_weight, weights + conv_bias, n, t, inner, c->conv);
}

static void block_backward(const ps_model *model, ps_workspace *w, int l, ps_block_gradients *at_work,
                           const ps_gradients *gradients, const ps_span *span) {
  const ps_config *c = model->config;
  const ps_kernels *kernels = model->kernels;
  const ps_mamba *at = &model->mamba;
  const mamba_state *s = w->state;
  const layer_state *y = &s->layer[l];
  const ps_linear *input = &at->layer[l].input, *gate = &at->layer[l].gate, *output = &at->layer[l].output;
  int n = span->sequences, t = span->end, a = span->end - span->look, d = c->width, inner = channels_of(c);
  ps_linear_weight_backward(model, output, gradients, at_work->dx, y->gated, inner, s->scratch, n * a);
  ps_linear_input_backward(model, output, s->dy, at_work->dx, PS_SET, n * a);
  kernels->gate_backward(s->dy, s->dgate, s->dy, y->y, y->gate, (size_t)(n * a) * (size_t)inner);
  ps_linear_weight_backward(model, gate, gradients, s->dgate, y->asked, d, s->scratch, n * a);
  ps_linear_input_backward(model, gate, at_work->scratch, s->dgate, PS_SET, n * a);
  mixer_backward(model, s, gradients, l, span, a);
  if (a < t) { /* the asked rows' share was compact; from here on everything is (n, t, d) */
    ps_rows_widen(&at_work->scratch, &at_work->spare, n, t, a, d);
    ps_rows_widen(&at_work->dx, &at_work->spare, n, t, a, d);
  }
  ps_linear_weight_backward(model, input, gradients, s->dy, y->normed, d, s->scratch, n * t);
  ps_linear_input_backward(model, input, at_work->scratch, s->dy, PS_ADD, n * t);
  kernels->rms_norm_backward(at_work->dx, gradients->sums + at->layer[l].norm, at_work->scratch, y->x,
                             model->weights + at->layer[l].norm, y->rstd, n * t, d);
}

static void backward(const ps_model *model, ps_workspace *w, const ps_gradients *gradients, const ps_span *span) {
  const mamba_state *s = w->state;
  int last = model->config->layers - 1;
  ps_block_gradients at_work = {.dx = w->dlast, .scratch = w->dhidden, .spare = s->dwide};
  ps_span all = *span;
  all.look = all.first;
  assert(span->first == 0 && span->end == span->time);
  for (int l = last; l >= 0; l--) block_backward(model, w, l, &at_work, gradients, l == last ? span : &all);
  ps_embeddings_backward(model, &model->mamba.embeddings, gradients->sums, at_work.dx, span);
}

/* ---- Arithmetic ---- */

/* Multiply-adds count two. A linear layer costs 2 rows in out forward and twice that backward, the convolution 2 conv a
 * channel and position forward and 6 backward (it is made again). The scan costs, for each position, channel and state,
 * forward 4 (D A, the input, one multiply-add) and 2 for C h where y is asked; backward those 4 again, 10, and 4 + 2
 * where y is asked. Norms, exp, SiLU, softplus and the like are left out. */
static double block_flops(const ps_model *model, const ps_span *span) {
  const ps_config *c = model->config;
  double n = span->sequences, t = span->end, asked = span->end - span->look, d = c->width;
  double inner = channels_of(c), rank = rank_of(c), selected = selected_of(c), states = inner * c->state;
  return 6 * n * inner * (d * (t + 2 * asked) + t * (selected + rank)) + /* input, gate, output; select, step */
         8 * n * t * inner * c->conv + n * states * (18 * t + 8 * asked);
}

const ps_architecture_row ps_mamba_row = {.describe = describe,
                                          .workspace = workspace,
                                          .forward = forward,
                                          .backward = backward,
                                          .describe_block = describe_block,
                                          .block_ends = block_ends,
                                          .block_forward = block_forward,
                                          .block_backward = block_backward,
                                          .block_flops = block_flops};

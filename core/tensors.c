/* The tensor table's floor: appending rows, placing them, drawing initial weights, and what every architecture has:
 * embeddings, a head, linear layers, rows picked from a sequence. */
#include "math64.h"
#include "model.h"
#include "text.h"
#include "tokens.h"

#include <assert.h>

static const ps_architecture_row *const architectures[] = {
    [PS_TRANSFORMER] = &ps_transformer_row, [PS_MAMBA] = &ps_mamba_row};

size_t ps_model_add(ps_model *model, int layer, const char *module, const char *parameter, ps_tensor_row row) {
  assert(model->tensors < PS_TENSORS_MAX);
  ps_text text = ps_text_begin(row.name, sizeof row.name);
  if (layer != PS_NO_LAYER) ps_text_format(&text, "layers.%d.", layer);
  ps_text_format(&text, "%s.%s", module, parameter);
  ps_text_end(&text);
  row.count = 1;
  for (int i = 0; i < row.rank; i++) row.count *= (size_t)row.shape[i];
  row.offset = model->floats;
  model->floats += (row.count + 15) / 16 * 16;
  model->tensor[model->tensors++] = row;
  return row.offset;
}

void ps_model_link(ps_model *model, ps_linear *linear, int out, int in, size_t weight, size_t bias) {
  *linear = (ps_linear){.weight = weight, .bias = bias, .in = in, .out = out};
  for (int i = 0; i < model->tensors; i++) {
    const ps_tensor_row *row = &model->tensor[i];
    if (weight >= row->offset && weight - row->offset < row->count) linear->product = row->product;
  }
  linear->packed_forward = model->packed_floats;
  model->packed_floats += model->kernels->packed_size(in, out);
  linear->packed_backward = model->packed_floats;
  model->packed_floats += model->kernels->packed_size(out, in);
  assert(model->linears < PS_LINEARS_MAX);
  model->linear[model->linears++] = linear;
}

void ps_model_add_linear(ps_model *model, ps_linear *linear, int layer, const char *module, int out, int in,
                         double deviation, bool biased) {
  ps_tensor_row matrix = {.rank = 2, .shape = {out, in}, .deviation = deviation, .hidden = true, .product = true};
  size_t weight = ps_model_add(model, layer, module, "weight", matrix), bias = PS_NONE;
  if (biased) bias = ps_model_add(model, layer, module, "bias", (ps_tensor_row){.rank = 1, .shape = {out}});
  ps_model_link(model, linear, out, in, weight, bias);
}

void ps_model_add_head(ps_model *model, ps_linear *head, const ps_embeddings *embeddings) {
  const ps_config *c = model->config;
  int out = ps_vocabulary(c), in = c->width;
  size_t weight = embeddings->tokens;
  if (!c->tied_head) {
    ps_tensor_row matrix = {.rank = 2, .shape = {out, in}, .deviation = 0.02, .product = true};
    weight = ps_model_add(model, PS_NO_LAYER, "lm_head", "weight", matrix);
  }
  ps_model_link(model, head, out, in, weight, PS_NONE);
}

void ps_model_describe(ps_model *model, const ps_config *config, const ps_kernels *kernels) {
  *model = (ps_model){.config = config, .kernels = kernels, .architecture = architectures[config->architecture]};
  model->architecture->describe(model);
}

/* Rotary tables are the only constants a model needs. */
static void place_rotary(ps_model *model, ps_arena *arena) {
  int time = ps_input_length(model->config), half = model->rotary;
  if (!half) return;
  model->cosines = PS_TAKE(arena, float, (size_t)time *(size_t)half);
  model->sines = PS_TAKE(arena, float, (size_t)time *(size_t)half);
  if (!arena->base) return;
  for (int t = 0; t < time; t++) {
    for (int i = 0; i < half; i++) {
      double radians = t * ps_exp(-ps_log(100.0) * i / half), sine, cosine;
      ps_sin_cos_turns(&sine, &cosine, radians / (2 * ps_pi));
      model->cosines[t * half + i] = (float)cosine;
      model->sines[t * half + i] = (float)sine;
    }
  }
}

void ps_model_place(ps_model *model, ps_arena *arena) {
  model->weights = PS_TAKE(arena, float, model->floats);
  model->packed = PS_TAKE(arena, float, model->packed_floats);
  place_rotary(model, arena);
}

void ps_model_initialise(ps_model *model) {
  memset(model->weights, 0, model->floats * sizeof(float));
  for (int i = 0; i < model->tensors; i++) {
    const ps_tensor_row *row = &model->tensor[i];
    float *weight = model->weights + row->offset;
    ps_rng rng = ps_rng_at((uint64_t)model->config->seed, PS_STREAM_WEIGHTS, (uint64_t)i);
    if (row->draw) {
      row->draw(weight, row, &rng);
      continue;
    }
    for (size_t j = 0; j < row->count; j += 2) {
      /* Box & Muller 1958: two normal deviates from two uniform ones. */
      double radius = 0, sine = 0, cosine = 0;
      if (row->deviation > 0) {
        radius = row->deviation * sqrt(-2 * ps_log(ps_rng_uniform(&rng)));
        ps_sin_cos_turns(&sine, &cosine, ps_rng_uniform(&rng));
      }
      weight[j] = row->constant + (float)(radius * cosine);
      if (j + 1 < row->count) weight[j + 1] = row->constant + (float)(radius * sine);
    }
  }
  for (int i = 0; i < model->linears; i++) ps_model_pack(model, model->linear[i]);
}

void ps_model_pack(const ps_model *model, const ps_linear *linear) {
  const float *weight = model->weights + linear->weight;
  model->kernels->pack(model->packed + linear->packed_forward, weight, 1, linear->in, linear->in, linear->out);
  model->kernels->pack(model->packed + linear->packed_backward, weight, linear->in, 1, linear->out, linear->in);
}

/* ---- Embeddings ---- */

static size_t add_embedding(ps_model *model, const char *name, int rows) {
  const ps_config *c = model->config;
  double deviation = c->init == PS_INIT_REFERENCE ? 0.02 : 0.5;
  /* A tied table is the head as well, and logits must start small. */
  if (c->init == PS_INIT_FAN_IN && c->tied_head) deviation = 1 / sqrt((double)c->width);
  ps_tensor_row row = {.rank = 2, .shape = {rows, c->width}, .deviation = deviation};
  return ps_model_add(model, PS_NO_LAYER, name, "weight", row);
}

void ps_model_add_embeddings(ps_model *model, ps_embeddings *embeddings) {
  const ps_config *c = model->config;
  *embeddings = (ps_embeddings){.parents = PS_NONE, .children = PS_NONE, .places = PS_NONE};
  embeddings->tokens = add_embedding(model, "embed_tokens", ps_vocabulary(c));
  if (c->layout == PS_EDGE) {
    embeddings->parents = add_embedding(model, "embed_parents", c->labels);
    embeddings->children = add_embedding(model, "embed_children", c->labels);
  }
  /* The reference's table has a row for the last target too, which is never an input. */
  if (c->positions == PS_POSITIONS_LEARNED) {
    embeddings->places = add_embedding(model, "pos_encoding", ps_input_length(c) + 1);
  }
}

void ps_embeddings_forward(const ps_model *model, const ps_embeddings *embeddings, float *out, const ps_span *span) {
  const float *weights = model->weights;
  bool edges = embeddings->parents != PS_NONE, places = embeddings->places != PS_NONE;
  model->kernels->embedding_forward(
      out, span->x, weights + embeddings->tokens, edges ? weights + embeddings->parents : NULL,
      edges ? weights + embeddings->children : NULL, places ? weights + embeddings->places : NULL, span->sequences,
      span->time, span->first, span->end - span->first, model->config->width);
}

void ps_embeddings_backward(const ps_model *model, const ps_embeddings *embeddings, float *gradients, const float *dout,
                            const ps_span *span) {
  bool edges = embeddings->parents != PS_NONE, places = embeddings->places != PS_NONE;
  model->kernels->embedding_backward(gradients + embeddings->tokens, edges ? gradients + embeddings->parents : NULL,
                                     edges ? gradients + embeddings->children : NULL,
                                     places ? gradients + embeddings->places : NULL, dout, span->x, span->sequences,
                                     span->time, model->config->width);
}

/* ---- Rows ---- */

void ps_rows_gather(float *out, const float *x, int sequences, int positions, int asked, int width) {
  size_t row = (size_t)asked * (size_t)width, gap = (size_t)(positions - asked) * (size_t)width;
  for (int i = 0; i < sequences; i++, out += row, x += gap + row) memcpy(out, x + gap, row * sizeof(float));
}

void ps_rows_widen(float **x, float **spare, int sequences, int positions, int asked, int width) {
  size_t row = (size_t)asked * (size_t)width, gap = (size_t)(positions - asked) * (size_t)width;
  const float *compact = *x;
  float *out = *spare;
  for (int i = 0; i < sequences; i++, out += gap + row, compact += row) {
    memset(out, 0, gap * sizeof(float));
    memcpy(out + gap, compact, row * sizeof(float));
  }
  out = *x;
  *x = *spare, *spare = out;
}

/* ---- Linear layers ---- */

void ps_linear_forward_at(const ps_model *model, const ps_linear *linear, float *out, const float *x,
                          const ps_span *span) {
  ptrdiff_t columns = linear->out;
  int t = span->end - span->first;
  out += span->first * columns;
  if (t == span->time) {
    ps_linear_forward(model, linear, out, columns, x, PS_SET, span->sequences * t);
  } else if (t == 1) {
    ps_linear_forward(model, linear, out, span->time * columns, x, PS_SET, span->sequences);
  } else {
    for (int i = 0; i < span->sequences; i++) {
      ps_linear_forward(model, linear, out + i * span->time * columns, columns, x + (ptrdiff_t)i * t * linear->in,
                        PS_SET, t);
    }
  }
}

void ps_linear_forward(const ps_model *model, const ps_linear *linear, float *y, ptrdiff_t y_row, const float *x,
                       ps_gemm_mode mode, int rows) {
  const float *bias = linear->bias == PS_NONE ? NULL : model->weights + linear->bias;
  model->kernels->gemm(y, y_row, x, linear->in, model->packed + linear->packed_forward, bias, mode, rows, linear->out,
                       linear->in);
}

void ps_linear_input_backward(const ps_model *model, const ps_linear *linear, float *dx, const float *dy,
                              ps_gemm_mode mode, int rows) {
  model->kernels->gemm(dx, linear->in, dy, linear->out, model->packed + linear->packed_backward, NULL, mode, rows,
                       linear->in, linear->out);
}

void ps_linear_weight_backward(const ps_model *model, const ps_linear *linear, const ps_gradients *gradients,
                               const float *dy, const float *x, ptrdiff_t x_row, float *scratch, int rows) {
  float *family = linear->product ? gradients->products : gradients->sums;
  ps_gemm_mode mode = linear->product ? gradients->mode : PS_ADD;
  model->kernels->gemm_outer(family + linear->weight, linear->in, dy, linear->out, x, x_row, scratch, mode, linear->out,
                             linear->in, rows);
  if (linear->bias != PS_NONE) model->kernels->bias_backward(gradients->sums + linear->bias, dy, rows, linear->out);
}

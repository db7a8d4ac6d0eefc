/* Linear layers and norms: their rows of the tensor table, packed copies, forward and backward. */
#include "models/model.h"

#include <assert.h>

/* ---- The tensor table ---- */

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

ps_norm ps_model_add_norm(ps_model *model, int layer, const char *module, bool biased) {
  ps_tensor_row row = {.rank = 1, .shape = {model->config->width}, .constant = 1};
  ps_norm norm = {ps_model_add(model, layer, module, "weight", row), PS_NONE};
  row.constant = 0;
  if (biased) norm.bias = ps_model_add(model, layer, module, "bias", row);
  return norm;
}

void ps_model_add_linear(ps_model *model, ps_linear *linear, int layer, const char *module, int out, int in,
                         double deviation, bool biased) {
  ps_tensor_row matrix = {.rank = 2, .shape = {out, in}, .deviation = deviation, .hidden = true, .product = true};
  size_t weight = ps_model_add(model, layer, module, "weight", matrix), bias = PS_NONE;
  if (biased) bias = ps_model_add(model, layer, module, "bias", (ps_tensor_row){.rank = 1, .shape = {out}});
  ps_model_link(model, linear, out, in, weight, bias);
}

void ps_model_pack(const ps_model *model, const ps_linear *linear) {
  const float *weight = model->weights + linear->weight;
  model->kernels->pack(model->packed + linear->packed_forward, weight, 1, linear->in, linear->in, linear->out);
  model->kernels->pack(model->packed + linear->packed_backward, weight, linear->in, 1, linear->out, linear->in);
}

/* ---- Forward and backward ---- */

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

#include "training/optimizer.h"

#include "ground/math64.h"
#include "training/schedule.h"

#include <math.h>

static const float muon_momentum = 0.95f;
enum { NEWTON_SCHULZ_STEPS = 5 };

void ps_optimizer_place(ps_optimizer *optimizer, ps_arena *arena, const ps_model *model) {
  optimizer->model = model;
  optimizer->first = PS_TAKE(arena, float, model->floats);
  optimizer->second = PS_TAKE(arena, float, model->floats);
  if (!arena->base) return;
  memset(optimizer->first, 0, model->floats * sizeof(float));
  memset(optimizer->second, 0, model->floats * sizeof(float));
}

bool ps_optimizer_is_muon(const ps_model *model, const ps_tensor_row *row) {
  return model->config->optimizer == PS_MUON && row->hidden;
}

/* Muon works on the wide side: (small, large) with small <= large. */
static void sides(int *small, int *large, const ps_tensor_row *row) {
  bool tall = row->shape[0] > row->shape[1];
  *small = row->shape[tall];
  *large = row->shape[!tall];
}

typedef struct muon_scratch {
  float *x, *next;      /* (small, large) */
  float *gram, *square; /* (small, small) */
  float *packed;
} muon_scratch;

static muon_scratch place_scratch(ps_arena *arena, const ps_kernels *kernels, int small, int large) {
  muon_scratch s;
  s.x = PS_TAKE(arena, float, (size_t)small *(size_t)large);
  s.next = PS_TAKE(arena, float, (size_t)small *(size_t)large);
  s.gram = PS_TAKE(arena, float, (size_t)small *(size_t)small);
  s.square = PS_TAKE(arena, float, (size_t)small *(size_t)small);
  size_t by_row = kernels->packed_size(large, small), by_column = kernels->packed_size(small, large);
  s.packed = PS_TAKE(arena, float, by_row > by_column ? by_row : by_column);
  return s;
}

size_t ps_optimizer_scratch(const ps_model *model) {
  uint64_t most = 0;
  for (int i = 0; i < model->tensors; i++) {
    const ps_tensor_row *row = &model->tensor[i];
    if (!ps_optimizer_is_muon(model, row)) continue;
    ps_arena counting = {NULL, 0};
    int small, large;
    sides(&small, &large, row);
    place_scratch(&counting, model->kernels, small, large);
    if (counting.used > most) most = counting.used;
  }
  return (size_t)(most / sizeof(float));
}

double ps_optimizer_flops(const ps_model *model) {
  double total = 0;
  for (int i = 0; i < model->tensors; i++) {
    const ps_tensor_row *row = &model->tensor[i];
    if (!ps_optimizer_is_muon(model, row)) continue;
    int small, large;
    sides(&small, &large, row);
    total += NEWTON_SCHULZ_STEPS * 2.0 * small * small * (2.0 * large + small);
  }
  return total;
}

/* out (columns, rows) <- x (rows, columns) */
static void transpose(float *out, const float *x, int rows, int columns) {
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++)
      out[(size_t)j * (size_t)rows + (size_t)i] = x[(size_t)i * (size_t)columns + (size_t)j];
  }
}

/* Muon (Jordan et al. 2024): the step is the Nesterov momentum with its singular values brought near one, by five
 * Newton-Schulz steps X <- a X + (b A + c A A) X, A = X X^T, times sqrt(max(1, rows / columns)). */
static void update_muon(const ps_optimizer *o, const ps_tensor_row *row, const float *gradient, float gradient_scale,
                        double rate, float *scratch) {
  const ps_kernels *k = o->model->kernels;
  const float a = 3.4445f, b = -4.775f, c = 2.0315f;
  int small, large, rows = row->shape[0], columns = row->shape[1];
  sides(&small, &large, row);
  size_t count = row->count, squared = (size_t)small * (size_t)small;
  ps_arena arena = {(unsigned char *)scratch, 0};
  muon_scratch s = place_scratch(&arena, k, small, large);
  k->nesterov(s.next, o->first + row->offset, gradient, gradient_scale, muon_momentum, count);
  if (rows > columns) {
    transpose(s.x, s.next, rows, columns);
  } else {
    memcpy(s.x, s.next, count * sizeof(float));
  }
  k->scale(s.x, 1.0f / (sqrtf((float)k->sum_of_squares(s.x, count)) + 1e-7f), count);
  for (int i = 0; i < NEWTON_SCHULZ_STEPS; i++) {
    k->pack(s.packed, s.x, 1, large, large, small);
    k->gemm(s.gram, small, s.x, large, s.packed, NULL, PS_SET, small, small, large);
    k->pack(s.packed, s.gram, small, 1, small, small);
    k->gemm(s.square, small, s.gram, small, s.packed, NULL, PS_SET, small, small, small);
    k->blend(s.square, b, s.gram, c, s.square, squared);
    k->pack(s.packed, s.x, large, 1, small, large);
    k->gemm(s.next, large, s.square, small, s.packed, NULL, PS_SET, small, large, small);
    k->blend(s.x, a, s.x, 1, s.next, count);
  }
  if (rows > columns) {
    transpose(s.next, s.x, columns, rows);
  } else {
    memcpy(s.next, s.x, count * sizeof(float));
  }
  double scale = rows > columns ? sqrt((double)rows / columns) : 1;
  float *weight = o->model->weights + row->offset;
  k->blend(weight, (float)(1 - rate * o->model->config->weight_decay), weight, (float)(-rate * scale), s.next, count);
}

static void update_adamw(const ps_optimizer *o, const ps_tensor_row *row, const float *gradient, float gradient_scale,
                         double rate, int64_t step) {
  const ps_config *c = o->model->config;
  o->model->kernels->adamw(
      o->model->weights + row->offset, o->first + row->offset, o->second + row->offset, gradient, gradient_scale,
      (float)(1 - rate * c->weight_decay), (float)(rate / (1 - ps_power(c->beta1, step + 1))),
      (float)(1 / sqrt(1 - ps_power(c->beta2, step + 1))), c->beta1, c->beta2, (float)c->epsilon, row->count);
}

void ps_optimizer_update(const ps_optimizer *optimizer, int index, const float *gradients, float gradient_scale,
                         int64_t step, float *scratch) {
  const ps_model *model = optimizer->model;
  const ps_config *c = model->config;
  const ps_tensor_row *row = &model->tensor[index];
  double factor = ps_schedule_factor(c, step);
  if (ps_optimizer_is_muon(model, row)) {
    update_muon(optimizer, row, gradients + row->offset, gradient_scale, c->muon_learning_rate * factor, scratch);
  } else {
    update_adamw(optimizer, row, gradients + row->offset, gradient_scale, c->learning_rate * factor, step);
  }
  for (int i = 0; i < model->linears; i++) {
    size_t weight = model->linear[i]->weight; /* a tensor may serve several linears, by parts */
    if (weight >= row->offset && weight < row->offset + row->count) ps_model_pack(model, model->linear[i]);
  }
}

/* What is not finite makes a sum of squares that is not. Of one that only is too large the bits decide, whose order is
 * that of the magnitudes. */
static bool are_finite(const ps_kernels *kernels, const float *values, size_t count) {
  if (isfinite(kernels->sum_of_squares(values, count))) return true;
  const int32_t infinite = 0x7f800000;
  int32_t greatest = 0;
  for (size_t i = 0; i < count; i++) {
    int32_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    bits &= 0x7fffffff;
    greatest = bits > greatest ? bits : greatest;
  }
  return greatest < infinite;
}

bool ps_optimizer_is_sound(const ps_optimizer *optimizer, int index) {
  const ps_tensor_row *row = &optimizer->model->tensor[index];
  const ps_kernels *kernels = optimizer->model->kernels;
  return are_finite(kernels, optimizer->model->weights + row->offset, row->count) &&
         are_finite(kernels, optimizer->first + row->offset, row->count) &&
         are_finite(kernels, optimizer->second + row->offset, row->count);
}

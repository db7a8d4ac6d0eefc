/* Where every architecture ends: a final norm, the head and what an auxiliary loss has of its own, and from the losses'
 * gradients back to the trunk's.
 *
 * The norm's output, `hidden`, is all that a loss sees of a model. Shapes: rows = n sequences x a positions looked at,
 * d width, V vocabulary. */
#include "models/model.h"
#include "task/tokens.h"

#include <string.h>

static void place(ps_workspace *w, ps_arena *arena, const ps_model *model, int sequences) {
  size_t rows = (size_t)sequences * (size_t)ps_input_length(model->config), plane = rows * (size_t)model->config->width;
  w->sequences = sequences;
  w->mean = PS_TAKE(arena, float, rows);
  w->rstd = PS_TAKE(arena, float, rows);
  w->hidden = PS_TAKE(arena, float, plane);
  w->dlast = PS_TAKE(arena, float, plane);
  w->dhidden = PS_TAKE(arena, float, plane);
  w->logits = PS_TAKE(arena, float, rows *(size_t)ps_vocabulary(model->config));
}

static int rows_of(const ps_span *span) {
  return span->sequences * (span->end - span->look);
}

void ps_model_workspace(ps_workspace *w, ps_arena *arena, const ps_model *model, int sequences) {
  place(w, arena, model, sequences);
  model->architecture->workspace(w, arena, model, sequences);
  if (model->own) model->own->workspace(w, arena, model, sequences);
}

void ps_norm_forward(const ps_model *model, ps_norm norm, float *out, float *mean, float *rstd, const float *x,
                     int rows) {
  const float *weight = model->weights + norm.weight;
  int width = model->config->width;
  if (norm.bias == PS_NONE) {
    model->kernels->rms_norm_forward(out, rstd, x, weight, rows, width);
  } else {
    model->kernels->layer_norm_forward(out, mean, rstd, x, weight, model->weights + norm.bias, rows, width);
  }
}

void ps_norm_backward(const ps_model *model, ps_norm norm, float *dx, const ps_gradients *gradients, const float *dout,
                      const float *x, const float *mean, const float *rstd, int rows) {
  const float *weight = model->weights + norm.weight;
  float *sums = gradients->sums;
  int width = model->config->width;
  if (norm.bias == PS_NONE) {
    model->kernels->rms_norm_backward(dx, sums + norm.weight, dout, x, weight, rstd, rows, width);
  } else {
    model->kernels->layer_norm_backward(dx, sums + norm.weight, sums + norm.bias, dout, x, weight, mean, rstd, rows,
                                        width);
  }
}

void ps_model_forward(const ps_model *model, ps_workspace *w, const ps_span *span) {
  int rows = rows_of(span);
  model->architecture->forward(model, w, span);
  ps_norm_forward(model, model->final, w->hidden, w->mean, w->rstd, w->last, rows);
  ps_linear_forward(model, &model->head, w->logits, model->head.out, w->hidden, PS_SET, rows);
}

double ps_model_auxiliary_loss(const ps_model *model, ps_workspace *w, const ps_span *span, const ps_loss_rows *rows) {
  if (!model->own) return 0;
  ps_loss_rows weighted = *rows;
  weighted.scale = (float)model->config->aux_weight * rows->scale;
  return model->config->aux_weight * model->own->loss(model, w, span, &weighted);
}

void ps_model_backward(const ps_model *model, ps_workspace *w, const ps_gradients *gradients, const ps_span *span) {
  int rows = rows_of(span), width = model->config->width;
  ps_linear_weight_backward(model, &model->head, gradients, w->logits, w->hidden, width, w->scratch, rows);
  ps_linear_input_backward(model, &model->head, w->dhidden, w->logits, PS_SET, rows);
  memset(w->dlast, 0, (size_t)rows * (size_t)width * sizeof(float));
  if (model->own) model->own->backward(model, w, gradients, span);
  ps_norm_backward(model, model->final, w->dlast, gradients, w->dhidden, w->last, w->mean, w->rstd, rows);
  model->architecture->backward(model, w, gradients, span);
}

/* Multiply-adds count two: a linear layer costs 2 rows in out forward and twice that backward. */
double ps_model_flops(const ps_model *model, const ps_span *span) {
  int last = model->config->layers - 1;
  ps_span all = *span;
  all.look = 0;
  return last * model->architecture->block_flops(model, &all) + model->architecture->block_flops(model, span) +
         6.0 * rows_of(span) * model->config->width * model->head.out +
         (model->own ? model->own->flops(model, span) : 0);
}

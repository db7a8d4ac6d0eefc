/* The auxiliary losses that read their hidden state through one matrix: heads (objectives/ has each one's loss). */
#include "models/model.h"
#include "task/tokens.h"

static int rows_of(const ps_span *span) {
  return span->sequences * (span->end - span->look);
}

static void describe(ps_model *model) {
  const ps_auxiliary_row *row = ps_objective_of(model->config)->auxiliary;
  int out = row->heads(model->config) * ps_vocabulary(model->config), in = model->config->width;
  ps_tensor_row matrix = {.rank = 2, .shape = {out, in}, .deviation = 0.02, .auxiliary = true, .product = true};
  size_t weight = ps_model_add(model, PS_NO_LAYER, row->module, "weight", matrix);
  ps_model_link(model, &model->matrix, out, in, weight, PS_NONE);
}

/* logits (sequences, positions looked at, heads, vocabulary), and then their gradient */
static void workspace(ps_workspace *w, ps_arena *arena, const ps_model *model, int sequences) {
  size_t rows = (size_t)sequences * (size_t)ps_input_length(model->config);
  w->own = PS_TAKE(arena, float, rows *(size_t)model->matrix.out);
}

static double loss(const ps_model *model, ps_workspace *w, const ps_span *span, const ps_loss_rows *rows) {
  const ps_auxiliary_row *row = ps_objective_of(model->config)->auxiliary;
  ps_linear_forward(model, &model->matrix, w->own, model->matrix.out, w->hidden, PS_SET, rows_of(span));
  return row->loss(w->own, model->kernels, rows, row->heads(model->config));
}

static void backward(const ps_model *model, ps_workspace *w, const ps_gradients *gradients, const ps_span *span) {
  int rows = rows_of(span), width = model->config->width;
  ps_linear_weight_backward(model, &model->matrix, gradients, w->own, w->hidden, width, w->scratch, rows);
  ps_linear_input_backward(model, &model->matrix, w->dhidden, w->own, PS_ADD, rows);
}

static double flops(const ps_model *model, const ps_span *span) {
  return 6.0 * rows_of(span) * model->config->width * model->matrix.out;
}

const ps_own_row ps_own_matrix_row = {
    .describe = describe, .workspace = workspace, .loss = loss, .backward = backward, .flops = flops};

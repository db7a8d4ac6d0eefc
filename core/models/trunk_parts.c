/* Parts of the trunk, and what a question does to their outputs in a forward pass. Each part's output is a vector at every
 * position, of which a matrix makes what the part adds to the residual stream: an output of zeros adds no more than a bias,
 * and a switched-off part not even that, unless other parts share it. */
#include "models/model.h"

#include <string.h>

static int parts_of_layer(const ps_model *model) {
  const ps_config *c = model->config;
  return model->architecture->attention ? c->heads + (c->mlp_ratio > 0) : 1;
}

int ps_model_parts(const ps_model *model) {
  return model->config->layers * parts_of_layer(model);
}

ps_part ps_model_part(const ps_model *model, int i) {
  int of_layer = parts_of_layer(model), at = i % of_layer;
  ps_part part = {.kind = PS_MIXER, .layer = i / of_layer};
  if (!model->architecture->attention) return part;
  bool head = at < model->config->heads;
  part.kind = head ? PS_HEAD : PS_MLP;
  part.head = head ? at : 0;
  return part;
}

bool ps_surgery_on(float *x, const ps_model *model, const ps_span *span, int layer, int part, int positions, int row,
                   int columns) {
  const ps_surgery *surgery = span->surgery;
  if (!surgery || !surgery->parts[layer * parts_of_layer(model) + part]) return true;
  size_t bytes = (size_t)columns * sizeof *x;
  ptrdiff_t rows = (ptrdiff_t)span->sequences * positions, half = rows / 2 * row;
  if (surgery->patched) {
    for (ptrdiff_t i = 0; i < rows / 2; i++, x += row) memcpy(x, x + half, bytes);
  } else {
    for (ptrdiff_t i = 0; i < rows; i++, x += row) memset(x, 0, bytes);
  }
  return surgery->patched;
}

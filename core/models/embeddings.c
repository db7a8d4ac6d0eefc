/* The two ends of every architecture: the tables its input is looked up in, and the head, which may be one of them. */
#include "models/model.h"
#include "task/tokens.h"

#include <math.h>

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
  model->embeddings = embeddings;
  embeddings->tokens = add_embedding(model, "embed_tokens", ps_vocabulary(c));
  if (c->layout == PS_EDGE) {
    embeddings->parents = add_embedding(model, "embed_parents", c->labels);
    embeddings->children = add_embedding(model, "embed_children", c->labels);
  }
  /* The reference's table has a row for the last target too, which is never an input. */
  if (c->positions == PS_POSITIONS_LEARNED) {
    embeddings->places = add_embedding(model, "pos_encoding", ps_is_gpt2(c) ? c->context : ps_input_length(c) + 1);
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

void ps_embeddings_of_tokens(const ps_model *model, float *out, const ps_span *span) {
  ps_embeddings tables = *model->embeddings;
  ps_span whole = *span;
  tables.places = PS_NONE, whole.first = 0;
  ps_embeddings_forward(model, &tables, out, &whole);
}

void ps_embeddings_of_tokens_backward(const ps_model *model, float *gradients, const float *dout, const ps_span *span) {
  ps_embeddings tables = *model->embeddings;
  tables.places = PS_NONE;
  ps_embeddings_backward(model, &tables, gradients, dout, span);
}

void ps_embeddings_backward(const ps_model *model, const ps_embeddings *embeddings, float *gradients, const float *dout,
                            const ps_span *span) {
  bool edges = embeddings->parents != PS_NONE, places = embeddings->places != PS_NONE;
  model->kernels->embedding_backward(gradients + embeddings->tokens, edges ? gradients + embeddings->parents : NULL,
                                     edges ? gradients + embeddings->children : NULL,
                                     places ? gradients + embeddings->places : NULL, dout, span->x, span->sequences,
                                     span->time, model->config->width);
}

void ps_model_add_head(ps_model *model, const ps_embeddings *embeddings) {
  const ps_config *c = model->config;
  int out = ps_vocabulary(c), in = c->width;
  size_t weight = embeddings->tokens;
  if (!c->tied_head) {
    bool product = !model->own || !model->own->through_head;
    ps_tensor_row matrix = {.rank = 2, .shape = {out, in}, .deviation = 0.02, .product = product};
    weight = ps_model_add(model, PS_NO_LAYER, "lm_head", "weight", matrix);
  }
  ps_model_link(model, &model->head, out, in, weight, PS_NONE);
}

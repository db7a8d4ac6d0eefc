/* The two ends of every architecture: the tables its input is looked up in, and the head, which may be one of them.
 *
 * Targets in any order (any_order; Pannatier, Courdier & Fleuret 2024, "sigma-GPTs", arXiv 2404.09562): where a sample says
 * its targets in the order s(0), s(1), ..., s(l - 1), the position that says target s(i) reads
 *
 *     i = 0:  E `=` + place of `=` + asked s(0)
 *     i > 0:  E y_s(i-1) + slot s(i-1) + asked s(i)
 *
 * with two tables of l rows each, embed_slots and embed_asked. Two, since a sum of two rows of one would not tell which is
 * which. At the inputs after the prefix the slot's row stands where the ordinary place's does elsewhere: how many targets
 * have been said decides nothing, and with a row of its own a slot is told where positions are not embedded, too. So
 * pos_encoding ends with the prefix there. */
#include "models/model.h"
#include "task/tokens.h"

#include <math.h>

static size_t add_embedding(ps_model *model, const char *name, int rows, bool slots) {
  const ps_config *c = model->config;
  double deviation = c->init == PS_INIT_REFERENCE ? 0.02 : 0.5;
  /* A tied table is the head as well, and logits must start small. */
  if (c->init == PS_INIT_FAN_IN && c->tied_head) deviation = 1 / sqrt((double)c->width);
  ps_tensor_row row = {.rank = 2, .shape = {rows, c->width}, .deviation = deviation, .slots = slots};
  return ps_model_add(model, PS_NO_LAYER, name, "weight", row);
}

void ps_model_add_embeddings(ps_model *model, ps_embeddings *embeddings) {
  const ps_config *c = model->config;
  *embeddings =
      (ps_embeddings){.parents = PS_NONE, .children = PS_NONE, .places = PS_NONE, .slots = PS_NONE, .asked = PS_NONE};
  model->embeddings = embeddings;
  embeddings->tokens = add_embedding(model, "embed_tokens", ps_vocabulary(c), false);
  if (c->layout == PS_EDGE) {
    embeddings->parents = add_embedding(model, "embed_parents", c->labels, false);
    embeddings->children = add_embedding(model, "embed_children", c->labels, false);
  }
  /* The reference's table has a row for the last target too, which is never an input. */
  if (c->positions == PS_POSITIONS_LEARNED) {
    int rows = ps_is_gpt2(c) ? c->context : ps_tells_slots(c) ? ps_prefix_length(c) : ps_input_length(c) + 1;
    embeddings->places = add_embedding(model, "pos_encoding", rows, false);
  }
}

void ps_model_add_slots(ps_model *model) {
  int rows = model->config->path_length;
  model->embeddings->slots = add_embedding(model, "embed_slots", rows, true);
  model->embeddings->asked = add_embedding(model, "embed_asked", rows, true);
}

static const float *table(const ps_model *model, size_t offset) {
  return offset == PS_NONE ? NULL : model->weights + offset;
}

void ps_embeddings_forward(const ps_model *model, const ps_embeddings *embeddings, float *out, const ps_span *span) {
  model->kernels->embedding_forward(out, span->x, table(model, embeddings->tokens), table(model, embeddings->parents),
                                    table(model, embeddings->children), table(model, embeddings->places),
                                    table(model, embeddings->slots), table(model, embeddings->asked), span->sequences,
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

static float *gradient(float *gradients, size_t offset) {
  return offset == PS_NONE ? NULL : gradients + offset;
}

void ps_embeddings_backward(const ps_model *model, const ps_embeddings *embeddings, float *gradients, const float *dout,
                            const ps_span *span) {
  model->kernels->embedding_backward(gradient(gradients, embeddings->tokens), gradient(gradients, embeddings->parents),
                                     gradient(gradients, embeddings->children), gradient(gradients, embeddings->places),
                                     gradient(gradients, embeddings->slots), gradient(gradients, embeddings->asked),
                                     dout, span->x, span->sequences, span->time, model->config->width);
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

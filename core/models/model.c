/* The tensor table: appending rows, placing them, drawing initial weights. */
#include "models/model.h"
#include "ground/fail.h"
#include "ground/math64.h"
#include "ground/parts.h"
#include "ground/text.h"
#include "task/tokens.h"

#include <assert.h>

static const ps_architecture_row *const architectures[] = {
    [PS_TRANSFORMER] = &ps_transformer_row, [PS_MAMBA] = PS_IN_WHOLE(&ps_mamba_row)};

static const ps_own_row *const owns[] = {[PS_OWN_MATRIX] = PS_IN_WHOLE(&ps_own_matrix_row),
                                         [PS_OWN_ROLLOUT] = PS_IN_WHOLE(&ps_own_rollout_row),
                                         [PS_OWN_BLOCKS] = PS_IN_WHOLE(&ps_own_blocks_row)};

ps_status ps_model_is_here(const ps_config *config, ps_message *why) {
  const ps_auxiliary_row *auxiliary = ps_objective_of(config)->auxiliary;
  if (architectures[config->architecture] && (!auxiliary || owns[auxiliary->own])) return PS_OK;
  return ps_fail(why, PS_INVALID_CONFIG, PS_REFUSE_PART_MISSING, "architecture objective");
}

size_t ps_model_add(ps_model *model, int layer, const char *module, const char *parameter, ps_tensor_row row) {
  assert(model->tensors < PS_TENSORS_MAX);
  ps_text text = ps_text_begin(row.name, sizeof row.name);
  int head = layer - model->config->layers;
  if (head >= 0) {
    /* Where a batch is too short for a head's targets, its product is not made, and its gradient is zero. */
    row.auxiliary = true, row.product = false;
    ps_text_format(&text, "mtp.%d.", head);
  } else if (layer != PS_NO_LAYER) {
    ps_text_format(&text, "layers.%d.", layer);
  }
  ps_text_format(&text, "%s.%s", module, parameter);
  ps_text_end(&text);
  row.count = 1;
  for (int i = 0; i < row.rank; i++) row.count *= (size_t)row.shape[i];
  row.offset = model->floats;
  model->floats += (row.count + 15) / 16 * 16;
  model->tensor[model->tensors++] = row;
  return row.offset;
}

void ps_model_describe(ps_model *model, const ps_config *config, const ps_kernels *kernels) {
  const ps_auxiliary_row *auxiliary = ps_objective_of(config)->auxiliary;
  *model = (ps_model){.config = config,
                      .kernels = kernels,
                      .architecture = architectures[config->architecture],
                      .own = auxiliary ? owns[auxiliary->own] : NULL,
                      .blocks = config->layers};
  model->architecture->describe(model);
  /* Its rows are the last: no other row's place or numbers depend on them. */
  if (auxiliary) model->own->describe(model);
  if (ps_tells_slots(config)) ps_model_add_slots(model);
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
  int apart = 0; /* rows that have streams of their own; a model has one kind of them, if any */
  memset(model->weights, 0, model->floats * sizeof(float));
  for (int i = 0; i < model->tensors; i++) {
    const ps_tensor_row *row = &model->tensor[i];
    float *weight = model->weights + row->offset;
    ps_stream stream = row->auxiliary ? PS_STREAM_AUXILIARY : row->slots ? PS_STREAM_SLOTS : PS_STREAM_WEIGHTS;
    uint64_t index = (uint64_t)(stream == PS_STREAM_WEIGHTS ? i : apart++);
    ps_rng rng = ps_rng_at((uint64_t)model->config->seed, stream, index);
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

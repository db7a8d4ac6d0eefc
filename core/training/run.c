/* A run: create, destroy, its tensors.
 *
 * The batch is cut into `shards`, a power of two that depends on the config alone (training/step.c says how a step goes
 * over them). A shard is sized for the second-level cache: about 512 rows of activations, 16 sequences at most. GPT-2's
 * weights exceed every cache: its shards are as few as 16 sequences allow, which reads them seldom and holds few gradients.
 *
 * The one block of a run, in floats:
 *     P = parameters with each tensor padded to 16, Q = packed copies of the linears, A = a workspace of one shard, of 2 sequences at least
 *     weights P + packed Q + moments 2 P + weights and moments before the last step 3 P (not for GPT-2)
 *     + threads x (A + P (1 + log2(shards / threads)) + optimiser scratch)
 * where a rank that is one of several has its own shards alone, and at least two gradients for each thread. It is computed
 * exactly, by laying it out once without memory. */
#include "training/run.h"
#include "ground/fail.h"
#include "task/tokens.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHARD_ROWS = 512, SHARDS_MIN = 8, GPT2_SHARDS_MIN = 2 };

static int power_of_two_below(int n) {
  int power = 1;
  while (power * 2 <= n) power *= 2;
  return power;
}

static void cut_into_shards(ps_run *run) {
  bool gpt2 = ps_is_gpt2(&run->config);
  int fitting = gpt2 ? PS_SHARD_SEQUENCES : SHARD_ROWS / ps_input_length(&run->config);
  fitting = fitting < 1 ? 1 : fitting > PS_SHARD_SEQUENCES ? PS_SHARD_SEQUENCES : fitting;
  run->shards = gpt2 ? GPT2_SHARDS_MIN : SHARDS_MIN;
  while ((run->config.batch + run->shards - 1) / run->shards > fitting) run->shards *= 2;
  run->shard_sequences = (run->config.batch + run->shards - 1) / run->shards;
}

static void place_worker(ps_run *run, ps_worker *worker, ps_arena *arena) {
  size_t sequences = (size_t)ps_run_room(run), tokens = sequences * (size_t)ps_input_length(&run->config);
  ps_model_workspace(&worker->workspace, arena, &run->model, ps_run_room(run));
  for (int i = 0; i < run->levels; i++) worker->gradients[i] = PS_TAKE(arena, float, run->model.floats);
  worker->scratch = PS_TAKE(arena, float, ps_optimizer_scratch(&run->model));
  worker->x = PS_TAKE(arena, ps_token, tokens);
  worker->y = PS_TAKE(arena, int32_t, tokens);
  worker->path = PS_TAKE(arena, int32_t, tokens);
  worker->weights = PS_TAKE(arena, float, sequences);
  worker->graphs = PS_TAKE(arena, ps_graph, sequences);
}

/* Fills what depends on config and options, then lays out the rest; with a counting arena `run` is a stand-in. */
static void place_run(ps_run *run, ps_arena *arena) {
  ps_model_place(&run->model, arena);
  ps_optimizer_place(&run->optimizer, arena, &run->model);
  run->shard_losses = PS_TAKE(arena, ps_losses, (size_t)run->shards);
  run->chunk_squares = PS_TAKE(arena, double, (size_t)ps_run_chunks(run));
  run->tallies = PS_TAKE(arena, ps_tally, PS_TALLIES);
  run->margins = PS_TAKE(arena, float, PS_MARGINS_MAX);
  run->last_good = ps_is_gpt2(&run->config) ? NULL : PS_TAKE(arena, float, 3 * run->model.floats);
  run->pool = ps_arena_take(arena, 1, ps_pool_size());
  ps_worker *workers = PS_TAKE(arena, ps_worker, (size_t)run->threads), counted;
  for (int i = 0; i < run->threads; i++) place_worker(run, workers ? &workers[i] : &counted, arena);
  run->workers = workers;
}

ps_status ps_run_check_ranks(const ps_run *run, int ranks, ps_message *why) {
  if (ranks >= 1 && ranks <= run->shards && !(ranks & (ranks - 1))) return PS_OK;
  return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_RANKS, "ranks", ranks, run->shards);
}

static ps_status prepare(ps_run *run, const ps_config *config, const ps_run_options *options, ps_message *why) {
  ps_status status = ps_config_validate(config, why);
  if (!status) status = ps_model_is_here(config, why);
  if (status) return status;
  int threads = options ? options->threads : 1;
  if (threads < 1 || threads > PS_THREADS_MAX) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_OUTSIDE, "threads", threads, 1, PS_THREADS_MAX);
  }
  const ps_kernels *kernels = ps_kernels_find(options ? options->kernels : NULL);
  if (!kernels) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NO_KERNELS, "kernels", options->kernels);
  }
  run->config = *config;
  ps_model_describe(&run->model, &run->config, kernels);
  cut_into_shards(run);
  if (PS_RANKS) {
    run->ranks = options && options->ranks ? *options->ranks : (ps_ranks){.rank = 0, .ranks = 1};
    status = ps_run_check_ranks(run, run->ranks.ranks, why);
    if (status) return status;
  }
  int own = ps_run_own_shards(run);
  run->threads = power_of_two_below(threads < own ? threads : own);
  run->levels = ps_run_ranks(run) > 1 ? 2 : 1; /* what another rank sends is received in the second */
  while (1 << (run->levels - 1) < own / run->threads) run->levels++;
  assert(run->levels <= PS_LEVELS_MAX);
  return PS_OK;
}

/* The struct itself heads the block. */
static uint64_t block_size(ps_run *run) {
  ps_arena arena = {NULL, 0};
  PS_TAKE(&arena, ps_run, 1);
  place_run(run, &arena);
  return arena.used;
}

ps_status ps_run_memory(uint64_t *bytes, const ps_config *config, const ps_run_options *options, ps_message *why) {
  ps_run run;
  ps_status status = prepare(&run, config, options, why);
  if (!status) *bytes = block_size(&run);
  return status;
}

ps_status ps_run_create(ps_run **made, const ps_config *config, const ps_run_options *options, ps_message *why) {
  uint64_t size;
  ps_status status = ps_run_memory(&size, config, options, why);
  if (status) return status;
  bool addressable = size <= PTRDIFF_MAX / PS_ALIGNMENT * PS_ALIGNMENT;
  ps_arena arena = {addressable ? aligned_alloc(PS_ALIGNMENT, (size_t)size) : NULL, 0};
  if (!arena.base) {
    return ps_fail(why, PS_OUT_OF_MEMORY, PS_REFUSE_NO_MEMORY, "width layers mlp_ratio batch", (long long)(size >> 20));
  }
  ps_run *run = PS_TAKE(&arena, ps_run, 1);
  *run =
      (ps_run){.threads = 1, .progress = {.loss = NAN, .gradient_norm = NAN, .learning_rate = NAN, .auxiliary = NAN}};
  status = ps_graph_space_init(&run->space, config, why);
  if (!status) status = prepare(run, config, options, why);
  if (status) {
    free(run);
    return status;
  }
  place_run(run, &arena);
  assert(arena.used == size);
  ps_model_initialise(&run->model);
  /* The table's gaps are added up with the rest and must be numbers. */
  for (int i = 0; i < run->threads; i++) {
    for (int j = 0; j < run->levels; j++) memset(run->workers[i].gradients[j], 0, run->model.floats * sizeof(float));
  }
  ps_pool_start(run->pool, run->threads); /* if fewer come, they share the same tasks */
  *made = run;
  return PS_OK;
}

void ps_run_destroy(ps_run *run) {
  if (!run) return;
  ps_pool_stop(run->pool);
  free(run);
}

ps_progress ps_run_progress(const ps_run *run) {
  return run->progress;
}
const ps_config *ps_run_config(const ps_run *run) {
  return &run->config;
}
const ps_graph_space *ps_run_space(const ps_run *run) {
  return &run->space;
}
const char *ps_run_kernels(const ps_run *run) {
  return run->model.kernels->name;
}

int ps_run_input_length(const ps_run *run) {
  return ps_input_length(&run->config);
}

int ps_run_threads(const ps_run *run) {
  return run->threads;
}

/* ---- Tensors ---- */

int ps_run_tensor_count(const ps_run *run) {
  return run->model.tensors;
}

ps_tensor ps_run_tensor(ps_run *run, int index) {
  const ps_tensor_row *row = &run->model.tensor[index];
  ps_tensor tensor = {.name = row->name, .rank = row->rank, .count = row->count, .auxiliary = row->auxiliary};
  memcpy(tensor.shape, row->shape, sizeof tensor.shape);
  tensor.weight = run->model.weights + row->offset;
  tensor.gradient = run->workers[0].gradients[0] + row->offset;
  tensor.first = run->optimizer.first + row->offset;
  tensor.second = ps_optimizer_is_muon(&run->model, row) ? NULL : run->optimizer.second + row->offset;
  return tensor;
}

ps_parameters ps_config_parameters(const ps_config *config) {
  ps_parameters parameters = {0, 0};
  ps_model model;
  ps_model_describe(&model, config, ps_kernels_at(0));
  for (int i = 0; i < model.tensors; i++) {
    const ps_tensor_row *row = &model.tensor[i];
    parameters.training += row->count;
    if (!row->auxiliary) parameters.inference += row->count;
  }
  return parameters;
}

void ps_run_weights_changed(ps_run *run) {
  run->has_last_good = false;
  for (int i = 0; i < run->model.linears; i++) ps_model_pack(&run->model, run->model.linear[i]);
}

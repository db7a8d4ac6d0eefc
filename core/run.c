/* A run: create, step, destroy.
 *
 * One training step, on any number of threads:
 *   1. The batch is cut into `shards`, a power of two that depends on the config alone. Their gradients are summed in
 * the binary tree over the shard numbers. A thread does a whole aligned subtree, depth first, so it holds one gradient
 *      for each level of it; `threads` is a power of two, so that subtrees meet in the same tree.
 *   2. The threads' sums are added up the rest of the tree in chunks of CHUNK floats, each chunk's square sum taken on
 * the way (global norm).
 *   3. Every tensor is updated, and its packed copies renewed.
 * A shard is sized for the second-level cache: about 512 rows of activations, 16 sequences at most.
 *
 * The one block of a run, in floats (P = parameters with each tensor padded to 16, Q = packed copies of the linears,
 * A = a workspace of one shard):
 *     weights P + the weights before P + packed Q + moments 2 P + threads x (A + P (1 + log2(shards / threads)) +
 * optimiser scratch), computed exactly by laying it out once without memory. */
#include "run.h"

#include "objective.h"
#include "order.h"
#include "schedule.h"
#include "text.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 16384, SHARD_ROWS = 512, SHARDS_MIN = 8 };

static int power_of_two_below(int n) {
  int power = 1;
  while (power * 2 <= n) power *= 2;
  return power;
}

static void cut_into_shards(ps_run *run) {
  int fitting = SHARD_ROWS / ps_input_length(&run->config);
  fitting = fitting < 1 ? 1 : fitting > PS_SHARD_SEQUENCES ? PS_SHARD_SEQUENCES : fitting;
  run->shards = SHARDS_MIN;
  while ((run->config.batch + run->shards - 1) / run->shards > fitting) run->shards *= 2;
  run->shard_sequences = (run->config.batch + run->shards - 1) / run->shards;
}

static int first_sequence(const ps_run *run, int shard) {
  return (int)((int64_t)shard * run->config.batch / run->shards);
}

static int chunks(const ps_run *run) {
  return (int)((run->model.floats + CHUNK - 1) / CHUNK);
}

static void place_worker(ps_run *run, ps_worker *worker, ps_arena *arena) {
  size_t sequences = (size_t)run->shard_sequences, tokens = sequences * (size_t)ps_input_length(&run->config);
  run->model.architecture->workspace(&worker->workspace, arena, &run->model, run->shard_sequences);
  for (int i = 0; i < run->levels; i++) worker->gradients[i] = PS_TAKE(arena, float, run->model.floats);
  worker->scratch = PS_TAKE(arena, float, ps_optimizer_scratch(&run->model));
  worker->x = PS_TAKE(arena, ps_token, tokens);
  worker->y = PS_TAKE(arena, int32_t, tokens);
  worker->graphs = PS_TAKE(arena, ps_graph, sequences);
}

/* Fills what depends on config and options, then lays out the rest; with a counting arena `run` is a stand-in. */
static void place_run(ps_run *run, ps_arena *arena) {
  ps_model_place(&run->model, arena);
  ps_optimizer_place(&run->optimizer, arena, &run->model);
  run->shard_losses = PS_TAKE(arena, double, (size_t)run->shards);
  run->chunk_squares = PS_TAKE(arena, double, (size_t)chunks(run));
  run->tallies = PS_TAKE(arena, ps_tally, PS_TALLIES);
  run->last_good = PS_TAKE(arena, float, run->model.floats);
  run->pool = ps_arena_take(arena, 1, ps_pool_size());
  ps_worker *workers = PS_TAKE(arena, ps_worker, (size_t)run->threads), counted;
  for (int i = 0; i < run->threads; i++) place_worker(run, workers ? &workers[i] : &counted, arena);
  run->workers = workers;
}

static ps_status prepare(ps_run *run, const ps_config *config, const ps_run_options *options, ps_message *why) {
  ps_status status = ps_config_validate(config, why);
  if (status) return status;
  int threads = options ? options->threads : 1;
  if (threads < 1 || threads > PS_THREADS_MAX) {
    return ps_fail(why, PS_INVALID_ARGUMENT, "threads = %d is outside 1..%d", threads, PS_THREADS_MAX);
  }
  const ps_kernels *kernels = ps_kernels_find(options ? options->kernels : NULL);
  if (!kernels) {
    return ps_fail(why, PS_INVALID_ARGUMENT, "kernels = \"%s\" is not a kernel set this machine can run",
                   options->kernels);
  }
  run->config = *config;
  ps_model_describe(&run->model, &run->config, kernels);
  cut_into_shards(run);
  run->threads = power_of_two_below(threads < run->shards ? threads : run->shards);
  run->levels = 1;
  while (1 << (run->levels - 1) < run->shards / run->threads) run->levels++;
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
    return ps_fail(why, PS_OUT_OF_MEMORY,
                   "a run of this config takes %lld MiB, which could not be had; width, layers, mlp_ratio and batch "
                   "decide that",
                   (long long)(size >> 20));
  }
  ps_run *run = PS_TAKE(&arena, ps_run, 1);
  *run = (ps_run){.threads = 1, .progress = {.loss = NAN, .gradient_norm = NAN, .learning_rate = NAN}};
  status = ps_graph_space_init(&run->space, config, why);
  if (!status) status = prepare(run, config, options, why);
  if (status) {
    free(run);
    return status;
  }
  place_run(run, &arena);
  assert(arena.used == size);
  ps_model_initialise(&run->model);
  for (int i = 0; i < run->threads; i++) memset(run->workers[i].gradients[0], 0, run->model.floats * sizeof(float));
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

int ps_run_threads(const ps_run *run) {
  return run->threads;
}

uint64_t ps_run_training_index(const ps_run *run, uint64_t place) {
  uint64_t count = (uint64_t)run->config.train_graphs;
  if (!count) return place;
  return ps_order_at((uint64_t)run->config.seed, place / count, count, place % count);
}

/* ---- Gradients of one batch ---- */

typedef struct batch {
  ps_run *run;
  const ps_token *x; /* (batch, time), or NULL: the run's own samples */
  const int32_t *y;  /* (batch, time) */
  float *logits;     /* (batch, time, vocabulary) or NULL */
  int time, look;    /* logits are computed from position `look` on */
  int64_t targets;   /* positions with a loss, in the whole batch */
} batch;

static void draw_samples(const ps_run *run, ps_worker *worker, int first, int sequences) {
  const ps_config *c = &run->config;
  int time = ps_input_length(c);
  for (int i = 0; i < sequences; i++) {
    uint64_t place = (uint64_t)run->progress.step * (uint64_t)c->batch + (uint64_t)(first + i);
    ps_graph_generate(&worker->graphs[i], &run->space, PS_TRAIN, ps_run_training_index(run, place));
    ps_objective_sample(worker->x + i * time, worker->y + i * time, c, &worker->graphs[i]);
  }
}

/* gradients <- those of one shard */
static void shard_gradients(const batch *b, ps_worker *worker, float *gradients, int shard) {
  ps_run *run = b->run;
  const ps_model *model = &run->model;
  memset(gradients, 0, model->floats * sizeof(float));
  run->shard_losses[shard] = 0;
  int first = first_sequence(run, shard), sequences = first_sequence(run, shard + 1) - first;
  if (!sequences) return;
  if (!b->x) draw_samples(run, worker, first, sequences);
  const ps_token *x = b->x ? b->x + first * b->time : worker->x;
  const int32_t *y = b->x ? b->y + first * b->time : worker->y;
  ps_span span = {.x = x, .sequences = sequences, .time = b->time, .end = b->time, .look = b->look};
  model->architecture->forward(model, &worker->workspace, &span);
  int classes = ps_vocabulary(&run->config), looked = b->time - b->look;
  if (b->logits) {
    size_t row = (size_t)b->time * (size_t)classes;
    memcpy(b->logits + (size_t)first * row, worker->workspace.logits, (size_t)sequences * row * sizeof(float));
  }
  float *logits = worker->workspace.logits;
  run->shard_losses[shard] = model->kernels->cross_entropy(logits, logits, y + b->look, b->time,
                                                           1.0f / (float)b->targets, sequences, looked, classes);
  model->architecture->backward(model, &worker->workspace, gradients, &span);
}

/* gradients[level] <- the sum over shards first..first + count - 1, in the binary tree; uses the levels below. */
static void subtree_gradients(const batch *b, ps_worker *worker, int level, int first, int count) {
  if (count == 1) {
    shard_gradients(b, worker, worker->gradients[level], first);
    return;
  }
  subtree_gradients(b, worker, level, first, count / 2);
  subtree_gradients(b, worker, level + 1, first + count / 2, count / 2);
  b->run->model.kernels->add(worker->gradients[level], worker->gradients[level + 1], b->run->model.floats);
}

static void gradients_task(void *context, int task, int thread) {
  (void)thread; /* a worker belongs to a subtree, not to a thread */
  const batch *b = context;
  int count = b->run->shards / b->run->threads;
  subtree_gradients(b, &b->run->workers[task], 0, task * count, count);
}

/* The rest of the tree, for one chunk. */
static void reduce_task(void *context, int task, int thread) {
  (void)thread;
  ps_run *run = ((const batch *)context)->run;
  const ps_kernels *kernels = run->model.kernels;
  size_t first = (size_t)task * CHUNK, count = run->model.floats - first;
  if (count > CHUNK) count = CHUNK;
  for (int apart = 1; apart < run->threads; apart *= 2) {
    for (int i = 0; i < run->threads; i += 2 * apart) {
      kernels->add(run->workers[i].gradients[0] + first, run->workers[i + apart].gradients[0] + first, count);
    }
  }
  run->chunk_squares[task] = kernels->sum_of_squares(run->workers[0].gradients[0] + first, count);
}

/* Mean loss and global norm; the gradient is left in workers[0].gradients[0]. */
static ps_status batch_gradients(double *loss, double *norm, const batch *b, ps_message *why) {
  ps_run *run = b->run;
  batch mine = *b;
  run->gradients_ready = false;
  ps_pool_run(run->pool, gradients_task, &mine, run->threads);
  ps_pool_run(run->pool, reduce_task, &mine, chunks(run));
  double sum = 0, squares = 0;
  for (int i = 0; i < run->shards; i++) sum += run->shard_losses[i];
  for (int i = 0; i < chunks(run); i++) squares += run->chunk_squares[i];
  *loss = sum / (double)b->targets;
  *norm = sqrt(squares);
  if (isfinite(*loss) && isfinite(*norm)) return PS_OK;
  return ps_fail(why, PS_DIVERGED, "loss or gradient is not finite");
}

/* ---- Steps ---- */

typedef struct update {
  ps_run *run;
  float gradient_scale;
} update;

static void update_task(void *context, int task, int thread) {
  const update *u = context;
  ps_run *run = u->run;
  ps_optimizer_update(&run->optimizer, task, run->workers[0].gradients[0], u->gradient_scale, run->progress.step,
                      run->workers[thread].scratch);
}

static void apply(ps_run *run, double norm) {
  const ps_config *c = &run->config;
  memcpy(run->last_good, run->model.weights, run->model.floats * sizeof(float));
  run->has_last_good = true;
  run->gradients_ready = false;
  double scale = c->clip > 0 && norm > c->clip ? c->clip / (norm + 1e-6) : 1;
  update u = {run, (float)scale};
  ps_pool_run(run->pool, update_task, &u, run->model.tensors);
  run->progress.learning_rate = c->learning_rate * ps_schedule_factor(c, run->progress.step);
  run->progress.step++;
}

/* A step that blows up shows one step later, in the loss of the weights it left: those before it are the last good
 * ones. */
static ps_status diverged(ps_run *run, double loss, ps_message *why) {
  long long step = (long long)run->progress.step + 1;
  if (!isfinite(loss) && run->has_last_good) {
    memcpy(run->model.weights, run->last_good, run->model.floats * sizeof(float));
    ps_run_weights_changed(run);
    run->progress.step--;
  }
  return ps_fail(why, PS_DIVERGED,
                 "the run diverged at step %lld: its %s is not finite. It has its weights of step %lld. A smaller "
                 "learning_rate, or clip = 1, may help",
                 step, isfinite(loss) ? "gradient" : "loss", (long long)run->progress.step);
}

ps_status ps_run_step(ps_run *run, int steps, ps_message *why) {
  const ps_config *c = &run->config;
  if (steps < 0) return ps_fail(why, PS_INVALID_ARGUMENT, "steps = %d is negative", steps);
  batch b = {.run = run,
             .time = ps_input_length(c),
             .look = ps_prefix_length(c) - 1,
             .targets = (int64_t)c->batch * c->path_length};
  for (int i = 0; i < steps; i++) {
    double loss, norm;
    if (batch_gradients(&loss, &norm, &b, why)) return diverged(run, loss, why);
    run->progress.loss = loss;
    run->progress.gradient_norm = norm;
    apply(run, norm);
  }
  return PS_OK;
}

double ps_run_flops(const ps_run *run) {
  const ps_config *c = &run->config;
  ps_span span = {
      .sequences = c->batch, .time = ps_input_length(c), .end = ps_input_length(c), .look = ps_prefix_length(c) - 1};
  return run->model.architecture->flops(&run->model, &span) + ps_optimizer_flops(&run->model);
}

/* ---- Tensors, and gradients of a given batch ---- */

int ps_run_tensor_count(const ps_run *run) {
  return run->model.tensors;
}

ps_tensor ps_run_tensor(ps_run *run, int index) {
  const ps_tensor_row *row = &run->model.tensor[index];
  ps_tensor tensor = {.name = row->name, .rank = row->rank, .count = row->count};
  memcpy(tensor.shape, row->shape, sizeof tensor.shape);
  tensor.weight = run->model.weights + row->offset;
  tensor.gradient = run->workers[0].gradients[0] + row->offset;
  tensor.first = run->optimizer.first + row->offset;
  tensor.second = ps_optimizer_is_muon(&run->model, row) ? NULL : run->optimizer.second + row->offset;
  return tensor;
}

void ps_run_weights_changed(ps_run *run) {
  run->has_last_good = false;
  for (int i = 0; i < run->model.linears; i++) ps_model_pack(&run->model, run->model.linear[i]);
}

static ps_status check_batch(const ps_config *c, const ps_token *x, const int32_t *y, int count, int time,
                             ps_message *why) {
  if (count != c->batch) {
    return ps_fail(why, PS_INVALID_ARGUMENT, "x has %d sequences, the config's batch is %d", count, c->batch);
  }
  if (time < 1 || time > ps_input_length(c)) {
    return ps_fail(why, PS_INVALID_ARGUMENT, "time = %d is outside 1..%d", time, ps_input_length(c));
  }
  for (int i = 0; i < count * time; i++) {
    bool edge = x[i].child >= 0;
    if (edge && c->layout != PS_EDGE) {
      return ps_fail(why, PS_INVALID_ARGUMENT, "x[%d] is an edge, which only the layout edge has", i);
    }
    int most = (edge ? c->labels : ps_vocabulary(c)) - 1;
    if (x[i].id < 0 || x[i].id > most || (edge && x[i].child >= c->labels)) {
      int wrong = x[i].id < 0 || x[i].id > most ? x[i].id : x[i].child;
      return ps_fail(why, PS_INVALID_ARGUMENT, "x[%d] = %d is outside 0..%d", i, wrong, most);
    }
    if (y[i] < -1 || y[i] >= ps_vocabulary(c)) {
      return ps_fail(why, PS_INVALID_ARGUMENT, "y[%d] = %d is outside -1..%d", i, (int)y[i], ps_vocabulary(c) - 1);
    }
  }
  return PS_OK;
}

ps_status ps_run_gradients(double *loss, float *logits, ps_run *run, const ps_token *x, const int32_t *y, int count,
                           int time, ps_message *why) {
  ps_status status = check_batch(&run->config, x, y, count, time, why);
  if (status) return status;
  batch b = {.run = run, .x = x, .y = y, .logits = logits, .time = time, .look = time};
  for (int i = 0; i < count * time; i++) {
    if (y[i] < 0) continue;
    b.targets++;
    if (i % time < b.look) b.look = i % time;
  }
  if (!b.targets) return ps_fail(why, PS_INVALID_ARGUMENT, "y has no target: every entry is -1");
  if (logits) b.look = 0;
  double norm;
  status = batch_gradients(loss, &norm, &b, why);
  if (status) return status;
  run->progress.loss = *loss;
  run->progress.gradient_norm = norm;
  run->gradients_ready = true;
  return PS_OK;
}

ps_status ps_run_apply_gradients(ps_run *run, ps_message *why) {
  if (!run->gradients_ready) {
    return ps_fail(why, PS_INVALID_ARGUMENT, "there are no gradients to apply: call ps_run_gradients() first");
  }
  apply(run, run->progress.gradient_norm);
  return PS_OK;
}

#include "training/batch.h"

#include "ground/fail.h"
#include "objectives/objective.h"
#include "training/ranks.h"

#include <math.h>
#include <string.h>

static int first_sequence(const ps_batch *b, int shard) {
  return (int)((int64_t)shard * b->sequences / b->run->shards);
}

static void draw_samples(const ps_batch *b, ps_worker *worker, int first, int sequences) {
  const ps_run *run = b->run;
  const ps_config *c = &run->config;
  int time = ps_input_length(c);
  for (int i = 0; i < sequences; i++) {
    uint64_t place = (uint64_t)run->progress.step * (uint64_t)c->batch + (uint64_t)(first + i);
    ps_run_training_graph(&worker->graphs[i], run, place);
    int32_t *y = worker->y + i * time;
    worker->weights[i] = ps_objective_training_sample(worker->x + i * time, y, c, &worker->graphs[i], place);
    int before = ps_answer_place(c);
    memcpy(worker->path + i * time, y, (size_t)time * sizeof *worker->path);
    for (int t = before; t < time; t++) {
      int target = ps_asked_target(c, worker->x + i * time, t);
      bool counts = target >= b->from && target < b->until && ps_objective_of(c)->counts(c, target);
      if (!counts) y[t] = -1;
    }
  }
}

/* Zeros in every row that backward adds to or, where it is not called, in all. */
static void clear(const ps_model *model, const ps_gradients *gradients, bool all) {
  for (int i = 0; i < model->tensors; i++) {
    const ps_tensor_row *row = &model->tensor[i];
    bool product = row->product;
    float *family = product ? gradients->products : gradients->sums;
    if (!product || (all && gradients->mode == PS_SET)) memset(family + row->offset, 0, row->count * sizeof(float));
  }
}

/* gradients <- those of one shard; where the mode is PS_ADD, it adds to those marked `product` */
static void shard_gradients(const ps_batch *b, ps_worker *worker, const ps_gradients *gradients, int shard) {
  ps_run *run = b->run;
  const ps_model *model = &run->model;
  run->shard_losses[shard] = (ps_losses){0, 0};
  int first = first_sequence(b, shard), sequences = first_sequence(b, shard + 1) - first;
  clear(model, gradients, !sequences);
  if (!sequences) return;
  if (!b->x) draw_samples(b, worker, first, sequences);
  const ps_token *x = b->x ? b->x + first * b->time : worker->x;
  const int32_t *y = b->x ? b->y + first * b->time : worker->y, *path = b->x ? y : worker->path;
  ps_span span = {.x = x, .sequences = sequences, .time = b->time, .end = b->time, .look = b->look};
  ps_workspace *w = &worker->workspace;
  ps_model_forward(model, w, &span);
  int classes = ps_vocabulary(&run->config), looked = b->time - b->look;
  bool weighted = !b->x && ps_objective_of(&run->config)->inputs == PS_SHOW_REST; /* elsewhere all weigh 1 */
  if (b->logits) {
    size_t row = (size_t)b->time * (size_t)classes;
    memcpy(b->logits + (size_t)first * row, w->logits, (size_t)sequences * row * sizeof(float));
  }
  ps_loss_rows rows = {.y = y + b->look,
                       .path = path + b->look,
                       .y_sequence = b->time,
                       .x = x,
                       .look = b->look,
                       .config = &run->config,
                       .weights = weighted ? worker->weights : NULL,
                       .sequences = sequences,
                       .positions = looked,
                       .classes = classes,
                       .scale = 1.0f / (float)b->targets};
  ps_losses *losses = &run->shard_losses[shard];
  losses->auxiliary = ps_model_auxiliary_loss(model, w, &span, &rows);
  losses->main = ps_objective_of(&run->config)->loss(w->logits, model->kernels, &rows);
  ps_model_backward(model, w, gradients, &span);
}

/* A product that is one block deep can be added to its neighbour's in the tree as it is made: what is added is the
 * block's sum either way. */
static bool in_one_block(const ps_batch *b) {
  return b->run->shard_sequences * b->time <= PS_GEMM_DEPTH;
}

/* gradients[level] <- the sum over shards first..first + count - 1, in the binary tree; uses the levels below. */
static void subtree_gradients(const ps_batch *b, ps_worker *worker, int level, int first, int count) {
  const ps_model *model = &b->run->model;
  float *sum = worker->gradients[level];
  if (count == 1) {
    shard_gradients(b, worker, &(ps_gradients){sum, sum, PS_SET}, first);
    return;
  }
  float *next = worker->gradients[level + 1];
  subtree_gradients(b, worker, level, first, count / 2);
  if (count > 2 || !in_one_block(b)) {
    subtree_gradients(b, worker, level + 1, first + count / 2, count / 2);
    model->kernels->add(sum, next, model->floats);
    return;
  }
  shard_gradients(b, worker, &(ps_gradients){next, sum, PS_ADD}, first + 1);
  for (int i = 0; i < model->tensors; i++) {
    const ps_tensor_row *row = &model->tensor[i];
    if (!row->product) model->kernels->add(sum + row->offset, next + row->offset, row->count);
  }
}

static void gradients_task(void *context, int task, int thread) {
  (void)thread; /* a worker belongs to a subtree, not to a thread */
  const ps_batch *b = context;
  int count = ps_run_own_shards(b->run) / b->run->threads;
  subtree_gradients(b, &b->run->workers[task], 0, ps_run_first_shard(b->run) + task * count, count);
}

static size_t chunk_size(const ps_run *run, int chunk) {
  size_t rest = run->model.floats - (size_t)chunk * PS_CHUNK;
  return rest < PS_CHUNK ? rest : PS_CHUNK;
}

static void square_task(void *context, int task, int thread) {
  (void)thread;
  ps_run *run = ((const ps_batch *)context)->run;
  const float *gradient = run->workers[0].gradients[0] + (size_t)task * PS_CHUNK;
  run->chunk_squares[task] = run->model.kernels->sum_of_squares(gradient, chunk_size(run, task));
}

/* The rest of the tree, for one chunk: but for what other ranks have, after which its squares can be summed. */
static void reduce_task(void *context, int task, int thread) {
  ps_run *run = ((const ps_batch *)context)->run;
  const ps_kernels *kernels = run->model.kernels;
  size_t first = (size_t)task * PS_CHUNK, count = chunk_size(run, task);
  for (int apart = 1; apart < run->threads; apart *= 2) {
    for (int i = 0; i < run->threads; i += 2 * apart) {
      kernels->add(run->workers[i].gradients[0] + first, run->workers[i + apart].gradients[0] + first, count);
    }
  }
  if (ps_run_ranks(run) == 1) square_task(context, task, thread);
}

ps_batch ps_batch_of_step(ps_run *run, int sequences) {
  const ps_config *c = &run->config;
  int time = ps_input_length(c);
  return (ps_batch){.run = run,
                    .sequences = sequences,
                    .time = time,
                    .look = ps_objective_look(c),
                    .until = ps_target_length(c),
                    .targets = (int64_t)sequences * ps_objective_counted(c)};
}

ps_status ps_batch_gradients(ps_losses *losses, double *norm, const ps_batch *b, ps_message *why) {
  ps_run *run = b->run;
  ps_batch mine = *b;
  run->gradients_ready = false;
  ps_pool_run(run->pool, gradients_task, &mine, run->threads);
  ps_pool_run(run->pool, reduce_task, &mine, ps_run_chunks(run));
  if (ps_run_ranks(run) > 1) {
    ps_ranks_sum(run);
    ps_pool_run(run->pool, square_task, &mine, ps_run_chunks(run));
  }
  double squares = 0;
  ps_losses sum = {0, 0};
  for (int i = 0; i < run->shards; i++) {
    sum.main += run->shard_losses[i].main;
    sum.auxiliary += run->shard_losses[i].auxiliary;
  }
  for (int i = 0; i < ps_run_chunks(run); i++) squares += run->chunk_squares[i];
  *losses = (ps_losses){sum.main / (double)b->targets, sum.auxiliary / (double)b->targets};
  *norm = sqrt(squares);
  if (isfinite(losses->main + losses->auxiliary) && isfinite(*norm)) return PS_OK;
  return ps_fail(why, PS_DIVERGED, PS_REFUSE_NOT_FINITE, "");
}

/* ---- Gradients of a given batch ---- */

static ps_status check_batch(const ps_config *c, const ps_token *x, const int32_t *y, int count, int time,
                             ps_message *why) {
  if (count != c->batch) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_TOO_MANY_SEQUENCES, "batch", count, c->batch);
  }
  if (time < 1 || time > ps_input_length(c)) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_OUTSIDE, "time", time, 1, ps_input_length(c));
  }
  for (int i = 0; i < count * time; i++) {
    bool edge = x[i].child >= 0;
    if (edge && c->layout != PS_EDGE) {
      return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_INPUT_EDGE, "x", i);
    }
    int most = (edge ? c->labels : ps_vocabulary(c)) - 1;
    if (x[i].id < 0 || x[i].id > most || (edge && x[i].child >= c->labels)) {
      int wrong = x[i].id < 0 || x[i].id > most ? x[i].id : x[i].child;
      return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_INPUT_OUTSIDE, "x", i, wrong, most);
    }
    int slots = ps_tells_slots(c) ? c->path_length : 0, slot = x[i].slot, asked = x[i].asked;
    bool tells = slots && i % time >= ps_prefix_length(c);
    int least = tells ? 1 : 0, last = tells ? slots : 0;
    if (slot < least || slot > last || asked > slots) {
      return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_INPUT_SLOT, "x", i, least, last, slots, slot, asked);
    }
    if (y[i] < -1 || y[i] >= ps_vocabulary(c)) {
      return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_TARGET_OUTSIDE, "y", i, (int)y[i], ps_vocabulary(c) - 1);
    }
  }
  return PS_OK;
}

ps_status ps_run_gradients(double *loss, float *logits, ps_run *run, const ps_token *x, const int32_t *y, int count,
                           int time, ps_message *why) {
  ps_status status = check_batch(&run->config, x, y, count, time, why);
  if (status) return status;
  ps_batch b = {.run = run, .x = x, .y = y, .logits = logits, .sequences = count, .time = time, .look = time};
  for (int i = 0; i < count * time; i++) {
    if (y[i] < 0) continue;
    b.targets++;
    if (i % time < b.look) b.look = i % time;
  }
  if (!b.targets) return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NO_TARGET, "y");
  if (logits || !ps_objective_look(&run->config)) b.look = 0;
  ps_losses losses;
  double norm;
  status = ps_batch_gradients(&losses, &norm, &b, why);
  if (status) return status;
  *loss = losses.main;
  run->progress.loss = losses.main;
  run->progress.auxiliary = losses.auxiliary;
  run->progress.gradient_norm = norm;
  run->gradients_ready = true;
  return PS_OK;
}

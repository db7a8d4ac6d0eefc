/* One training step, on any number of threads:
 *   1. The shards' gradients are summed in the binary tree over the shard numbers. A thread does a whole aligned
 *      subtree, depth first, so it holds one gradient for each level of it; `threads` is a power of two, so that
 *      subtrees meet in the same tree.
 *   2. The threads' sums are added up the rest of the tree in chunks of PS_CHUNK floats, and each chunk's sum of
 *      squares is taken on the way (global norm).
 *      Where the run is cut over processes, each has whole aligned subtrees, too, and the rest of the tree is summed
 *      between them (ranks.c).
 *   3. Every tensor is updated, its packed copies renewed, and looked at: an update that left an infinity is undone. */
#include "ground/fail.h"
#include "task/tokens.h"
#include "training/batch.h"
#include "training/schedule.h"

#include <assert.h>
#include <math.h>
#include <stdatomic.h>
#include <string.h>

typedef struct update {
  ps_run *run;
  float gradient_scale;
  atomic_bool unsound;
} update;

static void update_task(void *context, int task, int thread) {
  update *u = context;
  ps_run *run = u->run;
  ps_optimizer_update(&run->optimizer, task, run->workers[0].gradients[0], u->gradient_scale, run->progress.step,
                      run->workers[thread].scratch);
  if (!ps_optimizer_is_sound(&run->optimizer, task)) atomic_store_explicit(&u->unsound, true, memory_order_relaxed);
}

/* Copies the weights and moments, or, `back`, their copy to them. The second moments are behind the first. */
static void keep(ps_run *run, bool back) {
  if (ps_is_gpt2(&run->config)) return;
  size_t bytes = run->model.floats * sizeof(float);
  float *weights = run->model.weights, *moments = run->optimizer.first, *kept = run->last_good;
  float *kept_moments = kept + run->model.floats;
  assert(run->optimizer.second == moments + run->model.floats);
  memcpy(back ? weights : kept, back ? kept : weights, bytes);
  memcpy(back ? moments : kept_moments, back ? kept_moments : moments, 2 * bytes);
}

static ps_status apply(ps_run *run, double norm, ps_message *why) {
  const ps_config *c = &run->config;
  keep(run, false);
  run->has_last_good = !ps_is_gpt2(&run->config);
  run->gradients_ready = false;
  double scale = c->clip > 0 && norm > c->clip ? c->clip / (norm + 1e-6) : 1;
  update u = {.run = run, .gradient_scale = (float)scale};
  ps_pool_run(run->pool, update_task, &u, run->model.tensors);
  if (u.unsound) {
    long long step = (long long)run->progress.step + 1;
    if (run->has_last_good) {
      keep(run, true);
    } else {
      run->progress.step++;
    }
    ps_run_weights_changed(run);
    return ps_fail_any(why, PS_DIVERGED, PS_REFUSE_UPDATE_DIVERGED, "", step, (long long)run->progress.step);
  }
  run->progress.learning_rate = c->learning_rate * ps_schedule_factor(c, run->progress.step);
  run->progress.step++;
  return PS_OK;
}

/* A step that blows up short of infinity shows one step later, in the loss of the weights it left: the weights before it
 * are the last good ones, and the moments that go with them. A copy of GPT-2's takes too much room: its diverged run is
 * lost. */
static ps_status diverged(ps_run *run, double loss, ps_message *why) {
  long long step = (long long)run->progress.step + 1;
  if (!isfinite(loss) && run->has_last_good) {
    keep(run, true);
    ps_run_weights_changed(run);
    run->progress.step--;
  }
  return ps_fail_any(why, PS_DIVERGED, isfinite(loss) ? PS_REFUSE_GRADIENT_DIVERGED : PS_REFUSE_LOSS_DIVERGED, "", step,
                     run->progress.step);
}

ps_status ps_run_step(ps_run *run, int steps, ps_message *why) {
  if (steps < 0) return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NEGATIVE, "steps", steps);
  ps_status status = ps_run_check_given(run, why);
  if (status) return status;
  ps_batch b = ps_batch_of_step(run, run->config.batch);
  for (int i = 0; i < steps; i++) {
    ps_losses losses;
    double norm;
    if (ps_batch_gradients(&losses, &norm, &b, why)) return diverged(run, losses.main + losses.auxiliary, why);
    status = apply(run, norm, why);
    if (status) return status;
    run->progress.loss = losses.main;
    run->progress.auxiliary = losses.auxiliary;
    run->progress.gradient_norm = norm;
  }
  return PS_OK;
}

double ps_config_flops(const ps_config *c) {
  ps_span span = {
      .sequences = c->batch, .time = ps_input_length(c), .end = ps_input_length(c), .look = ps_objective_look(c)};
  ps_model model;
  ps_model_describe(&model, c, ps_kernels_at(0));
  return ps_model_flops(&model, &span) + ps_optimizer_flops(&model);
}

double ps_run_flops(const ps_run *run) {
  return ps_config_flops(&run->config);
}

ps_status ps_run_apply_gradients(ps_run *run, ps_message *why) {
  if (!run->gradients_ready) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NO_GRADIENTS, "");
  }
  return apply(run, run->progress.gradient_norm, why);
}

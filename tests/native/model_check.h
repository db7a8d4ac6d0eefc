/* A whole model's gradient: for each tensor, the loss's central difference along that tensor's gradient is that
 * gradient's norm, and along a random direction its projection. Each on one pruned pass (only target positions where
 * the last layer allows it) and one whole pass.
 *
 * nextlat takes what it compares its guesses with as given, so its gradient is not the difference of its loss but for
 * its own tensors; golden files hold the others. */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include "pathstar.h"

#include "check.h"
#include "ground/rng.h"
#include "objectives/objective.h"

#include <stdlib.h>

typedef struct sample {
  ps_token *x;
  int32_t *y;
  int batch, time;
} sample;

/* What the gradient is of: the loss and the objective's auxiliary one. */
static inline double loss_of(ps_run *run, const sample *s, float *logits) {
  double loss = NAN;
  ps_run_weights_changed(run);
  CHECK(ps_run_gradients(&loss, logits, run, s->x, s->y, s->batch, s->time, NULL) == PS_OK);
  return loss + ps_run_progress(run).auxiliary;
}

/* (loss(w + h u) - loss(w - h u)) / 2h for the tensor's weights along the unit vector u. */
static inline double slope(ps_run *run, const sample *s, const ps_tensor *tensor, const double *u, double h) {
  float *kept = malloc(tensor->count * sizeof(float));
  double sides[2];
  memcpy(kept, tensor->weight, tensor->count * sizeof(float));
  for (int side = 0; side < 2; side++) {
    for (size_t i = 0; i < tensor->count; i++) tensor->weight[i] = (float)((double)kept[i] + (side ? -h : h) * u[i]);
    sides[side] = loss_of(run, s, NULL);
  }
  memcpy(tensor->weight, kept, tensor->count * sizeof(float));
  free(kept);
  return (sides[0] - sides[1]) / (2 * h);
}

static inline void check_tensor(ps_run *run, const sample *s, int index) {
  ps_tensor tensor = ps_run_tensor(run, index);
  double *gradient = malloc(tensor.count * sizeof(double)), *u = malloc(tensor.count * sizeof(double));
  ps_rng rng = ps_rng_at(3, PS_STREAM_TEST, (uint64_t)index);
  double norm = 0, length = 0, along = 0;
  loss_of(run, s, NULL);
  for (size_t i = 0; i < tensor.count; i++) {
    gradient[i] = (double)tensor.gradient[i];
    norm += gradient[i] * gradient[i];
  }
  norm = sqrt(norm);
  if (strstr(tensor.name, "keys_linear.bias") && !ps_run_config(run)->rope) {
    CHECK(norm < 1e-6); /* softmax ignores a shift; rotation makes it depend on the position */
    free(gradient), free(u);
    return;
  }
  if (!CHECK(norm > 1e-6)) fprintf(stderr, "%s: its gradient is as good as zero: %.3g\n", tensor.name, norm);
  for (size_t i = 0; i < tensor.count; i++) u[i] = gradient[i] / norm;
  double h = 0.02, got = slope(run, s, &tensor, u, h), finer = slope(run, s, &tensor, u, h / 2);
  double extrapolated = finer + (finer - got) / 3; /* Richardson: the h^2 error cancels */
  if (!CHECK(fabs(extrapolated - norm) <= 2e-3 * norm + 2e-5)) {
    fprintf(stderr, "%s: slope along the gradient %.7g, its norm %.7g\n", tensor.name, extrapolated, norm);
  }
  for (size_t i = 0; i < tensor.count; i++) {
    u[i] = gradient[i] / norm + (ps_rng_uniform(&rng) - 0.5) * 4 / sqrt((double)tensor.count);
    length += u[i] * u[i];
  }
  for (size_t i = 0; i < tensor.count; i++) along += gradient[i] * (u[i] /= sqrt(length));
  got = slope(run, s, &tensor, u, h), finer = slope(run, s, &tensor, u, h / 2);
  extrapolated = finer + (finer - got) / 3;
  if (!CHECK(fabs(extrapolated - along) <= 3e-3 * norm + 2e-5)) {
    fprintf(stderr, "%s: slope along a random direction %.7g, expected %.7g\n", tensor.name, extrapolated, along);
  }
  free(gradient), free(u);
}

/* Of a model trained for `steps` steps: fresh from its initial weights, some gradients are too small to be told from
 * rounding. */
static inline void check_model(const char *const (*fields)[2], int steps) {
  ps_config c;
  ps_message why = {""};
  ps_config_default(&c);
  c.batch = 5;
  for (; (*fields)[0]; fields++) CHECK(ps_config_set(&c, (*fields)[0], (*fields)[1], NULL) == PS_OK);
  ps_run *run;
  ps_run_options options = {.threads = 1};
  if (!CHECK(ps_run_create(&run, &c, &options, &why) == PS_OK)) {
    fprintf(stderr, "%s\n", why.text);
    return;
  }
  CHECK(ps_run_step(run, steps, NULL) == PS_OK);
  int time = ps_input_length(&c);
  sample s = {malloc((size_t)(c.batch * time) * sizeof(ps_token)), malloc((size_t)(c.batch * time) * sizeof(int32_t)),
              c.batch, time};
  for (int i = 0; i < c.batch; i++) {
    ps_graph graph;
    ps_graph_generate(&graph, ps_run_space(run), PS_TRAIN, (uint64_t)i);
    if (ps_tells_slots(&c)) { /* in orders of which no two are alike */
      ps_objective_training_sample(s.x + i * time, s.y + i * time, &c, &graph, (uint64_t)i);
    } else {
      ps_objective_sample(s.x + i * time, s.y + i * time, &c, &graph);
    }
  }
  for (int i = 0; i < ps_run_tensor_count(run); i++) {
    if (c.objective != PS_NEXTLAT || ps_run_tensor(run, i).auxiliary) check_tensor(run, &s, i);
  }

  /* Computing every position gives the same loss and gradients as the pruned pass, bit for bit in the loss. */
  size_t logits_count = (size_t)(c.batch * time * (c.labels + 4));
  float *logits = malloc(logits_count * sizeof(float));
  double pruned = loss_of(run, &s, NULL);
  float **kept = malloc((size_t)ps_run_tensor_count(run) * sizeof *kept);
  for (int i = 0; i < ps_run_tensor_count(run); i++) {
    ps_tensor tensor = ps_run_tensor(run, i);
    kept[i] = malloc(tensor.count * sizeof(float));
    memcpy(kept[i], tensor.gradient, tensor.count * sizeof(float));
  }
  CHECK(loss_of(run, &s, logits) == pruned);
  for (int i = 0; i < ps_run_tensor_count(run); i++) {
    ps_tensor tensor = ps_run_tensor(run, i);
    CHECK_NEAR(tensor.name, tensor.gradient, kept[i], tensor.count, 1e-7, 2e-5);
    free(kept[i]);
  }
  free(kept), free(logits), free(s.x), free(s.y);
  ps_run_destroy(run);
}

#endif

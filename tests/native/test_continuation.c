/* What model.h promises of a span with first > 0, for every architecture: from any target position on, with one new
 * token or several, as often as one likes from the same prefix, the logits are those of a whole pass, bit for bit. */
#include "check.h"
#include "ground/rng.h"
#include "objectives/objective.h"
#include "training/run.h"

#include <stdlib.h>

typedef struct question {
  ps_run *run;
  ps_token *x; /* (sequences, time) */
  int sequences, time, prefix, classes;
} question;

static const float *logits_of(const question *q, int first, int end, int look) {
  ps_workspace *workspace = &q->run->workers[0].workspace;
  ps_span span = {.x = q->x, .sequences = q->sequences, .time = q->time, .first = first, .end = end, .look = look};
  ps_model_forward(&q->run->model, workspace, &span);
  return workspace->logits;
}

/* Other tokens from target position `from` on. */
static void change_targets(const question *q, int from, uint64_t index) {
  ps_rng rng = ps_rng_at(4, PS_STREAM_TEST, index);
  for (int i = 0; i < q->sequences; i++) {
    for (int t = from; t < q->time; t++) {
      q->x[i * q->time + t].id = (int16_t)ps_rng_below(&rng, (uint32_t)q->classes);
    }
  }
}

/* Every asked logit of a whole pass over x, the caller frees. */
static float *whole_pass(const question *q) {
  int asked = q->time - q->prefix + 1;
  size_t size = (size_t)(q->sequences * asked * q->classes) * sizeof(float);
  float *kept = malloc(size);
  memcpy(kept, logits_of(q, 0, q->time, q->prefix - 1), size);
  return kept;
}

/* Whether logits (sequences, end - look, classes) are those of the whole pass. */
static int same(const question *q, const float *logits, const float *whole, int look, int end) {
  int asked = q->time - q->prefix + 1, differing = 0;
  size_t row = (size_t)((end - look) * q->classes) * sizeof(float);
  for (int i = 0; i < q->sequences; i++) {
    const float *expected = whole + (ptrdiff_t)(i * asked + look - q->prefix + 1) * q->classes;
    differing += memcmp(logits + (ptrdiff_t)i * (end - look) * q->classes, expected, row) != 0;
  }
  return !differing;
}

static void check_config(const char *const (*fields)[2], const char *kernels) {
  ps_config c;
  ps_config_default(&c);
  c.batch = 40, c.width = 16, c.layers = 2, c.degree = 2, c.path_length = 6, c.labels = 13;
  for (; (*fields)[0]; fields++) CHECK(ps_config_set(&c, (*fields)[0], (*fields)[1], NULL) == PS_OK);
  ps_run *run = NULL;
  ps_run_options options = {.threads = 1, .kernels = kernels};
  if (!CHECK(ps_run_create(&run, &c, &options, NULL) == PS_OK)) return;
  question q = {.run = run,
                .sequences = run->shard_sequences,
                .time = ps_input_length(&c),
                .prefix = ps_prefix_length(&c),
                .classes = ps_vocabulary(&c)};
  size_t tokens = (size_t)(q.sequences * q.time);
  q.x = malloc(tokens * sizeof *q.x);
  int32_t *y = malloc(tokens * sizeof *y);
  for (int i = 0; i < q.sequences; i++) {
    ps_graph graph;
    ps_graph_generate(&graph, &run->space, PS_TRAIN, (uint64_t)i);
    ps_objective_sample(q.x + i * q.time, y + i * q.time, &c, &graph);
  }
  ps_token *first_x = malloc(tokens * sizeof *q.x);
  memcpy(first_x, q.x, tokens * sizeof *q.x);
  float *first = whole_pass(&q);
  change_targets(&q, q.prefix, 1);
  float *second = whole_pass(&q);
  CHECK(!same(&q, second, first, q.prefix, q.time)); /* or the rest would say little */

  /* From a whole pass over other targets: a token at a time. */
  memcpy(q.x, first_x, tokens * sizeof *q.x);
  for (int t = q.prefix; t < q.time; t++) CHECK(same(&q, logits_of(&q, t, t + 1, t), first, t, t + 1));
  /* Again from the same prefix: two tokens at once, then one at a time. */
  change_targets(&q, q.prefix, 1);
  CHECK(same(&q, logits_of(&q, q.prefix, q.prefix + 2, q.prefix + 1), second, q.prefix + 1, q.prefix + 2));
  for (int t = q.prefix + 2; t < q.time; t++) CHECK(same(&q, logits_of(&q, t, t + 1, t), second, t, t + 1));
  /* From a pass over the prefix alone: all at once. */
  memcpy(q.x, first_x, tokens * sizeof *q.x);
  CHECK(same(&q, logits_of(&q, 0, q.prefix, q.prefix - 1), first, q.prefix - 1, q.prefix));
  CHECK(same(&q, logits_of(&q, q.prefix, q.time, q.prefix), first, q.prefix, q.time));
  /* Back to the middle of what was just continued. */
  int middle = q.prefix + 2;
  CHECK(same(&q, logits_of(&q, middle, middle + 2, middle), first, middle, middle + 2));
  CHECK(same(&q, logits_of(&q, middle + 2, q.time, q.time - 1), first, q.time - 1, q.time));
  free(q.x), free(y), free(first_x), free(first), free(second);
  ps_run_destroy(run);
}

int main(void) {
  static const char *const transformer[][2] = {{"rope", "true"}, {"mlp_ratio", "2"}, {NULL, NULL}};
  static const char *const mamba[][2] = {{"architecture", "mamba"}, {NULL, NULL}};
  static const char *const odd[][2] = {{"architecture", "mamba"}, {"width", "21"},       {"state", "5"}, {"conv", "8"},
                                       {"layout", "paper"},       {"positions", "none"}, {NULL, NULL}};
  static const char *const short_memory[][2] = {
      {"architecture", "mamba"}, {"conv", "1"}, {"layers", "1"}, {NULL, NULL}};
  static const char *const slots[][2] = {{"objective", "any_order"}, {"layout", "pairs"}, {NULL, NULL}};
  static const char *const mamba_slots[][2] = {
      {"architecture", "mamba"}, {"objective", "any_order"}, {"positions", "none"}, {NULL, NULL}};
  for (int k = 0; ps_kernels_name(k); k++) {
    check_config(slots, ps_kernels_name(k));
    check_config(mamba_slots, ps_kernels_name(k));
    check_config(transformer, ps_kernels_name(k));
    check_config(mamba, ps_kernels_name(k));
    check_config(odd, ps_kernels_name(k));
    check_config(short_memory, ps_kernels_name(k));
  }
  return check_done("continuation");
}

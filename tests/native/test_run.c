/* Runs as values: the same bits on any number of threads, after any save and load, in every kernel set of a numeric
 * mode; a batch can be overfitted; evaluation and decoding agree; bad input changes nothing. */
#include "pathstar.h"

#include "check.h"
#include "ground/order.h"
#include "objectives/objective.h"

#include <stdbool.h>
#include <stdlib.h>

/* A config from `name=value` pairs, over a small quick default. */
static ps_config config_of(const char *const (*fields)[2]) {
  ps_config c;
  ps_config_default(&c);
  c.batch = 24, c.width = 16, c.heads = 2, c.layers = 2, c.warmup = 5;
  for (; fields && (*fields)[0]; fields++) CHECK(ps_config_set(&c, (*fields)[0], (*fields)[1], NULL) == PS_OK);
  return c;
}

static ps_run *made(const ps_config *c, int threads, const char *kernels) {
  ps_run *run = NULL;
  ps_message why = {""};
  ps_run_options options = {.threads = threads, .kernels = kernels};
  if (!CHECK(ps_run_create(&run, c, &options, &why) == PS_OK)) fprintf(stderr, "%s\n", why.text), exit(1);
  return run;
}

static void digest_after(char digest[24], const ps_config *c, int threads, const char *kernels, int steps) {
  ps_run *run = made(c, threads, kernels);
  CHECK(ps_run_step(run, steps, NULL) == PS_OK);
  ps_run_digest(digest, run);
  ps_run_destroy(run);
}

static const char *const plain[][2] = {{NULL, NULL}};
static const char *const paper[][2] = {{"layout", "paper"},
                                       {"objective", "teacherless"},
                                       {"optimizer", "adamw"},
                                       {"mlp_ratio", "2"},
                                       {"biases", "true"},
                                       {"tied_head", "true"},
                                       {"batch", "21"},
                                       {"weight_decay", "0.1"},
                                       {"schedule", "cosine"},
                                       {"schedule_steps", "20"},
                                       {NULL, NULL}};
static const char *const pairs[][2] = {
    {"layout", "pairs"}, {"objective", "reverse"}, {"rope", "true"}, {"mlp_ratio", "1"},    {"train_graphs", "50"},
    {"batch", "130"},    {"width", "18"},          {"heads", "3"},   {"init", "reference"}, {NULL, NULL}};
static const char *const mamba[][2] = {{"architecture", "mamba"}, {"width", "21"},       {"state", "5"}, {"conv", "3"},
                                       {"biases", "true"},        {"tied_head", "true"}, {NULL, NULL}};
static const char *const top[][2] = {{"objective", "top"}, {"aux_weight", "0.5"}, {"batch", "21"}, {NULL, NULL}};
static const char *const mamba_top[][2] = {{"architecture", "mamba"}, {"objective", "top"},
                                           {"width", "18"},           {"state", "5"},
                                           {"tied_head", "true"},     {NULL, NULL}};
static const char *const (*const configs[])[2] = {plain, paper, pairs, mamba, top, mamba_top};
enum { CONFIGS = sizeof configs / sizeof configs[0] };

static void test_same_bits(void) {
  for (int i = 0; i < CONFIGS; i++) {
    ps_config c = config_of(configs[i]);
    char first[2][24] = {"", ""};
    for (int k = 0; ps_kernels_name(k); k++) {
      char digest[24], threaded[24];
      digest_after(digest, &c, 1, ps_kernels_name(k), 6);
      for (int threads = 2; threads <= 4; threads++) {
        digest_after(threaded, &c, threads, ps_kernels_name(k), 6);
        CHECK_TEXT(threaded, digest);
      }
      char *mode = first[strstr(digest, "-fma") != NULL];
      if (!*mode) strcpy(mode, digest);
      CHECK_TEXT(digest, mode);
    }
    c.seed++;
    char other[24];
    digest_after(other, &c, 1, NULL, 6);
    CHECK(strcmp(other, first[0]) && strcmp(other, first[1]));
  }
}

static void test_resume(void) {
  for (int i = 0; i < CONFIGS; i++) {
    ps_config c = config_of(configs[i]);
    char expected[24], digest[24];
    digest_after(expected, &c, 1, NULL, 9);
    ps_run *run = made(&c, 2, NULL);
    CHECK(ps_run_step(run, 4, NULL) == PS_OK);
    size_t size = ps_run_save(NULL, 0, run);
    unsigned char *bytes = malloc(size);
    CHECK(ps_run_save(bytes, size, run) == size);
    ps_metrics before, after;
    CHECK(ps_run_evaluate(&before, run, PS_HELD_OUT, 40, NULL) == PS_OK);
    ps_run_destroy(run);
    ps_message why = {""};
    ps_run_options options = {.threads = 1};
    if (!CHECK(ps_run_load(&run, bytes, size, &options, &why) == PS_OK)) fprintf(stderr, "%s\n", why.text), exit(1);
    CHECK(ps_run_progress(run).step == 4);
    CHECK(ps_run_evaluate(&after, run, PS_HELD_OUT, 40, NULL) == PS_OK);
    CHECK(before.loss == after.loss && before.path_correct == after.path_correct);
    CHECK(ps_run_step(run, 5, NULL) == PS_OK);
    ps_run_digest(digest, run);
    CHECK_TEXT(digest, expected);
    ps_run_destroy(run);
    /* Cut or altered bytes are refused with a reason, and give no run. */
    ps_run *none = NULL;
    for (size_t cut = 0; cut < size; cut += size / 7) {
      why.text[0] = 0;
      CHECK(ps_run_load(&none, bytes, cut, &options, &why) == PS_MALFORMED_FILE && why.text[0] && !none);
    }
    for (size_t at = 0; at + 10 < size; at++) {
      if (memcmp(bytes + at, "\"width\":\"", 9)) continue;
      bytes[at + 9] = '9';
      break;
    }
    CHECK(ps_run_load(&none, bytes, size, &options, &why) == PS_MALFORMED_FILE && why.text[0] && !none);
    free(bytes);
  }
}

/* Writes spaces over `"name":"value",` in a checkpoint's header: the file of a version that had no such field. */
static void forget(unsigned char *bytes, size_t size, const char *name) {
  char key[64];
  snprintf(key, sizeof key, "\"%s\":\"", name);
  for (size_t at = 0; at + strlen(key) < size; at++) {
    if (memcmp(bytes + at, key, strlen(key))) continue;
    while (bytes[at] != ',') bytes[at++] = ' ';
    bytes[at] = ' ';
    return;
  }
  CHECK(!"the field is in the header");
}

/* A checkpoint from before Mamba and the variants of the task goes on with the same bits; one that lacks an older field
 * is refused. */
static void test_earlier_checkpoint(void) {
  ps_config c = config_of(NULL);
  char expected[24], digest[24];
  digest_after(expected, &c, 1, NULL, 3);
  ps_run *run = made(&c, 1, NULL), *later = NULL;
  CHECK(ps_run_step(run, 2, NULL) == PS_OK);
  size_t size = ps_run_save(NULL, 0, run);
  unsigned char *bytes = malloc(size);
  CHECK(ps_run_save(bytes, size, run) == size);
  ps_run_destroy(run);
  forget(bytes, size, "expand");
  forget(bytes, size, "state");
  forget(bytes, size, "conv");
  forget(bytes, size, "edge_order");
  forget(bytes, size, "question");
  forget(bytes, size, "goals");
  forget(bytes, size, "aux_weight");
  forget(bytes, size, "mask");
  forget(bytes, size, "mask_rate");
  forget(bytes, size, "horizon");
  ps_run_options options = {.threads = 1};
  ps_message why = {""};
  if (!CHECK(ps_run_load(&later, bytes, size, &options, &why) == PS_OK)) fprintf(stderr, "%s\n", why.text), exit(1);
  CHECK(ps_run_step(later, 1, NULL) == PS_OK);
  ps_run_digest(digest, later);
  CHECK_TEXT(digest, expected);
  ps_run_destroy(later);
  later = NULL;
  forget(bytes, size, "heads");
  CHECK(ps_run_load(&later, bytes, size, &options, &why) == PS_MALFORMED_FILE && strstr(why.text, "heads") && !later);
  free(bytes);
}

static void test_overfit(const char *architecture) {
  const char *const fields[][2] = {{"architecture", architecture},
                                   {"train_graphs", "16"},
                                   {"batch", "16"},
                                   {"width", "32"},
                                   {"heads", "4"},
                                   {"mlp_ratio", "2"},
                                   {"learning_rate", "3e-3"},
                                   {NULL, NULL}};
  ps_config c = config_of(fields);
  ps_run *run = made(&c, 1, NULL);
  ps_metrics m;
  CHECK(ps_run_step(run, 150, NULL) == PS_OK);
  CHECK(ps_run_progress(run).loss < 0.01);
  CHECK(ps_run_evaluate(&m, run, PS_TRAIN, 500, NULL) == PS_OK);
  CHECK_INTEGER(m.graphs, 16);
  CHECK_INTEGER(m.path_correct, 16);
  CHECK(m.path == 1 && m.path_high == 1 && m.path_low > 0.75 && m.path_low < 0.85);
  CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, 200, NULL) == PS_OK);
  CHECK(m.path < 0.9); /* sixteen graphs teach no planning */
  ps_run_destroy(run);
}

/* Decoding one graph at a time says what evaluation of many counted. */
static void test_decoding(void) {
  for (int i = 0; i < CONFIGS; i++) {
    ps_config c = config_of(configs[i]);
    ps_run *run = made(&c, 1, NULL);
    CHECK(ps_run_step(run, 60, NULL) == PS_OK);
    enum { GRAPHS = 37 };
    ps_metrics m, again;
    ps_graph graphs[GRAPHS];
    ps_decoding *d = malloc(sizeof *d);
    int right = 0, at[PS_PATH_MAX] = {0};
    for (int g = 0; g < GRAPHS; g++) {
      ps_graph_generate(&graphs[g], ps_run_space(run), PS_HELD_OUT, (uint64_t)g);
      CHECK(ps_run_decode(d, run, &graphs[g], -1, NULL) == PS_OK);
      right += d->correct;
      for (int k = 0; k < c.path_length; k++) {
        float sum = 0;
        at[k] += d->tokens[k] == d->targets[k];
        for (int n = 0; n < c.labels; n++) sum += d->probabilities[k][n];
        CHECK(sum > 0 && sum < 1.00001f);
        if (d->tokens[k] >= c.labels) continue;
        for (int n = 0; n < c.labels; n++) CHECK(d->probabilities[k][n] <= d->probabilities[k][d->tokens[k]]);
      }
    }
    CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, GRAPHS, NULL) == PS_OK);
    CHECK_INTEGER(m.path_correct, right);
    for (int k = 0; k < c.path_length; k++) CHECK(fabs(m.free[k] - (double)at[k] / GRAPHS) < 1e-12);
    CHECK(m.forced[0] == m.free[0]);
    CHECK(ps_run_evaluate_graphs(&again, run, graphs, GRAPHS, NULL) == PS_OK);
    CHECK(again.path_correct == m.path_correct && again.loss == m.loss && again.hans_graphs == m.hans_graphs);
    bool parallel = c.objective == PS_TEACHERLESS;
    CHECK(parallel || (again.hans == m.hans && again.hans_inner == m.hans_inner));
    CHECK(parallel ? m.hans_graphs == 0 && isnan(m.hans) : m.hans_graphs == GRAPHS);
    CHECK(parallel ? isnan(m.hans_inner) : m.hans_inner >= m.hans);
    ps_message why = {""};
    ps_status handed = ps_run_decode(d, run, &graphs[0], graphs[0].arms[0][1], &why);
    CHECK_INTEGER(handed, parallel ? PS_INVALID_ARGUMENT : PS_OK);
    if (!parallel) CHECK_INTEGER(d->tokens[1], graphs[0].arms[0][1]);
    CHECK(ps_run_decode(d, run, &graphs[0], c.labels, &why) == PS_INVALID_ARGUMENT);
    graphs[0].degree++;
    CHECK(ps_run_decode(d, run, &graphs[0], -1, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "G("));
    graphs[1].goal_arm = c.degree;
    CHECK(ps_run_decode(d, run, &graphs[1], -1, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "goal_arm"));
    graphs[2].edges[0][1] = 32000;
    CHECK(ps_run_evaluate_graphs(&m, run, graphs + 2, 1, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "label"));
    free(d);
    ps_run_destroy(run);
  }
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static bool same_bits(double a, double b) {
  return !memcmp(&a, &b, sizeof a);
}

/* Margins, and what is said at the first step, are what a pass over the tokens with the true targets shown (or `$`) says
 * of a graph at a time, and have the same bits on any number of threads. More graphs than all tallies hold. */
static void test_margin(int kinds_said[5], const char *const (*fields)[2], int degree, int path_length) {
  enum { GRAPHS = 1100, CLASSES = PS_LABELS_MAX + 4, TIME = 64 };
  ps_config c = config_of(fields);
  c.batch = 24, c.degree = degree, c.path_length = path_length;
  ps_run *run = made(&c, 1, NULL), *threaded = made(&c, 3, NULL);
  CHECK(ps_run_step(run, 25, NULL) == PS_OK && ps_run_step(threaded, 25, NULL) == PS_OK);
  int time = ps_run_input_length(run), classes = c.labels + 4;
  int said_at = time - path_length + ps_target_position(&c, 1);
  float *logits = malloc(sizeof *logits * (size_t)(c.batch * time * classes));
  ps_token x[24 * TIME];
  int32_t y[24 * TIME];
  CHECK(time <= TIME);
  double *margins = malloc(sizeof *margins * GRAPHS), sum = 0, loss;
  int said[5] = {0}; /* the first step, another arm's first node, another node of the path, the goal, anything else */
  for (int first = 0; first < GRAPHS; first += c.batch) {
    for (int i = 0; i < c.batch; i++) {
      ps_graph graph;
      ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)(first + i));
      ps_objective_sample(x + i * time, y + i * time, &c, &graph);
    }
    CHECK(ps_run_gradients(&loss, logits, run, x, y, c.batch, time, NULL) == PS_OK);
    for (int i = 0; i < c.batch && first + i < GRAPHS; i++) {
      const float *row = logits + (i * time + said_at) * classes;
      double least = INFINITY;
      int best = 0, kind = 4;
      for (int n = 0; n < classes; n++) {
        double above = (double)row[y[i * time + said_at]] - row[n];
        if (n != y[i * time + said_at] && above < least) least = above;
        if (row[n] > row[best]) best = n;
      }
      sum += margins[first + i] = least;
      ps_graph graph;
      ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)(first + i));
      for (int arm = 0; arm < degree; arm++) {
        for (int depth = 0; depth < path_length; depth++) {
          if (graph.arms[arm][depth] != best) continue;
          if (depth == 1)
            kind = arm != graph.goal_arm;
          else if (depth == 0 || arm == graph.goal_arm)
            kind = depth == path_length - 1 ? 3 : 2;
        }
      }
      said[kind]++;
    }
  }
  ps_metrics m, same;
  CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, GRAPHS, NULL) == PS_OK);
  CHECK(ps_run_evaluate(&same, threaded, PS_HELD_OUT, GRAPHS, NULL) == PS_OK);
  CHECK(fabs(m.margin - sum / GRAPHS) < 1e-4 && fabs(m.margin) > 1e-3);
  qsort(margins, GRAPHS, sizeof *margins, ascending);
  CHECK(fabs(m.margin_low - margins[274]) < 1e-4 && m.margin_low < m.margin_high); /* 274 below, 825 above it */
  CHECK(fabs(m.margin_high - margins[825]) < 1e-4);
  const double shares[5] = {m.first_step, m.said_arm, m.said_path, m.said_goal, m.said_else};
  for (int kind = 0; kind < 5; kind++) {
    CHECK(fabs(shares[kind] - (double)said[kind] / GRAPHS) < 1e-12);
    kinds_said[kind] += said[kind];
  }
  CHECK(same_bits(m.margin, same.margin) && same_bits(m.margin_low, same.margin_low));
  CHECK(same_bits(m.margin_high, same.margin_high) && same_bits(m.said_path, same.said_path));
  /* Of one graph, the first step is right where it has the margin. */
  CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, 1, NULL) == PS_OK);
  CHECK((m.margin > 0) == (m.first_step == 1) && m.margin_low == m.margin && m.margin_high == m.margin);
  free(margins), free(logits);
  ps_run_destroy(run), ps_run_destroy(threaded);
}

/* Of more than 2 * 16384 graphs every third one's margin is kept: here that is always the same graph. */
static void test_many_margins(void) {
  enum { GRAPHS = 2 * 16384 + 7 };
  static const char *const fields[][2] = {{"width", "4"}, {"heads", "1"}, {"layers", "1"}, {NULL, NULL}};
  ps_config c = config_of(fields);
  ps_run *run = made(&c, 2, NULL);
  ps_graph *graphs = malloc(sizeof *graphs * GRAPHS);
  ps_metrics third, other, m;
  for (int i = 0; i < 2; i++) ps_graph_generate(&graphs[i], ps_run_space(run), PS_HELD_OUT, (uint64_t)i);
  for (int i = 2; i < GRAPHS; i++) graphs[i] = graphs[i % 3 > 0];
  CHECK(ps_run_evaluate_graphs(&third, run, graphs, 1, NULL) == PS_OK);
  CHECK(ps_run_evaluate_graphs(&other, run, graphs + 1, 1, NULL) == PS_OK);
  CHECK(ps_run_evaluate_graphs(&m, run, graphs, GRAPHS, NULL) == PS_OK);
  CHECK(fabs(m.margin_low - third.margin) < 1e-5 && fabs(m.margin_high - third.margin) < 1e-5);
  CHECK(fabs(m.margin - (third.margin + 2 * other.margin) / 3) < 1e-4 && fabs(third.margin - other.margin) > 1e-2);
  free(graphs);
  ps_run_destroy(run);
}

/* Forced accuracy on a model that copies its weights from nowhere is chance; the loss of untrained weights is
 * ln(classes). */
static void test_untrained(void) {
  ps_config c = config_of(NULL);
  ps_run *run = made(&c, 1, NULL);
  ps_metrics m;
  CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, 200, NULL) == PS_OK);
  CHECK(fabs(m.loss - log(c.labels + 4)) < 0.1);
  ps_run_destroy(run);
}

/* The table's rows are the struct's fields, each under a name of its own; packed, they stand in the table's order. */
static void test_metrics_table(void) {
  ps_metrics m;
  double packed[PS_METRICS_PACKED];
  ps_config c = config_of(NULL);
  int length = c.path_length, at = 0;
  for (int i = 0; i < PS_METRICS_PACKED; i++) ((double *)&m)[i] = -1;
  for (int i = 0; ps_metric_at(i); i++) {
    double *values = ps_metric_values(&m, i);
    for (int k = 0; k < (ps_metric_at(i)->each ? length : 1); k++) values[k] = 100 * i + k;
    for (int k = 0; k < i; k++) CHECK(strcmp(ps_metric_at(i)->name, ps_metric_at(k)->name) != 0);
  }
  CHECK(m.graphs == 0 && m.path_correct == 100 && m.forced[1] == m.forced[0] + 1 && m.forced[length] == -1);
  int count = ps_metrics_pack(packed, &m, length);
  for (int i = 0; ps_metric_at(i); i++)
    for (int k = 0; k < (ps_metric_at(i)->each ? length : 1); k++) CHECK(packed[at++] == 100 * i + k);
  CHECK_INTEGER(at, count);
  CHECK(count <= PS_METRICS_PACKED);
  m.forced[1] = 0.5, m.forced[2] = 0.75, m.forced[3] = 0.25;
  ps_metrics_read_forced(&m, &c);
  CHECK(m.first_step == 0.5 && m.later == 0.25);
  c.path_length = 2;
  ps_metrics_read_forced(&m, &c);
  CHECK(m.first_step == 0.5 && isnan(m.later));
}

/* What metrics count while arms are learnt to be walked, from single decodings: with two arms the wrong one is known.
 */
static void test_hans(const char *architecture) {
  const char *const fields[][2] = {{"architecture", architecture},
                                   {"degree", "2"},
                                   {"labels", "7"},
                                   {"width", "32"},
                                   {"heads", "4"},
                                   {"layers", "3"},
                                   {"batch", "64"},
                                   {"warmup", "20"},
                                   {NULL, NULL}};
  enum { GRAPHS = 60 };
  ps_config c = config_of(fields);
  ps_run *run = made(&c, 1, NULL);
  ps_decoding *d = malloc(sizeof *d);
  ps_metrics m;
  int walked = 0, followed = 0, partly = 0;
  for (int round = 0; round < 12; round++) {
    CHECK(ps_run_step(run, 25, NULL) == PS_OK);
    CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, GRAPHS, NULL) == PS_OK);
    int w = 0, f = 0, starts = 0, at[PS_PATH_MAX] = {0};
    for (int i = 0; i < GRAPHS; i++) {
      ps_graph graph;
      ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)i);
      CHECK(ps_run_decode(d, run, &graph, -1, NULL) == PS_OK);
      for (int k = 0; k < c.path_length; k++) at[k] += d->tokens[k] == d->targets[k];
      const int16_t *wrong = graph.arms[1 - graph.goal_arm];
      CHECK(ps_run_decode(d, run, &graph, wrong[1], NULL) == PS_OK);
      starts += d->tokens[0] == wrong[0];
      w += d->tokens[2] == wrong[2];
      f += d->tokens[2] == wrong[2] && d->tokens[3] == wrong[3];
    }
    for (int k = 0; k < c.path_length; k++) CHECK(fabs(m.free[k] - (double)at[k] / GRAPHS) < 1e-12);
    if (starts < GRAPHS) continue; /* a decoding goes on from the model's own start, the test from the true one */
    CHECK(m.hans_inner == (double)w / GRAPHS);
    CHECK(m.hans == (double)f / GRAPHS);
    walked += w, followed += f, partly += w > 0 && w < GRAPHS;
  }
  CHECK(walked > followed && followed > 0 && partly > 0); /* or the equalities above said little */
  free(d);
  ps_run_destroy(run);
}

/* A run that blows up goes back to the last weights whose loss was finite, and can still be asked. */
static void test_divergence(void) {
  static const char *const fields[][2] = {{"learning_rate", "10"},
                                          {"weight_decay", "10"},
                                          {"optimizer", "adamw"},
                                          {"warmup", "0"},
                                          {"clip", "0"},
                                          {"mlp_ratio", "4"},
                                          {NULL, NULL}};
  ps_config c = config_of(fields);
  ps_run *run = made(&c, 1, NULL);
  ps_message why = {""};
  ps_metrics m = {.graphs = -1};
  CHECK(ps_run_step(run, 200, &why) == PS_DIVERGED);
  CHECK(strstr(why.text, "diverged at step") != NULL);
  CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, 20, &why) == PS_OK && isfinite(m.loss));
  ps_run_destroy(run);

  /* Weights that somebody spoiled are nobody's to restore, and their answers are no answers. */
  run = made(&c, 1, NULL);
  ps_tensor tensor = ps_run_tensor(run, ps_run_tensor_count(run) - 1);
  for (size_t i = 0; i < tensor.count; i++) tensor.weight[i] = NAN;
  ps_run_weights_changed(run);
  m.graphs = -1;
  CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, 20, &why) == PS_DIVERGED && m.graphs == -1);
  ps_graph graph;
  ps_decoding *d = malloc(sizeof *d);
  ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, 0);
  CHECK(ps_run_decode(d, run, &graph, -1, &why) == PS_DIVERGED);
  free(d);
  CHECK(ps_run_step(run, 1, &why) == PS_DIVERGED && ps_run_progress(run).step == 0);
  /* Such a checkpoint is refused by name. */
  size_t size = ps_run_save(NULL, 0, run);
  unsigned char *bytes = malloc(size);
  CHECK(ps_run_save(bytes, size, run) == size);
  ps_run *none = NULL;
  CHECK(ps_run_load(&none, bytes, size, NULL, &why) == PS_MALFORMED_FILE && strstr(why.text, tensor.name) && !none);
  free(bytes);
  ps_run_destroy(run);
}

/* Gradients serve one step, and only if they came out. */
static void test_gradients_once(void) {
  static const char *const fields[][2] = {{"batch", "1"}, {"layout", "paper"}, {NULL, NULL}};
  ps_config c = config_of(fields);
  ps_run *run = made(&c, 1, NULL);
  ps_message why = {""};
  ps_token x[3] = {{0, -1}, {1, -1}, {2, -1}};
  int32_t y[3] = {-1, 5, 6};
  double loss;
  CHECK(ps_run_apply_gradients(run, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "no gradients"));
  CHECK(ps_run_gradients(&loss, NULL, run, x, y, 1, 3, &why) == PS_OK);
  CHECK(ps_run_apply_gradients(run, &why) == PS_OK);
  CHECK(ps_run_apply_gradients(run, &why) == PS_INVALID_ARGUMENT);
  CHECK(ps_run_gradients(&loss, NULL, run, x, y, 1, 3, &why) == PS_OK);
  ps_tensor tensor = ps_run_tensor(run, 0);
  float kept = tensor.weight[0];
  tensor.weight[0] = NAN;
  CHECK(ps_run_gradients(&loss, NULL, run, x, y, 1, 3, &why) == PS_DIVERGED);
  tensor.weight[0] = kept;
  CHECK(ps_run_apply_gradients(run, &why) == PS_INVALID_ARGUMENT);
  x[1].child = 3;
  CHECK(ps_run_gradients(&loss, NULL, run, x, y, 1, 3, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "edge"));
  ps_run_destroy(run);
}

/* Wilson's interval against published values: 16 of 16, and an interior share from evaluations. */
static void test_wilson(void) {
  static const char *const fields[][2] = {{"objective", "reverse"}, {"batch", "64"}, {"width", "32"}, {NULL, NULL}};
  ps_config c = config_of(fields);
  ps_run *run = made(&c, 1, NULL);
  int interior = 0;
  for (int round = 0; round < 12; round++) {
    ps_metrics m;
    CHECK(ps_run_step(run, 20, NULL) == PS_OK);
    CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, 50, NULL) == PS_OK);
    /* The definition: the interval's ends are the shares p at which the observed one lies 1.96 standard errors away,
     * (s - p)^2 = z^2 p (1 - p) / n. */
    double z2 = 1.959963984540054 * 1.959963984540054;
    double low = m.path - m.path_low, high = m.path - m.path_high;
    CHECK(fabs(low * low - z2 * m.path_low * (1 - m.path_low) / 50) < 1e-12);
    CHECK(fabs(high * high - z2 * m.path_high * (1 - m.path_high) / 50) < 1e-12);
    CHECK(m.path_low <= m.path && m.path <= m.path_high);
    interior += m.path_correct > 0 && m.path_correct < 50;
  }
  CHECK(interior > 0);
  ps_run_destroy(run);
}

static void test_refusals(void) {
  ps_config c = config_of(NULL);
  ps_run *run = NULL;
  ps_message why = {""};
  ps_run_options options = {.threads = 0};
  CHECK(ps_run_create(&run, &c, &options, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "threads = 0") && !run);
  options = (ps_run_options){.threads = 1, .kernels = "abacus"};
  CHECK(ps_run_create(&run, &c, &options, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "abacus") && !run);
  options.kernels = NULL;
  c.heads = 3;
  CHECK(ps_run_create(&run, &c, &options, &why) == PS_INVALID_CONFIG && strstr(why.text, "heads") && !run);
  c.heads = 2;
  run = made(&c, 1, NULL);
  ps_metrics m;
  CHECK(ps_run_evaluate(&m, run, PS_TRAIN, 0, &why) == PS_INVALID_ARGUMENT);
  CHECK(ps_run_step(run, -1, &why) == PS_INVALID_ARGUMENT);
  double loss;
  ps_token x = {0, -1};
  int32_t y = 0;
  CHECK(ps_run_gradients(&loss, NULL, run, &x, &y, 1, 1, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "batch"));
  ps_run_destroy(run);
}

/* The paper's largest model is known to fit before it is made (TASK.md; the bound is 2 GiB). */
static void test_memory(void) {
  ps_config c;
  ps_config_default(&c);
  c.layers = 12, c.width = 384, c.heads = 6, c.mlp_ratio = 4, c.degree = 2, c.path_length = 5, c.labels = 50;
  c.layout = PS_PAPER, c.batch = 256, c.tied_head = 1, c.biases = 1;
  uint64_t bytes = 0;
  CHECK(ps_run_memory(&bytes, &c, NULL, NULL) == PS_OK && bytes > (uint64_t)300 << 20 && bytes < (uint64_t)2048 << 20);
  /* What does not fit an address space is still counted right, and refused. */
  c.width = 1024, c.heads = 16;
  CHECK(ps_run_memory(&bytes, &c, NULL, NULL) == PS_OK && bytes > (uint64_t)4096 << 20);
  ps_run *run = NULL;
  ps_message why = {""};
  if (sizeof(size_t) == 4) {
    CHECK(ps_run_create(&run, &c, NULL, &why) == PS_OUT_OF_MEMORY && strstr(why.text, "MiB") && !run);
  }
}

/* An auxiliary loss has a tensor of its own, the last one; the others begin as they do without it, and nothing that is
 * asked depends on it. */
static void test_auxiliary(const char *architecture, int objective, const char *name, int heads) {
  const char *const fields[][2] = {{"architecture", architecture}, {"tied_head", "true"}, {NULL, NULL}};
  ps_config c = config_of(fields);
  ps_run *without = made(&c, 1, NULL);
  c.objective = objective;
  ps_run *run = made(&c, 1, NULL);
  int count = ps_run_tensor_count(without);
  CHECK_INTEGER(ps_run_tensor_count(run), count + 1);
  for (int i = 0; i < count; i++) {
    ps_tensor a = ps_run_tensor(without, i), b = ps_run_tensor(run, i);
    CHECK_TEXT(b.name, a.name);
    CHECK(a.count == b.count && !memcmp(a.weight, b.weight, a.count * sizeof(float)) && !a.auxiliary && !b.auxiliary);
  }
  ps_tensor own = ps_run_tensor(run, count);
  CHECK_TEXT(own.name, name);
  CHECK(own.auxiliary && own.shape[0] == heads * (c.labels + 4) && own.shape[1] == c.width && own.second);
  ps_parameters base = ps_run_parameters(without), with = ps_run_parameters(run);
  CHECK(base.training == base.inference && with.inference == base.inference);
  CHECK_INTEGER(with.training, base.training + own.count);
  double rows = c.batch * c.path_length;
  CHECK(ps_run_flops(run) == ps_run_flops(without) + 6 * rows * (double)own.count);

  CHECK(isnan(ps_run_progress(run).auxiliary));
  CHECK(ps_run_step(run, 1, NULL) == PS_OK && ps_run_step(without, 1, NULL) == PS_OK);
  CHECK(ps_run_progress(run).loss == ps_run_progress(without).loss && ps_run_progress(without).auxiliary == 0);
  CHECK(ps_run_progress(run).auxiliary > 0);

  ps_metrics before, after;
  CHECK(ps_run_evaluate(&before, run, PS_HELD_OUT, 40, NULL) == PS_OK);
  for (size_t i = 0; i < own.count; i++) own.weight[i] = NAN;
  ps_run_weights_changed(run);
  CHECK(ps_run_evaluate(&after, run, PS_HELD_OUT, 40, NULL) == PS_OK && before.loss == after.loss);
  CHECK(ps_run_step(run, 1, NULL) == PS_DIVERGED); /* training does depend on it */
  ps_run_destroy(run), ps_run_destroy(without);

  c.aux_weight = 0; /* the trunk's gradient is the first loss's alone */
  run = made(&c, 1, NULL), c.objective = PS_TEACHER_FORCING, without = made(&c, 1, NULL);
  CHECK(ps_run_step(run, 3, NULL) == PS_OK && ps_run_step(without, 3, NULL) == PS_OK);
  for (int i = 0; i < count; i++) {
    ps_tensor a = ps_run_tensor(without, i), b = ps_run_tensor(run, i);
    CHECK_NEAR(a.name, b.weight, a.weight, a.count, 1e-6, 1e-5);
  }
  ps_run_destroy(run), ps_run_destroy(without);
}

static void test_order(void) {
  for (uint64_t count = 1; count < 300; count += 7) {
    unsigned char seen[300] = {0};
    int moved = 0;
    for (uint64_t i = 0; i < count; i++) {
      uint64_t at = ps_order_at(5, 2, count, i);
      CHECK(at < count && !seen[at]);
      seen[at] = 1;
      moved += at != i;
    }
    CHECK(count < 8 || moved > (int)count / 2);
  }
  int different = 0;
  for (uint64_t i = 0; i < 100; i++) different += ps_order_at(5, 2, 1000, i) != ps_order_at(5, 3, 1000, i);
  CHECK(different > 90);
}

int main(void) {
  test_order();
  test_untrained();
  test_metrics_table();
  test_same_bits();
  test_resume();
  test_earlier_checkpoint();
  test_overfit("transformer");
  test_overfit("mamba");
  test_decoding();
  int kinds_said[5] = {0};
  for (int i = 0; i < CONFIGS; i++) test_margin(kinds_said, configs[i], 3, 4);
  test_margin(kinds_said, plain, 1, 4);
  test_margin(kinds_said, pairs, 3, 2);
  for (int kind = 0; kind < 5; kind++) CHECK(kinds_said[kind] > 0);
  test_many_margins();
  test_hans("transformer");
  test_hans("mamba");
  test_wilson();
  test_divergence();
  test_gradients_once();
  test_refusals();
  test_memory();
  test_auxiliary("transformer", PS_TOP, "top_head.weight", 1);
  test_auxiliary("mamba", PS_TOP, "top_head.weight", 1);
  test_auxiliary("transformer", PS_MTP_LINEAR, "mtp_heads.weight", 3);
  test_auxiliary("mamba", PS_MTP_LINEAR, "mtp_heads.weight", 3);
  test_auxiliary("transformer", PS_FSP_BOW, "bow_head.weight", 1);
  return check_done("run");
}

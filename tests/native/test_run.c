/* Runs as values: the same bits on any number of threads, after any save and load, in every kernel set of a numeric
 * mode; a batch can be overfitted; bad input changes nothing. */
#include "ground/order.h"
#include "objectives/objective.h"
#include "run_check.h"

#include <float.h>

static void digest_after(char digest[24], const ps_config *c, int threads, const char *kernels, int steps) {
  ps_run *run = made(c, threads, kernels);
  CHECK(ps_run_step(run, steps, NULL) == PS_OK);
  ps_run_digest(digest, run);
  ps_run_destroy(run);
}

static void test_same_bits(void) {
  for (int i = 0; i < CONFIGS; i++) {
    ps_config c = config_of(configs[i]);
    char first[2][24] = {"", ""};
    for (int k = 0; ps_kernels_name(k); k++) {
      char digest[24], threaded[24];
      digest_after(digest, &c, 1, ps_kernels_name(k), 6);
      /* Two, three or four threads: every set and every config meets each. */
      digest_after(threaded, &c, 2 + (i + k) % 3, ps_kernels_name(k), 6);
      CHECK_TEXT(threaded, digest);
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
    size_t end = at;
    while (bytes[end] != ',') end++;
    memset(bytes + at, ' ', end + 1 - at);
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
  forget(bytes, size, "checksum");
  forget(bytes, size, "expand");
  forget(bytes, size, "state");
  forget(bytes, size, "conv");
  forget(bytes, size, "edge_order");
  forget(bytes, size, "question");
  forget(bytes, size, "goals");
  forget(bytes, size, "aux_weight");
  forget(bytes, size, "mask");
  forget(bytes, size, "rank_said");
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

/* A checkpoint of which any one bit has changed is refused, or is still the same run; so is one whose step was edited. */
static void test_changed_checkpoint(const char *optimizer) {
  const char *const fields[][2] = {{"optimizer", optimizer}, {NULL, NULL}};
  ps_config c = config_of(fields);
  ps_run *run = made(&c, 1, NULL);
  CHECK(ps_run_step(run, 5, NULL) == PS_OK);
  size_t size = ps_run_save(NULL, 0, run);
  unsigned char *bytes = malloc(size), *again = malloc(size);
  CHECK(ps_run_save(bytes, size, run) == size);
  ps_run_destroy(run);
  ps_run_options options = {.threads = 1};
  size_t header = 8 + bytes[0] + 256u * bytes[1];
  int refused = 0, by_sum = 0, same = 0;
  for (size_t at = 0; at < size; at += at < header ? 17 : size / 300) {
    ps_run *loaded = NULL;
    ps_message why = {""};
    unsigned char bit = (unsigned char)(1 << at % 8);
    bytes[at] ^= bit;
    ps_status status = ps_run_load(&loaded, bytes, size, &options, &why);
    bytes[at] ^= bit;
    if (status) {
      refused++;
      by_sum += strstr(why.text, "its checksum") != NULL;
      continue;
    }
    same++;
    CHECK(ps_run_save(again, size, loaded) == size && !memcmp(again, bytes, size));
    ps_run_destroy(loaded);
  }
  CHECK(by_sum > 150 && refused > 20 * same);
  for (size_t at = 0; at + 10 < header; at++) {
    if (!memcmp(bytes + at, "\"step\":\"5", 9)) bytes[at + 8] = '7';
  }
  ps_run *none = NULL;
  ps_message why = {""};
  CHECK(ps_run_load(&none, bytes, size, &options, &why) == PS_MALFORMED_FILE && strstr(why.text, "its checksum"));
  CHECK(!none);
  free(bytes), free(again);
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

/* Where the loss tells that the step before blew up, the run is what it was before that: its checkpoint is that of a run
 * that stopped there, moments included. */
static void test_going_back(const char *architecture) {
  static const char *const fields[][2] = {{"learning_rate", "2"},
                                          {"weight_decay", "10"},
                                          {"optimizer", "adamw"},
                                          {"warmup", "0"},
                                          {"biases", "true"},
                                          {"layers", "1"},
                                          {NULL, NULL}};
  ps_config c = config_of(fields);
  CHECK(ps_config_set(&c, "architecture", architecture, NULL) == PS_OK);
  ps_run *run = made(&c, 1, NULL), *stopped = made(&c, 1, NULL);
  ps_message why = {""};
  CHECK(ps_run_step(run, 200, &why) == PS_DIVERGED && strstr(why.text, "its loss is not finite"));
  int64_t step = ps_run_progress(run).step;
  CHECK(step > 0 && ps_run_step(stopped, (int)step, NULL) == PS_OK);
  size_t size = ps_run_save(NULL, 0, run);
  unsigned char *bytes = malloc(size), *expected = malloc(size);
  CHECK(ps_run_save(bytes, size, run) == size && ps_run_save(expected, size, stopped) == size);
  CHECK(!memcmp(bytes, expected, size));
  free(bytes), free(expected);
  ps_run_destroy(run), ps_run_destroy(stopped);
}

/* An update that leaves what is no number is undone at once: else the run would be saved as a file that cannot be loaded. */
static void test_update_overflows(void) {
  static const char *const fields[][2] = {
      {"optimizer", "adamw"}, {"warmup", "0"}, {"layers", "1"}, {"batch", "8"}, {NULL, NULL}};
  ps_config c = config_of(fields);
  for (int applies = 0; applies < 2; applies++) {
    ps_run *run = made(&c, 2, NULL), *loaded = NULL;
    ps_message why = {""};
    CHECK(ps_run_step(run, 3, NULL) == PS_OK);
    ps_progress before = ps_run_progress(run), after;
    ps_tensor tensor = ps_run_tensor(run, 1);
    for (size_t i = 0; i < tensor.count; i++) tensor.first[i] = FLT_MAX;
    size_t size = ps_run_save(NULL, 0, run);
    unsigned char *bytes = malloc(size), *again = malloc(size);
    CHECK(ps_run_save(bytes, size, run) == size);
    if (applies) {
      const ps_token x[8] = {{.id = 0, .child = -1}, {.id = 1, .child = -1}, {.id = 2, .child = -1},
                             {.id = 3, .child = -1}, {.id = 4, .child = -1}, {.id = 5, .child = -1},
                             {.id = 6, .child = -1}, {.id = 0, .child = -1}};
      const int32_t y[8] = {0};
      double loss;
      CHECK(ps_run_gradients(&loss, NULL, run, x, y, 8, 1, &why) == PS_OK);
      before = ps_run_progress(run);
    }
    CHECK((applies ? ps_run_apply_gradients(run, &why) : ps_run_step(run, 1, &why)) == PS_DIVERGED);
    CHECK(strstr(why.text, "diverged at step 4: a weight or moment is not finite. It has its weights of step 3"));
    after = ps_run_progress(run);
    CHECK(after.step == 3 && after.loss == before.loss && after.learning_rate == before.learning_rate);
    CHECK(ps_run_save(again, size, run) == size && !memcmp(bytes, again, size));
    CHECK(ps_run_load(&loaded, again, size, NULL, &why) == PS_OK);
    ps_run_destroy(loaded), ps_run_destroy(run);
    free(bytes), free(again);
  }
}

/* Gradients serve one step, and only if they came out. */
static void test_gradients_once(void) {
  static const char *const fields[][2] = {{"batch", "1"}, {"layout", "paper"}, {NULL, NULL}};
  ps_config c = config_of(fields);
  ps_run *run = made(&c, 1, NULL);
  ps_message why = {""};
  ps_token x[3] = {{.id = 0, .child = -1}, {.id = 1, .child = -1}, {.id = 2, .child = -1}};
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

/* A given batch may be too short for heads that look ahead: they then say nothing, and learn nothing. */
static void test_short_batch(const char *architecture, int objective) {
  const char *const fields[][2] = {{"architecture", architecture}, {"batch", "1"}, {"layout", "paper"}, {NULL, NULL}};
  ps_config c = config_of(fields);
  c.objective = objective;
  ps_run *run = made(&c, 1, NULL);
  ps_token x[3] = {{.id = 0, .child = -1}, {.id = 1, .child = -1}, {.id = 2, .child = -1}};
  int32_t y[3] = {-1, 5, 6};
  double loss;
  for (int time = 3; time >= 2; time--) { /* with a target one place ahead, and without */
    CHECK(ps_run_gradients(&loss, NULL, run, x, y, 1, time, NULL) == PS_OK);
    CHECK((ps_run_progress(run).auxiliary > 0) == (time == 3));
    for (int i = 0; i < ps_run_tensor_count(run); i++) {
      ps_tensor tensor = ps_run_tensor(run, i);
      double norm = 0;
      for (size_t j = 0; j < tensor.count; j++) norm += fabs((double)tensor.gradient[j]);
      if (tensor.auxiliary) CHECK((norm > 0) == (time == 3 && !strncmp(tensor.name, "mtp.0.", 6)));
    }
  }
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
  ps_token x = {.id = 0, .child = -1};
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

/* Operations of a step that a model spends on its last layer and head at every position, beyond those at targets. */
static double flops_elsewhere(const ps_config *c) {
  double n = c->batch, t = ps_input_length(c), a = c->path_length, d = c->width, more = t - a, inner = c->expand * d;
  double layer = c->architecture == PS_MAMBA
                     ? 12 * n * inner * d * more + 8 * n * inner * c->state * more
                     : 12 * n * d * d * more + 12 * n * d * (t * (t + 1) / 2 - a * (t - a) - a * (a + 1) / 2);
  return layer + 6 * n * more * d * (c->labels + 4);
}

/* Of nextlat: three matrices, 4 width^2 numbers, for each position and step; the head for each target and step. */
static double flops_of_rollout(const ps_config *c) {
  double total = 0, d = c->width;
  for (int k = 1; k <= c->path_length - 2; k++) {
    total += 24.0 * c->batch * (ps_input_length(c) - k) * d * d + 4.0 * c->batch * c->path_length * d * (c->labels + 4);
  }
  return total;
}

/* Of Muon on one matrix: five steps of three products each. */
static double muon_flops(double rows, double columns) {
  double short_side = rows < columns ? rows : columns;
  return 5 * 2 * rows * columns * short_side * 2 + 5 * 2 * short_side * short_side * short_side;
}

/* Of a head with a block, by the layer's formula: head k has input - k positions, of which path - k predict a target that
 * it has to say; all count where a chain goes on. And of Muon on its matrices. */
static double flops_of_blocks(const ps_config *c, bool chained) {
  double total = 0, n = c->batch, d = c->width, inner = c->expand * d, rank = (c->width + 15) / 16;
  double selected = rank + 2 * c->state;
  int heads = (c->horizon < c->path_length ? c->horizon : c->path_length) - 1;
  for (int k = 1; k <= heads; k++) {
    double m = ps_input_length(c) - k, asked = c->path_length - k, rows = chained && k < heads ? m : asked;
    total += 6 * n * asked * d * (c->labels + 4);
    if (chained) total += 12 * n * m * d * d + muon_flops(d, 2 * d);
    if (c->architecture == PS_MAMBA) {
      total += 6 * n * inner * (d * (m + 2 * rows) + m * (selected + rank)) + 8 * n * m * inner * c->conv;
      total += n * inner * c->state * (18 * m + 8 * rows);
      total += muon_flops(2 * inner, d) + muon_flops(selected, inner) + muon_flops(d, inner);
    } else {
      total += 12 * n * d * d * (m + rows) + 12 * n * d * (rows * (m - rows) + rows * (rows + 1) / 2);
      total += 4 * muon_flops(d, d);
    }
  }
  return total;
}

typedef struct own_tensor {
  const char *name;
  int shape[2]; /* in widths; 0 for vocabularies: heads of them */
  int heads;
} own_tensor;

static bool has_blocks(int objective) {
  return objective == PS_MTP_BLOCK || objective == PS_MTP_CHAIN;
}

/* The tensors of heads with blocks, from number `first` on: each as the trunk's first block. Returns how many. */
static int check_blocks(ps_run *run, int first, bool chained, size_t *floats) {
  const ps_config *c = ps_run_config(run);
  static const char *const entrance[] = {"hidden_norm.weight", "hidden_norm.bias", "token_norm.weight",
                                         "token_norm.bias", "joint.weight"};
  int heads = (c->horizon < c->path_length ? c->horizon : c->path_length) - 1, at = first;
  char name[64];
  for (int k = 0; k < heads; k++) {
    for (int i = 0; chained && i < 5; i++) {
      if (c->architecture == PS_MAMBA && strstr(entrance[i], "bias")) continue;
      ps_tensor own = ps_run_tensor(run, at++);
      snprintf(name, sizeof name, "mtp.%d.%s", k, entrance[i]);
      CHECK_TEXT(own.name, name);
      CHECK(own.auxiliary && own.count == (size_t)c->width * (i == 4 ? 2 * (size_t)c->width : 1));
      *floats += own.count;
    }
    for (int i = 0; i < first; i++) {
      ps_tensor trunk = ps_run_tensor(run, i);
      if (strncmp(trunk.name, "layers.0.", 9)) continue;
      ps_tensor own = ps_run_tensor(run, at++);
      snprintf(name, sizeof name, "mtp.%d.%s", k, trunk.name + 9);
      CHECK_TEXT(own.name, name);
      CHECK(own.auxiliary && own.rank == trunk.rank && own.count == trunk.count && !own.second == !trunk.second);
      *floats += own.count;
    }
  }
  return at - first;
}

/* An auxiliary loss has tensors of its own, the last ones; the others begin as they do without it, and nothing that is
 * asked depends on them. `expected`: NULL for heads with blocks. */
static void test_auxiliary(const char *architecture, int objective, const own_tensor *expected) {
  const char *const fields[][2] = {{"architecture", architecture}, {"tied_head", "true"}, {NULL, NULL}};
  ps_config c = config_of(fields);
  ps_run *without = made(&c, 1, NULL);
  c.objective = objective;
  ps_run *run = made(&c, 1, NULL);
  bool chained = objective == PS_MTP_CHAIN;
  int count = ps_run_tensor_count(without), owned = 0;
  for (int i = 0; i < count; i++) {
    ps_tensor a = ps_run_tensor(without, i), b = ps_run_tensor(run, i);
    CHECK_TEXT(b.name, a.name);
    CHECK(a.count == b.count && !memcmp(a.weight, b.weight, a.count * sizeof(float)) && !a.auxiliary && !b.auxiliary);
  }
  size_t floats = 0;
  if (!expected) owned = check_blocks(run, count, chained, &floats);
  for (; expected && expected[owned].name; owned++) {
    ps_tensor own = ps_run_tensor(run, count + owned);
    const own_tensor *e = &expected[owned];
    CHECK_TEXT(own.name, e->name);
    CHECK_INTEGER(own.shape[0], e->heads ? e->heads * (c.labels + 4) : e->shape[0] * c.width);
    CHECK(own.rank == (e->shape[1] ? 2 : 1) && (own.rank == 1 || own.shape[1] == e->shape[1] * c.width));
    CHECK(own.auxiliary && !own.second == (!e->heads && own.rank == 2)); /* hidden matrices are Muon's */
    floats += own.count;
  }
  CHECK_INTEGER(ps_run_tensor_count(run), count + owned);
  ps_parameters base = ps_config_parameters(ps_run_config(without)), with = ps_config_parameters(ps_run_config(run));
  CHECK(base.training == base.inference && with.inference == base.inference);
  CHECK_INTEGER(with.training, base.training + floats);
  double own_flops = 6.0 * c.batch * c.path_length * (double)floats;
  if (has_blocks(objective)) own_flops = flops_of_blocks(&c, chained) + flops_elsewhere(&c);
  if (objective == PS_NEXTLAT) {
    own_flops = flops_of_rollout(&c) + flops_elsewhere(&c) + muon_flops(c.width, 2 * c.width) +
                2 * muon_flops(c.width, c.width);
  }
  /* Sums of whole numbers are exact; Muon's part is none. */
  CHECK_NEAR("flops", &(double){ps_run_flops(run) - ps_run_flops(without)}, &own_flops, 1, 0,
             objective == PS_NEXTLAT || has_blocks(objective) ? 1e-12 : 0);

  CHECK(isnan(ps_run_progress(run).auxiliary));
  CHECK(ps_run_step(run, 1, NULL) == PS_OK && ps_run_step(without, 1, NULL) == PS_OK);
  CHECK(ps_run_progress(run).loss == ps_run_progress(without).loss && ps_run_progress(without).auxiliary == 0);
  CHECK(ps_run_progress(run).auxiliary > 0);

  ps_metrics before, after;
  CHECK(ps_run_evaluate(&before, run, PS_HELD_OUT, 40, NULL) == PS_OK);
  for (int i = 0; i < owned; i++) {
    ps_tensor own = ps_run_tensor(run, count + i);
    for (size_t j = 0; j < own.count; j++) own.weight[j] = NAN;
  }
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
  test_same_bits();
  test_resume();
  test_earlier_checkpoint();
  test_changed_checkpoint("adamw");
  test_changed_checkpoint("muon");
  test_overfit("transformer");
  test_overfit("mamba");
  test_divergence();
  test_update_overflows();
  test_going_back("transformer");
  test_going_back("mamba");
  test_gradients_once();
  test_short_batch("transformer", PS_MTP_BLOCK);
  test_short_batch("mamba", PS_MTP_CHAIN);
  test_refusals();
  test_memory();
  static const own_tensor top_own[] = {{"top_head.weight", {0, 1}, 1}, {NULL, {0}, 0}};
  static const own_tensor mtp_own[] = {{"mtp_heads.weight", {0, 1}, 3}, {NULL, {0}, 0}};
  static const own_tensor bow_own[] = {{"bow_head.weight", {0, 1}, 1}, {NULL, {0}, 0}};
  static const own_tensor nextlat_own[] = {{"nextlat.norm.weight", {2}, 0},     {"nextlat.norm.bias", {2}, 0},
                                           {"nextlat.first.weight", {1, 2}, 0}, {"nextlat.second.weight", {1, 1}, 0},
                                           {"nextlat.third.weight", {1, 1}, 0}, {NULL, {0}, 0}};
  for (int i = 0; i < 2; i++) {
    const char *architecture = i ? "mamba" : "transformer";
    test_auxiliary(architecture, PS_TOP, top_own);
    test_auxiliary(architecture, PS_MTP_LINEAR, mtp_own);
    test_auxiliary(architecture, PS_FSP_BOW, bow_own);
    test_auxiliary(architecture, PS_NEXTLAT, nextlat_own);
    test_auxiliary(architecture, PS_MTP_BLOCK, NULL);
    test_auxiliary(architecture, PS_MTP_CHAIN, NULL);
  }
  return check_done("run");
}

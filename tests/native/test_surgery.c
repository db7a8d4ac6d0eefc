/* Surgery: a part that is switched off says what a copy of the model says in which the part's weights are zero, bit for
 * bit; without all parts a model is its embeddings; a patched graph gets what the part adds in the other one, and of itself
 * nothing new; and the run goes on as if nobody had asked. */
#include "objectives/objective.h"
#include "oracle.h"
#include "run_check.h"
#include "training/run.h"

enum { GRAPHS = 45, PARTS = 16 };

/* A batch so small that a shard is of one sequence, and no MLP. */
static const char *const tiny[][2] = {{"batch", "3"}, {"heads", "4"}, {"biases", "true"}, {NULL, NULL}};
static const char *const wide[][2] = {{"mlp_ratio", "2"}, {"biases", "true"}, {"layout", "paper"}, {NULL, NULL}};

static ps_run *trained(const char *const (*fields)[2], int threads, int steps) {
  ps_config c = config_of(fields);
  ps_run *run = made(&c, threads, NULL);
  CHECK(ps_run_step(run, steps, NULL) == PS_OK);
  return run;
}

static ps_answers answers_of(ps_run *run, const int *parts, int count, int patched, int shift) {
  ps_answers answers = {.graphs = -1};
  ps_message why = {""};
  ps_operation operation = {.parts = parts, .count = count, .patched = patched, .shift = shift};
  if (!CHECK(ps_run_operate(&answers, run, &operation, GRAPHS, &why) == PS_OK)) fprintf(stderr, "%s\n", why.text);
  CHECK_INTEGER(answers.graphs, GRAPHS);
  return answers;
}

/* Whether the two are the same, the losses to the last bit. */
static int same(const ps_answers *a, const ps_answers *b, int length) {
  int differing = 0;
  for (int k = 0; k < length; k++) {
    differing += a->right[k] != b->right[k] || a->source[k] != b->source[k] || a->loss[k] != b->loss[k];
  }
  return !differing;
}

static ps_tensor tensor_of(ps_run *run, int layer, const char *name) {
  char full[64];
  if (layer < 0) {
    snprintf(full, sizeof full, "%s", name);
  } else {
    snprintf(full, sizeof full, "layers.%d.%s", layer, name);
  }
  for (int i = 0; i < ps_run_tensor_count(run); i++) {
    ps_tensor tensor = ps_run_tensor(run, i);
    if (!strcmp(tensor.name, full)) return tensor;
  }
  return (ps_tensor){.count = 0};
}

/* Zeros in what adds the part's output to the residual stream: `columns` of the matrix from `first` on, or all of it and
 * its bias. */
static void silence(ps_run *run, ps_part part) {
  static const char *const matrices[] = {[PS_HEAD] = "attn.proj", [PS_MLP] = "mlp.proj", [PS_MIXER] = "mixer.out_proj"};
  char name[48];
  snprintf(name, sizeof name, "%s.weight", matrices[part.kind]);
  ps_tensor weight = tensor_of(run, part.layer, name);
  snprintf(name, sizeof name, "%s.bias", matrices[part.kind]);
  ps_tensor bias = tensor_of(run, part.layer, name);
  CHECK(weight.count > 0);
  int out = weight.shape[0], in = weight.shape[1], first = 0, columns = in;
  if (part.kind == PS_HEAD) columns = in / ps_run_config(run)->heads, first = part.head * columns, bias.count = 0;
  for (int o = 0; o < out; o++) memset(weight.weight + o * in + first, 0, (size_t)columns * sizeof(float));
  memset(bias.count ? bias.weight : weight.weight, 0, bias.count * sizeof(float));
  ps_run_weights_changed(run);
}

static ps_run *copy_of(const ps_run *run) {
  size_t size = ps_run_save(NULL, 0, run);
  char *bytes = malloc(size);
  ps_run *copy = NULL;
  ps_run_save(bytes, size, run);
  CHECK(ps_run_load(&copy, bytes, size, NULL, NULL) == PS_OK);
  free(bytes);
  return copy;
}

/* Against the weights; each part alone, then more and more of them together. */
static void test_off(ps_run *run) {
  int length = ps_run_config(run)->path_length, parts = ps_run_part_count(run), together[PARTS], moved = 0;
  ps_answers whole = answers_of(run, NULL, 0, 0, 0);
  ps_metrics metrics;
  CHECK(ps_run_evaluate(&metrics, run, PS_HELD_OUT, GRAPHS, NULL) == PS_OK);
  for (int k = 0; k < length; k++) CHECK_INTEGER(whole.right[k], round(metrics.forced[k] * GRAPHS));
  CHECK_NEAR("whole", whole.loss, metrics.losses, length, 0, 1e-14);
  ps_run *less = copy_of(run);
  for (int i = 0; i < parts; i++) {
    ps_run *without = copy_of(run);
    silence(without, ps_run_part(run, i));
    silence(less, ps_run_part(run, i));
    together[i] = parts - 1 - i;
    ps_answers expected = answers_of(without, NULL, 0, 0, 0), answers = answers_of(run, &i, 1, 0, 0);
    CHECK(same(&answers, &expected, length));
    moved += !same(&answers, &whole, length);
    ps_run_destroy(without);
    int some[PARTS];
    for (int j = 0; j <= i; j++) some[j] = j;
    expected = answers_of(less, NULL, 0, 0, 0), answers = answers_of(run, some, i + 1, 0, 0);
    CHECK(same(&answers, &expected, length));
  }
  CHECK_INTEGER(moved, parts); /* or the comparison said little */
  ps_answers all = answers_of(run, together, parts, 0, 0), expected = answers_of(less, NULL, 0, 0, 0);
  CHECK(same(&all, &expected, length)); /* in any order */
  ps_run_destroy(less);
}

/* Without all parts: the head on the normed embedding of the token that answers, and of nothing else. In double, for the
 * layouts whose path is of single nodes. */
static void test_embeddings_alone(ps_run *run) {
  enum { WIDEST = 32, CLASSES = 64, LONGEST = 128 };
  const ps_config *c = ps_run_config(run);
  int parts = ps_run_part_count(run), all[PARTS], length = c->path_length, d = c->width, time = ps_input_length(c);
  int classes = ps_vocabulary(c);
  bool mixers = ps_run_part(run, 0).kind == PS_MIXER;
  for (int i = 0; i < parts; i++) all[i] = i;
  ps_answers answers = answers_of(run, all, parts, 0, 0);
  const float *tokens = tensor_of(run, -1, "embed_tokens.weight").weight;
  ps_tensor slots = tensor_of(run, -1, "embed_slots.weight"), asked = tensor_of(run, -1, "embed_asked.weight");
  ps_tensor places = tensor_of(run, -1, "pos_encoding.weight"), own_head = tensor_of(run, -1, "lm_head.weight");
  const float *head = own_head.count ? own_head.weight : tokens;
  ps_tensor weight = tensor_of(run, -1, mixers ? "norm_f.weight" : "final_layernorm.weight");
  ps_tensor bias = tensor_of(run, -1, "final_layernorm.bias");
  double loss[PS_PATH_MAX] = {0};
  int right[PS_PATH_MAX] = {0};
  CHECK(tokens && weight.count == (size_t)d && d <= WIDEST && classes <= CLASSES && time <= LONGEST);
  for (int g = 0; g < GRAPHS; g++) {
    ps_graph graph;
    ps_token x[LONGEST];
    int32_t y[LONGEST];
    ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)g);
    ps_objective_sample(x, y, c, &graph);
    for (int k = 0; k < length; k++) {
      double row[WIDEST], normed[WIDEST], logits[CLASSES], mean = 0, square = 0, sum = 0;
      int at = time - length + k, best = 0;
      for (int i = 0; i < d; i++) {
        row[i] = (double)tokens[x[at].id * d + i];
        if (x[at].slot) row[i] += (double)slots.weight[(x[at].slot - 1) * d + i];
        if (!x[at].slot && places.count) row[i] += (double)places.weight[at * d + i];
        if (x[at].asked) row[i] += (double)asked.weight[(x[at].asked - 1) * d + i];
        mean += row[i] / d;
      }
      if (mixers) mean = 0;
      for (int i = 0; i < d; i++) square += (row[i] - mean) * (row[i] - mean) / d;
      for (int i = 0; i < d; i++) {
        normed[i] = (row[i] - mean) / sqrt(square + 1e-5) * (double)weight.weight[i];
        if (!mixers) normed[i] += (double)bias.weight[i];
      }
      for (int v = 0; v < classes; v++) {
        logits[v] = 0;
        for (int i = 0; i < d; i++) logits[v] += normed[i] * (double)head[v * d + i];
        if (logits[v] > logits[best]) best = v;
        sum += exp(logits[v]);
      }
      loss[k] += (log(sum) - logits[y[at]]) / GRAPHS;
      right[k] += best == y[at];
    }
  }
  CHECK_NEAR("loss of embeddings", answers.loss, loss, length, 1e-6, 2e-6);
  for (int k = 0; k < length; k++) CHECK_INTEGER(answers.right[k], right[k]);
}

/* Of itself a patched graph gets what it has. */
static void test_patched_from_itself(ps_run *run) {
  int length = ps_run_config(run)->path_length, parts = ps_run_part_count(run), all[PARTS];
  ps_answers whole = answers_of(run, NULL, 0, 0, 0);
  for (int i = 0; i < parts; i++) all[i] = i;
  for (int count = parts; count; count = count > 1) {
    ps_answers answers = answers_of(run, all, count, 1, 0), other = answers_of(run, all, count, 1, 7);
    CHECK_NEAR("loss", answers.loss, whole.loss, length, 0, 1e-13); /* the same terms, added up in other groups */
    for (int k = 0; k < length; k++) CHECK(answers.right[k] == whole.right[k] && answers.source[k] == 0);
    CHECK(!same(&other, &whole, length));
  }
}

/* What a layer adds at every position, (time, width), in the first of two graphs. */
static void added(float *out, ps_run *run, int layer, const ps_surgery *surgery, int sequences) {
  const ps_config *c = ps_run_config(run);
  ps_worker *worker = &run->workers[0];
  int time = ps_input_length(c);
  ps_span span = {.x = worker->x, .sequences = sequences, .time = time, .end = time, .surgery = surgery};
  ps_model_forward(&run->model, &worker->workspace, &span);
  ps_block_ends ends = run->model.architecture->block_ends(&worker->workspace, layer);
  for (int i = 0; i < time * c->width; i++) out[i] = ends.out[i] - ends.x[i];
}

static void show(ps_run *run, int place, int index) {
  const ps_config *c = ps_run_config(run);
  ps_worker *worker = &run->workers[0];
  int time = ps_input_length(c);
  ps_graph graph;
  ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)index);
  ps_objective_sample(worker->x + place * time, worker->y + place * time, c, &graph);
}

/* A head that is patched adds, where the layer is without an MLP, what the rest of its layer adds in this graph, and what
 * it adds itself in the other: all of its layer there, but for what that is without it. The same of a whole layer. */
static void test_patched(ps_run *run) {
  const ps_config *c = ps_run_config(run);
  int time = ps_input_length(c), all = time * c->width, of_layer = ps_run_part_count(run) / c->layers;
  float *patched = malloc(5 * (size_t)all * sizeof *patched), *here = patched + all, *there = here + all;
  float *rest = there + all, *expected = rest + all;
  bool linear = ps_run_part(run, of_layer - 1).kind == PS_HEAD;
  for (int i = -1; i < (linear ? of_layer : 0); i++) {
    bool parts[PARTS] = {false};
    for (int j = 0; j < of_layer; j++) parts[j] = i < 0 || i == j;
    ps_surgery off = {.parts = parts}, patch = {.parts = parts, .patched = true};
    show(run, 0, 3);
    added(here, run, 0, &off, 1);
    show(run, 0, 11);
    added(there, run, 0, NULL, 1);
    added(rest, run, 0, &off, 1);
    show(run, 0, 3), show(run, 1, 11);
    added(patched, run, 0, &patch, 2);
    for (int j = 0; j < all; j++) expected[j] = here[j] + (there[j] - rest[j]);
    CHECK_NEAR("what a patched part adds", patched, expected, all, 2e-6, 2e-5);
    double change = 0;
    for (int j = 0; j < all; j++) change = fmax(change, fabs((double)(patched[j] - here[j])));
    CHECK(change > 1e-3); /* or the comparison said little */
  }
  free(patched);
}

/* Counts of the source's nodes, graph by graph: two sequences, whose logits are looked at here. */
static void test_source(ps_run *run) {
  enum { SHIFT = 5 };
  const ps_config *c = ps_run_config(run);
  int time = ps_input_length(c), length = c->path_length, classes = ps_vocabulary(c), before = time - length;
  int part = ps_run_part_count(run) - 1, right[PS_PATH_MAX] = {0}, source[PS_PATH_MAX] = {0}, sources = 0;
  bool parts[PARTS] = {false};
  parts[part] = true;
  ps_surgery surgery = {.parts = parts, .patched = true};
  ps_worker *worker = &run->workers[0];
  ps_answers answers = answers_of(run, &part, 1, 1, SHIFT);
  for (int g = 0; g < GRAPHS; g++) {
    show(run, 0, g), show(run, 1, g + SHIFT);
    ps_span span = {.x = worker->x, .sequences = 2, .time = time, .end = time, .look = before, .surgery = &surgery};
    ps_model_forward(&run->model, &worker->workspace, &span);
    for (int k = 0; k < length; k++) {
      const float *logits = worker->workspace.logits + k * classes;
      int said = 0, own = worker->y[before + k], other = worker->y[time + before + k];
      for (int v = 1; v < classes; v++) {
        if (logits[v] > logits[said]) said = v;
      }
      right[k] += said == own;
      source[k] += said == other && other != own;
    }
  }
  for (int k = 0; k < length; k++) {
    CHECK_INTEGER(answers.right[k], right[k]);
    CHECK_INTEGER(answers.source[k], source[k]);
    sources += source[k];
  }
  CHECK(sources > 0);
}

/* Any number of threads gives the same counts, and training goes on as if nobody had asked. */
static void test_undisturbed(const char *const (*fields)[2]) {
  for (int threads = 1; threads <= 2; threads++) {
    ps_run *alone = trained(fields, threads, 10), *asked = trained(fields, threads, 4);
    char expected[24], digest[24];
    ps_run_digest(expected, asked);
    int parts = ps_run_part_count(asked);
    for (int i = 0; i < parts; i++) answers_of(asked, &i, 1, i % 2, i);
    ps_run_digest(digest, asked);
    CHECK_TEXT(digest, expected);
    CHECK(ps_run_step(asked, 3, NULL) == PS_OK);
    answers_of(asked, &(int){parts - 1}, 1, 1, 2);
    CHECK(ps_run_step(asked, 3, NULL) == PS_OK);
    ps_run_digest(expected, alone), ps_run_digest(digest, asked);
    CHECK_TEXT(digest, expected);
    ps_run *single = trained(fields, 1, 10);
    for (int patched = 0; patched <= 1; patched++) {
      ps_answers one = answers_of(single, &(int){0}, 1, patched, 1), more = answers_of(asked, &(int){0}, 1, patched, 1);
      CHECK(same(&one, &more, ps_run_config(asked)->path_length));
    }
    ps_run_destroy(alone), ps_run_destroy(asked), ps_run_destroy(single);
  }
}

/* ---- Names and refusals ---- */

static void test_names(void) {
  ps_run *run = trained(wide, 1, 0);
  char json[1024], name[32];
  size_t size = ps_run_parts_json(json, sizeof json, run);
  CHECK_INTEGER(size, strlen(json));
  CHECK_TEXT(json, "[{\"name\":\"layer1.head1\",\"kind\":\"head\",\"layer\":1,\"head\":1},"
                   "{\"name\":\"layer1.head2\",\"kind\":\"head\",\"layer\":1,\"head\":2},"
                   "{\"name\":\"layer1.mlp\",\"kind\":\"mlp\",\"layer\":1,\"head\":null},"
                   "{\"name\":\"layer2.head1\",\"kind\":\"head\",\"layer\":2,\"head\":1},"
                   "{\"name\":\"layer2.head2\",\"kind\":\"head\",\"layer\":2,\"head\":2},"
                   "{\"name\":\"layer2.mlp\",\"kind\":\"mlp\",\"layer\":2,\"head\":null}]");
  CHECK_INTEGER(ps_run_part_count(run), 6);
  for (int i = 0, found = -1; i < 6; i++) {
    size_t length = ps_part_name(name, sizeof name, ps_run_part(run, i));
    CHECK(ps_run_find_part(&found, run, name, length, NULL) == PS_OK);
    CHECK_INTEGER(found, i);
  }
  ps_run_destroy(run);
  run = trained(mamba, 1, 0);
  size = ps_run_parts_json(json, sizeof json, run);
  CHECK_INTEGER(size, strlen(json));
  CHECK_TEXT(json, "[{\"name\":\"layer1.mixer\",\"kind\":\"mixer\",\"layer\":1,\"head\":null},"
                   "{\"name\":\"layer2.mixer\",\"kind\":\"mixer\",\"layer\":2,\"head\":null}]");
  int found;
  CHECK(ps_run_find_part(&found, run, "layer2.mixer", 12, NULL) == PS_OK && found == 1);
  ps_run_destroy(run);
}

static void expect_no_part(const ps_run *run, const char *name, const char *sentence) {
  ps_message why = {""};
  int part = -7;
  CHECK(ps_run_find_part(&part, run, name, strlen(name), &why) == PS_INVALID_ARGUMENT && part == -7);
  CHECK_TEXT(why.text, sentence);
}

static void test_refusals(void) {
  static const char *const unwritten[] = {"",           "layer1",        "layer1.",     "layer.head1", "layer1.head",
                                          "layer1.hea", "layer1.head1x", "layer1.mlp2", "head1",       "1.2"};
  ps_run *run = trained(plain, 1, 1);
  char sentence[160];
  for (size_t i = 0; i < sizeof unwritten / sizeof unwritten[0]; i++) {
    snprintf(sentence, sizeof sentence,
             "\"%s\" names no part: parts are written layer1.head2, layer1.mlp or layer1.mixer", unwritten[i]);
    expect_no_part(run, unwritten[i], sentence);
  }
  expect_no_part(run, "layer3.head1", "there is no layer3.head1: the model has layers 1..2");
  expect_no_part(run, "layer0.head1", "there is no layer0.head1: the model has layers 1..2");
  expect_no_part(run, "layer2.head3", "there is no layer2.head3: a layer of the model has heads 1..2");
  expect_no_part(run, "layer1.mixer",
                 "there is no layer1.mixer: a transformer has no mixers, its parts are heads and MLPs");
  ps_answers answers = {.graphs = -1};
  ps_message why = {""};
  int part = ps_run_part_count(run);
  ps_operation operation = {.parts = &part, .count = 1};
  CHECK(ps_run_operate(&answers, run, &operation, 9, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "parts ="));
  part = -1;
  CHECK(ps_run_operate(&answers, run, &operation, 9, &why) == PS_INVALID_ARGUMENT);
  part = 0;
  CHECK(ps_run_operate(&answers, run, &operation, 0, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "graphs = 0"));
  operation.patched = 1, operation.shift = -1;
  CHECK(ps_run_operate(&answers, run, &operation, 9, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "shift = -1"));
  operation.shift = 1;
  ps_tensor tensor = ps_run_tensor(run, 0);
  for (size_t i = 0; i < tensor.count; i++) tensor.weight[i] = NAN;
  ps_run_weights_changed(run);
  CHECK(ps_run_operate(&answers, run, &operation, 9, &why) == PS_DIVERGED);
  CHECK_INTEGER(answers.graphs, -1); /* nothing half-changed */
  ps_run_destroy(run);
  run = trained(tiny, 1, 1);
  expect_no_part(run, "layer1.mlp", "there is no layer1.mlp: the model has no MLPs, its mlp_ratio is 0");
  ps_run_destroy(run);
  run = trained(mamba, 1, 1);
  expect_no_part(run, "layer1.head1",
                 "there is no layer1.head1: a model without attention has no heads and no MLPs, its "
                 "parts are mixers");
  ps_run_destroy(run);
}

int main(void) {
  static const char *const(*const own[])[2] = {tiny, wide};
  for (int i = 0; i < CONFIGS + 2; i++) {
    const char *const(*fields)[2] = i < CONFIGS ? configs[i] : own[i - CONFIGS];
    ps_run *run = trained(fields, 1, 8);
    test_off(run);
    test_patched_from_itself(run);
    test_patched(run);
    ps_run_destroy(run);
    test_undisturbed(fields);
  }
  static const char *const bare[][2] = {{"layout", "paper"}, {"mlp_ratio", "1"}, {NULL, NULL}};
  static const char *const(*const embedded[])[2] = {plain, bare, pairs, mamba_chain, chain, any_order};
  for (int i = 0; i < 6; i++) {
    ps_run *run = trained(embedded[i], 1, 8);
    test_embeddings_alone(run);
    ps_run_destroy(run);
  }
  static const char *const reverse[][2] = {{"objective", "reverse"}, {"batch", "64"}, {NULL, NULL}};
  ps_run *run = trained(reverse, 1, 200);
  test_source(run);
  ps_run_destroy(run);
  test_names();
  test_refusals();
  return check_done("surgery");
}

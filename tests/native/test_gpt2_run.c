/* What pretrained GPT-2 changes for a run: commas are tokens of the text and of the path, the vocabulary and the table of
 * places are its own, the model may be larger. Weights are random here; reading them is the program's matter. */
#include "objectives/objective.h"
#include "run_check.h"

enum { VOCABULARY = 40, CONTEXT = 64 };

static ps_config gpt2_config(int degree, int path_length, int labels, int objective) {
  static const char *const fields[][2] = {
      {"layout", "paper"},    {"tied_head", "true"}, {"biases", "true"},        {"mlp_ratio", "2"},
      {"optimizer", "adamw"}, {"init", "reference"}, {"learning_rate", "3e-3"}, {NULL, NULL}};
  ps_config c = config_of(fields);
  c.degree = degree, c.path_length = path_length, c.labels = labels, c.objective = objective;
  c.vocabulary = VOCABULARY, c.context = CONTEXT;
  return c;
}

/* The authors' text of one graph, token by token: labels as they are, | , / = $ as 7 11 9 8 10. */
static void test_samples(void) {
  enum { LENGTH = 24 };
  static const struct {
    int objective, question;
    int x[LENGTH], y[5];
  } cases[] = {
      {PS_TEACHER_FORCING,
       PS_QUESTION_LAST,
       {6, 11, 2, 7, 3, 11, 6, 7, 3, 11, 0, 7, 0, 11, 5, 9, 3, 11, 2, 8, 3, 11, 6, 11},
       {3, 11, 6, 11, 2}},
      {PS_TEACHERLESS,
       PS_QUESTION_LAST,
       {6, 11, 2, 7, 3, 11, 6, 7, 3, 11, 0, 7, 0, 11, 5, 9, 3, 11, 2, 8, 10, 10, 10, 10},
       {3, 11, 6, 11, 2}},
      {PS_REVERSE,
       PS_QUESTION_FIRST,
       {3, 11, 2, 9, 6, 11, 2, 7, 3, 11, 6, 7, 3, 11, 0, 7, 0, 11, 5, 8, 2, 11, 6, 11},
       {2, 11, 6, 11, 3}},
  };
  static const char line[] = "6,2|3,6|3,0|0,5/3,2=3,6,2";
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    ps_config c = gpt2_config(2, 3, 7, cases[i].objective);
    c.question = cases[i].question;
    ps_graph graph;
    ps_token x[LENGTH];
    int32_t y[LENGTH];
    CHECK(ps_config_validate(&c, NULL) == PS_OK);
    CHECK(ps_graph_parse(&graph, &c, line, strlen(line), 1, NULL) == PS_OK);
    if (!CHECK_INTEGER(ps_input_length(&c), LENGTH)) continue;
    CHECK_INTEGER(ps_vocabulary(&c), VOCABULARY);
    CHECK_INTEGER(ps_objective_counted(&c), 5);
    ps_objective_sample(x, y, &c, &graph);
    for (int t = 0; t < LENGTH; t++) {
      CHECK_INTEGER(x[t].id, cases[i].x[t]);
      CHECK_INTEGER(x[t].child, -1);
      CHECK_INTEGER(y[t], t < LENGTH - 5 ? -1 : cases[i].y[t - LENGTH + 5]);
    }
  }
  ps_config c = gpt2_config(2, 3, 7, PS_FIRST_ONLY);
  ps_graph graph;
  char json[4096];
  ps_graph_space space;
  CHECK(ps_graph_parse(&graph, &c, line, strlen(line), 1, NULL) == PS_OK && !ps_graph_space_init(&space, &c, NULL));
  CHECK(ps_objective_counted(&c) == 1 && ps_objective_of(&c)->counts(&c, 2) && !ps_objective_of(&c)->counts(&c, 1));
  ps_graph_json(json, sizeof json, &graph, &c, &space);
  CHECK(strstr(
      json, "\"tokens\":[{\"text\":\"6\",\"role\":\"parent\",\"node\":6,\"arm\":0,\"target\":null,\"position\":null},"
            "{\"text\":\",\",\"role\":\"separator\",\"node\":null,\"arm\":null,\"target\":null,\"position\":null},"
            "{\"text\":\"2\",\"role\":\"child\",\"node\":2,\"arm\":0,"));
  CHECK(strstr(json, "{\"text\":\"2\",\"role\":\"goal\",\"node\":2,"));
}

/* What samples draw at random: every place of the path is hidden at times, commas too, and any node is named as the goal. */
static void test_drawn(void) {
  ps_config c = gpt2_config(2, 4, 7, PS_MASKED);
  ps_graph_space space;
  ps_graph graph;
  ps_token x[CONTEXT];
  int32_t y[CONTEXT];
  int prefix = ps_prefix_length(&c), hidden[6] = {0}, named[4] = {0};
  CHECK(ps_graph_space_init(&space, &c, NULL) == PS_OK);
  ps_graph_generate(&graph, &space, PS_TRAIN, 0);
  for (uint64_t place = 0; place < 60; place++) {
    c.objective = PS_MASKED;
    ps_objective_training_sample(x, y, &c, &graph, place);
    for (int i = 0; i < 6; i++) hidden[i] += x[prefix + i].id == c.labels + PS_TOKEN_DUMMY;
    c.objective = PS_WAYPOINT;
    ps_objective_training_sample(x, y, &c, &graph, place);
    for (int i = 0; i < 4; i++) named[i] += x[ps_question_place(&c) + 2].id == graph.arms[graph.goal_arm][i];
    c.objective = PS_HYBRID;
    ps_objective_training_sample(x, y, &c, &graph, place);
    for (int i = 1; i < 6; i++) CHECK(x[prefix + i].id == x[prefix].id || x[prefix].id < c.labels);
  }
  for (int i = 0; i < 6; i++) CHECK(hidden[i] > 10 && hidden[i] < 50);
  CHECK(named[0] == 0 && named[1] > 5 && named[2] > 5 && named[3] > 5);
}

static void refused(ps_config c, const char *words) {
  ps_message why = {""};
  ps_run *run = NULL;
  CHECK(ps_run_create(&run, &c, NULL, &why) == PS_INVALID_CONFIG);
  if (!CHECK(strstr(why.text, words))) fprintf(stderr, "it says: %s\n", why.text);
}

static void test_refusals(void) {
  ps_config good = gpt2_config(2, 3, 7, PS_TEACHER_FORCING), c;
#define REFUSED(change, words) (c = good, change, refused(c, words))
  REFUSED(c.layout = PS_PAIRS, "layout must be paper, not pairs");
  REFUSED(c.architecture = PS_MAMBA, "architecture must be transformer, not mamba");
  REFUSED(c.tied_head = 0, "tied_head must be true, not false");
  REFUSED(c.biases = 0, "biases must be true, not false");
  REFUSED(c.positions = PS_POSITIONS_NONE, "positions must be learned, not none");
  REFUSED(c.rope = 1, "rope must be false, not true");
  REFUSED(c.mlp_ratio = 0, "mlp_ratio must be an integer in 1..4, not 0");
  REFUSED(c.objective = PS_MLM, "objective must be teacher_forcing, teacherless, reverse, masked");
  REFUSED(c.objective = PS_TOP, "not top");
  REFUSED(c.vocabulary = 11, "vocabulary must be an integer in 12..65536, not 11");
  REFUSED(c.context = 23, "context must be an integer in 24..4096, not 23");
  REFUSED(c.layers = 37, "layers must be an integer in 1..36, not 37");
  REFUSED(c.heads = 21, "heads must be an integer in 1..20, not 21");
  REFUSED(c.width = 1281, "width must be an integer in 1..1280, not 1281");
  REFUSED((c.vocabulary = 0, c.layers = 13), "layers must be an integer in 1..12, not 13");
#undef REFUSED
  c = good, c.layers = 36, c.width = 20, c.heads = 20;
  ps_run *run = made(&c, 1, NULL);
  CHECK(ps_run_step(run, 1, NULL) == PS_OK && isfinite(ps_run_progress(run).loss));
  size_t size = ps_run_save(NULL, 0, run); /* the most tensors of a file */
  char *bytes = malloc(size);
  ps_run *loaded = NULL;
  CHECK(ps_run_save(bytes, size, run) == size && ps_run_load(&loaded, bytes, size, NULL, NULL) == PS_OK);
  ps_run_destroy(loaded), free(bytes);
  ps_run_destroy(run);
}

/* ---- Questions, asked again by whole passes of one graph ---- */

typedef struct oracle {
  ps_run *run; /* of batch 1, with the weights of the run asked */
  float *logits;
  int time, prefix, length, classes;
} oracle;

/* The answer to the path's token `k`, with these tokens of it before; its row of logits. */
static const float *ask(const oracle *o, const ps_graph *graph, const int *path, int k) {
  const ps_config *c = ps_run_config(o->run);
  ps_token x[CONTEXT];
  int32_t y[CONTEXT];
  double loss;
  ps_objective_sample(x, y, c, graph);
  bool parallel = c->objective == PS_TEACHERLESS;
  for (int i = 0; i + 1 < o->length && !parallel; i++)
    x[o->prefix + i] = (ps_token){.id = i < k ? path[i] : c->labels + PS_TOKEN_DUMMY, .child = -1};
  CHECK(ps_run_gradients(&loss, o->logits, o->run, x, y, 1, o->time, NULL) == PS_OK);
  return o->logits + (ptrdiff_t)(o->prefix - 1 + k) * o->classes;
}

static int largest(const float *row, int classes) {
  int best = 0;
  for (int n = 1; n < classes; n++) best = row[n] > row[best] ? n : best;
  return best;
}

/* How much of the path from `first` on is said when each answer is the next input. */
static int walk(const oracle *o, const ps_graph *graph, int *path, const int *wanted, int first) {
  int right = 0;
  for (int k = first; k < o->length; k++) {
    path[k] = largest(ask(o, graph, path, k), o->classes);
    if (path[k] == wanted[k] && right == k - first) right++;
  }
  return right;
}

static void check_questions(ps_run *run, int *walked, int *whole) {
  enum { GRAPHS = 20, LONGEST = 2 * 4 - 1 };
  const ps_config *c = ps_run_config(run);
  ps_config single = *c;
  single.batch = 1;
  oracle o = {made(&single, 1, NULL), NULL, ps_input_length(c), ps_prefix_length(c), ps_target_length(c), VOCABULARY};
  o.logits = malloc(sizeof *o.logits * (size_t)(o.time * o.classes));
  for (int i = 0; i < ps_run_tensor_count(run); i++) {
    ps_tensor to = ps_run_tensor(o.run, i), from = ps_run_tensor(run, i);
    memcpy(to.weight, from.weight, from.count * sizeof(float));
  }
  ps_run_weights_changed(o.run);
  bool parallel = c->objective == PS_TEACHERLESS, reversed = c->objective == PS_REVERSE;
  double forced[4] = {0}, free_at[4] = {0}, losses[4] = {0}, loss = 0, margin = 0;
  int paths = 0, followed = 0, inner = 0, length = o.length, last = c->path_length - 1;
  ps_decoding *d = malloc(sizeof *d);
  CHECK(length <= LONGEST);
  for (int g = 0; g < GRAPHS; g++) {
    ps_graph graph;
    int truth[LONGEST], wrong[LONGEST], path[LONGEST];
    ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)g);
    for (int i = 0; i < length; i++) {
      int depth = reversed ? last - i / 2 : i / 2;
      truth[i] = i % 2 ? c->labels + PS_TOKEN_COMMA : graph.arms[graph.goal_arm][depth];
      wrong[i] = i % 2 ? c->labels + PS_TOKEN_COMMA : graph.arms[1 - graph.goal_arm][depth];
    }
    for (int k = 0; k < length; k++) {
      const float *row = ask(&o, &graph, truth, k);
      double sum = 0, other = -INFINITY;
      for (int n = 0; n < o.classes; n++) {
        sum += exp((double)row[n] - row[truth[k]]);
        other = n == truth[k] ? other : fmax(other, (double)row[n]);
      }
      loss += log(sum) / (GRAPHS * length);
      if (k % 2) continue;
      forced[k / 2] += largest(row, o.classes) == truth[k];
      losses[k / 2] += log(sum) / GRAPHS;
      if (k / 2 == ps_target_position(c, 1)) margin += ((double)row[truth[k]] - other) / GRAPHS;
    }
    paths += walk(&o, &graph, path, truth, 0) == length;
    for (int k = 0; k < length; k += 2) free_at[k / 2] += path[k] == truth[k];
    CHECK(ps_run_decode(d, run, &graph, -1, NULL) == PS_OK && d->path_length == length);
    for (int k = 0; k < length; k++) CHECK(d->tokens[k] == path[k] && d->targets[k] == truth[k]);
    if (parallel) continue;
    memcpy(path, truth, sizeof path); /* target 1 is the true path's, also where that is the goal */
    path[2] = wrong[2];
    int right = walk(&o, &graph, path, wrong, 3);
    followed += right == length - 3, inner += right >= length - 4;
    CHECK(ps_run_decode(d, run, &graph, wrong[2], NULL) == PS_OK && d->tokens[2] == wrong[2] && d->rounds[2] == 0);
  }
  ps_metrics m;
  CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, GRAPHS, NULL) == PS_OK);
  CHECK_INTEGER(m.path_correct, paths);
  for (int k = 0; k <= last; k++) {
    CHECK(fabs(m.forced[k] - forced[k] / GRAPHS) < 1e-12 && fabs(m.free[k] - free_at[k] / GRAPHS) < 1e-12);
  }
  CHECK_NEAR("losses", m.losses, losses, last + 1, 1e-5, 1e-5);
  CHECK(fabs(m.loss - loss) < 1e-5 && fabs(m.margin - margin) < 1e-4);
  CHECK(parallel ? isnan(m.hans) : m.hans == (double)followed / GRAPHS && m.hans_inner == (double)inner / GRAPHS);
  *walked += inner, *whole += paths;
  free(d), free(o.logits);
  ps_run_destroy(o.run);
}

static void test_questions(void) {
  static const int objectives[] = {PS_TEACHER_FORCING, PS_REVERSE, PS_TEACHERLESS};
  int walked = 0, whole = 0;
  for (int i = 0; i < 3; i++) {
    ps_config c = gpt2_config(2, 4, 7, objectives[i]);
    c.width = 32, c.batch = 32, c.optimizer = PS_MUON;
    ps_run *run = made(&c, 2, NULL);
    for (int round = 0; round < 4; round++) {
      CHECK(ps_run_step(run, 75, NULL) == PS_OK);
      check_questions(run, &walked, &whole);
    }
    ps_run_destroy(run);
  }
  CHECK(walked > 0 && whole > 0); /* or the equalities said little */
}

/* The same bits on any number of threads, and from a checkpoint on. */
static void test_same(void) {
  ps_config c = gpt2_config(2, 4, 7, PS_TEACHERLESS);
  ps_run *run = made(&c, 1, NULL), *threaded = made(&c, 4, NULL), *loaded = NULL;
  char digest[24], same[24];
  CHECK(ps_run_threads(threaded) == 2); /* two shards hold its batch */
  CHECK(ps_run_step(run, 3, NULL) == PS_OK && ps_run_step(threaded, 5, NULL) == PS_OK);
  size_t size = ps_run_save(NULL, 0, run);
  char *bytes = malloc(size);
  CHECK(ps_run_save(bytes, size, run) == size);
  CHECK(ps_run_load(&loaded, bytes, size, NULL, NULL) == PS_OK);
  CHECK(ps_run_config(loaded)->vocabulary == VOCABULARY && ps_run_config(loaded)->context == CONTEXT);
  CHECK(ps_run_step(run, 2, NULL) == PS_OK && ps_run_step(loaded, 2, NULL) == PS_OK);
  ps_run_digest(digest, threaded);
  ps_run_digest(same, run);
  CHECK_TEXT(same, digest);
  ps_run_digest(same, loaded);
  CHECK_TEXT(same, digest);
  ps_run_destroy(run), ps_run_destroy(threaded), ps_run_destroy(loaded);
  free(bytes);
}

/* Supervision's positions are tokens: their mean loss is the step's, their gradients' norms bound its own. */
static void test_supervision(void) {
  ps_config c = gpt2_config(2, 3, 7, PS_TEACHER_FORCING);
  ps_run *run = made(&c, 1, NULL);
  double loss[PS_TARGETS_MAX], gradient[PS_TARGETS_MAX], mean = 0, sum = 0;
  CHECK(ps_run_supervision(loss, gradient, run, c.batch, NULL) == PS_OK);
  for (int i = 0; i < 5; i++) mean += loss[i] / 5, sum += gradient[i];
  CHECK(ps_run_step(run, 1, NULL) == PS_OK);
  CHECK(fabs(ps_run_progress(run).loss - mean) < 1e-6 && sum >= ps_run_progress(run).gradient_norm);
  float *seen = malloc(sizeof *seen * (size_t)(c.layers * c.heads * 5 * ps_run_input_length(run)));
  ps_graph graph;
  ps_graph_generate(&graph, ps_run_space(run), PS_TRAIN, 0);
  CHECK(ps_run_attention(seen, run, &graph, NULL) == PS_OK);
  for (int row = 0; row < c.layers * c.heads * 5; row++) {
    double total = 0;
    for (int t = 0; t < 24; t++) total += (double)seen[row * 24 + t];
    CHECK(fabs(total - 1) < 1e-5);
  }
  free(seen);
  ps_run_destroy(run);
}

int main(void) {
  test_samples();
  test_drawn();
  test_refusals();
  test_questions();
  test_same();
  test_supervision();
  return check_done("gpt2_run");
}

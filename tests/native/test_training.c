/* What a run is trained on, example by example: a step's loss is that of the batch made by hand. */
#include "check.h"
#include "ground/order.h"
#include "objectives/objective.h"
#include "training/run.h"

#include <math.h>
#include <stdlib.h>

static ps_config config_of(int batch, int goals, int train_graphs) {
  ps_config c;
  ps_config_default(&c);
  c.width = 16, c.heads = 2, c.layers = 2, c.warmup = 5;
  c.batch = batch, c.goals = goals, c.train_graphs = train_graphs;
  return c;
}

static ps_run *made(const ps_config *c, int threads) {
  ps_run *run = NULL;
  ps_message why = {""};
  ps_run_options options = {.threads = threads};
  if (!CHECK(ps_run_create(&run, c, &options, &why) == PS_OK)) fprintf(stderr, "%s\n", why.text), exit(1);
  return run;
}

/* Trains one step of `run` and says whether its loss is that of `graphs` (batch), which `twin`, a run of the same
 * weights, is asked about. */
static void check_step(ps_run *run, ps_run *twin, const ps_graph *graphs) {
  const ps_config *c = ps_run_config(run);
  int time = ps_input_length(c);
  ps_token *x = malloc((size_t)(c->batch * time) * sizeof *x);
  int32_t *y = malloc((size_t)(c->batch * time) * sizeof *y);
  double loss = NAN;
  for (int i = 0; i < c->batch; i++) ps_objective_sample(x + i * time, y + i * time, c, &graphs[i]);
  CHECK(ps_run_gradients(&loss, NULL, twin, x, y, c->batch, time, NULL) == PS_OK);
  CHECK(ps_run_apply_gradients(twin, NULL) == PS_OK);
  CHECK(ps_run_step(run, 1, NULL) == PS_OK);
  CHECK(ps_run_progress(run).loss == loss);
  free(x), free(y);
}

static void check_same(const ps_run *a, const ps_run *b) {
  char one[24], other[24];
  ps_run_digest(one, a);
  ps_run_digest(other, b);
  CHECK_TEXT(one, other);
}

/* Example i is graph i / goals with its (i % goals)-th goal, fresh or of a fixed set. */
static void test_goals(void) {
  static const int cases[][3] = {{8, 1, 0}, {8, 2, 0}, {7, 3, 0}, {8, 3, 5}, {9, 2, 40}};
  for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
    ps_config c = config_of(cases[k][0], cases[k][1], cases[k][2]);
    ps_run *run = made(&c, 2), *twin = made(&c, 1);
    ps_graph *graphs = malloc((size_t)c.batch * sizeof *graphs);
    for (int step = 0, place = 0; step < 5; step++) {
      for (int i = 0; i < c.batch; i++, place++) {
        uint64_t index = (uint64_t)(place / c.goals), set = (uint64_t)c.train_graphs;
        if (set) index = ps_order_at((uint64_t)c.seed, index / set, set, index % set);
        ps_graph_generate(&graphs[i], ps_run_space(run), PS_TRAIN, index);
        graphs[i].goal_arm = (graphs[i].goal_arm + place % c.goals) % c.degree;
      }
      check_step(run, twin, graphs);
    }
    check_same(run, twin);
    free(graphs);
    ps_run_destroy(run), ps_run_destroy(twin);
  }
}

/* The goals of one graph differ, and asking for more of them leaves held-out questions as they are. */
static void test_goals_apart(void) {
  ps_config c = config_of(6, 3, 0), plain = config_of(6, 1, 0);
  ps_run *run = made(&c, 1), *other = made(&plain, 1);
  for (uint64_t place = 0; place < 300; place += 3) {
    ps_graph graphs[3];
    for (uint64_t i = 0; i < 3; i++) ps_run_training_graph(&graphs[i], run, place + i);
    CHECK(!memcmp(graphs[0].edges, graphs[2].edges, 9 * sizeof graphs[0].edges[0]));
    CHECK(graphs[0].goal_arm != graphs[1].goal_arm && graphs[1].goal_arm != graphs[2].goal_arm &&
          graphs[2].goal_arm != graphs[0].goal_arm);
  }
  ps_metrics m, n;
  CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, 50, NULL) == PS_OK);
  CHECK(ps_run_evaluate(&n, other, PS_HELD_OUT, 50, NULL) == PS_OK);
  CHECK(m.loss == n.loss && !memcmp(m.forced, n.forced, sizeof(double) * 4));
  ps_run_destroy(run), ps_run_destroy(other);
}

/* ---- The order of an epoch ---- */

/* Which of the count! permutations of count items an epoch has; -1 where an item is missing. */
static int order_of(uint64_t epoch, int count) {
  int items[PS_ORDER_LISTED], seen = 0, number = 0;
  for (int i = 0; i < count; i++) {
    items[i] = (int)ps_order_at(7, epoch, (uint64_t)count, (uint64_t)i);
    seen |= 1 << items[i];
  }
  for (int i = 0; i < count; i++) {
    int smaller = 0;
    for (int j = i + 1; j < count; j++) smaller += items[j] < items[i];
    number = number * (count - i) + smaller;
  }
  return seen == (1 << count) - 1 ? number : -1;
}

/* Of a few graphs each order is equally likely (chi-square, five standard deviations); of more, each still comes once. */
static void test_order(void) {
  enum { EPOCHS = 1000 }; /* for each order */
  for (int count = 1, orders = 1; count <= PS_ORDER_LISTED; orders *= ++count) {
    int times[120] = {0};
    double off = 0;
    for (int epoch = 0; epoch < orders * EPOCHS; epoch++) {
      int order = order_of((uint64_t)epoch, count);
      if (CHECK(order >= 0)) times[order]++;
    }
    for (int i = 0; i < orders; i++) off += pow(times[i] - EPOCHS, 2) / EPOCHS;
    CHECK(off <= orders - 1 + 5 * sqrt(2 * (orders - 1)));
  }
  for (uint64_t count = PS_ORDER_LISTED + 1; count < 300; count++) {
    char seen[300] = {0};
    for (uint64_t i = 0; i < count; i++) CHECK(!seen[ps_order_at(7, count, count, i)]++);
  }
}

/* ---- Graphs of the caller's ---- */

enum { SET = 11 };

static void draw_set(ps_graph *graphs, const ps_run *run) {
  for (int i = 0; i < SET; i++) ps_graph_generate(&graphs[i], ps_run_space(run), PS_TRAIN, (uint64_t)i);
}

static ps_run *loaded(const ps_run *run, ps_message *why) {
  ps_run *again = NULL;
  size_t size = ps_run_save(NULL, 0, run);
  unsigned char *bytes = malloc(size);
  ps_run_options options = {.threads = 1};
  CHECK(ps_run_save(bytes, size, run) == size);
  if (!CHECK(ps_run_load(&again, bytes, size, &options, why) == PS_OK)) fprintf(stderr, "%s\n", why->text), exit(1);
  free(bytes);
  return again;
}

/* The graphs of a fixed training set, given by hand, are that set, bit for bit. */
static void test_given(void) {
  for (int goals = 1; goals <= 2; goals++) {
    ps_config fixed = config_of(8, goals, SET), fresh = config_of(8, goals, 0);
    ps_run *expected = made(&fixed, 1), *run = made(&fresh, 2);
    ps_graph graphs[SET];
    ps_metrics m, n;
    draw_set(graphs, run);
    CHECK_TEXT(ps_run_given_digest(run), "");
    CHECK(ps_run_give_graphs(run, graphs, SET, NULL) == PS_OK);
    CHECK_INTEGER(strlen(ps_run_given_digest(run)), 16);
    CHECK(ps_run_step(expected, 7, NULL) == PS_OK && ps_run_step(run, 7, NULL) == PS_OK);
    check_same(run, expected);
    CHECK(ps_run_evaluate(&m, run, PS_TRAIN, 500, NULL) == PS_OK);
    CHECK(ps_run_evaluate(&n, expected, PS_TRAIN, 500, NULL) == PS_OK);
    CHECK(m.graphs == SET && n.graphs == SET && m.loss == n.loss);
    ps_run_destroy(run), ps_run_destroy(expected);
  }
}

/* A loaded run waits for its graphs, and then goes on as if it had never stopped. */
static void test_given_again(void) {
  ps_config c = config_of(8, 2, 0);
  ps_run *whole = made(&c, 1), *half = made(&c, 1);
  ps_graph graphs[SET], others[SET];
  ps_message why = {""};
  draw_set(graphs, whole);
  CHECK(ps_run_give_graphs(whole, graphs, SET, NULL) == PS_OK && ps_run_step(whole, 9, NULL) == PS_OK);
  CHECK(ps_run_give_graphs(half, graphs, SET, NULL) == PS_OK && ps_run_step(half, 4, NULL) == PS_OK);
  ps_run *first = loaded(half, &why), *run = loaded(first, &why); /* saved unfed, too */
  ps_run_destroy(half), ps_run_destroy(first);
  CHECK_TEXT(ps_run_given_digest(run), ps_run_given_digest(whole));
  double loss[PS_PATH_MAX], gradient[PS_PATH_MAX];
  ps_metrics m;
  CHECK(ps_run_step(run, 1, &why) == PS_INVALID_ARGUMENT && strstr(why.text, ps_run_given_digest(whole)));
  CHECK(ps_run_supervision(loss, gradient, run, 1, &why) == PS_INVALID_ARGUMENT);
  CHECK(ps_run_evaluate(&m, run, PS_TRAIN, 5, &why) == PS_INVALID_ARGUMENT);
  CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, 5, &why) == PS_OK);
  /* Other graphs are refused: fewer of them, in another order, with another goal, listed otherwise. */
  for (int change = 0; change < 4; change++) {
    memcpy(others, graphs, sizeof graphs);
    if (change == 1) others[0] = graphs[1], others[1] = graphs[0];
    if (change == 2) others[5].goal_arm = (others[5].goal_arm + 1) % c.degree;
    if (change == 3)
      memcpy(others[5].edges[0], graphs[5].edges[1], 4), memcpy(others[5].edges[1], graphs[5].edges[0], 4);
    CHECK(ps_run_give_graphs(run, others, SET - !change, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "not those"));
  }
  CHECK(ps_run_step(run, 1, &why) == PS_INVALID_ARGUMENT && ps_run_progress(run).step == 4);
  memcpy(others, graphs, sizeof graphs);
  CHECK(ps_run_give_graphs(run, others, SET, NULL) == PS_OK);
  CHECK(ps_run_step(run, 5, NULL) == PS_OK);
  check_same(run, whole);
  ps_run_destroy(run), ps_run_destroy(whole);
}

static void test_given_refusals(void) {
  ps_config c = config_of(8, 1, 0);
  ps_run *run = made(&c, 1), *none = NULL;
  ps_graph graphs[SET];
  ps_message why = {""};
  draw_set(graphs, run);
  CHECK(ps_run_give_graphs(run, graphs, 0, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "count = 0"));
  graphs[7].arms[1][2] = (int16_t)c.labels;
  CHECK(ps_run_give_graphs(run, graphs, SET, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "label"));
  CHECK_TEXT(ps_run_given_digest(run), "");
  CHECK(ps_run_step(run, 1, NULL) == PS_OK); /* on drawn graphs, still */
  CHECK(ps_run_give_graphs(run, graphs, 7, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "drawn graphs for 1 step"));
  CHECK_TEXT(ps_run_given_digest(run), "");
  ps_run_destroy(run);

  /* Before the first step the graphs may be exchanged; digests of files are read strictly. */
  run = made(&c, 1);
  CHECK(ps_run_give_graphs(run, graphs, 7, NULL) == PS_OK && ps_run_give_graphs(run, graphs, 3, NULL) == PS_OK);
  size_t size = ps_run_save(NULL, 0, run);
  unsigned char *bytes = malloc(size);
  CHECK(ps_run_save(bytes, size, run) == size);
  int found = 0;
  for (size_t at = 0; at + 26 < size; at++) {
    if (!memcmp(bytes + at, "\"checksum\":", 11)) bytes[at + 1] = 'C'; /* as in a file from before there was one */
    if (memcmp(bytes + at, "\"graphs\":\"", 10) || memcmp(bytes + at + 10, ps_run_given_digest(run), 16)) continue;
    bytes[at + 12] = 'X';
    found++;
  }
  CHECK_INTEGER(found, 1);
  CHECK(ps_run_load(&none, bytes, size, NULL, &why) == PS_MALFORMED_FILE && strstr(why.text, "graphs must be") &&
        !none);
  free(bytes);
  ps_run_destroy(run);
}

int main(void) {
  test_goals();
  test_goals_apart();
  test_order();
  test_given();
  test_given_again();
  test_given_refusals();
  return check_done("training");
}

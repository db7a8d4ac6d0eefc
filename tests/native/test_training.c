/* What a run is trained on, example by example: a step's loss is that of the batch made by hand. */
#include "check.h"
#include "objective.h"
#include "order.h"
#include "run.h"

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

int main(void) {
  test_goals();
  test_goals_apart();
  return check_done("training");
}

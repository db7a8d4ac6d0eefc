/* Questions to a run: evaluation and decoding agree, margins and what is said at the first step, the Clever Hans test,
 * intervals, and the table of metrics. */
#include "objectives/objective.h"
#include "run_check.h"

/* Decoding one graph at a time says what evaluation of many counted. */
static void test_decoding(void) {
  for (int i = 0; i < CONFIGS; i++) {
    ps_config c = config_of(configs[i]);
    ps_run *run = made(&c, 1, NULL);
    CHECK(ps_run_step(run, 30, NULL) == PS_OK);
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
    CHECK(c.objective == PS_MLM || m.forced[0] == m.free[0]);
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
 * of a graph at a time, and have the same bits on any number of threads. */
static void test_margin(int kinds_said[5], const char *const (*fields)[2], int degree, int path_length, int count) {
  enum { TIME = 64 };
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
  double *margins = malloc(sizeof *margins * (size_t)count), sum = 0, loss;
  int said[5] = {0}; /* the first step, another arm's first node, another node of the path, the goal, anything else */
  for (int first = 0; first < count; first += c.batch) {
    for (int i = 0; i < c.batch; i++) {
      ps_graph graph;
      ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)(first + i));
      ps_objective_sample(x + i * time, y + i * time, &c, &graph);
      if (c.objective == PS_MLM) x[(i + 1) * time - path_length].id = graph.arms[0][0]; /* the start is given */
    }
    CHECK(ps_run_gradients(&loss, logits, run, x, y, c.batch, time, NULL) == PS_OK);
    for (int i = 0; i < c.batch && first + i < count; i++) {
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
  CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, count, NULL) == PS_OK);
  CHECK(ps_run_evaluate(&same, threaded, PS_HELD_OUT, count, NULL) == PS_OK);
  CHECK(fabs(m.margin - sum / count) < 1e-4 && fabs(m.margin) > 1e-3);
  qsort(margins, (size_t)count, sizeof *margins, ascending);
  int low = (count - 1) / 4; /* a quarter below it, three above */
  CHECK(fabs(m.margin_low - margins[low]) < 1e-4 && m.margin_low < m.margin_high);
  CHECK(fabs(m.margin_high - margins[count - 1 - low]) < 1e-4);
  const double shares[5] = {m.first_step, m.said_arm, m.said_path, m.said_goal, m.said_else};
  for (int kind = 0; kind < 5; kind++) {
    CHECK(fabs(shares[kind] - (double)said[kind] / count) < 1e-12);
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
                                   {"batch", "32"},
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

/* ---- A model that says its targets in place, asked by whole passes over what is shown ---- */

enum { HIDDEN = -1, ASKED = 24 };

/* What each graph shows of its path, a label or HIDDEN. */
typedef int shown_path[ASKED][PS_PATH_MAX];

/* logits (ASKED, path_length, classes) */
static void read_places(float *logits, ps_run *run, const ps_graph *graphs, shown_path shown) {
  const ps_config *c = ps_run_config(run);
  int time = ps_run_input_length(run), length = c->path_length, classes = c->labels + 4;
  ps_token *x = calloc((size_t)(ASKED * time), sizeof *x);
  int32_t *y = calloc((size_t)(ASKED * time), sizeof *y);
  float *all = malloc(sizeof *all * (size_t)(ASKED * time * classes));
  double loss;
  for (int i = 0; i < ASKED; i++) {
    ps_prefix_write(x + i * time, c, &graphs[i]);
    for (int k = 0; k < length; k++)
      x[(i + 1) * time - length + k] =
          (ps_token){.id = shown[i][k] < 0 ? c->labels + PS_TOKEN_DUMMY : shown[i][k], .child = -1};
  }
  CHECK(ps_run_gradients(&loss, all, run, x, y, ASKED, time, NULL) == PS_OK);
  for (int i = 0; i < ASKED; i++)
    memcpy(logits + i * length * classes, all + ((i + 1) * time - length) * classes,
           sizeof *all * (size_t)(length * classes));
  free(x), free(y), free(all);
}

static int largest(const float *row, int classes) {
  int best = 0;
  for (int n = 1; n < classes; n++) best = row[n] > row[best] ? n : best;
  return best;
}

/* Of the probability: ln of the odds against it. */
static double odds_against(const float *row, int classes, int answer) {
  double others = 0;
  for (int n = 0; n < classes; n++) others += n == answer ? 0 : exp((double)row[n] - row[answer]);
  return log(others);
}

/* Says all that is hidden, in each pass the surest; orders <- in which pass, 0 where it was shown. */
static void say_surest(shown_path orders, ps_run *run, const ps_graph *graphs, shown_path shown) {
  const ps_config *c = ps_run_config(run);
  int length = c->path_length, classes = c->labels + 4;
  float *logits = malloc(sizeof *logits * (size_t)(ASKED * length * classes));
  memset(orders, 0, sizeof(shown_path));
  for (int pass = 1; pass <= length; pass++) {
    read_places(logits, run, graphs, shown);
    for (int i = 0; i < ASKED; i++) {
      int surest = -1;
      double least = INFINITY;
      for (int k = 0; k < length; k++) {
        const float *row = logits + (i * length + k) * classes;
        double odds = odds_against(row, classes, largest(row, classes));
        if (shown[i][k] == HIDDEN && odds < least) surest = k, least = odds;
      }
      if (surest < 0) continue;
      shown[i][surest] = largest(logits + (i * length + surest) * classes, classes);
      orders[i][surest] = pass;
    }
  }
  free(logits);
}

static void test_in_place(const char *const (*fields)[2], int degree, int steps, int rounds) {
  ps_config c = config_of(fields);
  c.batch = ASKED, c.degree = degree;
  ps_run *run = made(&c, 2, NULL);
  int length = c.path_length, classes = c.labels + 4, walked = 0, whole = 0, backward = 0, forward = 0;
  float *logits = malloc(sizeof *logits * (size_t)(ASKED * length * classes));
  ps_decoding *d = malloc(sizeof *d);
  for (int round = 0; round < rounds; round++) {
    ps_graph graphs[ASKED];
    ps_metrics m;
    shown_path shown, orders;
    double forced[PS_PATH_MAX] = {0}, losses[PS_PATH_MAX] = {0}, free_at[PS_PATH_MAX] = {0}, margin = 0;
    int paths = 0, followed = 0, inner = 0;
    CHECK(ps_run_step(run, steps, NULL) == PS_OK);
    for (int i = 0; i < ASKED; i++) ps_graph_generate(&graphs[i], ps_run_space(run), PS_HELD_OUT, (uint64_t)i);
    CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, ASKED, NULL) == PS_OK);

    for (int k = 0; k < length; k++) { /* forced: what is before is true, the rest hidden */
      for (int i = 0; i < ASKED; i++)
        for (int j = 0; j < length; j++) shown[i][j] = j < k ? graphs[i].arms[graphs[i].goal_arm][j] : HIDDEN;
      read_places(logits, run, graphs, shown);
      for (int i = 0; i < ASKED; i++) {
        const float *row = logits + (i * length + k) * classes;
        int truth = graphs[i].arms[graphs[i].goal_arm][k];
        double against = odds_against(row, classes, truth), other = -INFINITY;
        losses[k] += log(1 + exp(against)) / ASKED;
        forced[k] += largest(row, classes) == truth;
        for (int n = 0; n < classes; n++) other = n == truth ? other : fmax(other, (double)row[n]);
        margin += k == 1 ? ((double)row[truth] - other) / ASKED : 0;
      }
      CHECK(fabs(m.forced[k] - forced[k] / ASKED) < 1e-12);
    }
    CHECK_NEAR("losses", m.losses, losses, length, 1e-5, 1e-5);
    CHECK(fabs(m.margin - margin) < 1e-4 && m.first_step == m.forced[1]);

    for (int i = 0; i < ASKED; i++)
      for (int j = 0; j < length; j++) shown[i][j] = HIDDEN;
    say_surest(orders, run, graphs, shown);
    for (int i = 0; i < ASKED; i++) {
      int right = 0;
      CHECK(ps_run_decode(d, run, &graphs[i], -1, NULL) == PS_OK);
      for (int k = 0; k < length; k++) {
        CHECK(d->tokens[k] == shown[i][k] && d->rounds[k] == orders[i][k]);
        right += shown[i][k] == graphs[i].arms[graphs[i].goal_arm][k];
        free_at[k] += shown[i][k] == graphs[i].arms[graphs[i].goal_arm][k];
      }
      CHECK(d->correct == (right == length));
      paths += right == length;
      forward += orders[i][1]<orders[i][length - 2], backward += orders[i][1]> orders[i][length - 2];
    }
    for (int k = 0; k < length; k++) CHECK(fabs(m.free[k] - free_at[k] / ASKED) < 1e-12);
    CHECK_INTEGER(m.path_correct, paths);

    if (degree == 2) { /* the wrong arm is known */
      for (int i = 0; i < ASKED; i++)
        for (int j = 0; j < length; j++) shown[i][j] = j < 2 ? graphs[i].arms[1 - graphs[i].goal_arm][j] : HIDDEN;
      say_surest(orders, run, graphs, shown);
      for (int i = 0; i < ASKED; i++) {
        const int16_t *wrong = graphs[i].arms[1 - graphs[i].goal_arm];
        int right = 2;
        while (right < length && shown[i][right] == wrong[right]) right++;
        followed += right == length, inner += right >= length - 1;
      }
      CHECK(m.hans == (double)followed / ASKED && m.hans_inner == (double)inner / ASKED && m.hans_graphs == ASKED);
    }
    for (int i = 0; i < ASKED; i++) /* handed over alone: the start is still to be said */
      for (int j = 0; j < length; j++) shown[i][j] = j == 1 ? graphs[i].arms[0][1] : HIDDEN;
    say_surest(orders, run, graphs, shown);
    for (int i = 0; i < ASKED; i++) {
      CHECK(ps_run_decode(d, run, &graphs[i], graphs[i].arms[0][1], NULL) == PS_OK);
      for (int k = 0; k < length; k++) CHECK(d->tokens[k] == shown[i][k] && d->rounds[k] == orders[i][k]);
    }
    walked += inner, whole += paths > 0 && paths < ASKED;
  }
  CHECK(forward > 0 && backward > 0 && whole > 0 && (degree != 2 || walked > 0)); /* or the above said little */
  free(logits), free(d);
  ps_run_destroy(run);
}

/* ---- A model that says its targets in any order, asked by whole passes over what it has said ---- */

/* logits (ASKED, classes) of target asks[i] of each path, after the first `turn` targets of its order */
static void read_turn(float *logits, ps_run *run, const ps_graph *graphs, shown_path said,
                      const uint8_t order[][PS_PATH_MAX], int turn, const int *asks) {
  const ps_config *c = ps_run_config(run);
  int prefix = ps_prefix_length(c), time = prefix + turn, classes = c->labels + 4;
  ps_token *x = calloc((size_t)(ASKED * time), sizeof *x);
  int32_t *y = calloc((size_t)(ASKED * time), sizeof *y);
  float *all = malloc(sizeof *all * (size_t)(ASKED * time * classes));
  double loss;
  for (int i = 0; i < ASKED; i++) {
    ps_token *row = x + i * time;
    ps_prefix_write(row, c, &graphs[i]);
    for (int n = 0; n < turn; n++) {
      int k = order[i][n];
      row[prefix + n] = (ps_token){.id = said[i][k], .child = -1, .slot = (uint8_t)(k + 1)};
      row[prefix - 1 + n].asked = (uint8_t)(k + 1);
    }
    row[time - 1].asked = (uint8_t)(asks[i] + 1);
  }
  CHECK(ps_run_gradients(&loss, all, run, x, y, ASKED, time, NULL) == PS_OK);
  for (int i = 0; i < ASKED; i++)
    memcpy(logits + i * classes, all + ((i + 1) * time - 1) * classes, sizeof *all * (size_t)classes);
  free(x), free(y), free(all);
}

/* Says all; passes <- in which pass, from 1, or, where target 1 is `handed`, 0 for it and then from 1. */
static void say_ordered(shown_path said, shown_path passes, double chances[][PS_PATH_MAX], ps_run *run,
                        const ps_graph *graphs, int by, const int *handed) {
  const ps_config *c = ps_run_config(run);
  int length = c->path_length, classes = c->labels + 4;
  uint8_t order[ASKED][PS_PATH_MAX];
  float *logits = malloc(sizeof *logits * (size_t)(ASKED * classes));
  for (int i = 0; i < ASKED; i++)
    for (int k = 0; k < length; k++) said[i][k] = HIDDEN;
  for (int turn = 0; turn < length; turn++) {
    int chosen[ASKED], answers[ASKED];
    double least[ASKED];
    for (int i = 0; i < ASKED; i++) chosen[i] = HIDDEN, least[i] = INFINITY;
    for (int ask = 0; ask < length; ask++) {
      int k = by == PS_ORDER_BACKWARDS ? length - 1 - ask : ask, asks[ASKED];
      for (int i = 0; i < ASKED; i++) asks[i] = k;
      read_turn(logits, run, graphs, said, (const uint8_t(*)[PS_PATH_MAX])order, turn, asks);
      for (int i = 0; i < ASKED; i++) {
        const float *row = logits + i * classes;
        double odds = odds_against(row, classes, largest(row, classes));
        bool hands = handed && !turn;
        if (said[i][k] != HIDDEN || (hands && k != 1)) continue;
        if (chosen[i] != HIDDEN && (by != PS_ORDER_SUREST || odds >= least[i])) continue;
        chosen[i] = k, least[i] = odds;
        answers[i] = hands ? handed[i] : largest(row, classes);
        chances[i][k] = 1 / (1 + exp(odds_against(row, classes, answers[i])));
      }
    }
    for (int i = 0; i < ASKED; i++) {
      order[i][turn] = (uint8_t)chosen[i];
      said[i][chosen[i]] = answers[i];
      passes[i][chosen[i]] = turn + !handed;
    }
  }
  free(logits);
}

static void test_any_order(const char *const (*fields)[2], int steps, int rounds) {
  ps_config c = config_of(fields);
  c.batch = ASKED;
  ps_run *run = made(&c, 2, NULL);
  int length = c.path_length, apart = 0, partly = 0, forward = 0, backward = 0;
  ps_decoding *d = malloc(sizeof *d);
  for (int round = 0; round < rounds; round++) {
    ps_graph graphs[ASKED];
    ps_metrics first;
    int paths[PS_ORDERS] = {0}, handed[ASKED];
    CHECK(ps_run_step(run, steps, NULL) == PS_OK);
    for (int i = 0; i < ASKED; i++) {
      ps_graph_generate(&graphs[i], ps_run_space(run), PS_HELD_OUT, (uint64_t)i);
      handed[i] = graphs[i].arms[i % 2][1];
    }
    for (int by = 0; by < PS_ORDERS; by++) {
      shown_path said, passes;
      double chances[ASKED][PS_PATH_MAX], free_at[PS_PATH_MAX] = {0};
      ps_metrics m;
      CHECK(ps_run_set_order(run, by, NULL) == PS_OK);
      CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, ASKED, NULL) == PS_OK);
      say_ordered(said, passes, chances, run, graphs, by, NULL);
      for (int i = 0; i < ASKED; i++) {
        int right = 0;
        CHECK(ps_run_decode(d, run, &graphs[i], -1, NULL) == PS_OK);
        for (int k = 0; k < length; k++) {
          bool correct = said[i][k] == graphs[i].arms[graphs[i].goal_arm][k];
          CHECK(d->tokens[k] == said[i][k] && d->rounds[k] == passes[i][k]);
          if (said[i][k] < c.labels) CHECK(fabs((double)d->probabilities[k][said[i][k]] - chances[i][k]) < 1e-5);
          right += correct, free_at[k] += correct;
        }
        CHECK(d->correct == (right == length));
        paths[by] += right == length;
        if (by == PS_ORDER_SUREST) {
          forward += passes[i][1]<passes[i][length - 2], backward += passes[i][1]> passes[i][length - 2];
        }
      }
      for (int k = 0; k < length; k++) CHECK(fabs(m.free[k] - free_at[k] / ASKED) < 1e-12);
      CHECK_INTEGER(m.path_correct, paths[by]);
      if (!by) first = m;
      /* The rest is asked forwards. */
      CHECK(m.loss == first.loss && m.margin == first.margin && m.first_step == first.first_step);
      CHECK(m.hans == first.hans && !memcmp(m.forced, first.forced, sizeof m.forced));
      if (by == PS_ORDER_FORWARDS) continue; /* there the node is handed over in its turn */
      say_ordered(said, passes, chances, run, graphs, by, handed);
      for (int i = 0; i < ASKED; i++) {
        CHECK(ps_run_decode(d, run, &graphs[i], handed[i], NULL) == PS_OK);
        for (int k = 0; k < length; k++) CHECK(d->tokens[k] == said[i][k] && d->rounds[k] == passes[i][k]);
      }
    }
    apart += paths[0] != paths[1] || paths[1] != paths[2];
    partly += paths[1] > 0 && paths[1] < ASKED;
    CHECK(ps_run_set_order(run, PS_ORDER_FORWARDS, NULL) == PS_OK);
  }
  CHECK(apart > 0 && partly > 0 && forward + backward > 0); /* or the above said little */
  free(d);
  ps_run_destroy(run);
}

/* Wilson's interval: of all and of none, by the closed forms that it has there, and interior shares of evaluations. */
static void test_wilson(void) {
  static const char *const fields[][2] = {{"objective", "reverse"}, {"batch", "64"}, {"width", "32"}, {NULL, NULL}};
  ps_config c = config_of(fields);
  ps_run *run = made(&c, 1, NULL);
  int interior = 0;
  double least, most, square = 1.959963984540054 * 1.959963984540054;
  ps_wilson_interval(&least, &most, 16, 16);
  CHECK(fabs(least - 16 / (16 + square)) < 1e-15 && most == 1);
  ps_wilson_interval(&least, &most, 0, 16);
  CHECK(least == 0 && fabs(most - square / (16 + square)) < 1e-15);
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

int main(void) {
  int kinds_said[5] = {0};
  test_untrained();
  test_metrics_table();
  test_decoding();
  /* For a third of them, Mamba's first too, more graphs than all tallies hold. */
  for (int i = 0; i < CONFIGS; i++) test_margin(kinds_said, configs[i], 3, 4, i % 3 ? 300 : 1100);
  test_margin(kinds_said, plain, 1, 4, 300);
  test_margin(kinds_said, pairs, 3, 2, 300);
  for (int kind = 0; kind < 5; kind++) CHECK(kinds_said[kind] > 0);
  test_many_margins();
  test_hans("transformer");
  test_hans("mamba");
  static const char *const three[][2] = {{"objective", "mlm"}, {"width", "32"}, {"layers", "3"}, {NULL, NULL}};
  static const char *const two[][2] = {{"objective", "mlm"}, {"width", "32"},  {"layers", "3"},
                                       {"path_length", "5"}, {"labels", "11"}, {"question", "first"},
                                       {NULL, NULL}};
  static const char *const any[][2] = {{"objective", "any_order"}, {"width", "32"}, {"layers", "3"}, {NULL, NULL}};
  static const char *const mamba_any[][2] = {
      {"architecture", "mamba"}, {"objective", "any_order"}, {"positions", "none"}, {"layout", "pairs"},
      {"layers", "2"},           {"learning_rate", "3e-3"},  {NULL, NULL}};
  test_any_order(any, 150, 4);
  test_any_order(mamba_any, 100, 4);
  test_in_place(three, 3, 60, 6);
  test_in_place(two, 2, 60, 6);
  test_wilson();
  return check_done("evaluate");
}

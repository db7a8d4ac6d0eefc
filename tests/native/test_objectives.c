/* What a training sample shows: which previous nodes are hidden, which goal is named, and that questions see none of it. */
#include "ground/rng.h"
#include "objective_check.h"

#include <stdlib.h>
#include <string.h>

enum { SAMPLES = 4000 };

/* Member by member: a token has bytes that belong to none. */
static bool same_tokens(const ps_token *one, const ps_token *other, int count) {
  for (int t = 0; t < count; t++) {
    if (one[t].id != other[t].id || one[t].child != other[t].child) return false;
  }
  return true;
}

/* The graph and what training shows of it at that place; where it must not, nothing differs from what questions see. */
static ps_graph sample_at(shown *s, const ps_config *c, const ps_graph_space *space, uint64_t place) {
  ps_graph graph;
  shown again, asked;
  int time = ps_input_length(c), prefix = ps_prefix_length(c), goal = ps_question_place(c) + 1;
  ps_graph_generate(&graph, space, PS_TRAIN, place);
  ps_objective_training_sample(s->x, s->y, c, &graph, place);
  ps_objective_training_sample(again.x, again.y, c, &graph, place);
  ps_objective_sample(asked.x, asked.y, c, &graph);
  CHECK(same_tokens(s->x, again.x, time));
  CHECK(!memcmp(s->y, asked.y, (size_t)time * sizeof *s->y));
  for (int t = 0; t < prefix; t++)
    CHECK(t == goal || (s->x[t].id == asked.x[t].id && s->x[t].child == asked.x[t].child));
  for (int k = 0; k < c->path_length - 1; k++) {
    CHECK(asked.x[prefix + k].id == graph.arms[graph.goal_arm][k]);
    CHECK(s->x[prefix + k].id == asked.x[prefix + k].id || s->x[prefix + k].id == c->labels + PS_TOKEN_DUMMY);
  }
  CHECK(asked.x[goal].id == graph.arms[graph.goal_arm][c->path_length - 1]);
  return graph;
}

/* How many of the previous nodes are hidden; *stretches <- in how many stretches. */
static int hidden_in(int *stretches, const shown *s, const ps_config *c) {
  int hidden = 0;
  bool before = false;
  *stretches = 0;
  for (int k = 0; k < c->path_length - 1; k++) {
    bool is = s->x[ps_prefix_length(c) + k].id == c->labels + PS_TOKEN_DUMMY;
    hidden += is, *stretches += is && !before;
    before = is;
  }
  return hidden;
}

/* histogram[n] <- in how many samples n of the five previous nodes are hidden; *most <- the most stretches. */
static void count(int histogram[6], int *most, const ps_config *c) {
  ps_graph_space space;
  shown s;
  memset(histogram, 0, 6 * sizeof *histogram);
  *most = 0;
  CHECK(ps_graph_space_init(&space, c, NULL) == PS_OK);
  for (uint64_t i = 0; i < SAMPLES; i++) {
    int stretches;
    ps_graph graph = sample_at(&s, c, &space, i);
    histogram[hidden_in(&stretches, &s, c)]++;
    if (stretches > *most) *most = stretches;
    CHECK(s.x[ps_question_place(c) + 1].id == graph.arms[graph.goal_arm][c->path_length - 1]);
  }
}

/* Within five standard errors of a share. */
static bool about(int counted, double share) {
  return fabs(counted - SAMPLES * share) <= 5 * sqrt(SAMPLES * share * (1 - share)) + 1e-9;
}

static void test_masked(void) {
  static const double binomial[6] = {0.07776, 0.2592, 0.3456, 0.2304, 0.0768, 0.01024}; /* 5 draws of 0.4 */
  ps_config c = config_of("masked", "edge", "last");
  int n[6], stretches;
  c.mask_rate = 0.4;
  count(n, &stretches, &c);
  for (int k = 0; k < 6; k++) CHECK(about(n[k], binomial[k]));
  CHECK(stretches == 3);
  c.mask_rate = 0, count(n, &stretches, &c);
  CHECK_INTEGER(n[0], SAMPLES);
  c.mask_rate = 1, count(n, &stretches, &c);
  CHECK_INTEGER(n[5], SAMPLES);
  c.mask = PS_MASK_UNIFORM, count(n, &stretches, &c);
  for (int k = 0; k < 6; k++) CHECK(about(n[k], 1 / 6.0)); /* a binomial's, over all rates */
  c.mask = PS_MASK_SPAN, c.mask_rate = 0.4, count(n, &stretches, &c);
  CHECK(n[2] == SAMPLES && stretches == 1);
  c.mask_rate = 1, count(n, &stretches, &c);
  CHECK_INTEGER(n[5], SAMPLES);
}

static void test_hybrid(void) {
  ps_config c = config_of("hybrid", "paper", "first");
  int n[6], stretches;
  c.mask_rate = 0.3, count(n, &stretches, &c);
  CHECK(about(n[5], 0.3) && n[0] + n[5] == SAMPLES);
  c = config_of("teacher_forcing", "pairs", "last"), count(n, &stretches, &c);
  CHECK_INTEGER(n[0], SAMPLES);
}

static void test_waypoint(void) {
  static const char *const layouts[] = {"paper", "pairs", "edge"}, *const questions[] = {"first", "last", "last"};
  for (int i = 0; i < 3; i++) {
    ps_config c = config_of("waypoint", layouts[i], questions[i]);
    ps_graph_space space;
    shown s;
    int n[PS_PATH_MAX] = {0};
    CHECK(ps_graph_space_init(&space, &c, NULL) == PS_OK);
    for (uint64_t k = 0; k < SAMPLES; k++) {
      ps_graph graph = sample_at(&s, &c, &space, k);
      for (int depth = 0; depth < c.path_length; depth++)
        n[depth] += s.x[ps_question_place(&c) + 1].id == graph.arms[graph.goal_arm][depth];
    }
    CHECK_INTEGER(n[0], 0);
    for (int depth = 1; depth < c.path_length; depth++) CHECK(about(n[depth], 0.2));
  }
}

static void test_counted(void) {
  ps_config c = config_of("first_only", "edge", "last");
  CHECK_INTEGER(ps_objective_counted(&c), 1);
  CHECK(ps_objective_of(&c)->counts(&c, 1) && !ps_objective_of(&c)->counts(&c, 0));
  c = config_of("without_first", "edge", "last");
  CHECK_INTEGER(ps_objective_counted(&c), c.path_length - 1);
  CHECK(!ps_objective_of(&c)->counts(&c, 1));
}

/* A step's loss is that of the training samples of its place, over the targets that count alone. */
static void test_step(const char *objective) {
  ps_config c = config_of(objective, "pairs", "last");
  ps_graph_space space;
  ps_run *run = NULL, *other = NULL;
  c.batch = 9;
  CHECK(ps_graph_space_init(&space, &c, NULL) == PS_OK);
  CHECK(ps_run_create(&run, &c, NULL, NULL) == PS_OK && ps_run_create(&other, &c, NULL, NULL) == PS_OK);
  int time = ps_input_length(&c), before = ps_prefix_length(&c) - 1;
  ps_token *x = malloc((size_t)(c.batch * time) * sizeof *x);
  int32_t *y = malloc((size_t)(c.batch * time) * sizeof *y);
  for (int i = 0; i < c.batch; i++) {
    ps_graph graph;
    ps_graph_generate(&graph, &space, PS_TRAIN, (uint64_t)i);
    ps_objective_training_sample(x + i * time, y + i * time, &c, &graph, (uint64_t)i);
    for (int k = 0; k < c.path_length; k++)
      if (!ps_objective_of(&c)->counts(&c, k)) y[i * time + before + k] = -1;
  }
  double loss = NAN;
  CHECK(ps_run_step(run, 1, NULL) == PS_OK && ps_run_gradients(&loss, NULL, other, x, y, c.batch, time, NULL) == PS_OK);
  CHECK(loss == ps_run_progress(run).loss && loss > 1);
  free(x), free(y);
  ps_run_destroy(run), ps_run_destroy(other);
}

/* In place: as many hidden as a rate drawn between 0 and 1 makes, at least one; what is shown is true and does not count,
 * and what is hidden counts as all would. */
static void test_mlm_samples(void) {
  static const char *const layouts[] = {"paper", "pairs", "edge"};
  for (int layout = 0; layout < 3; layout++) {
    ps_config c = config_of("mlm", layouts[layout], layout ? "last" : "first");
    ps_graph_space space;
    int numbers[PS_PATH_MAX + 1] = {0}, at[PS_PATH_MAX] = {0}, prefix = ps_prefix_length(&c);
    CHECK(ps_graph_space_init(&space, &c, NULL) == PS_OK);
    for (uint64_t place = 0; place < SAMPLES; place++) {
      shown s, again, asked;
      ps_graph graph;
      int hidden = 0;
      ps_graph_generate(&graph, &space, PS_TRAIN, place);
      float weight = ps_objective_training_sample(s.x, s.y, &c, &graph, place);
      CHECK(ps_objective_training_sample(again.x, again.y, &c, &graph, place) == weight);
      ps_objective_sample(asked.x, asked.y, &c, &graph);
      CHECK(same_tokens(s.x, asked.x, prefix) && !memcmp(s.y, asked.y, (size_t)prefix * sizeof *s.y));
      for (int k = 0; k < c.path_length; k++) {
        int t = prefix + k, truth = graph.arms[graph.goal_arm][k];
        bool hides = s.y[t] >= 0;
        CHECK(s.x[t].id == (hides ? c.labels + PS_TOKEN_DUMMY : truth) && s.x[t].child == -1);
        CHECK(s.y[t] == (hides ? truth : -1));
        CHECK(asked.x[t].id == c.labels + PS_TOKEN_DUMMY && asked.y[t] == truth);
        CHECK(again.x[t].id == s.x[t].id && again.y[t] == s.y[t]);
        hidden += hides, at[k] += hides;
      }
      CHECK(hidden > 0 && weight == (float)c.path_length / (float)hidden);
      numbers[hidden]++;
    }
    CHECK(numbers[0] == 0 && about(numbers[1], 2 / 7.0)); /* none hidden becomes one */
    for (int k = 2; k <= c.path_length; k++) CHECK(about(numbers[k], 1 / 7.0));
    for (int k = 0; k < c.path_length; k++) CHECK(about(at[k], 0.5 + 1 / 42.0));
  }
}

/* A step's loss and gradient are the mean over samples of the mean over what each hides. */
static void test_mlm_step(void) {
  ps_config c = config_of("mlm", "edge", "last");
  ps_graph_space space;
  ps_run *run = NULL, *other = NULL;
  c.batch = 9, c.clip = 0;
  CHECK(ps_graph_space_init(&space, &c, NULL) == PS_OK);
  CHECK(ps_run_create(&run, &c, NULL, NULL) == PS_OK && ps_run_create(&other, &c, NULL, NULL) == PS_OK);
  int time = ps_input_length(&c), tensors = ps_run_tensor_count(run);
  ps_token *x = malloc((size_t)(c.batch * time) * sizeof *x);
  int32_t *y = malloc((size_t)(c.batch * time) * sizeof *y), *one = malloc((size_t)(c.batch * time) * sizeof *one);
  double *sums[PS_LAYERS_MAX * 16], mean = 0, loss = NAN;
  for (int i = 0; i < tensors; i++) sums[i] = calloc(ps_run_tensor(other, i).count, sizeof *sums[i]);
  for (int i = 0; i < c.batch; i++) {
    ps_graph graph;
    ps_graph_generate(&graph, &space, PS_TRAIN, (uint64_t)i);
    ps_objective_training_sample(x + i * time, y + i * time, &c, &graph, (uint64_t)i);
  }
  for (int i = 0; i < c.batch; i++) {
    for (int t = 0; t < c.batch * time; t++) one[t] = t / time == i ? y[t] : -1;
    CHECK(ps_run_gradients(&loss, NULL, other, x, one, c.batch, time, NULL) == PS_OK);
    mean += loss / c.batch;
    for (int k = 0; k < tensors; k++) {
      ps_tensor tensor = ps_run_tensor(other, k);
      for (size_t j = 0; j < tensor.count; j++) sums[k][j] += (double)tensor.gradient[j] / c.batch;
    }
  }
  CHECK(ps_run_step(run, 1, NULL) == PS_OK && fabs(ps_run_progress(run).loss - mean) < 1e-6 * mean);
  for (int k = 0; k < tensors; k++) {
    ps_tensor tensor = ps_run_tensor(run, k);
    CHECK_NEAR(tensor.name, tensor.gradient, sums[k], tensor.count, 1e-7, 2e-5);
    free(sums[k]);
  }
  free(x), free(y), free(one);
  ps_run_destroy(run), ps_run_destroy(other);
}

/* Attention over every pair of positions costs more than over those behind: the formula of transformer.c, and one more
 * position for every layer, against teacher forcing with the same tensors. */
static void test_mlm_flops(void) {
  ps_config c = config_of("mlm", "pairs", "last"), causal = config_of("teacher_forcing", "pairs", "last");
  ps_run *run = NULL, *other = NULL;
  c.positions = causal.positions = PS_POSITIONS_NONE;
  c.mlp_ratio = causal.mlp_ratio = 2;
  CHECK(ps_run_create(&run, &c, NULL, NULL) == PS_OK && ps_run_create(&other, &causal, NULL, NULL) == PS_OK);
  double n = c.batch, d = c.width, l = c.path_length, t = ps_input_length(&c), more = 0;
  CHECK_INTEGER(ps_run_input_length(run), ps_run_input_length(other) + 1);
  for (int layer = 0; layer < c.layers; layer++) {
    bool last = layer == c.layers - 1;
    double pairs = last ? l * t : t * t, behind = last ? l * (t - 1 - l) + l * (l + 1) / 2 : (t - 1) * t / 2;
    more += 12 * n * d * (pairs - behind) + 6 * n * d * d * (2 + (last ? 0 : 2 + 2 * c.mlp_ratio));
  }
  CHECK(ps_run_flops(run) - ps_run_flops(other) == more);
  ps_run_destroy(run), ps_run_destroy(other);
}

/* In any order: a graph's path is whole, each input tells what it is and what it asks for, and each order is as likely as
 * any other, whatever the sample; questions ask from the start. */
static void test_any_order_samples(void) {
  static const char *const layouts[] = {"paper", "pairs", "edge"};
  for (int layout = 0; layout < 3; layout++) {
    ps_config c = config_of("any_order", layouts[layout], layout ? "last" : "first");
    ps_graph_space space;
    enum { LENGTH = 6 };
    int at[LENGTH][LENGTH] = {{0}}, after[LENGTH][LENGTH] = {{0}}, first = ps_answer_place(&c), length = c.path_length;
    CHECK(length == LENGTH && first == ps_prefix_length(&c) - 1 && ps_input_length(&c) == first + length);
    CHECK(ps_graph_space_init(&space, &c, NULL) == PS_OK);
    for (uint64_t place = 0; place < SAMPLES; place++) {
      shown s, again, asked;
      ps_graph graph;
      bool said[LENGTH] = {false};
      ps_graph_generate(&graph, &space, PS_TRAIN, place);
      CHECK(ps_objective_training_sample(s.x, s.y, &c, &graph, place) == 1);
      ps_objective_training_sample(again.x, again.y, &c, &graph, place);
      ps_objective_sample(asked.x, asked.y, &c, &graph);
      CHECK(same_tokens(s.x, again.x, first + length) && same_tokens(s.x, asked.x, first + 1));
      CHECK(!memcmp(s.y, asked.y, (size_t)first * sizeof *s.y));
      for (int t = 0; t < first; t++) CHECK(!s.x[t].slot && !s.x[t].asked && !asked.x[t].slot && !asked.x[t].asked);
      CHECK(!s.x[first].slot && !asked.x[first].slot);
      for (int i = 0; i < length; i++) {
        const ps_token *x = s.x + first + i, *question = asked.x + first + i;
        int target = ps_asked_target(&c, s.x, first + i), before = i ? x[-1].asked - 1 : -1;
        CHECK(target >= 0 && target < length && !said[target]);
        said[target] = true;
        CHECK(s.y[first + i] == graph.arms[graph.goal_arm][target]);
        CHECK(asked.y[first + i] == graph.arms[graph.goal_arm][i] && question->asked == i + 1);
        at[i][target]++;
        if (!i) continue;
        CHECK(x->slot == before + 1 && x->id == graph.arms[graph.goal_arm][before] && x->child == -1);
        CHECK(question->slot == i && question->id == graph.arms[graph.goal_arm][i - 1]);
        CHECK(again.x[first + i].slot == x->slot && again.x[first + i].asked == x->asked);
        after[before][target]++;
      }
    }
    for (int i = 0; i < length; i++) {
      for (int k = 0; k < length; k++) CHECK(about(at[i][k], 1 / 6.0) && (i == k || about(after[i][k], 1 / 6.0)));
    }
  }
}

/* Beside teacher forcing the same trunk, to the bit where it starts, and as many operations; two tables of slots more, which
 * answers need, and no places after the prefix. */
static void test_any_order_model(const char *architecture, bool places) {
  ps_config c = config_of("any_order", "pairs", "last"), forced = config_of("teacher_forcing", "pairs", "last");
  CHECK(ps_config_set(&c, "architecture", architecture, NULL) == PS_OK);
  forced.architecture = c.architecture;
  c.positions = forced.positions = places ? PS_POSITIONS_LEARNED : PS_POSITIONS_NONE;
  ps_run *run = NULL, *other = NULL;
  CHECK(ps_run_create(&run, &c, NULL, NULL) == PS_OK && ps_run_create(&other, &forced, NULL, NULL) == PS_OK);
  CHECK(ps_run_flops(run) == ps_run_flops(other));
  int shared = ps_run_tensor_count(other), length = c.path_length;
  CHECK_INTEGER(ps_run_tensor_count(run), shared + 2);
  for (int i = 0; i < shared; i++) {
    ps_tensor ours = ps_run_tensor(run, i), theirs = ps_run_tensor(other, i);
    bool cut = !strcmp(ours.name, "pos_encoding.weight");
    CHECK_TEXT(ours.name, theirs.name);
    CHECK_INTEGER(ours.shape[0], cut ? ps_prefix_length(&c) : theirs.shape[0]);
    CHECK(!memcmp(ours.weight, theirs.weight, ours.count * sizeof(float)));
  }
  static const char *const names[] = {"embed_slots.weight", "embed_asked.weight"};
  for (int i = 0; i < 2; i++) {
    ps_tensor table = ps_run_tensor(run, shared + i);
    CHECK_TEXT(table.name, names[i]);
    CHECK(table.shape[0] == length && table.shape[1] == c.width && !table.auxiliary && table.weight[0] != 0);
  }
  CHECK(ps_run_tensor(run, shared).weight[0] != ps_run_tensor(run, shared + 1).weight[0]);
  ps_parameters ours = ps_config_parameters(&c), theirs = ps_config_parameters(&forced);
  CHECK(ours.training == ours.inference && theirs.training == theirs.inference);
  CHECK_INTEGER(ours.training - theirs.training, (uint64_t)((places ? 1 : 2) * length * c.width));
  ps_run_destroy(run), ps_run_destroy(other);
}

/* Tokens after the prefix have slots there, and no others. */
static void test_any_order_refusals(void) {
  ps_config c = config_of("any_order", "edge", "last"), forced = config_of("teacher_forcing", "edge", "last");
  ps_message why = {""};
  ps_graph graph;
  shown s, plain;
  double loss;
  ps_run *run = NULL, *other = NULL;
  c.batch = forced.batch = 1;
  CHECK(ps_run_create(&run, &c, NULL, NULL) == PS_OK && ps_run_create(&other, &forced, NULL, NULL) == PS_OK);
  ps_graph_generate(&graph, ps_run_space(run), PS_TRAIN, 0);
  ps_objective_sample(s.x, s.y, &c, &graph);
  ps_objective_sample(plain.x, plain.y, &forced, &graph);
  int time = ps_input_length(&c), prefix = ps_prefix_length(&c);
  CHECK(ps_run_gradients(&loss, NULL, run, s.x, s.y, 1, time, NULL) == PS_OK);
  CHECK(ps_run_gradients(&loss, NULL, run, plain.x, plain.y, 1, time, &why) == PS_INVALID_ARGUMENT);
  CHECK(strstr(why.text, "must have slot in 1..6 and asked in 0..6, not 0 and 0"));
  CHECK(ps_run_gradients(&loss, NULL, other, s.x, s.y, 1, time, &why) == PS_INVALID_ARGUMENT);
  CHECK(strstr(why.text, "must have slot in 0..0 and asked in 0..0, not 0 and 1"));
  static const uint8_t wrong[] = {255, 7};
  for (int i = 0; i < 4; i++) {
    ps_objective_sample(s.x, s.y, &c, &graph);
    *(i < 2 ? &s.x[prefix].slot : &s.x[prefix].asked) = wrong[i % 2];
    CHECK(ps_run_gradients(&loss, NULL, run, s.x, s.y, 1, time, &why) == PS_INVALID_ARGUMENT);
  }
  ps_objective_sample(s.x, s.y, &c, &graph);
  s.x[prefix - 1].slot = 1;
  CHECK(ps_run_gradients(&loss, NULL, run, s.x, s.y, 1, time, &why) == PS_INVALID_ARGUMENT);
  CHECK(ps_run_set_order(other, PS_ORDER_SUREST, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "any_order"));
  CHECK(ps_run_set_order(run, PS_ORDERS, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "order = 3"));
  CHECK(ps_run_set_order(other, PS_ORDER_FORWARDS, NULL) == PS_OK && !ps_order_name(PS_ORDERS) && !ps_order_name(-1));
  ps_run_destroy(run), ps_run_destroy(other);
}

int main(void) {
  test_any_order_samples();
  test_any_order_model("transformer", true);
  test_any_order_model("transformer", false);
  test_any_order_model("mamba", true);
  test_any_order_model("mamba", false);
  test_any_order_refusals();
  test_masked();
  test_mlm_samples();
  test_mlm_step();
  test_mlm_flops();
  test_hybrid();
  test_waypoint();
  test_counted();
  test_step("masked");
  test_step("hybrid");
  test_step("first_only");
  test_step("without_first");
  test_step("waypoint");
  test_step("any_order");
  return check_done("objectives");
}

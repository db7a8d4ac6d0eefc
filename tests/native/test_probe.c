/* Looking inside a run: attention against a whole transformer in double, the supervision of each target position
 * against gradients of batches in which it alone has a loss; and neither disturbs training. */
#include "check.h"
#include "objectives/objective.h"
#include "oracle.h"

#include <stdbool.h>
#include <stdlib.h>

enum { LONGEST = 64, WIDEST = 32, WIDEST_MLP = 4 * WIDEST };

static ps_config config_of(const char *const (*fields)[2]) {
  ps_config c;
  ps_config_default(&c);
  c.batch = 9, c.width = 16, c.heads = 2, c.layers = 2, c.warmup = 5;
  for (; (*fields)[0]; fields++) CHECK(ps_config_set(&c, (*fields)[0], (*fields)[1], NULL) == PS_OK);
  return c;
}

static ps_run *trained(const ps_config *c, int threads, int steps) {
  ps_run *run = NULL;
  ps_message why = {""};
  ps_run_options options = {.threads = threads};
  if (!CHECK(ps_run_create(&run, c, &options, &why) == PS_OK)) fprintf(stderr, "%s\n", why.text), exit(1);
  CHECK(ps_run_step(run, steps, NULL) == PS_OK);
  return run;
}

/* ---- A transformer in double, by the names of its tensors ---- */

/* The named tensor, of no layer where that is -1, in double; NULL if the model has none. */
static double *weights_of(ps_run *run, int layer, const char *name) {
  char full[64];
  if (layer < 0) {
    snprintf(full, sizeof full, "%s", name);
  } else {
    snprintf(full, sizeof full, "layers.%d.%s", layer, name);
  }
  for (int i = 0; i < ps_run_tensor_count(run); i++) {
    ps_tensor tensor = ps_run_tensor(run, i);
    if (strcmp(tensor.name, full)) continue;
    double *weights = malloc(tensor.count * sizeof *weights);
    for (size_t j = 0; j < tensor.count; j++) weights[j] = (double)tensor.weight[j];
    return weights;
  }
  return NULL;
}

/* y (rows, out) = [y +] x (rows, in) W^T + b */
static void linear(double *y, const double *x, ps_run *run, int layer, const char *name, int rows, int in, int out,
                   int add) {
  char part[48];
  snprintf(part, sizeof part, "%s.weight", name);
  double *weight = weights_of(run, layer, part);
  snprintf(part, sizeof part, "%s.bias", name);
  double *bias = weights_of(run, layer, part);
  for (int r = 0; r < rows; r++) {
    for (int o = 0; o < out; o++) {
      double sum = bias ? bias[o] : 0;
      for (int i = 0; i < in; i++) sum += x[r * in + i] * weight[o * in + i];
      y[r * out + o] = add ? y[r * out + o] + sum : sum;
    }
  }
  free(weight), free(bias);
}

static void norm(double *out, const double *x, ps_run *run, int layer, const char *name, int rows, int width) {
  char part[48];
  snprintf(part, sizeof part, "%s.weight", name);
  double *weight = weights_of(run, layer, part);
  snprintf(part, sizeof part, "%s.bias", name);
  double *bias = weights_of(run, layer, part);
  oracle_layer_norm(out, x, weight, bias, rows, width);
  free(weight), free(bias);
}

/* out (time, width) */
static void embed(double *out, ps_run *run, const ps_token *x, int time, int width) {
  double *tokens = weights_of(run, -1, "embed_tokens.weight"), *parents = weights_of(run, -1, "embed_parents.weight");
  double *children = weights_of(run, -1, "embed_children.weight"), *places = weights_of(run, -1, "pos_encoding.weight");
  double *slots = weights_of(run, -1, "embed_slots.weight"), *asked = weights_of(run, -1, "embed_asked.weight");
  for (int t = 0; t < time; t++) {
    for (int i = 0; i < width; i++) {
      double *at = &out[t * width + i];
      *at = x[t].slot ? slots[(x[t].slot - 1) * width + i] : places ? places[t * width + i] : 0;
      if (x[t].asked) *at += asked[(x[t].asked - 1) * width + i];
      *at += x[t].child >= 0 ? parents[x[t].id * width + i] + children[x[t].child * width + i]
                             : tokens[x[t].id * width + i];
    }
  }
  free(tokens), free(parents), free(children), free(places), free(slots), free(asked);
}

static void turn(double *x, int time, int heads, int half) {
  for (int t = 0; t < time; t++) {
    for (int h = 0; h < heads; h++) {
      for (int i = 0; i < half; i++) {
        double *u = x + (t * heads + h) * 2 * half + i, a = u[0], b = u[half], angle = t * pow(100, -(double)i / half);
        u[0] = a * cos(angle) - b * sin(angle);
        u[half] = b * cos(angle) + a * sin(angle);
      }
    }
  }
}

/* p (heads, time, time) <- softmax over what each position sees of q k^T / sqrt(head), q and k (time, heads, head) */
static void softmax_weights(double *p, const double *q, const double *k, int time, int heads, int head, int full) {
  for (int h = 0; h < heads; h++) {
    for (int t = 0; t < time; t++) {
      double *row = p + (h * time + t) * time, sum = 0;
      for (int j = 0; j < time; j++) {
        double score = 0;
        for (int i = 0; i < head; i++) score += q[(t * heads + h) * head + i] * k[(j * heads + h) * head + i];
        row[j] = full || j <= t ? exp(score / sqrt(head)) : 0;
        sum += row[j];
      }
      for (int j = 0; j < time; j++) row[j] /= sum;
    }
  }
}

/* p (layers, heads, time, time) */
static void oracle_transformer(double *p, ps_run *run, const ps_token *tokens, int time) {
  static double x[LONGEST * WIDEST], normed[LONGEST * WIDEST], q[LONGEST * WIDEST], k[LONGEST * WIDEST];
  static double v[LONGEST * WIDEST], mixed[LONGEST * WIDEST], hidden[LONGEST * WIDEST_MLP];
  const ps_config *c = ps_run_config(run);
  int d = c->width, head = d / c->heads, wide = c->mlp_ratio * d;
  CHECK(time <= LONGEST && d <= WIDEST);
  embed(x, run, tokens, time, d);
  for (int l = 0; l < c->layers; l++, p += c->heads * time * time) {
    norm(normed, x, run, l, "ln_1", time, d);
    linear(q, normed, run, l, "attn.queries_linear", time, d, d, 0);
    linear(k, normed, run, l, "attn.keys_linear", time, d, d, 0);
    linear(v, normed, run, l, "attn.values_linear", time, d, d, 0);
    if (c->rope) turn(q, time, c->heads, head / 2), turn(k, time, c->heads, head / 2);
    int full = c->objective == PS_MLM;
    softmax_weights(p, q, k, time, c->heads, head, full);
    oracle_attention(mixed, q, k, v, time, time, c->heads, head, full);
    linear(x, mixed, run, l, "attn.proj", time, d, d, 1);
    if (!wide) continue;
    norm(normed, x, run, l, "ln_2", time, d);
    linear(hidden, normed, run, l, "mlp.expand", time, d, wide, 0);
    for (int i = 0; i < time * wide; i++) hidden[i] = oracle_gelu(hidden[i]);
    linear(x, hidden, run, l, "mlp.proj", time, wide, d, 1);
  }
}

/* ---- Attention ---- */

static const char *const plain[][2] = {{"layers", "3"}, {NULL, NULL}};
static const char *const paper[][2] = {{"layout", "paper"}, {"objective", "teacherless"}, {"mlp_ratio", "2"},
                                       {"biases", "true"},  {"tied_head", "true"},        {NULL, NULL}};
static const char *const pairs[][2] = {{"layout", "pairs"},    {"objective", "reverse"}, {"rope", "true"},
                                       {"width", "18"},        {"heads", "3"},           {"mlp_ratio", "1"},
                                       {"train_graphs", "20"}, {"positions", "none"},    {NULL, NULL}};
static const char *const one[][2] = {{"layers", "1"}, {"heads", "4"}, {"batch", "1"}, {NULL, NULL}};
static const char *const mlm[][2] = {{"objective", "mlm"}, {"layers", "3"},    {"layout", "pairs"},
                                     {"rope", "true"},     {"mlp_ratio", "1"}, {NULL, NULL}};
static const char *const any_order[][2] = {{"objective", "any_order"}, {"layout", "pairs"}, {NULL, NULL}};
static const char *const (*const configs[])[2] = {plain, paper, pairs, one, mlm, any_order};
enum { CONFIGS = sizeof configs / sizeof configs[0] };

static void test_attention(void) {
  for (int i = 0; i < CONFIGS; i++) {
    ps_config c = config_of(configs[i]);
    ps_run *run = trained(&c, 1, 40);
    int time = ps_input_length(&c), rows = c.layers * c.heads * c.path_length;
    float *seen = malloc((size_t)(rows * time) * sizeof *seen);
    double *expected = malloc((size_t)(rows * time) * sizeof *expected);
    double *whole = malloc((size_t)(c.layers * c.heads * time * time) * sizeof *whole), unevenness = 0;
    for (int g = 0; g < 3; g++) {
      ps_graph graph;
      ps_token x[LONGEST];
      int32_t y[LONGEST];
      ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)g);
      ps_objective_sample(x, y, &c, &graph);
      CHECK(ps_run_attention(seen, run, &graph, NULL) == PS_OK);
      oracle_transformer(whole, run, x, time);
      for (int r = 0; r < rows; r++) {
        int asks = time - c.path_length + r % c.path_length, last = c.objective == PS_MLM ? time - 1 : asks;
        const double *from = whole + (r / c.path_length * time + asks) * time;
        double sum = 0;
        memcpy(expected + r * time, from, (size_t)time * sizeof *from);
        for (int t = 0; t < time; t++) {
          sum += (double)seen[r * time + t];
          CHECK(t <= last ? seen[r * time + t] > 0 : seen[r * time + t] == 0);
          unevenness = fmax(unevenness, fabs(from[t] * (last + 1) - 1));
        }
        CHECK(fabs(sum - 1) < 1e-5);
      }
      CHECK_NEAR("attention", seen, expected, rows * time, 2e-5, 0);
    }
    CHECK(unevenness > 0.3); /* or the comparison said little */
    free(seen), free(expected), free(whole);
    ps_run_destroy(run);
  }
}

static void test_attention_refusals(void) {
  static const char *const mamba[][2] = {{"architecture", "mamba"}, {NULL, NULL}};
  ps_config c = config_of(plain);
  ps_run *run = trained(&c, 1, 1);
  ps_message why = {""};
  ps_graph graph;
  ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, 0);
  size_t count = (size_t)(c.layers * c.heads * c.path_length * ps_input_length(&c));
  float *seen = malloc(count * sizeof *seen);
  for (size_t i = 0; i < count; i++) seen[i] = -1;
  graph.goal_arm = c.degree;
  CHECK(ps_run_attention(seen, run, &graph, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "goal_arm"));
  graph.goal_arm = 0;
  ps_tensor tensor = ps_run_tensor(run, 0);
  for (size_t i = 0; i < tensor.count; i++) tensor.weight[i] = NAN;
  ps_run_weights_changed(run);
  CHECK(ps_run_attention(seen, run, &graph, &why) == PS_DIVERGED);
  for (size_t i = 0; i < count; i++) CHECK(seen[i] == -1); /* nothing half-changed */
  ps_run_destroy(run);
  c = config_of(mamba);
  run = trained(&c, 1, 1);
  CHECK(ps_run_attention(seen, run, &graph, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "no attention"));
  ps_run_destroy(run);
  free(seen);
}

/* ---- Supervision ---- */

/* Through the public gradients of a batch in which position i alone has a loss. */
static void test_supervision(void) {
  static const char *const mamba[][2] = {{"architecture", "mamba"}, {"layout", "pairs"}, {"batch", "21"}, {NULL, NULL}};
  static const char *const(*const all[])[2] = {plain, paper, mamba, any_order};
  for (int i = 0; i < 4; i++) {
    ps_config c = config_of(all[i]);
    enum { STEPS = 6 };
    ps_run *run = trained(&c, 2, STEPS);
    int time = ps_input_length(&c), before = ps_prefix_length(&c) - 1, length = c.path_length;
    ps_token *x = malloc((size_t)(c.batch * time) * sizeof *x);
    int32_t *y = malloc((size_t)(c.batch * time) * sizeof *y), *only = malloc((size_t)(c.batch * time) * sizeof *y);
    for (int g = 0; g < c.batch; g++) {
      ps_graph graph;
      uint64_t place = (uint64_t)(STEPS * c.batch + g);
      ps_graph_generate(&graph, ps_run_space(run), PS_TRAIN, place);
      ps_objective_training_sample(x + g * time, y + g * time, &c, &graph, place);
    }
    for (int graphs = c.batch; graphs > 0; graphs -= c.batch - 4) { /* the batch, and 4 of it */
      double loss[PS_PATH_MAX], gradient[PS_PATH_MAX], expected[PS_PATH_MAX], norms[PS_PATH_MAX];
      CHECK(ps_run_supervision(loss, gradient, run, graphs, NULL) == PS_OK);
      for (int k = 0; k < length; k++) {
        for (int t = 0; t < c.batch * time; t++) { /* in any order, wherever it is said */
          bool says = ps_tells_slots(&c) ? x[t].asked == k + 1 : t % time == before + k;
          only[t] = t < graphs * time && says ? y[t] : -1;
        }
        CHECK(ps_run_gradients(&expected[k], NULL, run, x, only, c.batch, time, NULL) == PS_OK);
        norms[k] = ps_run_progress(run).gradient_norm / length;
      }
      CHECK_NEAR("loss", loss, expected, length, 0, 1e-5);
      CHECK_NEAR("gradient", gradient, norms, length, 0, 1e-4);
      CHECK(gradient[0] > 0 && gradient[1] != gradient[2]);
      if (graphs < c.batch) break;
      double mean = 0, whole;
      for (int k = 0; k < length; k++) mean += loss[k] / length;
      CHECK(ps_run_gradients(&whole, NULL, run, x, y, c.batch, time, NULL) == PS_OK);
      CHECK(fabs(mean - whole) < 1e-5 * whole);
      CHECK(ps_run_supervision(loss, gradient, run, graphs, NULL) == PS_OK);
      CHECK(ps_run_apply_gradients(run, NULL) == PS_INVALID_ARGUMENT); /* they were the probe's */
    }
    free(x), free(y), free(only);
    ps_run_destroy(run);
  }
}

/* With top, a position's share is its loss and its labels' of all that follow: of the last one, as if it stood alone; of
 * an earlier one, not. */
static void test_supervision_auxiliary(void) {
  static const char *const top[][2] = {{"objective", "top"}, {NULL, NULL}};
  ps_config c = config_of(top);
  ps_run *run = trained(&c, 2, 3);
  int time = ps_input_length(&c), before = ps_prefix_length(&c) - 1, length = c.path_length;
  ps_token *x = malloc((size_t)(c.batch * time) * sizeof *x);
  int32_t *y = malloc((size_t)(c.batch * time) * sizeof *y), *only = malloc((size_t)(c.batch * time) * sizeof *y);
  for (int g = 0; g < c.batch; g++) {
    ps_graph graph;
    ps_graph_generate(&graph, ps_run_space(run), PS_TRAIN, (uint64_t)(3 * c.batch + g));
    ps_objective_sample(x + g * time, y + g * time, &c, &graph);
  }
  double loss[PS_PATH_MAX], gradient[PS_PATH_MAX], expected, mean = 0;
  CHECK(ps_run_supervision(loss, gradient, run, c.batch, NULL) == PS_OK);
  for (int k = 0; k < length; k++) {
    for (int t = 0; t < c.batch * time; t++) only[t] = t % time == before + k ? y[t] : -1;
    CHECK(ps_run_gradients(&expected, NULL, run, x, only, c.batch, time, NULL) == PS_OK);
    double norm = ps_run_progress(run).gradient_norm / length;
    CHECK(fabs(loss[k] - expected) < 1e-5 * expected);
    CHECK((fabs(gradient[k] - norm) < 1e-4 * norm) == (k == length - 1));
    mean += loss[k] / length;
  }
  CHECK(ps_run_gradients(&expected, NULL, run, x, y, c.batch, time, NULL) == PS_OK);
  CHECK(fabs(mean - expected) < 1e-5 * expected);
  free(x), free(y), free(only);
  ps_run_destroy(run);
}

static void test_supervision_refusals(void) {
  ps_config c = config_of(plain);
  ps_run *run = trained(&c, 1, 1);
  ps_message why = {""};
  double loss[PS_PATH_MAX] = {-1}, gradient[PS_PATH_MAX] = {-1};
  CHECK(ps_run_supervision(loss, gradient, run, 0, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "graphs = 0"));
  CHECK(ps_run_supervision(loss, gradient, run, c.batch + 1, &why) == PS_INVALID_ARGUMENT && strstr(why.text, "1..9"));
  ps_tensor tensor = ps_run_tensor(run, 0);
  for (size_t i = 0; i < tensor.count; i++) tensor.weight[i] = NAN;
  ps_run_weights_changed(run);
  CHECK(ps_run_supervision(loss, gradient, run, c.batch, &why) == PS_DIVERGED);
  CHECK(loss[0] == -1 && gradient[0] == -1);
  ps_run_destroy(run);
}

/* ---- Neither disturbs training ---- */

static void test_undisturbed(void) {
  for (int i = 0; i < CONFIGS; i++) {
    for (int threads = 1; threads <= 2; threads++) {
      ps_config c = config_of(configs[i]);
      ps_run *alone = trained(&c, threads, 12), *probed = trained(&c, threads, 4);
      float *seen = malloc((size_t)(c.layers * c.heads * c.path_length * ps_input_length(&c)) * sizeof *seen);
      double loss[PS_PATH_MAX], gradient[PS_PATH_MAX], mean = 0;
      for (int round = 0; round < 4; round++) {
        ps_graph graph;
        ps_graph_generate(&graph, ps_run_space(probed), PS_TRAIN, (uint64_t)round);
        double before = ps_run_progress(probed).loss;
        CHECK(ps_run_attention(seen, probed, &graph, NULL) == PS_OK);
        CHECK(ps_run_supervision(loss, gradient, probed, 1 + round % c.batch, NULL) == PS_OK);
        CHECK(ps_run_supervision(loss, gradient, probed, c.batch, NULL) == PS_OK);
        CHECK(ps_run_progress(probed).loss == before && ps_run_progress(probed).step == 4 + 2 * round);
        CHECK(ps_run_step(probed, 1, NULL) == PS_OK);
        mean = 0;
        for (int k = 0; k < c.path_length; k++) mean += loss[k] / c.path_length;
        CHECK(fabs(mean - ps_run_progress(probed).loss) < 1e-5 * mean); /* it was of this step */
        CHECK(ps_run_step(probed, 1, NULL) == PS_OK);
      }
      char expected[24], digest[24];
      ps_run_digest(expected, alone);
      ps_run_digest(digest, probed);
      CHECK_TEXT(digest, expected);
      free(seen);
      ps_run_destroy(alone), ps_run_destroy(probed);
    }
  }
}

/* ---- Loss by position ---- */

/* Against -ln of the probability that decoding gives the target of the first position, which no earlier answer moves;
 * and all of them against the loss. */
static void test_losses(void) {
  enum { GRAPHS = 33 };
  for (int i = 0; i < CONFIGS; i++) {
    ps_config c = config_of(configs[i]);
    ps_run *run = trained(&c, 1, 30);
    bool parallel = c.objective == PS_TEACHERLESS;
    ps_decoding *d = malloc(sizeof *d);
    ps_metrics m;
    double mean = 0, expected[PS_PATH_MAX] = {0};
    CHECK(ps_run_evaluate(&m, run, PS_HELD_OUT, GRAPHS, NULL) == PS_OK);
    for (int g = 0; g < GRAPHS; g++) {
      ps_graph graph;
      ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)g);
      CHECK(ps_run_decode(d, run, &graph, -1, NULL) == PS_OK);
      for (int k = 0; k < c.path_length; k++) expected[k] -= log((double)d->probabilities[k][d->targets[k]]) / GRAPHS;
    }
    for (int k = 0; k < c.path_length; k++) mean += m.losses[k] / c.path_length;
    CHECK(fabs(mean - m.loss) < 1e-12);
    /* Filled in place, target 1 may be said later than in the first pass; test_evaluate asks for those losses. */
    if (c.objective != PS_MLM) CHECK_NEAR("losses", m.losses, expected, parallel ? c.path_length : 1, 1e-5, 1e-5);
    free(d);
    ps_run_destroy(run);
  }
}

int main(void) {
  test_attention();
  test_attention_refusals();
  test_supervision();
  test_supervision_auxiliary();
  test_supervision_refusals();
  test_undisturbed();
  test_losses();
  return check_done("probe");
}

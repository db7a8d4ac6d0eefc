/* The loss of ritf, which is no cross-entropy: against its definition, at its edges, and in a run. */
#include "ground/rng.h"
#include "objective_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct ranking {
  ps_config config;
  ps_graph graph;
  shown shown;
  float logits[PS_PATH_MAX][PS_LABELS_MAX + PS_TOKEN_SPECIALS];
} ranking;

static double uniform(ps_rng *rng, double least, double most) {
  return least + (most - least) * ps_rng_uniform(rng);
}

static double pair_by_definition(double *pulled, double *slack, const float *logits, int upper, int lower) {
  double missing = 1 - ((double)logits[upper] - (double)logits[lower]);
  if (fabs(missing) < *slack) *slack = fabs(missing);
  if (missing <= 0) return 0;
  pulled[upper] -= 1, pulled[lower] += 1;
  return missing;
}

/* The loss of one target as it is defined, by the graph's arms; slopes (classes) <- its derivatives, slack <- how far the
 * pair that is nearest to its margin is from it. */
static double rank_by_definition(double *slopes, double *slack, const ranking *r, const float *logits, int target) {
  const ps_config *c = &r->config;
  const int16_t *path = r->graph.arms[r->graph.goal_arm];
  double total = 0, pulled[PS_LABELS_MAX + PS_TOKEN_SPECIALS] = {0};
  int pairs = 0;
  *slack = INFINITY;
  for (int j = target; j < c->path_length; j++) {
    for (int k = 0; k < target && c->rank_said; k++) {
      total += pair_by_definition(pulled, slack, logits, path[j], path[k]);
      pairs++;
    }
    for (int arm = 0; arm < c->degree; arm++) {
      bool own = arm == r->graph.goal_arm;
      for (int k = own ? j + 1 : 1; k < c->path_length; k++) {
        total += pair_by_definition(pulled, slack, logits, path[j], r->graph.arms[arm][k]);
        pairs++;
      }
    }
  }
  for (int v = 0; v < c->labels + PS_TOKEN_SPECIALS; v++) slopes[v] = pulled[v] / pairs;
  return total / pairs;
}

static double ritf_of(float *gradient, const ranking *r, const float *logits, int target, float scale) {
  const ps_config *c = &r->config;
  int time = ps_input_length(c), look = ps_answer_place(c) + target;
  ps_loss_rows rows = {.y = r->shown.y + look,
                       .path = r->shown.y + look,
                       .y_sequence = time,
                       .x = r->shown.x,
                       .look = look,
                       .config = c,
                       .sequences = 1,
                       .positions = 1,
                       .classes = c->labels + PS_TOKEN_SPECIALS,
                       .scale = scale};
  memcpy(gradient, logits, (size_t)rows.classes * sizeof *gradient);
  return ps_ritf_loss(gradient, NULL, &rows);
}

/* Against the definition, and by differences of single logits where no pair is at its margin; in every layout, with labels
 * to spare, and with logits so far apart that some pairs, or all, cost nothing. */
static void test_ritf_loss(void) {
  static const char *const layouts[] = {"paper", "pairs", "edge"}, *const questions[] = {"first", "last", "first"};
  long costing = 0, free_of = 0, compared = 0;
  for (uint64_t draw = 0; draw < 300; draw++) {
    ranking r = {config_of("ritf", layouts[draw % 3], questions[draw % 3])};
    ps_rng rng = ps_rng_at(11, PS_STREAM_TEST, draw);
    ps_graph_space space;
    ps_config *c = &r.config;
    c->degree = 2 + (int)ps_rng_below(&rng, 3), c->path_length = 2 + (int)ps_rng_below(&rng, 5), c->labels = 23,
    c->rank_said = draw / 3 % 2;
    CHECK(ps_graph_space_init(&space, c, NULL) == PS_OK);
    ps_graph_generate(&r.graph, &space, PS_TRAIN, draw);
    ps_objective_training_sample(r.shown.x, r.shown.y, c, &r.graph, draw);
    int classes = c->labels + PS_TOKEN_SPECIALS;
    double spread = draw % 5 ? uniform(&rng, 0.1, 4) : 0;
    for (int target = 0; target < c->path_length; target++) {
      float *logits = r.logits[target], gradient[PS_LABELS_MAX + PS_TOKEN_SPECIALS],
            spare[sizeof gradient / sizeof(float)];
      double slopes[PS_LABELS_MAX + PS_TOKEN_SPECIALS], slack, scale = 0.25;
      for (int v = 0; v < classes; v++) logits[v] = (float)uniform(&rng, -spread, spread);
      if (draw % 7 == 0) {
        for (int k = 0; k < c->path_length; k++)
          logits[r.graph.arms[r.graph.goal_arm][k]] = (float)(k < target ? -9 : 40 - 2 * k);
      }
      double expected = rank_by_definition(slopes, &slack, &r, logits, target);
      double loss = ritf_of(gradient, &r, logits, target, (float)scale);
      CHECK(fabs(loss - expected) <= 1e-12 * (1 + expected));
      for (int v = 0; v < classes; v++) CHECK(fabs((double)gradient[v] - scale * slopes[v]) <= 1e-8);
      if (draw % 7 == 0) CHECK(loss == 0);           /* all in order */
      if (draw % 7 && spread == 0) CHECK(loss == 1); /* all equal: each pair lacks all of its margin */
      costing += loss > 0, free_of += loss == 0;
      if (slack < 0.01) continue;
      for (int v = 0; v < classes; v++) {
        float kept = logits[v], step = 0x1p-8f;
        logits[v] = kept + step;
        double above = (double)logits[v], more = ritf_of(spare, &r, logits, target, 1);
        logits[v] = kept - step;
        double slope = (more - ritf_of(spare, &r, logits, target, 1)) / (above - (double)logits[v]);
        logits[v] = kept;
        CHECK(fabs(slope - slopes[v]) < 1e-6);
        compared++;
      }
    }
  }
  CHECK(costing > 500 && free_of > 100 && compared > 5000);
}

/* Without another arm the last target has no pair: it costs exactly nothing, and pulls at nothing. A loss says so where a
 * logit is no finite number, even one of no pair; what does not count is zero. */
static void test_ritf_edges(void) {
  enum { LENGTH = 4, CLASSES = 9 + PS_TOKEN_SPECIALS, TIME = 6 };
  ps_token x[TIME] = {{9, -1}, {2, -1}, {7, -1}, {2, -1}, {5, -1}, {3, -1}};
  int32_t y[TIME] = {-1, -1, 2, 5, 3, 7};
  ps_config c = config_of("ritf", "pairs", "first");
  c.labels = 9;
  float logits[LENGTH * CLASSES];
  ps_loss_rows rows = {.y = y + 2,
                       .path = y + 2,
                       .y_sequence = TIME,
                       .x = x,
                       .look = 2,
                       .config = &c,
                       .sequences = 1,
                       .positions = LENGTH,
                       .classes = CLASSES,
                       .scale = 1};
  for (int i = 0; i < LENGTH * CLASSES; i++) logits[i] = 0.5f;
  CHECK(ps_ritf_loss(logits, NULL, &rows) == LENGTH - 1); /* 1 for each target that has pairs, of equals */
  for (int v = 0; v < CLASSES; v++) CHECK(logits[(LENGTH - 1) * CLASSES + v] == 0);
  CHECK(logits[2] == -0.5f && logits[5] == -1.0f / 6 && logits[3] == 1.0f / 6 && logits[7] == 0.5f);

  y[3] = -1; /* the target after the start does not count here; it is no part of the path either, but a named node */
  for (int i = 0; i < LENGTH * CLASSES; i++) logits[i] = 0.5f;
  CHECK(ps_ritf_loss(logits, NULL, &rows) == LENGTH - 1);
  for (int v = 0; v < CLASSES; v++) CHECK(logits[CLASSES + v] == 0);
  CHECK(logits[(LENGTH - 1) * CLASSES + 7] == -1 && logits[(LENGTH - 1) * CLASSES + 5] == 1);

  /* With rank_said what was said before is below the last target, or, given to the loss alone, before the first row. */
  c.rank_said = 1, y[3] = 5;
  for (int i = 0; i < LENGTH * CLASSES; i++) logits[i] = 0.5f;
  CHECK(ps_ritf_loss(logits, NULL, &rows) == LENGTH);
  const float *last = logits + (ptrdiff_t)(LENGTH - 1) * CLASSES;
  CHECK(last[7] == -1 && last[2] == 1.0f / 3 && last[5] == 1.0f / 3 && last[3] == 1.0f / 3);
  ps_loss_rows one = rows;
  one.y += 3, one.path += 3, one.look += 3, one.positions = 1;
  for (int v = 0; v < CLASSES; v++) logits[v] = 0.5f;
  CHECK(ps_ritf_loss(logits, NULL, &one) == 1 && !memcmp(logits, last, CLASSES * sizeof *logits));

  static const float wrong[] = {NAN, INFINITY, -INFINITY};
  for (int i = 0; i < 3; i++) {
    for (int v = 0; v < CLASSES; v++) {
      for (int k = 0; k < LENGTH * CLASSES; k++) logits[k] = 0.5f;
      logits[(LENGTH - 1) * CLASSES + v] = wrong[i];
      CHECK(!isfinite(ps_ritf_loss(logits, NULL, &rows)));
    }
  }
}

/* The same model as that of teacher forcing: parameters, memory, work and first weights, and with the same weights the
 * same answers and margins. Its loss is the hinge wherever a loss is told, and a checkpoint goes on to the same bits. */
static void test_ritf_run(const char *architecture, int rank_said) {
  enum { GRAPHS = 40 };
  ps_config c = config_of("ritf", "pairs", "last"), forcing = config_of("teacher_forcing", "pairs", "last");
  ps_run *run = NULL, *twin = NULL, *loaded = NULL;
  ps_metrics mine, theirs;
  uint64_t bytes = 0, others = 1;
  CHECK(ps_config_set(&c, "architecture", architecture, NULL) == PS_OK);
  c.rank_said = rank_said, c.batch = GRAPHS, forcing.batch = GRAPHS, forcing.architecture = c.architecture;
  CHECK(ps_run_create(&run, &c, NULL, NULL) == PS_OK && ps_run_create(&twin, &forcing, NULL, NULL) == PS_OK);
  CHECK(ps_run_memory(&bytes, &c, NULL, NULL) == PS_OK && ps_run_memory(&others, &forcing, NULL, NULL) == PS_OK);
  ps_parameters parameters = ps_config_parameters(&c), counted = ps_config_parameters(&forcing);
  CHECK(bytes == others && ps_run_flops(run) == ps_run_flops(twin));
  CHECK(parameters.training == parameters.inference && parameters.training == counted.training);
  CHECK(ps_run_step(run, 60, NULL) == PS_OK && isfinite(ps_run_progress(run).loss));
  CHECK(ps_run_progress(run).auxiliary == 0);
  for (int i = 0; i < ps_run_tensor_count(run); i++) {
    ps_tensor tensor = ps_run_tensor(run, i), copy = ps_run_tensor(twin, i);
    CHECK(!strcmp(tensor.name, copy.name) && tensor.count == copy.count);
    memcpy(copy.weight, tensor.weight, tensor.count * sizeof *copy.weight);
  }
  ps_run_weights_changed(twin);
  CHECK(ps_run_evaluate(&mine, run, PS_HELD_OUT, GRAPHS, NULL) == PS_OK);
  CHECK(ps_run_evaluate(&theirs, twin, PS_HELD_OUT, GRAPHS, NULL) == PS_OK);
  CHECK(mine.margin == theirs.margin && mine.path == theirs.path && mine.hans == theirs.hans);
  CHECK(mine.first_step == theirs.first_step && mine.said_arm == theirs.said_arm && mine.loss != theirs.loss);

  int time = ps_input_length(&c), classes = c.labels + PS_TOKEN_SPECIALS, before = ps_answer_place(&c);
  ps_token *x = malloc((size_t)(GRAPHS * time) * sizeof *x);
  int32_t *y = malloc((size_t)(GRAPHS * time) * sizeof *y);
  float *logits = malloc((size_t)(GRAPHS * time * classes) * sizeof *logits);
  double losses[PS_PATH_MAX] = {0}, slopes[PS_LABELS_MAX + PS_TOKEN_SPECIALS], slack, loss, mean = 0;
  ranking *r = malloc(sizeof *r);
  r->config = c;
  for (int i = 0; i < GRAPHS; i++) {
    ps_graph_generate(&r->graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)i);
    ps_objective_sample(x + i * time, y + i * time, &c, &r->graph);
  }
  CHECK(ps_run_gradients(&loss, logits, run, x, y, GRAPHS, time, NULL) == PS_OK);
  for (int i = 0; i < GRAPHS; i++) {
    ps_graph_generate(&r->graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)i);
    for (int k = 0; k < c.path_length; k++) {
      const float *row = logits + (ptrdiff_t)(i * time + before + k) * classes;
      losses[k] += rank_by_definition(slopes, &slack, r, row, k) / GRAPHS;
    }
  }
  for (int k = 0; k < c.path_length; k++) mean += losses[k] / c.path_length;
  CHECK_NEAR("losses", mine.losses, losses, c.path_length, 0, 1e-5);
  CHECK(fabs(mine.loss - mean) < 1e-5 * mean && fabs(loss - mean) < 1e-5 * mean);

  double told[PS_PATH_MAX], gradient[PS_PATH_MAX], whole = 0;
  size_t size = ps_run_save(NULL, 0, run);
  unsigned char *file = malloc(size);
  CHECK(ps_run_save(file, size, run) == size && ps_run_load(&loaded, file, size, NULL, NULL) == PS_OK);
  CHECK(ps_run_supervision(told, gradient, run, c.batch, NULL) == PS_OK);
  for (int k = 0; k < c.path_length; k++) whole += told[k] / c.path_length;
  CHECK(ps_run_step(run, 1, NULL) == PS_OK && ps_run_step(loaded, 1, NULL) == PS_OK);
  CHECK(fabs(ps_run_progress(run).loss - whole) < 1e-5 * whole);
  char digest[24], again[24];
  ps_run_digest(digest, run), ps_run_digest(again, loaded);
  CHECK_TEXT(digest, again);
  free(x), free(y), free(logits), free(r), free(file);
  ps_run_destroy(run), ps_run_destroy(twin), ps_run_destroy(loaded);
}

int main(void) {
  test_ritf_loss();
  test_ritf_edges();
  test_ritf_run("transformer", 0);
  test_ritf_run("mamba", 1);
  return check_done("ritf");
}

#include "objectives/objective.h"

#include "ground/rng.h"

#include <assert.h>

static bool every_target(const ps_config *config, int i) {
  (void)config, (void)i;
  return true;
}

static bool first_step(const ps_config *config, int i) {
  return i == ps_stride(config) * ps_target_position(config, 1);
}

static bool not_first_step(const ps_config *config, int i) {
  return !first_step(config, i);
}

int ps_one_head(const ps_config *config) {
  (void)config;
  return 1;
}

int ps_head_each(const ps_config *config) {
  return (config->horizon < config->path_length ? config->horizon : config->path_length) - 1;
}

static double cross_entropy(float *logits, const ps_kernels *kernels, const ps_loss_rows *rows) {
  if (!rows->weights) {
    return kernels->cross_entropy(logits, logits, rows->y, rows->y_sequence, rows->scale, rows->sequences,
                                  rows->positions, rows->classes);
  }
  double sum = 0;
  for (int i = 0; i < rows->sequences; i++) {
    const int32_t *y = rows->y + i * rows->y_sequence;
    float *x = logits + (ptrdiff_t)i * rows->positions * rows->classes, weight = rows->weights[i];
    sum += (double)weight *
           kernels->cross_entropy(x, x, y, rows->y_sequence, weight * rows->scale, 1, rows->positions, rows->classes);
  }
  return sum;
}

#define ROW(value, shown, named, from, counts, loss, auxiliary, said)                                                  \
  [value] = {PS_SHOW_##shown, PS_NAME_##named, PS_FROM_##from, counts, loss, auxiliary, PS_SAY_##said},
#define PLAIN(value, name, shown, named, from, counts, loss, said)                                                     \
  ROW(value, shown, named, from, counts, loss, NULL, said)
#define HEADED(value, name, shown, named, from, counts, loss, said)                                                    \
  ROW(value, shown, named, from, counts, loss, &ps_##name##_row, said)
static const ps_objective_row rows[] = {PS_OBJECTIVES(PLAIN, HEADED)};

const ps_objective_row *ps_objective_of(const ps_config *config) {
  return &rows[config->objective];
}

bool ps_tells_slots(const ps_config *config) {
  return ps_objective_of(config)->inputs == PS_SHOW_SHUFFLED;
}

int ps_asked_target(const ps_config *config, const ps_token *x, int t) {
  return ps_tells_slots(config) ? x[t].asked - 1 : t - ps_answer_place(config);
}

int ps_target_position(const ps_config *config, int depth) {
  return ps_objective_of(config)->order == PS_FROM_GOAL ? config->path_length - 1 - depth : depth;
}

void ps_objective_targets(int16_t *targets, const ps_config *config, const ps_graph *graph, int arm) {
  assert(graph->path_length == config->path_length && arm >= 0 && arm < graph->degree);
  int length = config->path_length, stride = ps_stride(config);
  bool reversed = ps_objective_of(config)->order == PS_FROM_GOAL;
  for (int i = 0; i < length; i++) targets[i * stride] = graph->arms[arm][reversed ? length - 1 - i : i];
  for (int i = 1; i < length && stride > 1; i++) targets[i * stride - 1] = (int16_t)(config->labels + PS_TOKEN_COMMA);
}

void ps_objective_inputs(ps_token *x, const ps_config *config, const int16_t *targets) {
  ps_target_inputs inputs = ps_objective_of(config)->inputs;
  bool shown = inputs != PS_SHOW_DUMMIES && inputs != PS_SHOW_REST;
  int dummy = config->labels + PS_TOKEN_DUMMY;
  int count = ps_input_length(config) - ps_prefix_length(config);
  for (int i = 0; i < count; i++) x[i] = (ps_token){.id = shown ? targets[i] : dummy, .child = -1};
  for (int i = 0; i < count && ps_tells_slots(config); i++) x[i].slot = (uint8_t)(i + 1), x[i].asked = (uint8_t)(i + 2);
}

void ps_objective_sample(ps_token *x, int32_t *y, const ps_config *config, const ps_graph *graph) {
  int16_t targets[PS_TARGETS_MAX];
  int before = ps_answer_place(config);
  ps_objective_targets(targets, config, graph, graph->goal_arm);
  ps_prefix_write(x, config, graph);
  ps_objective_inputs(x + ps_prefix_length(config), config, targets);
  if (ps_tells_slots(config)) x[before].asked = 1;
  for (int t = 0; t < before; t++) y[t] = -1;
  for (int i = 0; i < ps_target_length(config); i++) y[before + i] = targets[i];
}

/* `$` in place of the inputs first..first + count - 1 */
static void hide(ps_token *inputs, const ps_config *config, int first, int count) {
  for (int i = first; i < first + count; i++)
    inputs[i] = (ps_token){.id = config->labels + PS_TOKEN_DUMMY, .child = -1};
}

static void hide_some(ps_token *inputs, const ps_config *config, ps_rng *rng) {
  int count = ps_target_length(config) - 1;
  if (config->mask == PS_MASK_SPAN) {
    int span = (int)(config->mask_rate * count + 0.5);
    hide(inputs, config, (int)ps_rng_below(rng, (uint32_t)(count - span + 1)), span);
    return;
  }
  double rate = config->mask == PS_MASK_UNIFORM ? ps_rng_uniform(rng) : config->mask_rate;
  for (int i = 0; i < count; i++) {
    if (ps_rng_uniform(rng) < rate) hide(inputs, config, i, 1);
  }
}

/* Of places that all say `$` and count, shows some and lets those not count; returns how many still do. */
static int show_rest(ps_token *inputs, int32_t *y, const ps_config *config, ps_rng *rng) {
  int length = config->path_length, hidden = 0;
  bool hides[PS_PATH_MAX];
  double rate = ps_rng_uniform(rng);
  for (int i = 0; i < length; i++) hidden += hides[i] = ps_rng_uniform(rng) < rate;
  if (!hidden) {
    hides[ps_rng_below(rng, (uint32_t)length)] = true;
    hidden = 1;
  }
  for (int i = 0; i < length; i++) {
    if (hides[i]) continue;
    inputs[i] = (ps_token){.id = y[i], .child = -1};
    y[i] = -1;
  }
  return hidden;
}

/* Puts targets that are shown and said in their own order, from position y[0] and *x on, into one drawn at random: each
 * order is as likely as any other (Durstenfeld 1964). */
static void shuffle(ps_token *x, int32_t *y, const ps_config *config, ps_rng *rng) {
  int length = config->path_length;
  for (int i = length - 1; i > 0; i--) {
    int other = (int)ps_rng_below(rng, (uint32_t)i + 1);
    int32_t target = y[i];
    uint8_t asked = x[i].asked;
    y[i] = y[other], x[i].asked = x[other].asked;
    y[other] = target, x[other].asked = asked;
  }
  for (int i = 1; i < length; i++) x[i].id = y[i - 1], x[i].slot = x[i - 1].asked;
}

float ps_objective_training_sample(ps_token *x, int32_t *y, const ps_config *config, const ps_graph *graph,
                                   uint64_t place) {
  const ps_objective_row *row = ps_objective_of(config);
  ps_token *inputs = x + ps_prefix_length(config);
  ps_rng rng = ps_rng_at((uint64_t)config->seed, PS_STREAM_SHOWN, place);
  ps_objective_sample(x, y, config, graph);
  if (row->inputs == PS_SHOW_SOME) hide_some(inputs, config, &rng);
  if (row->inputs == PS_SHOW_ALL_OR_NONE && ps_rng_uniform(&rng) < config->mask_rate) {
    hide(inputs, config, 0, ps_target_length(config) - 1);
  }
  if (row->named == PS_NAME_WAYPOINT) {
    int depth = 1 + (int)ps_rng_below(&rng, (uint32_t)config->path_length - 1);
    x[ps_question_place(config) + ps_stride(config)].id = graph->arms[graph->goal_arm][depth];
  }
  if (row->inputs == PS_SHOW_SHUFFLED) shuffle(inputs - 1, y + ps_answer_place(config), config, &rng);
  if (row->inputs != PS_SHOW_REST) return 1;
  int hidden = show_rest(inputs, y + ps_answer_place(config), config, &rng);
  return (float)config->path_length / (float)hidden;
}

int ps_objective_counted(const ps_config *config) {
  int counted = 0;
  for (int i = 0; i < ps_target_length(config); i++) counted += ps_objective_of(config)->counts(config, i);
  return counted;
}

int ps_objective_look(const ps_config *config) {
  const ps_auxiliary_row *auxiliary = ps_objective_of(config)->auxiliary;
  return auxiliary && auxiliary->everywhere ? 0 : ps_answer_place(config);
}

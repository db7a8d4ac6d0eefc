#include "report/measures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double later_error(const double *forced, const ps_config *config) {
  double sum = 0;
  int length = config->path_length;
  for (int depth = 2; depth < length; depth++) sum += 1 - forced[ps_target_position(config, depth)];
  return length > 2 ? sum / (length - 2) : NAN;
}

double snowball_prediction(const double *forced, const ps_config *config) {
  return pow(1 - later_error(forced, config), config->path_length - 1);
}

static double steps_to_goal(const result_run *run) {
  return run->reached;
}

static double first_step(const result_run *run) {
  return run->final.first_step;
}

static double chance(const result_run *run) {
  return 1.0 / run->config.degree;
}

static double worst_other(const result_run *run) {
  double worst = NAN;
  int first = ps_target_position(&run->config, 1);
  for (int i = 0; i < run->config.path_length; i++)
    if (i != first) worst = fmin(worst, run->final.forced[i]);
  return worst;
}

static double path(const result_run *run) {
  return run->final.path;
}

static double snowball(const result_run *run) {
  return snowball_prediction(run->final.forced, &run->config);
}

static double hans_inner(const result_run *run) {
  return run->final.hans_inner;
}

static double hans(const result_run *run) {
  return run->final.hans;
}

static double train_first_step(const result_run *run) {
  return run->train_first_step;
}

static double train_path(const result_run *run) {
  return run->train_path;
}

static double budget(const result_run *run) {
  return run->budget;
}

/* Training time alone; a run that trained on is charged up to the goal. */
static double seconds_to_goal(const result_run *run) {
  return run->steps > 0 ? run->seconds * run->reached / run->steps : NAN;
}

static double flops_to_goal(const result_run *run) {
  return run->flops_per_step * run->reached;
}

const measure measures[] = {
    {"budget", "budget", "Steps a run was allowed.", 0, budget},
    {"steps", "steps to it", "Training steps until the held-out path accuracy first reached the goal.", 0,
     steps_to_goal},
    {"first_step", "first step at the end",
     "Held-out accuracy of the node after the start, the true nodes written before it given.", 2, first_step},
    {"chance", "chance", "1/d: what guessing an arm reaches at the first step.", 2, chance},
    {"worst_other", "worst other position",
     "The least accurate of the other positions, true nodes written before it given.", 3, worst_other},
    {"path", "path at the end", "Share of held-out paths walked without a fault, decoding freely.", 2, path},
    {"snowball", "path if errors only piled up",
     "(1 - e)^(l - 1), where e is the mean error of the positions after the first step.", 2, snowball},
    {"hans_inner", "handed a wrong second node, walks that arm",
     "Handed a wrong arm's node as the second, the first step where the path is written from its start: share of "
     "held-out graphs where it follows that arm up to its last node, whatever it says then; not defined for "
     "teacherless training.",
     2, hans_inner},
    {"hans", "and to its very end (hans)", "The same, and it names that arm's own end.", 2, hans},
    {"train_first_step", "first step on the training set", "Accuracy on graphs it was trained on.", 2,
     train_first_step},
    {"train_path", "path on the training set", "Share of paths of graphs it was trained on.", 2, train_path},
    {"seconds", "seconds to it", "Training time of one run until the goal, without evaluations.", 1, seconds_to_goal},
    {"flops", "FLOPs to it", "Floating-point operations of training until the goal, counting only those done.", -1,
     flops_to_goal},
};
const int measure_count = sizeof measures / sizeof measures[0];

const measure *measure_named(const char *name) {
  for (int i = 0; i < measure_count; i++)
    if (!strcmp(measures[i].name, name)) return &measures[i];
  return NULL;
}

spread measure_spread(const measure *m, const group *group) {
  double *values = allocate((size_t)group->count, sizeof *values);
  for (int i = 0; i < group->count; i++) values[i] = m->of(group->runs[i]);
  spread s = spread_of(values, group->count);
  free(values);
  return s;
}

bool measure_is_there(const measure *m, const grouping *g) {
  if (m->of == budget && g->count) {
    double first = g->groups[0].runs[0]->budget;
    for (int i = 1; i < g->count; i++)
      if (g->groups[i].runs[0]->budget != first) return true;
    return false;
  }
  for (int i = 0; i < g->count; i++)
    if (measure_spread(m, &g->groups[i]).count) return true;
  return false;
}

static void print_value(document *d, double value, int decimals) {
  static const char *const prefixes[] = {"", " k", " M", " G", " T", " P", " E"};
  if (decimals >= 0) {
    document_add(d, "%.*f", decimals, value);
    return;
  }
  int prefix = 0;
  while (value >= 999.5 && prefix < 6) {
    value /= 1000;
    prefix++;
  }
  document_add(d, "%.3g%s", value, prefixes[prefix]);
}

static void print_spread(document *d, spread s, int decimals) {
  if (!s.count) {
    document_add(d, "–");
    return;
  }
  print_value(d, s.median, decimals);
  document_add(d, " (");
  print_value(d, s.low, decimals);
  document_add(d, " to ");
  print_value(d, s.high, decimals);
  document_add(d, ")");
}

void measure_print(document *d, const measure *m, const group *group) {
  spread s = measure_spread(m, group);
  /* What was decided beforehand has no spread. */
  if ((m->of == chance || m->of == budget) && s.low == s.high)
    print_value(d, s.median, m->decimals);
  else
    print_spread(d, s, m->decimals);
}

void data_print(document *d, const group *group, int k, bool held_out) {
  double *values = allocate((size_t)group->count, sizeof *values);
  for (int i = 0; i < group->count; i++) {
    const result_data *data = k < group->runs[i]->data_count ? &group->runs[i]->data[k] : NULL;
    values[i] = !data ? NAN : held_out ? data->held_out_path : data->path;
  }
  print_spread(d, spread_of(values, group->count), 2);
  free(values);
}

void solved_print(document *d, const group *group) {
  double low, high;
  int solved = group_solved(group);
  ps_wilson_interval(&low, &high, solved, group->count);
  document_add(d, "%d of %d (%.2f to %.2f)", solved, group->count, low, high);
}

#include "report/measures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* (1 - e)^(l - 1): the share of whole paths that would be right if each step but the copied start failed on its own
 * with error e, the mean error of the positions after the first step, the true previous nodes given. The first step is
 * no part of e: it is what the argument is about. NaN for paths of two nodes. */
static double snowball(const result_run *run) {
  double sum = 0;
  int length = run->config.path_length;
  for (int depth = 2; depth < length; depth++) sum += run->final.forced[ps_target_position(&run->config, depth)];
  return length > 2 ? pow(sum / (length - 2), length - 1) : NAN;
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

static double margin(const result_run *run) {
  return run->final.margin;
}

static double training_parameters(const result_run *run) {
  return (double)run->trained.training;
}

static double answering_parameters(const result_run *run) {
  return (double)run->trained.inference;
}

static double step_cost(const result_run *run) {
  return run->step_cost;
}

const measure measures[] = {
    {"budget", "budget", 0, budget},
    {"steps", "steps to it", 0, steps_to_goal},
    {"first_step", "first step at the end", 2, first_step},
    {"chance", "chance", 2, chance},
    {"worst_other", "worst other position", 3, worst_other},
    {"margin", "decision margin at the end", 1, margin},
    {"path", "path at the end", 2, path},
    {"snowball", "path if errors only piled up", 2, snowball},
    {"hans_inner", "handed a wrong second node, walks that arm", 2, hans_inner},
    {"hans", "and to its very end (hans)", 2, hans},
    {"train_first_step", "first step on the training set", 2, train_first_step},
    {"train_path", "path on the training set", 2, train_path},
    {"seconds", "seconds to it", 1, seconds_to_goal},
    {"flops", "FLOPs to it", -1, flops_to_goal},
    {"training", "parameters in training", -1, training_parameters},
    {"answering", "in answers", -1, answering_parameters},
    {"cost", "cost of a step, teacher forcing's being 1", 2, step_cost},
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

/* Decided beforehand: without a spread. */
static bool is_decided(const measure *m) {
  return m->of == chance || m->of == budget || m->of == training_parameters || m->of == answering_parameters ||
         m->of == step_cost;
}

bool measure_is_there(const measure *m, const grouping *g) {
  if (m->of == training_parameters || m->of == answering_parameters) {
    for (int i = 0; i < g->count; i++)
      if (training_parameters(g->groups[i].runs[0]) > answering_parameters(g->groups[i].runs[0])) return true;
    return false;
  }
  if (m->of == step_cost) {
    for (int i = 0; i < g->count; i++)
      if (fabs(step_cost(g->groups[i].runs[0]) - 1) >= 0.005) return true;
    return false;
  }
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
  if (is_decided(m) && s.count && s.low == s.high)
    print_value(d, s.median, m->decimals);
  else
    print_spread(d, s, m->decimals);
}

bool learnt_is_there(const grouping *g) {
  for (int i = 0; i < g->count; i++)
    for (int k = 0; k < g->groups[i].count; k++)
      if (g->groups[i].runs[k]->has_learnt) return true;
  return false;
}

void learnt_print(document *d, const group *group) {
  double *values = allocate((size_t)group->count, sizeof *values), median[PS_PATH_MAX];
  int length = group->runs[0]->config.path_length, order[PS_PATH_MAX];
  for (int depth = 0; depth < length; depth++) {
    for (int i = 0; i < group->count; i++) values[i] = group->runs[i]->has_learnt ? group->runs[i]->learnt[depth] : NAN;
    median[depth] = spread_of(values, group->count).median;
    int at = depth;
    for (; at > 0 && median[order[at - 1]] > median[depth]; at--) order[at] = order[at - 1];
    order[at] = depth;
  }
  for (int i = 0; i < length; i++) {
    double step = median[order[i]];
    document_add(d, i ? ", %d: " : "%d: ", order[i]);
    if (isfinite(step))
      document_add(d, "%.0f", step);
    else
      document_add(d, "–");
  }
  free(values);
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

/* Learning curves: every run as a thin line, the median over runs as a thick one. */
#include "report/figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One line of a chart; `index` is a position for those that are about one. */
typedef struct series {
  char label[24];
  const char *class_name; /* of its colour and dash */
  char attributes[48];
  double (*at)(const result_run *run, int point, int index);
  int index;
} series;

typedef struct chart {
  const char *title, *y_label;
  char description[400];
  const series *series;
  int count;
  double chance; /* NaN: no such line */
  bool thin;     /* whether each run is drawn, too */
} chart;

static double forced_at(const result_run *run, int point, int index) {
  return run->curve.forced ? run->curve.forced[point * run->config.path_length + index] : NAN;
}

static double path_at(const result_run *run, int point, int index) {
  (void)index;
  return run->curve.path ? run->curve.path[point] : NAN;
}

static double snowball_at(const result_run *run, int point, int index) {
  (void)index;
  const ps_config *config = &run->config;
  return run->curve.forced ? snowball_prediction(run->curve.forced + point * config->path_length, config) : NAN;
}

static double hans_at(const result_run *run, int point, int index) {
  (void)index;
  return run->curve.hans ? run->curve.hans[point] : NAN;
}

static double hans_inner_at(const result_run *run, int point, int index) {
  (void)index;
  return run->curve.hans_inner ? run->curve.hans_inner[point] : NAN;
}

static double train_first_at(const result_run *run, int point, int index) {
  return run->curve.train_forced ? run->curve.train_forced[point * run->config.path_length + index] : NAN;
}

/* ---- Medians over runs ---- */

/* All steps at which some run of the group was evaluated; the caller frees. */
static int union_of_steps(double **steps, const group *group) {
  int total = 0, count = 0;
  for (int i = 0; i < group->count; i++) total += group->runs[i]->curve.points;
  *steps = allocate((size_t)total, sizeof **steps);
  int *next = allocate((size_t)group->count, sizeof *next);
  for (;;) {
    double least = INFINITY;
    for (int i = 0; i < group->count; i++) {
      const result_curve *c = &group->runs[i]->curve;
      if (next[i] < c->points) least = fmin(least, c->step[next[i]]);
    }
    if (isinf(least)) break;
    for (int i = 0; i < group->count; i++) {
      const result_curve *c = &group->runs[i]->curve;
      while (next[i] < c->points && c->step[next[i]] <= least) next[i]++;
    }
    (*steps)[count++] = least;
  }
  free(next);
  return count;
}

/* A series at each of the steps, over runs. A run that has stopped keeps its last value. */
static spread *spreads_of(const series *s, const group *group, const double *steps, int count) {
  spread *spreads = allocate((size_t)count, sizeof *spreads);
  double *values = allocate((size_t)group->count, sizeof *values);
  for (int i = 0; i < count; i++) {
    for (int k = 0; k < group->count; k++) {
      const result_run *run = group->runs[k];
      int point = run->curve.points - 1;
      while (point >= 0 && run->curve.step[point] > steps[i]) point--;
      values[k] = point < 0 ? NAN : s->at(run, point, s->index);
    }
    spreads[i] = spread_of(values, group->count);
  }
  free(values);
  return spreads;
}

static void write_table(page *p, const chart *c, const double *steps, spread *const *spreads, int count) {
  document *d = &p->html;
  document_add(d,
               "<details><summary>Data: median (range) over runs</summary><div class=\"wide\" role=\"region\" "
               "tabindex=\"0\" aria-label=\"Data of figure %d\"><table><thead><tr><th scope=\"col\">step</th>",
               p->figures);
  for (int i = 0; i < c->count; i++) {
    document_add(d, "<th scope=\"col\">");
    document_escape(d, c->series[i].label);
    document_add(d, "</th>");
  }
  document_add(d, "</tr></thead><tbody>\n");
  for (int i = 0; i < count; i++) {
    document_add(d, "<tr><th scope=\"row\">%.0f</th>", steps[i]);
    for (int k = 0; k < c->count; k++) {
      const spread *s = &spreads[k][i];
      if (s->count)
        document_add(d, "<td>%.3f (%.3f–%.3f)</td>", s->median, s->low, s->high);
      else
        document_add(d, "<td>–</td>");
    }
    document_add(d, "</tr>\n");
  }
  document_add(d, "</tbody></table></div></details>\n");
}

/* ---- A chart ---- */

static void draw_runs(const plot *plot, const series *s, const group *group) {
  char class_name[48];
  snprintf(class_name, sizeof class_name, "thin %s", s->class_name);
  for (int i = 0; i < group->count; i++) {
    const result_run *run = group->runs[i];
    double *y = allocate((size_t)run->curve.points, sizeof *y);
    for (int k = 0; k < run->curve.points; k++) y[k] = s->at(run, k, s->index);
    plot_line(plot, run->curve.step, y, run->curve.points, class_name, s->attributes);
    free(y);
  }
}

static double draw_median(const plot *plot, const series *s, const double *steps, const spread *spreads, int count) {
  char class_name[48];
  double last = NAN, *y = allocate((size_t)count, sizeof *y);
  snprintf(class_name, sizeof class_name, "line %s", s->class_name);
  for (int i = 0; i < count; i++) {
    y[i] = spreads[i].median;
    if (!isnan(y[i])) last = y[i];
  }
  plot_line(plot, steps, y, count, class_name, s->attributes);
  free(y);
  return last;
}

static void draw_chart(page *p, const chart *c, const group *group) {
  double *steps;
  int count = union_of_steps(&steps, group);
  spread *spreads[PS_PATH_MAX + 2] = {NULL};
  plot_label labels[PS_PATH_MAX + 3];
  plot plot = {p, 400, 250, 34, 92, 28, 40, fmax(1, steps[count - 1])};
  document_add(&p->html, "<figure><h5>%s</h5>\n", c->title);
  svg_begin(p, plot.width, plot.height, c->title, c->description);
  plot_axes(&plot, "training step", c->y_label, 0);
  for (int i = 0; i < c->count; i++) {
    spreads[i] = spreads_of(&c->series[i], group, steps, count);
    if (c->thin) draw_runs(&plot, &c->series[i], group);
  }
  if (!isnan(c->chance)) {
    double ends[2] = {0, plot.x_max}, level[2] = {c->chance, c->chance};
    plot_line(&plot, ends, level, 2, "chance", "");
  }
  for (int i = 0; i < c->count; i++) {
    const series *s = &c->series[i];
    double last = draw_median(&plot, s, steps, spreads[i], count);
    labels[i] = (plot_label){s->label, s->class_name, s->attributes, last};
  }
  labels[c->count] = (plot_label){"chance 1/d", "chance-label", "", c->chance};
  plot_labels(&plot, labels, c->count + 1);
  svg_end(p);
  write_table(p, c, steps, spreads, count);
  document_add(&p->html, "</figure>\n");
  for (int i = 0; i < c->count; i++) free(spreads[i]);
  free(steps);
}

/* ---- The three charts of a group ---- */

/* The position of the node `depth` edges from the start. */
static void name_position(series *s, const ps_config *config, int depth) {
  int last = config->path_length - 1;
  double along = last > 2 ? (depth - 2) / (last - 2.0) : 1;
  *s = (series){.class_name = depth == 0   ? "start"
                              : depth == 1 ? "first"
                                           : "later",
                .at = forced_at,
                .index = ps_target_position(config, depth)};
  if (depth == 0)
    strcpy(s->label, "start");
  else if (depth == 1)
    strcpy(s->label, "first step");
  else if (depth == last)
    strcpy(s->label, "goal");
  else
    snprintf(s->label, sizeof s->label, "step %d", depth);
  if (depth > 1)
    snprintf(s->attributes, sizeof s->attributes, " style=\"--hue:%.0f\" data-dash=\"%d\"", 312 - 55 * along,
             (depth - 2) % 4);
}

static void draw_positions(page *p, const group *group) {
  const ps_config *config = &group->runs[0]->config;
  series all[PS_PATH_MAX + 1];
  int count = config->path_length;
  for (int depth = 0; depth < count; depth++) name_position(&all[depth], config, depth);
  if (group->runs[0]->curve.train_forced) {
    all[count++] = (series){"first, its set", "first train", "", train_first_at, ps_target_position(config, 1)};
  }
  chart c = {.title = "Accuracy of each position, held out",
             .y_label = "accuracy",
             .series = all,
             .count = count,
             .chance = 1.0 / config->degree,
             .thin = true};
  snprintf(c.description, sizeof c.description,
           "Line chart over training steps: for each position of the path the share of held-out graphs answered "
           "rightly, given the true previous nodes. A thin line a run (%d), a thick one their median; a dotted line "
           "marks chance at the first step, 1/%d. The table below has the numbers.",
           group->count, config->degree);
  draw_chart(p, &c, group);
}

static void draw_path(page *p, const group *group) {
  const ps_config *config = &group->runs[0]->config;
  if (config->path_length < 3) return;
  const series all[] = {{"measured", "first", "", path_at, 0}, {"if errors pile", "predicted", "", snowball_at, 0}};
  chart c = {.title = "Whole paths: measured and predicted",
             .y_label = "share of paths",
             .series = all,
             .count = 2,
             .chance = 1.0 / config->degree,
             .thin = true};
  snprintf(c.description, sizeof c.description,
           "Line chart over training steps: the share of held-out paths walked without a fault, against (1 - e) to the "
           "power %d, where e is the mean error of the positions after the first step. A thin line a run, thick ones "
           "the medians. The table below has the numbers.",
           config->path_length - 1);
  draw_chart(p, &c, group);
}

static bool has_hans(const group *group) {
  for (int i = 0; i < group->count; i++)
    for (int k = 0; k < group->runs[i]->curve.points; k++)
      if (!isnan(hans_at(group->runs[i], k, 0))) return true;
  return false;
}

static void draw_hans(page *p, const group *group) {
  if (!has_hans(group)) return;
  const series all[] = {{"to last node", "later", " style=\"--hue:280\"", hans_inner_at, 0},
                        {"to its end", "hans", "", hans_at, 0}};
  chart c = {.title = "Handed a wrong first step: walks that arm",
             .y_label = "share of graphs",
             .series = all,
             .count = 2,
             .chance = NAN,
             .thin = true};
  snprintf(c.description, sizeof c.description,
           "Line chart over training steps: the share of held-out graphs where the model, handed the first node of a "
           "wrong arm, follows that arm up to its last node, and to its very end. A thin line a run, thick ones the "
           "medians. The table below has the numbers.");
  draw_chart(p, &c, group);
}

bool figure_curves_there(const group *group) {
  for (int i = 0; i < group->count; i++)
    if (group->runs[i]->curve.points && group->runs[i]->curve.forced) return true;
  return false;
}

void figure_curves(page *p, const group *group) {
  if (!figure_curves_there(group)) return;
  document_add(&p->html, "<div class=\"figures\">\n");
  draw_positions(p, group);
  draw_path(p, group);
  draw_hans(p, group);
  document_add(&p->html, "</div>\n");
}

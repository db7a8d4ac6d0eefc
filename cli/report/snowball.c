/* Is the failure that errors pile up along the path? Every run's measured path accuracy against what piling up alone
 * would leave. */
#include "report/figures.h"

#include <math.h>
#include <stdio.h>

/* A mark an objective, told apart by shape and colour; the shapes come round again after the last. */
static const char *const marks[] = {"m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "m-4.5-4.5h9v9h-9z", "m0-6l5.5 9.5h-11z",
                                    "m0-6l6 6l-6 6l-6-6z"};
enum { MARKS = sizeof marks / sizeof *marks };

static void draw_mark(const plot *plot, int objective, double x, double y) {
  int kind = objective % MARKS;
  document_add(&plot->page->html, "<path class=\"mark mark-%d\" d=\"M%.1f %.1f%s\"/>\n", kind, plot_x(plot, x),
               plot_y(plot, y), marks[kind]);
}

/* Groups are sorted by their varied fields, so that one objective may come more than once. */
static bool is_first_of_objective(const grouping *g, int group) {
  for (int i = 0; i < group; i++)
    if (g->groups[i].runs[0]->config.objective == g->groups[group].runs[0]->config.objective) return false;
  return true;
}

static void draw_legend(const plot *plot, const grouping *g) {
  double x = plot->x_max * 1.05, y = 0.98;
  for (int i = 0; i < g->count; i++) {
    const ps_config *config = &g->groups[i].runs[0]->config;
    char name[32];
    if (!is_first_of_objective(g, i)) continue;
    ps_config_get(name, sizeof name, config, "objective");
    draw_mark(plot, config->objective, x, y);
    document_add(&plot->page->html, "<text class=\"label\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", plot_x(plot, x) + 10,
                 plot_y(plot, y) + 4, name);
    y -= 0.08;
  }
}

static void write_table(page *p, const grouping *g) {
  document *d = &p->html;
  document_add(d,
               "<details><summary>Data: predicted and measured</summary><div class=\"wide\" role=\"region\" "
               "tabindex=\"0\" aria-label=\"Data of figure %d\"><table><thead><tr><th scope=\"col\">runs</th>"
               "<th scope=\"col\">predicted</th><th scope=\"col\">measured</th></tr></thead><tbody>\n",
               p->figures);
  for (int i = 0; i < g->count; i++) {
    document_add(d, "<tr><th scope=\"row\">");
    group_title(d, g, &g->groups[i]);
    document_add(d, "</th><td>");
    measure_print(d, measure_named("snowball"), &g->groups[i]);
    document_add(d, "</td><td>");
    measure_print(d, measure_named("path"), &g->groups[i]);
    document_add(d, "</td></tr>\n");
  }
  document_add(d, "</tbody></table></div></details>\n");
}

void figure_snowball(page *p, const grouping *g) {
  const measure *predicted = measure_named("snowball");
  if (!measure_is_there(predicted, g)) return;
  plot plot = {p, 480, 330, 40, 128, 28, 42, 1};
  document_add(&p->html, "<div class=\"figures\"><figure>\n");
  svg_begin(
      p, plot.width, plot.height, "Path accuracy: predicted from piling errors, and measured",
      "Scatter chart of the finished runs: across, the path accuracy predicted as (1 - e) to the power l - 1 from "
      "the mean error e of the positions after the first step; upwards, the measured one. On the diagonal both "
      "agree; far below it something else than piling errors fails. The table below has medians.");
  plot_axes(&plot, "predicted if errors only piled up", "measured", 1);
  const double ends[2] = {0, 1};
  plot_line(&plot, ends, ends, 2, "chance", "");
  document_add(&p->html,
               "<text class=\"tick\" text-anchor=\"end\" x=\"%.1f\" y=\"%.1f\">piling errors explain it</text>\n",
               plot_x(&plot, 0.55), plot_y(&plot, 0.6));
  for (int i = 0; i < g->count; i++) {
    for (int k = 0; k < g->groups[i].count; k++) {
      const result_run *run = g->groups[i].runs[k];
      double x = predicted->of(run);
      if (!isnan(x)) draw_mark(&plot, run->config.objective, x, run->final.path);
    }
  }
  draw_legend(&plot, g);
  svg_end(p);
  write_table(p, g);
  document_add(&p->html, "</figure></div>\n");
}

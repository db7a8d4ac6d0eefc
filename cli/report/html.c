#include "report/figures.h"
#include "report/pages.h"
#include "report/style.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* More groups than this are folded away, each under its name. */
enum { OPEN_GROUPS_MAX = 8 };

/* ---- Tables ---- */

/* A table that scrolls on its own, named for those who come to it by keyboard. */
static void begin_table(document *d, const char *what, const char *name) {
  document_add(d, "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"%s ", what);
  document_escape(d, name);
  document_add(d, "\"><table>\n");
}

/* "0.33 (0.29 to 0.36)" with what is in the parentheses small, below. */
static void write_cell(document *d, const document *text) {
  const char *range = strstr(text->text, " (");
  size_t median = range ? (size_t)(range - text->text) : text->length;
  document_bytes(d, text->text, median);
  if (!range) return;
  document_add(d, "<small>");
  document_bytes(d, range + 2, text->length - median - 3);
  document_add(d, "</small>");
}

static void write_measure(document *d, const measure *m, const group *group) {
  document text = {0};
  if (m)
    measure_print(&text, m, group);
  else
    solved_print(&text, group);
  document_add(d, "<td>");
  write_cell(d, &text);
  document_add(d, "</td>");
  document_free(&text);
}

static void write_measures(document *d, const grouping *g) {
  bool titled = !g->field_count || grouping_is_sparse(g); /* one column for what tells the groups apart */
  document_add(d, "<p class=\"note\">Goal: %g of held-out paths walked without a fault, within ", g->results->goal);
  budget_print(d, g);
  document_add(d, " steps. Medians over runs, and below them the range; shares of runs with their 95 %% Wilson "
                  "intervals.</p>\n");
  begin_table(d, "Results of", g->results->name);
  document_add(d, "<thead><tr>");
  if (titled) document_add(d, "<th scope=\"col\">runs</th>");
  for (int i = 0; i < g->field_count && !titled; i++) document_add(d, "<th scope=\"col\">%s</th>", g->fields[i]);
  document_add(d, "<th scope=\"col\">runs that reached the goal</th>");
  for (int m = 0; m < measure_count; m++)
    if (measure_is_there(&measures[m], g)) document_add(d, "<th scope=\"col\">%s</th>", measures[m].header);
  document_add(d, "</tr></thead>\n<tbody>\n");
  for (int i = 0; i < g->count; i++) {
    char value[VALUE_SIZE];
    document_add(d, titled ? "<tr><th scope=\"row\">" : "<tr>");
    if (titled) group_title(d, g, &g->groups[i]);
    if (titled) document_add(d, "</th>");
    for (int k = 0; k < g->field_count && !titled; k++) {
      group_value(value, &g->groups[i], g->fields[k]);
      document_add(d, k ? "<td>%s</td>" : "<th scope=\"row\">%s</th>", value);
    }
    write_measure(d, NULL, &g->groups[i]);
    for (int m = 0; m < measure_count; m++)
      if (measure_is_there(&measures[m], g)) write_measure(d, &measures[m], &g->groups[i]);
    document_add(d, "</tr>\n");
  }
  document_add(d, "</tbody></table></div>\n<details><summary>What the columns mean</summary><dl>\n");
  for (int m = 0; m < measure_count; m++)
    if (measure_is_there(&measures[m], g))
      document_add(d, "<dt>%s</dt><dd>%s</dd>\n", measures[m].header, measures[m].help);
  document_add(d, "</dl></details>\n");
}

/* What the runs made of graph files, where they were asked. */
static void write_data(document *d, const grouping *g) {
  const result_run *first = g->groups[0].runs[0];
  if (!first->data_count) return;
  document_add(d, "<h3>On graph files</h3>\n");
  begin_table(d, "Graph files of", g->results->name);
  document_add(d, "<thead><tr><th scope=\"col\">runs</th><th scope=\"col\">file</th><th scope=\"col\">graphs</th>"
                  "<th scope=\"col\">path accuracy</th><th scope=\"col\">on those held out</th></tr></thead><tbody>\n");
  for (int i = 0; i < g->count; i++) {
    const group *group = &g->groups[i];
    for (int k = 0; k < group->runs[0]->data_count; k++) {
      document_add(d, "<tr><th scope=\"row\">");
      group_title(d, g, group);
      document_add(d, "</th><td>");
      document_escape(d, group->runs[0]->data[k].file);
      document_add(d, "</td><td>%.0f</td><td>", group->runs[0]->data[k].graphs);
      data_print(d, group, k, false);
      document_add(d, "</td><td>");
      data_print(d, group, k, true);
      document_add(d, "</td></tr>\n");
    }
  }
  document_add(d, "</tbody></table></div>\n");
}

/* Every run by its digest, so that anyone can check one. */
static void write_runs(document *d, const grouping *g) {
  document_add(d, "<details><summary>Every run and its digest</summary>");
  begin_table(d, "Runs of", g->results->name);
  document_add(d, "<thead><tr><th scope=\"col\">runs</th><th scope=\"col\">seed</th><th scope=\"col\">steps</th>"
                  "<th scope=\"col\">reached</th><th scope=\"col\">path</th>"
                  "<th scope=\"col\">digest of the weights</th></tr></thead><tbody>\n");
  for (int i = 0; i < g->count; i++) {
    for (int k = 0; k < g->groups[i].count; k++) {
      const result_run *run = g->groups[i].runs[k];
      document_add(d, "<tr><th scope=\"row\">");
      group_title(d, g, &g->groups[i]);
      document_add(d, "</th><td>%.0f</td><td>%.0f%s</td>", run->config.seed, run->steps,
                   run->diverged ? ", diverged" : "");
      document_add(d, isnan(run->reached) ? "<td>–</td>" : "<td>%.0f</td>", run->reached);
      document_add(d, isnan(run->final.path) ? "<td>–</td>" : "<td>%.3f</td>", run->final.path);
      document_add(d, "<td><code>");
      document_escape(d, run->digest);
      document_add(d, "</code></td></tr>\n");
    }
  }
  document_add(d, "</tbody></table></div></details>\n");
}

/* ---- The page ---- */

static void write_budget(document *d, const grouping *g) {
  const results *r = g->results;
  double least = INFINITY, most = 0;
  for (int i = 0; i < r->count; i++) {
    least = fmin(least, r->runs[i].parameters);
    most = fmax(most, r->runs[i].parameters);
  }
  document_add(d, "<p class=\"note\">Budget: ");
  budget_print(d, g);
  document_add(d, " steps a run. %d runs; ", r->count);
  document_add(d, least < most ? "%.0f to %.0f parameters.</p>\n" : "%.0f parameters.</p>\n", least, most);
}

static void write_curves(page *p, const grouping *g) {
  document *d = &p->html;
  bool any = false;
  for (int i = 0; i < g->count; i++) any |= figure_curves_there(&g->groups[i]);
  if (!any) return;
  document_add(d, "<h3>Over training</h3>\n<p class=\"note\">A thin line a run, thick ones the median over runs; a run "
                  "that reached the goal and stopped keeps its last value in the median.</p>\n");
  for (int i = 0; i < g->count; i++) {
    if (!figure_curves_there(&g->groups[i])) continue;
    bool folded = g->count > OPEN_GROUPS_MAX;
    document_add(d, folded ? "<details class=\"group\"><summary>" : "<h4>");
    group_title(d, g, &g->groups[i]);
    document_add(d, folded ? "</summary>\n" : "</h4>\n");
    figure_curves(p, &g->groups[i]);
    if (folded) document_add(d, "</details>\n");
  }
}

static void write_section(page *p, const results *r, int number) {
  document *d = &p->html;
  grouping g;
  grouping_make(&g, r, NULL, 0);
  document_add(d, "<section id=\"s%d\">\n<h2>", number);
  document_escape(d, r->name);
  document_add(d, "</h2>\n<p class=\"lead\">");
  document_escape(d, r->claim);
  document_add(d, "</p>\n");
  write_budget(d, &g);
  if (figure_map_there(&g)) {
    document_add(d,
                 "<h3>What sizes of graph are learnt</h3>\n<p class=\"note\">Seeds that reached %g of held-out paths "
                 "within ",
                 r->goal);
    budget_print(d, &g);
    document_add(d, " steps, of those run; below, the steps it took them in the median, or the first step's accuracy "
                    "where none did. d arms of l nodes.</p>\n");
    figure_maps(p, &g);
  }
  document_add(d, "<h3>Results</h3>\n");
  write_measures(d, &g);
  write_runs(d, &g);
  write_data(d, &g);
  document_add(d,
               "<h3>Do errors pile up?</h3>\n<p class=\"note\">If each step after the copied start failed on its own "
               "as often as the steps after the first do (e), <span class=\"formula\">(1 − e)<sup>l − 1</sup></span> "
               "of the paths would be "
               "right. A run far below the diagonal fails for another reason.</p>\n");
  figure_snowball(p, &g);
  write_curves(p, &g);
  document_add(d, "</section>\n");
  grouping_free(&g);
}

void report_html(document *d, const results *results, int count) {
  page page = {.html = *d};
  document *html = &page.html;
  document_add(html, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<title>Pathstar: what was measured</title>\n<style>\n");
  for (int i = 0; report_style[i]; i++) document_bytes(html, report_style[i], strlen(report_style[i]));
  document_add(html,
               "</style>\n</head>\n<body>\n<header>\n"
               "<h1>What was measured</h1>\n<p class=\"lead\">Small models trained to walk path-star graphs: which "
               "objectives learn the first step, the only real choice?</p>\n"
               "<nav aria-label=\"Experiments\"><ul>\n");
  for (int i = 0; i < count; i++) {
    document_add(html, "<li><a href=\"#s%d\"><b>", i + 1);
    document_escape(html, results[i].name);
    document_add(html, "</b> <span>");
    document_escape(html, results[i].claim);
    document_add(html, "</span></a></li>\n");
  }
  document_add(html, "</ul></nav>\n</header>\n<main>\n");
  for (int i = 0; i < count; i++) write_section(&page, &results[i], i + 1);
  document_add(html, "</main>\n<footer><p class=\"note\">Written by <code>pathstar report</code> " PS_VERSION
                     " from the results of <code>pathstar sweep</code>.</p></footer>\n</body>\n</html>\n");
  *d = page.html;
}

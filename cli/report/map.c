/* The (d, l) phase map: what share of seeds solved each size of graph, within the budget. */
#include "report/figures.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE_MAX = PS_DEGREE_MAX > PS_PATH_MAX ? PS_DEGREE_MAX : PS_PATH_MAX, SIZES_MIN = 6 };

/* The groups of one map and the values along its sides. */
typedef struct map {
  const group *cells[SIDE_MAX + 1][SIDE_MAX + 1]; /* [degree][path_length]; NULL where nothing was run */
  int degrees[SIDE_MAX], lengths[SIDE_MAX];       /* in order */
  int degree_count, length_count;
} map;

/* A handful of sizes is a table, not a map. */
bool figure_map_there(const grouping *g) {
  bool seen[SIDE_MAX + 1][SIDE_MAX + 1] = {{false}};
  int sizes = 0;
  for (int i = 0; i < g->count; i++) {
    const ps_config *config = &g->groups[i].runs[0]->config;
    sizes += !seen[config->degree][config->path_length];
    seen[config->degree][config->path_length] = true;
  }
  return grouping_varies(g, "degree") && grouping_varies(g, "path_length") && sizes >= SIZES_MIN;
}

static bool same_value(const group *a, const group *b, const char *field) {
  char left[VALUE_SIZE], right[VALUE_SIZE];
  group_value(left, a, field);
  group_value(right, b, field);
  return !strcmp(left, right);
}

/* Whether graphs of one size are told apart by the field: labels that follow from the size are not. */
static bool splits_maps(const grouping *g, const char *field) {
  if (!strcmp(field, "degree") || !strcmp(field, "path_length")) return false;
  for (int i = 0; i < g->count; i++) {
    for (int k = 0; k < i; k++) {
      const ps_config *a = &g->groups[i].runs[0]->config, *b = &g->groups[k].runs[0]->config;
      bool same_size = a->degree == b->degree && a->path_length == b->path_length;
      if (same_size && !same_value(&g->groups[i], &g->groups[k], field)) return true;
    }
  }
  return false;
}

static bool on_one_map(const grouping *g, const group *a, const group *b) {
  for (int i = 0; i < g->field_count; i++)
    if (splits_maps(g, g->fields[i]) && !same_value(a, b, g->fields[i])) return false;
  return true;
}

static void insert(int *sorted, int *count, int value) {
  int at = *count;
  for (int i = 0; i < *count; i++)
    if (sorted[i] == value) return;
  for (; at > 0 && sorted[at - 1] > value; at--) sorted[at] = sorted[at - 1];
  sorted[at] = value;
  ++*count;
}

/* The map on which the group `first` is. False if an earlier group is on it, too. */
static bool map_make(map *m, const grouping *g, int first) {
  *m = (map){.degree_count = 0};
  for (int i = 0; i < g->count; i++) {
    const group *group = &g->groups[i];
    if (!on_one_map(g, &g->groups[first], group)) continue;
    if (i < first) return false;
    const ps_config *config = &group->runs[0]->config;
    m->cells[config->degree][config->path_length] = group;
    insert(m->degrees, &m->degree_count, config->degree);
    insert(m->lengths, &m->length_count, config->path_length);
  }
  return true;
}

static void map_title(document *d, const grouping *g, int first) {
  char value[VALUE_SIZE];
  size_t before = d->length;
  for (int i = 0; i < g->field_count; i++) {
    if (!splits_maps(g, g->fields[i])) continue;
    group_value(value, &g->groups[first], g->fields[i]);
    document_add(d, "%s%s", d->length > before ? ", " : "", value);
  }
  if (d->length == before) document_add(d, "All runs");
}

static void draw_cell(page *p, const group *group, double x, double y, double width, double height) {
  document *d = &p->html;
  if (!group) {
    document_add(d, "<rect class=\"cell none\" x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\"/>\n", x, y, width, height);
    return;
  }
  int solved = group_solved(group);
  document_add(d, "<rect class=\"cell\" x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\"/>", x, y, width, height);
  document_add(d, "<rect class=\"fill\" x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" fill-opacity=\"%.2f\"/>", x, y,
               width, height, (double)solved / group->count);
  document_add(d, "<text class=\"share\" x=\"%g\" y=\"%g\">%d/%d</text>", x + width / 2, y + 23, solved, group->count);
  const measure *m = measure_named(solved ? "steps" : "first_step");
  spread s = measure_spread(m, group);
  if (s.count)
    document_add(d, "<text class=\"small\" x=\"%g\" y=\"%g\">%s%.*f%s</text>\n", x + width / 2, y + 39,
                 solved ? "" : "1st ", m->decimals, s.median, solved ? " steps" : "");
}

static void draw_map(page *p, const map *m, const char *title) {
  const double width = 68, height = 48, left = 34, top = 30;
  document *d = &p->html;
  svg_begin(p, left + width * m->length_count + 2, top + height * m->degree_count + 2, title,
            "A grid: rows are the degree d, columns the path length l. Each cell says how many seeds reached the goal, "
            "and after how many steps in the median, or, where none did, the first step's accuracy. The table below "
            "has the same.");
  for (int k = 0; k < m->length_count; k++)
    document_add(d, "<text class=\"side\" x=\"%g\" y=\"20\" text-anchor=\"middle\">%s%d</text>\n",
                 left + width * (k + 0.5), k ? "" : "l = ", m->lengths[k]);
  for (int i = 0; i < m->degree_count; i++) {
    document_add(d, "<text class=\"side\" x=\"%g\" y=\"%g\" text-anchor=\"end\">%s%d</text>\n", left - 6,
                 top + height * (i + 0.5) + 4, i ? "" : "d=", m->degrees[i]);
    for (int k = 0; k < m->length_count; k++)
      draw_cell(p, m->cells[m->degrees[i]][m->lengths[k]], left + width * k + 1, top + height * i + 1, width - 2,
                height - 2);
  }
  svg_end(p);
}

static void write_table(page *p, const map *m) {
  document *d = &p->html;
  document_add(d,
               "<details><summary>Data: seeds solved, steps, first step</summary><div class=\"wide\" role=\"region\" "
               "tabindex=\"0\" aria-label=\"Data of figure %d\"><table><thead><tr><th scope=\"col\">d, l</th>"
               "<th scope=\"col\">solved (95 %% interval)</th><th scope=\"col\">steps to it</th>"
               "<th scope=\"col\">first step at the end</th><th scope=\"col\">chance</th></tr></thead><tbody>\n",
               p->figures);
  for (int i = 0; i < m->degree_count; i++) {
    for (int k = 0; k < m->length_count; k++) {
      const group *group = m->cells[m->degrees[i]][m->lengths[k]];
      if (!group) continue;
      document_add(d, "<tr><th scope=\"row\">%d, %d</th><td>", m->degrees[i], m->lengths[k]);
      solved_print(d, group);
      static const char *const columns[] = {"steps", "first_step", "chance"};
      for (int c = 0; c < 3; c++) {
        document_add(d, "</td><td>");
        measure_print(d, measure_named(columns[c]), group);
      }
      document_add(d, "</td></tr>\n");
    }
  }
  document_add(d, "</tbody></table></div></details>\n");
}

void figure_maps(page *p, const grouping *g) {
  document_add(&p->html, "<div class=\"figures\">\n");
  for (int first = 0; first < g->count; first++) {
    map m;
    document title = {0};
    if (!map_make(&m, g, first)) continue;
    map_title(&title, g, first);
    document_add(&p->html, "<figure class=\"map\"><h4>");
    document_escape(&p->html, title.text);
    document_add(&p->html, "</h4>\n");
    draw_map(p, &m, title.text);
    write_table(p, &m);
    document_add(&p->html, "</figure>\n");
    document_free(&title);
  }
  document_add(&p->html, "</div>\n");
}

void markdown_maps(document *d, const grouping *g) {
  for (int first = 0; first < g->count; first++) {
    map m;
    if (!map_make(&m, g, first)) continue;
    document_add(d, "%s**", d->length && d->text[d->length - 1] == '|' ? "\n" : "");
    map_title(d, g, first);
    document_add(d, "**\n\n|  |");
    for (int k = 0; k < m.length_count; k++) document_add(d, " l = %d |", m.lengths[k]);
    document_add(d, "\n|---|");
    for (int k = 0; k < m.length_count; k++) document_add(d, "---|");
    for (int i = 0; i < m.degree_count; i++) {
      document_add(d, "\n| d = %d |", m.degrees[i]);
      for (int k = 0; k < m.length_count; k++) {
        const group *group = m.cells[m.degrees[i]][m.lengths[k]];
        if (!group) {
          document_add(d, " |");
          continue;
        }
        int solved = group_solved(group);
        spread s = measure_spread(measure_named(solved ? "steps" : "first_step"), group);
        document_add(d, solved ? " **%d/%d**, %.0f steps |" : " %d/%d, first step %.2f |", solved, group->count,
                     s.median);
      }
    }
    document_add(d, "\n\n");
  }
}

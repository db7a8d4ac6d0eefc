#include "report/map.h"

#include <string.h>

enum { SIDE_MAX = PS_DEGREE_MAX > PS_PATH_MAX ? PS_DEGREE_MAX : PS_PATH_MAX, SIZES_MIN = 6 };

/* The groups of one map and the values along its sides. */
typedef struct map {
  const group *cells[SIDE_MAX + 1][SIDE_MAX + 1]; /* [degree][path_length]; NULL where nothing was run */
  int degrees[SIDE_MAX], lengths[SIDE_MAX];       /* in order */
  int degree_count, length_count;
} map;

/* A handful of sizes is a table, not a map. */
bool map_is_there(const grouping *g) {
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

/* Whether the field tells graphs of one size apart: labels that follow from the size do not. */
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

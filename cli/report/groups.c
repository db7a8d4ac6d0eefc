#include "report/groups.h"

#include "base/description.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DENSE_FIELDS_MAX = 4 };

/* ---- What was varied ---- */

void group_value(char text[VALUE_SIZE], const group *group, const char *field) {
  ps_config_get(text, VALUE_SIZE, &group->runs[0]->config, field);
}

bool grouping_varies(const grouping *g, const char *field) {
  for (int i = 0; i < g->field_count; i++)
    if (!strcmp(g->fields[i], field)) return true;
  return false;
}

void group_title(document *d, const grouping *g, const group *group) {
  char value[VALUE_SIZE];
  size_t before = d->length;
  for (int i = 0; i < g->field_count; i++) {
    if (grouping_is_sparse(g) && group_is_common(g, group, g->fields[i])) continue;
    group_value(value, group, g->fields[i]);
    bool named = !strcmp(g->fields[i], "objective") || !strcmp(g->fields[i], "architecture");
    const char *comma = d->length > before ? ", " : "";
    document_add(d, named ? "%s%s%s" : "%s%s = %s", comma, named ? "" : g->fields[i], value);
  }
  if (d->length == before) document_add(d, g->field_count ? "as most" : "all runs");
}

bool grouping_is_sparse(const grouping *g) {
  return g->field_count > DENSE_FIELDS_MAX;
}

bool group_is_common(const grouping *g, const group *group, const char *field) {
  char ours[VALUE_SIZE], theirs[VALUE_SIZE];
  int same = 0;
  group_value(ours, group, field);
  for (int i = 0; i < g->count; i++) {
    group_value(theirs, &g->groups[i], field);
    same += !strcmp(ours, theirs);
  }
  return 2 * same > g->count;
}

/* ---- Order ---- */

/* Numbers by size, choices in the core's order, false before true. */
static double rank_of(const ps_config *config, const cJSON *option) {
  char text[VALUE_SIZE];
  const cJSON *choice;
  int i = 0;
  ps_config_get(text, sizeof text, config, description_text(option, "name"));
  cJSON_ArrayForEach(choice, cJSON_GetObjectItemCaseSensitive(option, "choices")) {
    if (!strcmp(choice->valuestring, text)) return i;
    i++;
  }
  return strcmp(text, "true") ? strtod(text, NULL) : 1;
}

typedef struct ordered {
  const result_run *run;
  double rank[FIELDS_MAX + 2]; /* (ranks) of the varied fields, then budget and seed */
  int ranks;
} ordered;

static int compare_ranks(const ordered *a, const ordered *b, int ranks) {
  for (int i = 0; i < ranks; i++) {
    if (a->rank[i] < b->rank[i]) return -1;
    if (a->rank[i] > b->rank[i]) return 1;
  }
  return 0;
}

static int by_ranks(const void *a, const void *b) {
  return compare_ranks(a, b, ((const ordered *)a)->ranks);
}

static bool passes(const result_run *run, const char *const *filter, int filters) {
  for (int i = 0; i < filters; i++) {
    char name[VALUE_SIZE], value[VALUE_SIZE];
    size_t length = strcspn(filter[i], "=");
    snprintf(name, sizeof name, "%.*s", (int)length, filter[i]);
    ps_config_get(value, sizeof value, &run->config, name);
    if (!filter[i][length] || strcmp(value, filter[i] + length + 1)) return false;
  }
  return true;
}

static bool differs(const ordered *runs, int count, const char *field) {
  char first[VALUE_SIZE], text[VALUE_SIZE];
  for (int i = 0; i < count; i++) {
    ps_config_get(i ? text : first, VALUE_SIZE, &runs[i].run->config, field);
    if (i && strcmp(first, text)) return true;
  }
  return false;
}

/* The sweep's own name for a field it varied; NULL if it did not. */
static const char *varied_name(const results *r, const char *field) {
  for (int i = 0; i < r->varied_count; i++)
    if (!strcmp(r->varied[i], field)) return r->varied[i];
  return NULL;
}

/* The field's value in more than half of the runs, as a rank; NaN if there is none. */
static double common_rank(const ordered *runs, int count, int field) {
  for (int i = 0; i < count; i++) {
    int same = 0;
    for (int k = 0; k < count; k++) same += runs[k].rank[field] == runs[i].rank[field];
    if (2 * same > count) return runs[i].rank[field];
  }
  return NAN;
}

/* Where one factor was changed at a time: fields without a common value come first, and a common value comes before
 * those that were tried in its place. */
static void rank_sparse(grouping *g, ordered *runs, int count) {
  int even = 0;
  for (int f = 0; f < g->field_count; f++) {
    double common = common_rank(runs, count, f);
    const char *name = g->fields[f];
    for (int i = 0; i < count; i++) {
      double rank = runs[i].rank[f] == common ? -INFINITY : runs[i].rank[f];
      if (isnan(common)) memmove(&runs[i].rank[even + 1], &runs[i].rank[even], (size_t)(f - even) * sizeof(double));
      runs[i].rank[isnan(common) ? even : f] = rank;
    }
    if (!isnan(common)) continue;
    memmove(&g->fields[even + 1], &g->fields[even], (size_t)(f - even) * sizeof(char *));
    g->fields[even++] = name;
  }
}

void grouping_make(grouping *g, const results *r, const char *const *filter, int filters) {
  *g = (grouping){.results = r, .groups = allocate((size_t)r->count, sizeof *g->groups)};
  ordered *runs = allocate((size_t)r->count, sizeof *runs);
  int count = 0;
  for (int i = 0; i < r->count; i++)
    if (passes(&r->runs[i], filter, filters)) runs[count++].run = &r->runs[i];

  cJSON *description = description_read();
  const cJSON *option, *seed = description_option(description, "seed");
  cJSON_ArrayForEach(option, cJSON_GetObjectItemCaseSensitive(description, "options")) {
    const char *name = varied_name(r, description_text(option, "name"));
    if (!name || !differs(runs, count, name)) continue;
    for (int i = 0; i < count; i++) runs[i].rank[g->field_count] = rank_of(&runs[i].run->config, option);
    g->fields[g->field_count++] = name;
  }
  if (grouping_is_sparse(g)) rank_sparse(g, runs, count);
  for (int i = 0; i < count; i++) {
    runs[i].rank[g->field_count] = runs[i].run->budget;
    runs[i].rank[g->field_count + 1] = rank_of(&runs[i].run->config, seed);
    runs[i].ranks = g->field_count + 2;
  }
  cJSON_Delete(description);

  qsort(runs, (size_t)count, sizeof *runs, by_ranks);
  for (int i = 0; i < count; i++) {
    if (!i || compare_ranks(&runs[i - 1], &runs[i], g->field_count + 1)) {
      g->groups[g->count++].runs = allocate((size_t)(count - i), sizeof(result_run *));
    }
    group *last = &g->groups[g->count - 1];
    last->runs[last->count++] = runs[i].run;
  }
  free(runs);
}

void grouping_free(grouping *g) {
  for (int i = 0; i < g->count; i++) free((void *)g->groups[i].runs);
  free(g->groups);
  *g = (grouping){0};
}

/* ---- Statistics ---- */

static int by_size(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

spread spread_of(const double *values, int count) {
  spread s = {0, NAN, NAN, NAN};
  double *sorted = allocate((size_t)count, sizeof *sorted);
  for (int i = 0; i < count; i++)
    if (!isnan(values[i])) sorted[s.count++] = values[i];
  if (s.count) {
    qsort(sorted, (size_t)s.count, sizeof *sorted, by_size);
    s.low = sorted[0];
    s.high = sorted[s.count - 1];
    s.median = (sorted[(s.count - 1) / 2] + sorted[s.count / 2]) / 2;
  }
  free(sorted);
  return s;
}

int group_solved(const group *group) {
  int solved = 0;
  for (int i = 0; i < group->count; i++) solved += !isnan(group->runs[i]->reached);
  return solved;
}

void budget_print(document *d, const grouping *g) {
  double least = INFINITY, most = 0;
  for (int i = 0; i < g->count; i++) {
    least = fmin(least, g->groups[i].runs[0]->budget);
    most = fmax(most, g->groups[i].runs[0]->budget);
  }
  document_add(d, least < most ? "%.0f to %.0f" : "%.0f", least, most);
}

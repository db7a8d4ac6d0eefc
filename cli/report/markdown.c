/* A Markdown file from a template. Placeholders are replaced by results:
 *
 *   {{claim NAME}}                    the claim of the sweep called NAME
 *   {{budget NAME}}                   "1500", the steps a run was allowed
 *   {{count NAME}}                    "60", the runs
 *   {{table NAME}}                    a row for each group of runs
 *   {{map NAME}}                      degree against path length, a table for each setting of everything else
 *   {{data NAME}}                     paths of graph files
 *   {{solved NAME}}                   "18 of 20 (0.70 to 0.97)"
 *   {{median NAME MEASURE}}           "600 (550 to 1275)"; measures are those of measures.c
 *
 * After that any number of field=value take only the runs with that value; `solved` and `median` lump together all runs
 * that are left. Prose around it is copied. */
#include "report/markdown.h"

#include "base/files.h"
#include "report/map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 16, WORD_SIZE = 64 };

typedef struct placeholder {
  const char *file;
  long line;
  int count;
  char word[WORDS_MAX][WORD_SIZE];
  const char *filter[WORDS_MAX]; /* the words with an equals sign */
  int filters;
} placeholder;

static exit_code refuse(const placeholder *p, const char *problem, const char *what) {
  return fail(EXIT_USAGE, "%s, line %ld: %s '%s'", p->file, p->line, problem, what);
}

static void write_table(document *d, const grouping *g) {
  bool titled = !g->field_count || grouping_is_sparse(g); /* one column for what tells the groups apart */
  document_add(d, titled ? "| runs |" : "|");
  for (int i = 0; i < g->field_count && !titled; i++) document_add(d, " %s |", g->fields[i]);
  document_add(d, " reached %g within ", g->results->goal);
  budget_print(d, g);
  document_add(d, " steps (95 %% interval) |");
  int columns = 1 + (titled ? 1 : g->field_count);
  for (int m = 0; m < measure_count; m++) {
    if (!measure_is_there(&measures[m], g)) continue;
    document_add(d, " %s |", measures[m].header);
    columns++;
  }
  bool learnt = learnt_is_there(g);
  if (learnt) document_add(d, " learnt: edges from the start, step |");
  columns += learnt;
  document_add(d, "\n|");
  for (int i = 0; i < columns; i++) document_add(d, "---|");
  document_add(d, "\n");
  for (int i = 0; i < g->count; i++) {
    char value[VALUE_SIZE];
    document_add(d, "|");
    if (titled) {
      document_add(d, " ");
      group_title(d, g, &g->groups[i]);
      document_add(d, " |");
    }
    for (int k = 0; k < g->field_count && !titled; k++) {
      group_value(value, &g->groups[i], g->fields[k]);
      document_add(d, " %s |", value);
    }
    document_add(d, " ");
    solved_print(d, &g->groups[i]);
    for (int m = 0; m < measure_count; m++) {
      if (!measure_is_there(&measures[m], g)) continue;
      document_add(d, " | ");
      measure_print(d, &measures[m], &g->groups[i]);
    }
    if (learnt) {
      document_add(d, " | ");
      learnt_print(d, &g->groups[i]);
    }
    document_add(d, " |\n");
  }
}

static void write_data(document *d, const grouping *g) {
  document_add(d, "| runs | file | graphs | path accuracy | on those held out |\n|---|---|---|---|---|\n");
  for (int i = 0; i < g->count; i++) {
    const group *group = &g->groups[i];
    const result_run *asked = group->runs[0];
    for (int r = 1; r < group->count && !asked->data_count; r++) asked = group->runs[r]; /* one that diverged was not */
    for (int k = 0; k < asked->data_count; k++) {
      document_add(d, "| ");
      group_title(d, g, group);
      document_add(d, " | `%s` | %.0f | ", asked->data[k].file, asked->data[k].graphs);
      data_print(d, group, k, false);
      document_add(d, " | ");
      data_print(d, group, k, true);
      document_add(d, " |\n");
    }
  }
}

static int count_runs(const grouping *g) {
  int count = 0;
  for (int i = 0; i < g->count; i++) count += g->groups[i].count;
  return count;
}

/* All runs of the grouping as one group; the caller frees its list. */
static group lump(const grouping *g) {
  group all = {.runs = allocate((size_t)g->results->count, sizeof(result_run *))};
  for (int i = 0; i < g->count; i++)
    for (int k = 0; k < g->groups[i].count; k++) all.runs[all.count++] = g->groups[i].runs[k];
  return all;
}

static exit_code write_number(document *d, const placeholder *p, const grouping *g) {
  const measure *m = strcmp(p->word[0], "median") ? NULL : measure_named(p->word[2]);
  group all = lump(g);
  exit_code code = EXIT_DONE;
  if (!strcmp(p->word[0], "solved"))
    solved_print(d, &all);
  else if (m)
    measure_print(d, m, &all);
  else
    code = refuse(p, "there is no measure", p->word[2]);
  free((void *)all.runs);
  return code;
}

static exit_code write_kind(document *d, const placeholder *p, const grouping *g) {
  const char *kind = p->word[0];
  if (!strcmp(kind, "claim"))
    document_add(d, "*Tested:* %s", g->results->claim);
  else if (!strcmp(kind, "budget"))
    budget_print(d, g);
  else if (!strcmp(kind, "count"))
    document_add(d, "%d", count_runs(g));
  else if (!strcmp(kind, "table"))
    write_table(d, g);
  else if (!strcmp(kind, "data"))
    write_data(d, g);
  else if (!strcmp(kind, "map") && map_is_there(g))
    markdown_maps(d, g);
  else if (!strcmp(kind, "map"))
    return refuse(p, "there are not enough sizes of graph for a map in", g->results->name);
  else if (!strcmp(kind, "solved") || !strcmp(kind, "median"))
    return write_number(d, p, g);
  else
    return refuse(p, "unknown placeholder", kind);
  return EXIT_DONE;
}

static exit_code write_placeholder(document *d, const placeholder *p, const results *results, int count, bool *used) {
  if (p->count < 2) return refuse(p, "a placeholder needs a kind and the name of a sweep, not", p->word[0]);
  for (int i = 0; i < count; i++) {
    if (strcmp(results[i].name, p->word[1])) continue;
    grouping g;
    used[i] = true;
    grouping_make(&g, &results[i], p->filter, p->filters);
    exit_code code = g.count ? write_kind(d, p, &g) : refuse(p, "no run passes the filter after", p->word[1]);
    grouping_free(&g);
    return code;
  }
  return refuse(p, "there are no results called", p->word[1]);
}

/* The words between the braces at `at`; the character after them, or NULL. */
static const char *read_placeholder(placeholder *p, const char *at) {
  const char *end = strstr(at, "}}"), *newline = strchr(at, '\n');
  p->count = p->filters = 0;
  if (!end || (newline && newline < end)) return NULL;
  for (at += 2; at < end && p->count < WORDS_MAX;) {
    size_t space = strspn(at, " "), length = strcspn(at + space, " }");
    if (length >= WORD_SIZE) return NULL;
    if (length) snprintf(p->word[p->count++], WORD_SIZE, "%.*s", (int)length, at + space);
    at += space + length;
  }
  for (int i = 2; i < p->count; i++)
    if (strchr(p->word[i], '=')) p->filter[p->filters++] = p->word[i];
  return end + 2;
}

exit_code report_markdown(document *d, const char *template_path, const results *results, int count) {
  file_bytes file;
  exit_code code = file_read(&file, template_path);
  if (code) return code;
  placeholder p = {.file = template_path, .line = 1};
  bool *used = allocate((size_t)count, sizeof *used);
  for (const char *at = file.bytes; *at && !code;) {
    const char *after;
    if (strncmp(at, "{{", 2)) {
      p.line += *at == '\n';
      document_bytes(d, at++, 1);
    } else if (!(after = read_placeholder(&p, at))) {
      code = fail(EXIT_USAGE, "%s, line %ld: '{{' without '}}' on the line, or a word too long", template_path, p.line);
    } else {
      code = write_placeholder(d, &p, results, count, used);
      at = after;
    }
  }
  /* Results that no placeholder names would be left out without a word. */
  for (int i = 0; i < count && !code; i++)
    if (!used[i]) code = fail(EXIT_USAGE, "%s says nothing of the results '%s'", template_path, results[i].name);
  free(used);
  free(file.bytes);
  return code;
}

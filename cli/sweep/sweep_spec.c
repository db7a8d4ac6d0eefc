#include "sweep/sweep_spec.h"

#include "base/config_json.h"
#include "base/description.h"
#include "base/graph_file.h"
#include "ground/rng.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHERE_LENGTH = 512, FIELD_LENGTH = 64 };

typedef struct reader {
  sweep_plan *plan;
  const char *path;
  const cJSON *grid, *cells; /* NULL if the spec has none */
  double *seed;              /* (seed_count) */
  int seed_count;
} reader;

/* A cell in the making. */
typedef struct draft {
  ps_config config;
  bool least_labels; /* labels follow degree and path_length */
  int64_t steps;
} draft;

/* ---- Pieces of JSON ---- */

static exit_code check_keys(const cJSON *object, const char *const *keys, const char *where) {
  const cJSON *value;
  cJSON_ArrayForEach(value, object) {
    char known[256] = "";
    bool found = false;
    for (int i = 0; keys[i]; i++) {
      found |= !strcmp(keys[i], value->string);
      size_t length = strlen(known);
      snprintf(known + length, sizeof known - length, "%s%s", i ? ", " : "", keys[i]);
    }
    if (!found) return fail(EXIT_USAGE, "%s: unknown key '%s'; the keys are %s", where, value->string, known);
  }
  return EXIT_DONE;
}

/* `value` as people wrote it, cut to fit a message. */
static const char *shown(char text[FIELD_LENGTH], const cJSON *value) {
  char *printed = cJSON_PrintUnformatted(value);
  snprintf(text, FIELD_LENGTH, "%s", printed ? printed : "?");
  cJSON_free(printed);
  return text;
}

/* Leaves *number alone if there is no value. */
static exit_code read_number(double *number, const cJSON *value, double least, double most, bool whole,
                             const char *where, const char *name) {
  if (!value) return EXIT_DONE;
  double read = cJSON_IsNumber(value) ? value->valuedouble : (double)NAN;
  if (!(read >= least && read <= most) || (whole && read != floor(read))) {
    char text[FIELD_LENGTH];
    return fail(EXIT_USAGE, "%s: '%s' is %s; it must be a %s from %.10g to %.10g", where, name, shown(text, value),
                whole ? "whole number" : "number", least, most);
  }
  *number = read;
  return EXIT_DONE;
}

static exit_code read_integer(int64_t *integer, const cJSON *value, double least, const char *where, const char *name) {
  double number = (double)*integer;
  exit_code code = read_number(&number, value, least, 1e9, true, where, name);
  *integer = (int64_t)number;
  return code;
}

static exit_code want_filled(const cJSON *value, bool object, const char *where, const char *name) {
  if (object ? !cJSON_IsObject(value) : !cJSON_IsArray(value))
    return fail(EXIT_USAGE, "%s: '%s' must be %s", where, name, object ? "an object" : "a list");
  if (!value->child) return fail(EXIT_USAGE, "%s: '%s' is empty", where, name);
  return EXIT_DONE;
}

/* ---- Cells ---- */

static exit_code set_field(draft *d, const reader *r, const char *name, const cJSON *value, const char *where) {
  if (!strcmp(name, "seed")) return fail(EXIT_USAGE, "%s: 'seed' has no place here; the spec's \"seeds\" are", where);
  bool labels = !strcmp(name, "labels");
  if (labels && cJSON_IsString(value) && !strcmp(value->valuestring, "least")) {
    d->least_labels = true;
    return EXIT_DONE;
  }
  if (labels && !cJSON_IsNumber(value)) return fail(EXIT_USAGE, "%s: 'labels' must be a number or \"least\"", where);
  if (labels) d->least_labels = false;
  return config_set_json(&d->config, r->plan->description, name, value, where);
}

static exit_code read_base(draft *d, const reader *r) {
  char where[WHERE_LENGTH];
  snprintf(where, sizeof where, "%s: base", r->path);
  const cJSON *base = json_member(r->plan->spec, "base"), *preset = json_member(base, "preset"), *value;
  if (base && !cJSON_IsObject(base)) return fail(EXIT_USAGE, "%s: 'base' must be an object", r->path);
  if (preset && !cJSON_IsString(preset)) return fail(EXIT_USAGE, "%s: 'preset' must be a string", where);
  ps_message why;
  ps_status status = preset ? ps_config_preset(&d->config, preset->valuestring, &why) : PS_OK;
  exit_code code = status ? fail_status(status, &why, where) : EXIT_DONE;
  cJSON_ArrayForEach(value, base) {
    if (!code && value != preset) code = set_field(d, r, value->string, value, where);
  }
  return code;
}

/* Gives the draft one entry of "cells". */
static exit_code add_listed(draft *d, cJSON *varied, const reader *r, const cJSON *listed, int index) {
  char where[WHERE_LENGTH];
  snprintf(where, sizeof where, "%s: cells[%d]", r->path, index);
  const cJSON *value;
  cJSON_ArrayForEach(value, listed) {
    exit_code code = EXIT_DONE;
    if (json_member(r->grid, value->string))
      code = fail(EXIT_USAGE, "%s: '%s' is in the grid, too", where, value->string);
    else if (!strcmp(value->string, "steps"))
      code = read_integer(&d->steps, value, 1, where, "steps");
    else
      code = set_field(d, r, value->string, value, where);
    if (code) return code;
    cJSON_AddItemToObject(varied, value->string, cJSON_Duplicate(value, true));
  }
  return EXIT_DONE;
}

/* Gives the draft the grid's `place`-th point, whose last field varies fastest. */
static exit_code add_grid(draft *d, cJSON *varied, const reader *r, int place) {
  const cJSON *field;
  int left = place, points = 1;
  cJSON_ArrayForEach(field, r->grid) points *= cJSON_GetArraySize(field);
  cJSON_ArrayForEach(field, r->grid) {
    points /= cJSON_GetArraySize(field);
    int index = left / points;
    left %= points;
    char where[WHERE_LENGTH];
    snprintf(where, sizeof where, "%s: grid.%.64s[%d]", r->path, field->string, index);
    const cJSON *value = cJSON_GetArrayItem(field, index);
    exit_code code = set_field(d, r, field->string, value, where);
    if (code) return code;
    cJSON_AddItemToObject(varied, field->string, cJSON_Duplicate(value, true));
  }
  return EXIT_DONE;
}

static exit_code settle_labels(draft *d, cJSON *varied, const char *where) {
  if (!d->least_labels) return EXIT_DONE;
  int nodes = 1 + d->config.degree * (d->config.path_length - 1);
  char text[FIELD_LENGTH];
  snprintf(text, sizeof text, "%d", nodes);
  ps_message why;
  ps_status status = ps_config_set(&d->config, "labels", text, &why);
  if (status) return fail_status(status, &why, where);
  if (json_member(varied, "labels"))
    cJSON_ReplaceItemInObjectCaseSensitive(varied, "labels", cJSON_CreateNumber(nodes));
  return EXIT_DONE;
}

/* Cell `place` of one seed. The draft starts as the base. */
static exit_code make_cell(draft *d, cJSON *varied, const reader *r, int place, int grid_points) {
  int listed = place / grid_points;
  exit_code code = r->cells ? add_listed(d, varied, r, cJSON_GetArrayItem(r->cells, listed), listed) : EXIT_DONE;
  if (!code) code = add_grid(d, varied, r, place % grid_points);
  char where[WHERE_LENGTH], *label = cJSON_PrintUnformatted(varied);
  snprintf(where, sizeof where, "%s: the cell %s", r->path, label ? label : "?");
  cJSON_free(label);
  if (!code) code = settle_labels(d, varied, where);
  ps_message why;
  ps_graph_space space;
  ps_status status = code ? PS_OK : ps_config_validate(&d->config, &why);
  if (!code && !status) status = ps_graph_space_init(&space, &d->config, &why);
  if (status) code = fail_status(status, &why, where);
  if (!code && !d->steps) code = fail(EXIT_USAGE, "%s: neither it nor the spec says 'steps'", where);
  return code;
}

static uint64_t hash_text(uint64_t hash, const char *text) {
  for (; *text; text++) hash = ps_hash_add(hash, (unsigned char)*text);
  return ps_hash_add(hash, 0x100); /* no byte: it marks where a text ends */
}

/* Fields at their defaults are left out: an option that the core learns later changes no id. */
static void name_cell(sweep_cell *cell, const reader *r) {
  const sweep_plan *plan = r->plan;
  uint64_t hash = 0;
  char text[256], standard[FIELD_LENGTH], value[FIELD_LENGTH];
  ps_config defaults;
  ps_config_default(&defaults);
  const cJSON *option;
  cJSON_ArrayForEach(option, json_member(r->plan->description, "options")) {
    const char *name = description_text(option, "name");
    ps_config_get(standard, sizeof standard, &defaults, name);
    ps_config_get(value, sizeof value, &cell->config, name);
    snprintf(text, sizeof text, "%s=%s", name, value);
    if (strcmp(standard, value)) hash = hash_text(hash, text);
  }
  snprintf(text, sizeof text, "steps=%lld every=%lld graphs=%lld train_graphs=%lld stop_at_path=%.9g",
           (long long)cell->steps, (long long)plan->every, (long long)plan->graphs, (long long)plan->train_graphs,
           plan->stop_at_path);
  hash = hash_text(hash, text);
  for (int i = 0; i < plan->data_count; i++) hash = hash_text(hash, plan->data[i]);
  snprintf(cell->id, sizeof cell->id, "%016llx", (unsigned long long)hash);
}

static exit_code make_cells(const reader *r, const draft *base, int grid_points) {
  sweep_plan *plan = r->plan;
  plan->cells = allocate((size_t)plan->combinations * (size_t)r->seed_count, sizeof *plan->cells);
  for (int i = 0; i < r->seed_count; i++) {
    for (int j = 0; j < plan->combinations; j++) {
      draft d = *base;
      d.config.seed = r->seed[i];
      sweep_cell *cell = &plan->cells[plan->count++];
      cell->varied = cJSON_CreateObject();
      exit_code code = make_cell(&d, cell->varied, r, j, grid_points);
      if (code) return code;
      cJSON_AddNumberToObject(cell->varied, "seed", r->seed[i]);
      cell->config = d.config;
      cell->steps = d.steps;
      name_cell(cell, r);
    }
  }
  return EXIT_DONE;
}

/* ---- The spec ---- */

static exit_code read_seeds(reader *r) {
  const cJSON *seeds = json_member(r->plan->spec, "seeds"), *value;
  if (!seeds) return fail(EXIT_USAGE, "%s: 'seeds' is missing", r->path);
  exit_code code = want_filled(seeds, false, r->path, "seeds");
  if (code) return code;
  int given = cJSON_GetArraySize(seeds);
  double *read = allocate((size_t)given, sizeof *read);
  int count = 0;
  cJSON_ArrayForEach(value, seeds) {
    if (!code) code = read_number(&read[count++], value, 0, 4294967295, true, r->path, "seeds");
  }
  if (!code && given == 2 && read[0] > read[1])
    code = fail(EXIT_USAGE, "%s: 'seeds' are from %.10g to %.10g: the first must not be above the last", r->path,
                read[0], read[1]);
  if (!code && given == 2 && read[1] - read[0] >= SWEEP_CELLS_MAX)
    code = fail(EXIT_USAGE, "%s: 'seeds' are more than %d", r->path, SWEEP_CELLS_MAX);
  if (!code && given == 2) { /* the first and the last */
    double first = read[0];
    count = (int)(read[1] - first) + 1;
    free(read);
    read = allocate((size_t)count, sizeof *read);
    for (int i = 0; i < count; i++) read[i] = first + i;
  }
  r->seed = read;
  r->seed_count = count;
  return code;
}

static exit_code read_evaluate(const reader *r) {
  static const char *const keys[] = {"every", "graphs", "train_graphs_asked", NULL};
  const cJSON *evaluate = json_member(r->plan->spec, "evaluate");
  if (!evaluate) return EXIT_DONE;
  if (!cJSON_IsObject(evaluate)) return fail(EXIT_USAGE, "%s: 'evaluate' must be an object", r->path);
  char where[WHERE_LENGTH];
  snprintf(where, sizeof where, "%s: evaluate", r->path);
  exit_code code = check_keys(evaluate, keys, where);
  if (!code) code = read_integer(&r->plan->every, json_member(evaluate, keys[0]), 0, where, keys[0]);
  if (!code) code = read_integer(&r->plan->graphs, json_member(evaluate, keys[1]), 1, where, keys[1]);
  if (!code) code = read_integer(&r->plan->train_graphs, json_member(evaluate, keys[2]), 0, where, keys[2]);
  return code;
}

static exit_code read_data(const reader *r) {
  sweep_plan *plan = r->plan;
  const cJSON *data = json_member(plan->spec, "data"), *value;
  if (!data) return EXIT_DONE;
  exit_code code = want_filled(data, false, r->path, "data");
  if (code) return code;
  plan->data = allocate((size_t)cJSON_GetArraySize(data), sizeof *plan->data);
  cJSON_ArrayForEach(value, data) {
    if (!cJSON_IsString(value) || !*value->valuestring || !strcmp(value->valuestring, "-")) {
      char text[FIELD_LENGTH];
      return fail(EXIT_USAGE, "%s: 'data' has %s; it must be a file's path", r->path, shown(text, value));
    }
    plan->data[plan->data_count++] = value->valuestring;
  }
  return EXIT_DONE;
}

static exit_code read_text(const reader *r, const char *key) {
  const cJSON *value = json_member(r->plan->spec, key);
  if (!value) return fail(EXIT_USAGE, "%s: '%s' is missing", r->path, key);
  if (!cJSON_IsString(value) || !*value->valuestring)
    return fail(EXIT_USAGE, "%s: '%s' must be a string that is not empty", r->path, key);
  return EXIT_DONE;
}

/* Checks what can be checked of grid and cells before they are multiplied, and counts the cells. */
static exit_code read_axes(reader *r, int *grid_points) {
  exit_code code = EXIT_DONE;
  double points = 1, listed = 1;
  const cJSON *value;
  r->grid = json_member(r->plan->spec, "grid");
  r->cells = json_member(r->plan->spec, "cells");
  char where[WHERE_LENGTH];
  if (r->grid) code = want_filled(r->grid, true, r->path, "grid");
  snprintf(where, sizeof where, "%s: grid", r->path);
  cJSON_ArrayForEach(value, r->grid) {
    if (!code) code = want_filled(value, false, where, value->string);
    points *= cJSON_GetArraySize(value);
  }
  if (!code && r->cells) code = want_filled(r->cells, false, r->path, "cells");
  if (r->cells) listed = cJSON_GetArraySize(r->cells);
  cJSON_ArrayForEach(value, r->cells) {
    if (!code && !cJSON_IsObject(value)) code = fail(EXIT_USAGE, "%s: 'cells' must be objects", r->path);
  }
  if (code) return code;
  double count = points * listed * r->seed_count;
  if (count > SWEEP_CELLS_MAX)
    return fail(EXIT_USAGE, "%s: grid, cells and seeds make %.10g cells; at most %d are allowed", r->path, count,
                SWEEP_CELLS_MAX);
  *grid_points = (int)points;
  r->plan->combinations = (int)(points * listed);
  return EXIT_DONE;
}

static int compare_ids(const void *a, const void *b) {
  return strcmp((*(const sweep_cell *const *)a)->id, (*(const sweep_cell *const *)b)->id);
}

static exit_code index_ids(sweep_plan *plan, const char *path) {
  plan->by_id = allocate((size_t)plan->count, sizeof(const sweep_cell *));
  for (int i = 0; i < plan->count; i++) plan->by_id[i] = &plan->cells[i];
  qsort(plan->by_id, (size_t)plan->count, sizeof(const sweep_cell *), compare_ids);
  for (int i = 1; i < plan->count; i++) {
    if (strcmp(plan->by_id[i - 1]->id, plan->by_id[i]->id)) continue;
    char *first = sweep_cell_label(plan->by_id[i - 1]), *second = sweep_cell_label(plan->by_id[i]);
    exit_code code = fail(EXIT_USAGE, "%s: the cells %s and %s are the same run", path, first, second);
    free(first);
    free(second);
    return code;
  }
  return EXIT_DONE;
}

static exit_code read_spec(reader *r) {
  static const char *const keys[] = {"name",  "claim",    "base",         "grid", "cells", "seeds",
                                     "steps", "evaluate", "stop_at_path", "data", NULL};
  sweep_plan *plan = r->plan;
  draft base = {0};
  ps_config_default(&base.config);
  int grid_points = 1;
  exit_code code = check_keys(plan->spec, keys, r->path);
  if (!code) code = read_text(r, "name");
  if (!code) code = read_text(r, "claim");
  if (!code) code = read_base(&base, r);
  if (!code) code = read_integer(&base.steps, json_member(plan->spec, "steps"), 1, r->path, "steps");
  if (!code) code = read_evaluate(r);
  if (!code)
    code =
        read_number(&plan->stop_at_path, json_member(plan->spec, "stop_at_path"), 0, 1, false, r->path, "stop_at_path");
  if (!code) code = read_data(r);
  if (!code) code = read_seeds(r);
  if (!code) code = read_axes(r, &grid_points);
  if (!code) code = make_cells(r, &base, grid_points);
  if (!code) code = index_ids(plan, r->path);
  return code;
}

exit_code sweep_plan_read(sweep_plan *plan, const char *path) {
  *plan = (sweep_plan){.every = 25, .graphs = 500, .stop_at_path = INFINITY, .description = description_read()};
  exit_code code = json_read_object(&plan->spec, path, "a sweep's spec");
  if (code) return code;
  reader r = {.plan = plan, .path = path};
  code = read_spec(&r);
  free(r.seed);
  return code;
}

void sweep_plan_free(sweep_plan *plan) {
  for (int i = 0; i < plan->count; i++) cJSON_Delete(plan->cells[i].varied);
  cJSON_Delete(plan->spec);
  cJSON_Delete(plan->description);
  free(plan->data);
  free(plan->cells);
  free(plan->by_id);
}

/* ---- Questions about a plan ---- */

exit_code sweep_plan_weigh(sweep_plan *plan, const char *kernels) {
  ps_run_options options = {.threads = 1, .kernels = kernels};
  for (int i = 0; i < plan->count; i++) {
    sweep_cell *cell = &plan->cells[i];
    if (i >= plan->combinations) { /* the seed changes nothing */
      cell->flops = plan->cells[i - plan->combinations].flops;
      continue;
    }
    ps_run *run;
    ps_message why;
    ps_status status = ps_run_create(&run, &cell->config, &options, &why);
    if (status) {
      char *label = sweep_cell_label(cell);
      exit_code code = fail_status(status, &why, label);
      cJSON_free(label);
      return code;
    }
    cell->flops = ps_run_flops(run) * (double)cell->steps;
    ps_run_destroy(run);
  }
  return EXIT_DONE;
}

char *sweep_data_path(const char *spec_path, const char *data) {
  const char *slash = strrchr(spec_path, '/');
  size_t folder = slash && *data != '/' ? (size_t)(slash - spec_path) + 1 : 0;
  char *path = allocate(folder + strlen(data) + 1, 1);
  memcpy(path, spec_path, folder);
  strcpy(path + folder, data);
  return path;
}

static exit_code check_data(const sweep_cell *cell, const char *path) {
  ps_graph_space space;
  ps_message why;
  ps_status status = ps_graph_space_init(&space, &cell->config, &why);
  if (status) return fail_status(status, &why, path);
  graph_file file;
  exit_code code = graph_file_read(&file, path, &cell->config, &space);
  if (!code) graph_file_free(&file);
  return code;
}

exit_code sweep_plan_check_data(const sweep_plan *plan, const char *spec_path) {
  exit_code code = EXIT_DONE;
  for (int i = 0; i < plan->data_count && !code; i++) {
    char *path = sweep_data_path(spec_path, plan->data[i]);
    for (int j = 0; j < plan->combinations && !code; j++) code = check_data(&plan->cells[j], path);
    free(path);
  }
  return code;
}

static int compare_id(const void *id, const void *cell) {
  return strcmp(id, (*(const sweep_cell *const *)cell)->id);
}

int sweep_plan_find(const sweep_plan *plan, const char *id) {
  const sweep_cell *const *found =
      bsearch(id, plan->by_id, (size_t)plan->count, sizeof(const sweep_cell *), compare_id);
  return found ? (int)(*found - plan->cells) : -1;
}

exit_code sweep_cell_agrees(const sweep_plan *plan, const sweep_cell *cell, const cJSON *config, const char *where) {
  if (!cJSON_IsObject(config)) return fail(EXIT_USAGE, "%s: it has no config", where);
  exit_code code = EXIT_DONE;
  const cJSON *value;
  cJSON_ArrayForEach(value, config) {
    char stored[FIELD_LENGTH], wanted[FIELD_LENGTH];
    ps_config read = cell->config;
    if (code) break;
    code = config_set_json(&read, plan->description, value->string, value, where);
    if (code) break;
    ps_config_get(stored, sizeof stored, &read, value->string);
    ps_config_get(wanted, sizeof wanted, &cell->config, value->string);
    if (strcmp(stored, wanted))
      code = fail(EXIT_USAGE, "%s: the cell %s was run with %s = %s, which the spec's %s contradicts", where, cell->id,
                  value->string, stored, wanted);
  }
  return code;
}

char *sweep_cell_label(const sweep_cell *cell) {
  char *label = cJSON_PrintUnformatted(cell->varied);
  if (!label) exit(fail(EXIT_MEMORY, "no memory to print a cell"));
  return label;
}

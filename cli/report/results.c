#define _POSIX_C_SOURCE 200809L

#include "report/results.h"

#include "base/checked_line.h"
#include "base/config_json.h"
#include "base/files.h"
#include "base/metrics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The place in the file, and the first thing that was wrong: after it every reading function returns at once. */
typedef struct reader {
  const char *file;
  const char *unit; /* what `at` counts: lines, or entries of "runs" */
  long at;          /* 0: the file as a whole */
  exit_code code;
} reader;

static void refuse(reader *reader, const char *key, const char *demand) {
  char place[48] = "";
  if (reader->code) return;
  if (reader->at) snprintf(place, sizeof place, ", %s %ld", reader->unit, reader->at);
  reader->code = fail(EXIT_USAGE, "%s%s: '%s' must be %s", reader->file, place, key, demand);
}

static const char *text_of(reader *reader, const cJSON *object, const char *key) {
  const char *text = cJSON_GetStringValue(json_member(object, key));
  if (!text || !*text) refuse(reader, key, "a text");
  return text ? text : "";
}

static double number_of(reader *reader, const cJSON *object, const char *key, double minimum) {
  const cJSON *value = json_member(object, key);
  char demand[48];
  if (cJSON_IsNumber(value) && value->valuedouble >= minimum && isfinite(value->valuedouble)) return value->valuedouble;
  snprintf(demand, sizeof demand, "a number of at least %g", minimum);
  refuse(reader, key, demand);
  return minimum;
}

static const cJSON *object_of(reader *reader, const cJSON *object, const char *key) {
  const cJSON *value = json_member(object, key);
  if (!cJSON_IsObject(value)) refuse(reader, key, "an object");
  return value;
}

/* A number, or null or nothing for "undefined". */
static double share_of(reader *reader, const cJSON *object, const char *key) {
  const cJSON *value = json_member(object, key);
  if (!value || cJSON_IsNull(value)) return NAN;
  if (cJSON_IsNumber(value) && value->valuedouble >= 0 && value->valuedouble <= 1) return value->valuedouble;
  refuse(reader, key, "a number from 0 to 1, or null");
  return NAN;
}

/* ---- Curves ---- */

/* A column must have `points` numbers, each perhaps null. */
static void check_column(reader *reader, const cJSON *curve, const char *key, int points) {
  const cJSON *array = json_member(curve, key), *item;
  if (!array) return;
  bool good = cJSON_IsArray(array) && cJSON_GetArraySize(array) == points;
  if (good) cJSON_ArrayForEach(item, array) good = good && (cJSON_IsNumber(item) || cJSON_IsNull(item));
  if (!good) refuse(reader, key, "a list of numbers or nulls, as long as 'step'");
}

/* (points, positions) */
static void check_table(reader *reader, const cJSON *curve, const char *key, int points, int positions) {
  const cJSON *array = json_member(curve, key), *row, *item;
  if (!array) return;
  bool good = cJSON_IsArray(array) && cJSON_GetArraySize(array) == points;
  if (good) cJSON_ArrayForEach(row, array) {
      good = good && cJSON_IsArray(row) && cJSON_GetArraySize(row) == positions;
      if (good) cJSON_ArrayForEach(item, row) good = good && cJSON_IsNumber(item);
    }
  if (!good) refuse(reader, key, "a list as long as 'step' of lists with a number for each position of the path");
}

/* How many points the curve has; 0 if there is none. */
static int check_curve(reader *reader, const cJSON *curve, int positions) {
  const cJSON *steps = json_member(curve, "step"), *step;
  if (!curve || (cJSON_IsObject(curve) && !curve->child)) return 0;
  if (!cJSON_IsObject(curve) || !cJSON_IsArray(steps)) {
    refuse(reader, "curve", "an object with a list 'step'");
    return 0;
  }
  int points = cJSON_GetArraySize(steps);
  double last = 0;
  cJSON_ArrayForEach(step, steps) {
    if (!cJSON_IsNumber(step) || !(step->valuedouble >= last))
      refuse(reader, "step", "a list of growing step numbers");
    else
      last = step->valuedouble;
  }
  check_column(reader, curve, "loss", points);
  check_column(reader, curve, "train_path", points);
  check_table(reader, curve, "train_forced", points, positions);
  const ps_metric *metric;
  for (int i = 0; (metric = ps_metric_at(i)); i++) {
    if (!metric->curve) continue;
    if (metric->each)
      check_table(reader, curve, metrics_record_key(metric), points, positions);
    else
      check_column(reader, curve, metrics_record_key(metric), points);
  }
  return points;
}

/* ---- A run ---- */

/* Lays an object's fields over the config. */
static void overlay(ps_config *config, reader *reader, const cJSON *fields) {
  const cJSON *value;
  cJSON_ArrayForEach(value, fields) {
    char number[40];
    ps_message why;
    const char *text = cJSON_IsNumber(value) ? number : cJSON_IsTrue(value) ? "true" : "false";
    if (cJSON_IsString(value)) text = value->valuestring;
    snprintf(number, sizeof number, "%.17g", value->valuedouble);
    if (ps_config_set(config, value->string, text, &why)) refuse(reader, value->string, why.text);
  }
}

/* Numbers for each position of the path; every one NaN where there is no such list. */
static void read_positions(double *values, reader *reader, const cJSON *final, const char *key, int positions) {
  const cJSON *array = json_member(final, key);
  bool good = cJSON_IsArray(array) && cJSON_GetArraySize(array) == positions;
  for (int i = 0; i < positions; i++) {
    const cJSON *item = good ? cJSON_GetArrayItem(array, i) : NULL;
    values[i] = cJSON_IsNumber(item) ? item->valuedouble : NAN;
    if (array && !cJSON_IsNumber(item)) refuse(reader, key, "a list with a number for each position of the path");
  }
}

/* One metric of the evaluation `final`; NaN where it has none, as those of programs that did not measure it. */
static void read_metric(double *values, reader *reader, const cJSON *final, const ps_metric *metric, int positions) {
  const char *key = metrics_record_key(metric);
  const cJSON *value = json_member(final, key);
  if (metric->each) {
    read_positions(values, reader, final, key, positions);
  } else if (!strcmp(metric->unit, "share")) {
    *values = share_of(reader, final, key);
  } else {
    bool none = !value || cJSON_IsNull(value);
    *values = cJSON_IsNumber(value) ? value->valuedouble : NAN;
    if (!none && !isfinite(*values)) refuse(reader, key, "a number, or null");
  }
}

static void read_final(result_run *run, reader *reader) {
  const cJSON *final = json_member(run->json, "final");
  if (cJSON_IsNull(final) || !final) {
    final = NULL;
    if (!run->diverged) refuse(reader, "final", "an object");
  }
  ps_metrics *m = &run->final;
  double graphs = final ? number_of(reader, final, "graphs", 1) : 0;
  const ps_metric *metric;
  for (int i = 0; (metric = ps_metric_at(i)); i++)
    read_metric(ps_metric_values(m, i), reader, final, metric, run->config.path_length);
  /* What programs of every version have written. */
  m->graphs = graphs;
  if (final && isnan(m->path)) refuse(reader, "path", "a number from 0 to 1");
  if (final && (isnan(*m->forced) || isnan(*m->free)))
    refuse(reader, isnan(*m->forced) ? "forced" : "free", "a list with a number for each position of the path");
  /* Read off again here: earlier programs took the first step of every objective to be target position 2. */
  ps_metrics_read_forced(m, &run->config);
  run->train_path = share_of(reader, final, "train_path");
  double train_forced[PS_PATH_MAX];
  bool asked = cJSON_GetObjectItemCaseSensitive(final, "train_forced");
  if (asked) read_positions(train_forced, reader, final, "train_forced", run->config.path_length);
  run->train_first_step = asked ? train_forced[ps_target_position(&run->config, 1)] : NAN;
}

static const char *file_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static void read_data(result_run *run, reader *reader) {
  const cJSON *data = json_member(run->json, "data"), *item;
  if (!data || cJSON_IsNull(data)) return;
  if (!cJSON_IsArray(data)) {
    refuse(reader, "data", "a list");
    return;
  }
  run->data = allocate((size_t)cJSON_GetArraySize(data), sizeof *run->data);
  cJSON_ArrayForEach(item, data) {
    const cJSON *held_out = json_member(item, "held_out");
    bool kept = cJSON_IsObject(held_out);
    run->data[run->data_count++] = (result_data){.file = file_name(text_of(reader, item, "file")),
                                                 .graphs = number_of(reader, item, "graphs", 1),
                                                 .path = share_of(reader, item, "path"),
                                                 .held_out_graphs = kept ? number_of(reader, held_out, "graphs", 1) : 0,
                                                 .held_out_path = kept ? share_of(reader, held_out, "path") : NAN};
  }
}

static void read_outcome(result_run *run, reader *reader) {
  const cJSON *reached = json_member(run->json, "reached");
  const char *status = text_of(reader, run->json, "status");
  run->diverged = !strcmp(status, "diverged");
  if (!run->diverged && strcmp(status, "done")) refuse(reader, "status", "\"done\" or \"diverged\"");
  run->reached = cJSON_IsNull(reached) ? NAN : number_of(reader, run->json, "reached", 0);
  bool nameless = run->diverged && cJSON_IsNull(json_member(run->json, "digest"));
  run->digest = nameless ? "" : text_of(reader, run->json, "digest");
}

static void learn_from_curve(result_run *run) {
  const cJSON *curve = json_member(run->json, "curve"), *row;
  const cJSON *step = json_member(curve, "step") ? json_member(curve, "step")->child : NULL;
  cJSON_ArrayForEach(row, json_member(curve, "forced")) {
    for (int depth = 0; depth < run->config.path_length; depth++) {
      double share = cJSON_GetArrayItem(row, ps_target_position(&run->config, depth))->valuedouble;
      if (share >= PS_SOLVED) run->learnt[depth] = fmin(run->learnt[depth], step->valuedouble);
    }
    step = step->next;
  }
}

/* `whole`: the curve has every evaluation. */
static void read_learnt(result_run *run, reader *reader, bool whole) {
  const cJSON *learnt = json_member(run->json, "learnt"), *item;
  int length = run->config.path_length, depth = 0;
  for (int i = 0; i < length; i++) run->learnt[i] = INFINITY;
  run->has_learnt = learnt || (whole && json_member(json_member(run->json, "curve"), "forced"));
  if (!learnt) {
    if (run->has_learnt && !reader->code) learn_from_curve(run);
    return;
  }
  bool good = cJSON_IsArray(learnt) && cJSON_GetArraySize(learnt) == length;
  if (good) cJSON_ArrayForEach(item, learnt) {
      good = good && (cJSON_IsNull(item) || (cJSON_IsNumber(item) && item->valuedouble >= 0));
      if (cJSON_IsNumber(item)) run->learnt[depth] = item->valuedouble;
      depth++;
    }
  if (!good) refuse(reader, "learnt", "a list with a step, or null, for each position of the path");
}

/* `shared` is NULL where each run has its whole config. */
static void read_run(result_run *run, reader *reader, const cJSON *json, const cJSON *shared) {
  *run = (result_run){.json = json, .id = text_of(reader, json, "id")};
  ps_config_default(&run->config);
  overlay(&run->config, reader, shared);
  overlay(&run->config, reader, object_of(reader, json, "config"));
  ps_message why;
  if (!reader->code && ps_config_validate(&run->config, &why)) refuse(reader, "config", why.text);
  run->budget = number_of(reader, json, "budget", 1);
  run->steps = number_of(reader, json, "steps", 0);
  run->seconds = number_of(reader, json, "seconds", 0);
  run->flops_per_step = number_of(reader, json, "flops_per_step", 0);
  run->parameters = number_of(reader, json, "parameters", 1);
  read_outcome(run, reader);
  if (reader->code) return;
  run->trained = ps_config_parameters(&run->config);
  ps_config forcing = run->config;
  forcing.objective = PS_TEACHER_FORCING;
  run->step_cost = ps_config_flops(&run->config) / ps_config_flops(&forcing);
  read_final(run, reader);
  run->points = check_curve(reader, json_member(json, "curve"), run->config.path_length);
  read_learnt(run, reader, !shared);
  read_data(run, reader);
}

/* ---- Files ---- */

/* `length` bytes that must be one JSON object; NULL after saying what is wrong. */
static cJSON *parse(reader *reader, const char *text, size_t length) {
  const char *end = NULL;
  cJSON *json = memchr(text, 0, length) ? NULL : cJSON_ParseWithLengthOpts(text, length, &end, false);
  while (json && end < text + length && strchr(" \t\r\n", *end)) end++;
  if (cJSON_IsObject(json) && end == text + length) return json;
  long line = reader->at ? reader->at : 1;
  for (const char *c = text; end && c < end && c < text + length; c++) line += *c == '\n';
  reader->code = fail(EXIT_USAGE, "%s, line %ld: not %s", reader->file, line,
                      json && end == text + length ? "a JSON object" : "JSON");
  cJSON_Delete(json);
  return NULL;
}

static void check_sum(reader *reader, cJSON *line) {
  char where[512];
  snprintf(where, sizeof where, "%.400s, line %ld", reader->file, reader->at);
  reader->code = checked_line_verify(line, where);
}

/* Every line of results.jsonl becomes an entry of a list, as "runs" of the compact form is one. */
static cJSON *parse_lines(reader *reader, const file_bytes *file) {
  cJSON *runs = cJSON_CreateArray();
  const char *at = file->bytes, *end = file->bytes + file->size;
  reader->unit = "line";
  for (reader->at = 1; at < end && !reader->code; reader->at++) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    size_t length = (size_t)((newline ? newline : end) - at);
    bool blank = strspn(at, " \t\r") >= length;
    cJSON *json = blank ? NULL : parse(reader, at, length);
    if (json) check_sum(reader, json);
    if (json) cJSON_AddItemToArray(runs, json);
    at += length + 1;
  }
  return runs;
}

static int by_id(const void *a, const void *b) {
  const result_run *left = a, *right = b;
  return strcmp(left->id, right->id);
}

static void read_spec(results *r, reader *reader) {
  r->name = text_of(reader, r->spec, "name");
  r->claim = text_of(reader, r->spec, "claim");
  double goal = share_of(reader, r->spec, "stop_at_path");
  r->goal = isnan(goal) ? PS_SOLVED : goal;
}

static void add_varied(results *r, const char *name) {
  bool known = !strcmp(name, "seed") || !strcmp(name, "steps") || r->varied_count == FIELDS_MAX;
  for (int i = 0; i < r->varied_count; i++) known |= !strcmp(r->varied[i], name);
  if (!known) r->varied[r->varied_count++] = name;
}

/* `names`: a list of names, or an object with such keys. */
static void read_varied(results *r, reader *reader, const cJSON *json) {
  const cJSON *names = json_member(json, "varied"), *name;
  bool object = cJSON_IsObject(names);
  if (!object && !cJSON_IsArray(names)) refuse(reader, "varied", "an object, or a list of names");
  cJSON_ArrayForEach(name, names) {
    if (!object && !cJSON_IsString(name))
      refuse(reader, "varied", "a list of names");
    else
      add_varied(r, object ? name->string : name->valuestring);
  }
}

static void read_runs(results *r, reader *reader, const cJSON *runs, const cJSON *shared) {
  const cJSON *item;
  r->runs = allocate((size_t)cJSON_GetArraySize(runs), sizeof *r->runs);
  reader->at = 0;
  cJSON_ArrayForEach(item, runs) {
    if (reader->code) return;
    reader->at++;
    read_run(&r->runs[r->count++], reader, item, shared);
    if (!shared) read_varied(r, reader, item);
  }
  if (!r->count && !reader->code) reader->code = fail(EXIT_USAGE, "%s: there is no finished run in it", r->path);
  if (reader->code) return;
  /* Lines are in the order in which the runs ended, which has no meaning. */
  qsort(r->runs, (size_t)r->count, sizeof *r->runs, by_id);
  for (int i = 1; i < r->count; i++)
    if (!strcmp(r->runs[i].id, r->runs[i - 1].id))
      reader->code = fail(EXIT_USAGE, "%s: run '%s' is in it twice", r->path, r->runs[i].id);
}

static char *inside(const char *folder, const char *name) {
  size_t size = strlen(folder) + strlen(name) + 2;
  char *path = allocate(size, 1);
  snprintf(path, size, "%s/%s", folder, name);
  return path;
}

static exit_code read_folder(results *r, const char *path) {
  char *spec_path = inside(path, "spec.json"), *runs_path = inside(path, "results.jsonl");
  file_bytes spec = {0}, runs = {0};
  reader spec_reader = {.file = spec_path}, reader = {.file = runs_path};
  reader.code = file_read(&spec, spec_path);
  if (!reader.code) reader.code = file_read(&runs, runs_path);
  if (!reader.code) {
    r->spec = parse(&spec_reader, spec.bytes, spec.size);
    if (r->spec) read_spec(r, &spec_reader);
    reader.code = spec_reader.code;
  }
  if (!reader.code) r->json = parse_lines(&reader, &runs);
  if (!reader.code) read_runs(r, &reader, r->json, NULL);
  free(spec.bytes);
  free(runs.bytes);
  free(spec_path);
  free(runs_path);
  return reader.code;
}

static exit_code read_compact(results *r, const char *path) {
  file_bytes file;
  reader reader = {.file = path, .unit = "run"};
  reader.code = file_read(&file, path);
  if (reader.code) return reader.code;
  r->json = parse(&reader, file.bytes, file.size);
  free(file.bytes);
  if (!r->json) return reader.code;
  const char *format = cJSON_GetStringValue(json_member(r->json, "format"));
  if (!format || strcmp(format, RESULTS_FORMAT)) refuse(&reader, "format", "\"" RESULTS_FORMAT "\"");
  const cJSON *spec = object_of(&reader, r->json, "spec"), *shared = object_of(&reader, r->json, "config");
  const cJSON *runs = json_member(r->json, "runs");
  if (!cJSON_IsArray(runs)) refuse(&reader, "runs", "a list");
  if (reader.code) return reader.code;
  r->spec = cJSON_Duplicate(spec, true);
  read_spec(r, &reader);
  read_varied(r, &reader, r->json);
  if (!reader.code) read_runs(r, &reader, runs, shared);
  return reader.code;
}

exit_code results_read(results *r, const char *path) {
  struct stat found;
  *r = (results){.path = path};
  bool folder = !stat(path, &found) && S_ISDIR(found.st_mode);
  exit_code code = folder ? read_folder(r, path) : read_compact(r, path);
  if (code) results_free(r);
  return code;
}

void results_free(results *r) {
  for (int i = 0; i < r->count; i++) free(r->runs[i].data);
  free(r->runs);
  cJSON_Delete(r->spec);
  cJSON_Delete(r->json);
  *r = (results){.path = r->path};
}

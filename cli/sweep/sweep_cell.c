#define _POSIX_C_SOURCE 200809L

#include "sweep/sweep_cell.h"

#include "base/checked_line.h"
#include "base/checkpoint.h"
#include "base/clock.h"
#include "base/config_json.h"
#include "base/files.h"
#include "base/graph_file.h"
#include "base/interrupt.h"
#include "base/metrics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NONE = -1 };

typedef struct working {
  const sweep_job *job;
  ps_run *run;
  cJSON *record;
  double seconds;        /* of training, all pieces */
  double saved;          /* the clock at the last save, or at the start */
  int64_t saved_step;    /* of the checkpoint on disk, or NONE */
  int64_t steps;         /* done */
  bool reached, stopped; /* the held-out path's goal; the spec's stop_at_path */
  const char *status;    /* "running" until the cell ends */
} working;

/* ---- Records ---- */

char *sweep_cell_path(const char *folder, const char *id, int64_t step) {
  size_t size = strlen(folder) + 64;
  char *path = allocate(size, 1);
  if (step < 0)
    snprintf(path, size, "%s/%s.json", folder, id);
  else
    snprintf(path, size, "%s/%s-%lld.safetensors", folder, id, (long long)step);
  return path;
}

cJSON *sweep_cell_record(const char *folder, const char *id) {
  char *path = sweep_cell_path(folder, id, NONE);
  file_bytes file = {0};
  cJSON *record = access(path, F_OK) || file_read(&file, path) ? NULL : cJSON_ParseWithLength(file.bytes, file.size);
  free(file.bytes);
  bool good = record && !checked_line_verify(record, path);
  const char *named = good ? cJSON_GetStringValue(json_member(record, "id")) : NULL;
  bool whole = cJSON_IsString(json_member(record, "status")) && cJSON_IsNumber(json_member(record, "steps")) &&
               cJSON_IsNumber(json_member(record, "seconds"));
  free(path);
  if (named && !strcmp(named, id) && whole) return record;
  cJSON_Delete(record);
  return NULL;
}

bool sweep_record_finished(const cJSON *record) {
  return strcmp(cJSON_GetStringValue(json_member(record, "status")), "running") != 0;
}

static void put(working *w, const char *key, cJSON *value) {
  if (json_member(w->record, key))
    cJSON_ReplaceItemInObjectCaseSensitive(w->record, key, value);
  else
    cJSON_AddItemToObject(w->record, key, value);
}

/* A curve's numbers keep six digits: enough to draw, and small. */
static cJSON *rounded(double value) {
  char text[32];
  snprintf(text, sizeof text, "%.6g", value);
  return cJSON_CreateNumber(isfinite(value) ? strtod(text, NULL) : (double)NAN);
}

static cJSON *rounded_list(const double *values, int count) {
  cJSON *list = cJSON_CreateArray();
  for (int i = 0; i < count; i++) cJSON_AddItemToArray(list, rounded(values[i]));
  return list;
}

/* A record that an earlier program began has no list for a newer metric, and gets none: it would lack its beginning. */
static void append(working *w, const char *key, cJSON *value) {
  cJSON *curve = cJSON_GetObjectItemCaseSensitive(w->record, "curve");
  if (!cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(curve, key), value)) cJSON_Delete(value);
}

/* Makes the lists that evaluate() appends to: they are there even if a run diverges before its first evaluation. */
static cJSON *empty_curve(bool train) {
  cJSON *curve = cJSON_CreateObject();
  cJSON_AddArrayToObject(curve, "step");
  cJSON_AddArrayToObject(curve, "loss");
  const ps_metric *metric;
  for (int i = 0; (metric = ps_metric_at(i)); i++)
    if (metric->curve) cJSON_AddArrayToObject(curve, metrics_record_key(metric));
  if (train) cJSON_AddArrayToObject(curve, "train_forced");
  if (train) cJSON_AddArrayToObject(curve, "train_path");
  return curve;
}

static void begin_record(working *w) {
  const sweep_cell *cell = w->job->cell;
  w->record = cJSON_CreateObject();
  put(w, "id", cJSON_CreateString(cell->id));
  put(w, "config", config_json(&cell->config));
  put(w, "varied", cJSON_Duplicate(cell->varied, true));
  put(w, "kernels", cJSON_CreateString(ps_run_kernels(w->run)));
  put(w, "digest", cJSON_CreateNull());
  put(w, "budget", cJSON_CreateNumber((double)cell->steps));
  put(w, "steps", cJSON_CreateNumber(0));
  put(w, "seconds", cJSON_CreateNumber(0));
  put(w, "flops_per_step", cJSON_CreateNumber(ps_run_flops(w->run)));
  ps_parameters parameters = ps_config_parameters(&cell->config);
  put(w, "parameters", cJSON_CreateNumber((double)parameters.training));
  put(w, "auxiliary_parameters", cJSON_CreateNumber((double)(parameters.training - parameters.inference)));
  put(w, "reached", cJSON_CreateNull());
  put(w, "status", cJSON_CreateString("running"));
  put(w, "curve", empty_curve(w->job->plan->train_graphs > 0));
  put(w, "final", cJSON_CreateNull());
}

static exit_code write_record(const working *w) {
  char *text = checked_line_print(w->record);
  char *path = sweep_cell_path(w->job->folder, w->job->cell->id, NONE);
  exit_code code = file_write(path, text, strlen(text));
  free(path);
  cJSON_free(text);
  return code;
}

static void remove_checkpoint(const working *w, int64_t step) {
  if (step < 0) return;
  char *path = sweep_cell_path(w->job->folder, w->job->cell->id, step);
  unlink(path);
  free(path);
}

/* A kill between any two of these lines leaves the old pair or the new one whole. */
static exit_code save(working *w) {
  int64_t step = ps_run_progress(w->run).step, last = w->saved_step;
  if (step == last) return EXIT_DONE;
  put(w, "steps", cJSON_CreateNumber((double)step));
  put(w, "seconds", cJSON_CreateNumber(w->seconds));
  char *path = sweep_cell_path(w->job->folder, w->job->cell->id, step);
  exit_code code = checkpoint_save(w->run, path);
  free(path);
  if (!code) code = write_record(w);
  if (code) return code;
  w->saved_step = step;
  w->saved = clock_seconds();
  remove_checkpoint(w, last);
  return EXIT_DONE;
}

/* ---- Where a cell begins ---- */

static void start_again(working *w, const char *why) {
  fail(EXIT_DONE, "%s starts again: %s", w->job->cell->id, why);
  ps_run_destroy(w->run);
  cJSON_Delete(w->record);
  w->run = NULL;
  w->record = NULL;
}

/* The run of the record's step, or NULL. */
static void load(working *w, const ps_run_options *options) {
  int64_t step = (int64_t)cJSON_GetNumberValue(json_member(w->record, "steps"));
  const char *kernels = cJSON_GetStringValue(json_member(w->record, "kernels"));
  char *path = sweep_cell_path(w->job->folder, w->job->cell->id, step);
  file_bytes file = {0};
  ps_message why;
  if (!kernels || !cJSON_IsObject(json_member(w->record, "curve")) ||
      sweep_cell_agrees(w->job->plan, w->job->cell, json_member(w->record, "config"), path) || file_read(&file, path)) {
    start_again(w, "its record is not whole");
  } else if (ps_run_load(&w->run, file.bytes, file.size, options, &why)) {
    start_again(w, why.text);
  } else if (ps_run_progress(w->run).step != step) {
    start_again(w, "its checkpoint is of another step");
  } else if (ps_kernels_fused(kernels) != ps_kernels_fused(ps_run_kernels(w->run))) {
    start_again(w, "its checkpoint is of the other numeric mode");
  } else {
    w->saved_step = step;
    w->seconds = cJSON_GetNumberValue(json_member(w->record, "seconds"));
    w->reached = cJSON_IsNumber(json_member(w->record, "reached"));
    put(w, "kernels", cJSON_CreateString(ps_run_kernels(w->run)));
  }
  free(file.bytes);
  free(path);
}

static exit_code begin(working *w) {
  ps_run_options options = {.threads = 1, .kernels = w->job->kernels};
  w->record = sweep_cell_record(w->job->folder, w->job->cell->id);
  if (w->record) load(w, &options);
  if (w->run) return EXIT_DONE;
  ps_message why;
  ps_status status = ps_run_create(&w->run, &w->job->cell->config, &options, &why);
  if (status) return fail_status(status, &why, w->job->cell->id);
  begin_record(w);
  return EXIT_DONE;
}

/* ---- Training ---- */

/* How many training graphs an evaluation asks about: of a fixed set at most all of them. */
static int train_graphs(const working *w) {
  int64_t asked = w->job->plan->train_graphs, set = w->job->cell->config.train_graphs;
  return (int)(set && set < asked ? set : asked);
}

/* The metrics of the weights as they are. */
static cJSON *final_json(const working *w, const ps_metrics *held_out, const ps_metrics *train) {
  const ps_config *config = &w->job->cell->config;
  cJSON *json = metrics_json(held_out, config);
  cJSON_ReplaceItemInObjectCaseSensitive(json, "loss", cJSON_CreateNumber(ps_run_progress(w->run).loss));
  cJSON_AddNumberToObject(json, "held_loss", held_out->loss);
  if (!train_graphs(w)) return json;
  cJSON_AddNumberToObject(json, "train_graphs", train->graphs);
  cJSON_AddItemToObject(json, "train_forced", cJSON_CreateDoubleArray(train->forced, config->path_length));
  cJSON_AddNumberToObject(json, "train_path", train->path);
  return json;
}

static ps_status evaluate(working *w, ps_message *why) {
  const sweep_plan *plan = w->job->plan;
  int positions = w->job->cell->config.path_length;
  ps_progress progress = ps_run_progress(w->run);
  ps_metrics held_out, train = {0};
  ps_status status = ps_run_evaluate(&held_out, w->run, PS_HELD_OUT, (int)plan->graphs, why);
  if (!status && train_graphs(w)) status = ps_run_evaluate(&train, w->run, PS_TRAIN, train_graphs(w), why);
  if (status) return status;
  append(w, "step", cJSON_CreateNumber((double)progress.step));
  append(w, "loss", rounded(progress.loss));
  const ps_metric *metric;
  for (int i = 0; (metric = ps_metric_at(i)); i++) {
    const double *values = ps_metric_values(&held_out, i);
    if (metric->curve)
      append(w, metrics_record_key(metric), metric->each ? rounded_list(values, positions) : rounded(*values));
  }
  if (train_graphs(w)) {
    append(w, "train_forced", rounded_list(train.forced, positions));
    append(w, "train_path", rounded(train.path));
  }
  char digest[24];
  ps_run_digest(digest, w->run);
  put(w, "digest", cJSON_CreateString(digest));
  put(w, "final", final_json(w, &held_out, &train));
  double goal = isfinite(plan->stop_at_path) ? plan->stop_at_path : PS_SOLVED;
  if (!w->reached && held_out.path >= goal) {
    w->reached = true;
    put(w, "reached", cJSON_CreateNumber((double)progress.step));
  }
  w->stopped = held_out.path >= plan->stop_at_path;
  return PS_OK;
}

/* {file, the metrics of all its graphs, held_out: of those that cannot have been trained on, or null}. */
static exit_code question(cJSON *answers, const working *w, const char *data) {
  const ps_config *config = &w->job->cell->config;
  char *path = sweep_data_path(w->job->spec_path, data);
  graph_file file;
  exit_code code = graph_file_read(&file, path, config, ps_run_space(w->run));
  free(path);
  if (code) return code;
  ps_metrics all, held_out;
  ps_message why;
  ps_status status = ps_run_evaluate_graphs(&all, w->run, file.graphs, file.count, &why);
  int kept = graph_file_keep_held_out(&file, ps_run_space(w->run));
  if (!status && kept) status = ps_run_evaluate_graphs(&held_out, w->run, file.graphs, kept, &why);
  graph_file_free(&file);
  if (status) return fail_status(status, &why, w->job->cell->id);
  cJSON *answer = metrics_json(&all, config);
  cJSON_AddStringToObject(answer, "file", data);
  cJSON_AddItemToObject(answer, "held_out", kept ? metrics_json(&held_out, config) : cJSON_CreateNull());
  cJSON_AddItemToArray(answers, answer);
  return EXIT_DONE;
}

static exit_code question_data(working *w) {
  const sweep_plan *plan = w->job->plan;
  if (!plan->data_count) return EXIT_DONE;
  cJSON *answers = cJSON_CreateArray();
  exit_code code = EXIT_DONE;
  for (int i = 0; i < plan->data_count && !code; i++) code = question(answers, w, plan->data[i]);
  put(w, "data", answers);
  return code;
}

/* One step, and what is due after it. */
static void advance(working *w) {
  int64_t every = w->job->plan->every, step = ps_run_progress(w->run).step + 1;
  ps_message why;
  double begin = clock_seconds();
  ps_status status = ps_run_step(w->run, 1, &why);
  w->seconds += clock_seconds() - begin;
  if (status) step--; /* the steps done: the run itself may have gone back further */
  w->steps = step;
  bool last = step >= w->job->cell->steps;
  if (!status && (last || (every && step % every == 0))) status = evaluate(w, &why);
  if (status)
    w->status = "diverged";
  else if (last || w->stopped)
    w->status = "done";
  atomic_store(&w->job->progress->step, step);
}

static exit_code finish(working *w) {
  exit_code code = !strcmp(w->status, "done") ? question_data(w) : EXIT_DONE;
  if (code == EXIT_DIVERGED)
    w->status = "diverged";
  else if (code)
    return code;
  put(w, "status", cJSON_CreateString(w->status));
  put(w, "steps", cJSON_CreateNumber((double)w->steps));
  put(w, "seconds", cJSON_CreateNumber(w->seconds));
  code = write_record(w);
  if (!code) remove_checkpoint(w, w->saved_step);
  return code;
}

static exit_code work(working *w) {
  int64_t first = ps_run_progress(w->run).step;
  atomic_store(&w->job->progress->step, first);
  atomic_store(&w->job->progress->first_step, first);
  w->saved = clock_seconds();
  while (!strcmp(w->status, "running")) {
    bool stop = interrupted();
    if (stop || clock_seconds() - w->saved >= w->job->save_every) {
      exit_code code = ps_run_progress(w->run).step ? save(w) : EXIT_DONE;
      if (code || stop) return code ? code : EXIT_INTERRUPTED;
    }
    advance(w);
  }
  return finish(w);
}

exit_code sweep_cell_run(const sweep_job *job) {
  working w = {.job = job, .saved_step = NONE, .status = "running"};
  exit_code code = begin(&w);
  if (!code) code = work(&w);
  ps_run_destroy(w.run);
  cJSON_Delete(w.record);
  return code;
}

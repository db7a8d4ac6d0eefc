#include "base/recording.h"

#include "base/clock.h"
#include "base/config_json.h"
#include "base/files.h"

#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT "pathstar-recording-1"

/* What a file may have, so that it stays below 300,000 bytes: its header has less than 15,000, and a newest row that will not stay
 * comes on top of these. Attention that would make a moment larger than this is left out. */
enum { EVALUATION_BYTES = 19000, MOMENT_BYTES = 215000, MOMENTS_MAX = 32, MOMENT_MAX = 25000 };
enum { SHOWN = 3 };
enum { DIGITS = 92, LEVELS = 42, SMALL = 7, REPEATS_LEAST = 3, REPEATS_MOST = REPEATS_LEAST + DIGITS - 1 };
#define WRITE_SECONDS 10

struct recording {
  const char *path;
  cJSON *json; /* the file: what is kept between two evaluations is in it alone */
  int64_t every;
  int hands;          /* walks of a graph: by itself; handed the right first step, a wrong one */
  int handed_depth;   /* of the node that is handed over: the second target */
  size_t attention;   /* weights of one graph; 0: not recorded */
  float *weights;     /* (attention) */
  char *quantised;    /* room for the text of a graph's numbers */
  double written_at;  /* by the clock; negative: never */
  ps_decoding walked; /* too large for the stack of a small machine */
};

static cJSON *rows_of(const recording *r, const char *name) {
  return cJSON_GetObjectItemCaseSensitive(r->json, name);
}

static int64_t step_of(const cJSON *row) {
  return (int64_t)(cJSON_IsArray(row) ? row->child : json_member(row, "step"))->valuedouble;
}

/* ---- Numbers as text ---- */

/* Five digits say all that a figure shows. */
static cJSON *rounded(double value) {
  char text[32];
  if (!isfinite(value)) return cJSON_CreateNull();
  snprintf(text, sizeof text, "%.5g", value);
  return cJSON_CreateNumber(strtod(text, NULL));
}

/* The k-th of the 92 printable characters of ASCII that JSON takes as they are. */
static char digit(int k) {
  k += '!';
  k += k >= '"';
  return (char)(k + (k >= '\\'));
}

/* (k / 41)^2 is closest where shares are small, as most are. */
static int level_of(float share) {
  return (int)((LEVELS - 1) * sqrt((double)share) + 0.5);
}

/* Shares of 0..1 as text. A character is a share, or two small ones; or it is the last, and it and the k-th say that the share
 * before comes REPEATS_LEAST + k times more. Never longer than the shares are many. Returns its end. */
static char *quantise(char *to, const float *shares, size_t count) {
  for (size_t i = 0; i < count;) {
    int level = level_of(shares[i++]);
    size_t repeats = 0;
    while (i + repeats < count && level_of(shares[i + repeats]) == level) repeats++;
    if (repeats >= REPEATS_LEAST) {
      if (repeats > REPEATS_MOST) repeats = REPEATS_MOST;
      *to++ = digit(level);
      *to++ = digit(DIGITS - 1);
      *to++ = digit((int)repeats - REPEATS_LEAST);
      i += repeats;
    } else if (i < count && level < SMALL && level_of(shares[i]) < SMALL) {
      *to++ = digit(LEVELS + SMALL * level + level_of(shares[i++]));
    } else {
      *to++ = digit(level);
    }
  }
  *to = 0;
  return to;
}

/* ---- The header ---- */

static cJSON *names_json(const ps_config *config) {
  cJSON *names = cJSON_CreateArray();
  cJSON_AddItemToArray(names, cJSON_CreateString("step"));
  cJSON_AddItemToArray(names, cJSON_CreateString("train_loss"));
  const ps_metric *metric;
  for (int i = 0; (metric = ps_metric_at(i)); i++) {
    for (int at = 1; at <= (metric->each ? config->path_length : 1); at++) {
      char name[64];
      snprintf(name, sizeof name, "%s_%d", metric->name, at);
      cJSON_AddItemToArray(names, cJSON_CreateString(metric->each ? name : metric->name));
    }
  }
  return names;
}

static void shown_graph(ps_graph *graph, const ps_run *run, int index) {
  ps_graph_generate(graph, ps_run_space(run), PS_HELD_OUT, (uint64_t)index);
}

static cJSON *shown_json(const ps_run *run) {
  cJSON *shown = cJSON_CreateArray();
  for (int i = 0; i < SHOWN; i++) {
    ps_graph graph;
    shown_graph(&graph, run, i);
    size_t length = ps_graph_print(NULL, 0, &graph);
    char *text = allocate(length + 1, 1);
    ps_graph_print(text, length + 1, &graph);
    cJSON_AddItemToArray(shown, cJSON_CreateString(text));
    free(text);
  }
  return shown;
}

/* Why no first step can be handed to the model, as ps_message_json() calls it; null where it can. */
static cJSON *unhandable_json(recording *r, ps_run *run) {
  ps_graph graph;
  ps_message why;
  shown_graph(&graph, run, 0);
  int node = graph.arms[graph.goal_arm][r->handed_depth];
  if (!ps_run_decode(&r->walked, run, &graph, node, &why)) return cJSON_CreateNull();
  char json[3400];
  ps_message_json(json, sizeof json, &why);
  cJSON *reason = cJSON_Parse(json);
  cJSON *id = cJSON_DetachItemFromObject(reason, "id");
  cJSON_Delete(reason);
  return id;
}

/* What stays the same from the first step to the last. */
static cJSON *header_json(recording *r, ps_run *run, int64_t graphs) {
  const ps_config *config = ps_run_config(run);
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "format", FORMAT);
  cJSON_AddItemToObject(json, "config", config_json(config));
  cJSON_AddStringToObject(json, "trains_on", ps_run_given_digest(run));
  cJSON_AddNumberToObject(json, "evaluate_every", (double)r->every);
  cJSON_AddNumberToObject(json, "graphs", (double)graphs);
  cJSON_AddItemToObject(json, "unhandable", unhandable_json(r, run));
  cJSON_AddItemToObject(json, "shown", shown_json(run));
  cJSON_AddItemToObject(json, "names", names_json(config));
  return json;
}

static void measure(recording *r, const ps_run *run) {
  const ps_config *c = ps_run_config(run);
  while (ps_target_position(c, r->handed_depth) != 1) r->handed_depth++;
  size_t walk = (size_t)(c->path_length * c->labels);
  size_t attention = (size_t)(c->layers * c->heads * c->path_length * ps_run_input_length(run));
  if (c->architecture != PS_TRANSFORMER || SHOWN * (attention + 3 * walk) > MOMENT_MAX) attention = 0;
  r->attention = attention;
  r->weights = allocate(attention ? attention : 1, sizeof *r->weights);
  r->quantised = allocate((attention > walk ? attention : walk) + 1, 1);
}

/* ---- A file that is there ---- */

static exit_code refuse_file(const recording *r, const char *name, const char *must) {
  return fail(EXIT_USAGE, "%s: no recording that can go on: '%s' must be %s", r->path, name, must);
}

/* Rows that each begin with a step, more from row to row, and of `width` numbers where that is not 0. */
static exit_code check_rows(const recording *r, const char *name, const cJSON *rows, int width) {
  double last = -1;
  if (!cJSON_IsArray(rows) || !rows->child) return refuse_file(r, name, "rows from step 0 on");
  for (const cJSON *row = rows->child; row; row = row->next) {
    const cJSON *step = cJSON_IsArray(row) ? row->child : json_member(row, "step");
    if (!cJSON_IsNumber(step) || step->valuedouble <= last || step->valuedouble > 1e15)
      return refuse_file(r, name, "rows of steps in their order");
    if (width && (!cJSON_IsArray(row) || cJSON_GetArraySize(row) != width))
      return refuse_file(r, name, "rows of a number for each of 'names'");
    last = step->valuedouble;
  }
  return step_of(rows->child) ? refuse_file(r, name, "rows from step 0 on") : EXIT_DONE;
}

/* The step between rows: evaluate_every, doubled some times. */
static exit_code check_interval(const recording *r, const char *name) {
  const cJSON *interval = json_member(r->json, name);
  double every = (double)r->every;
  if (!cJSON_IsNumber(interval)) return refuse_file(r, name, "a number");
  while (every > 0 && every < interval->valuedouble) every *= 2;
  return every == interval->valuedouble ? EXIT_DONE : refuse_file(r, name, "'evaluate_every', doubled some times");
}

static exit_code check_step(const recording *r, const ps_run *run) {
  const cJSON *steps = json_member(r->json, "steps"), *digest = json_member(r->json, "digest");
  long long at = (long long)ps_run_progress(run).step;
  char now[24];
  ps_run_digest(now, run);
  if (!cJSON_IsNumber(steps) || !cJSON_IsString(digest))
    return refuse_file(r, "steps", "a number, and 'digest' a text");
  if (steps->valuedouble < (double)at)
    return fail(EXIT_USAGE,
                "%s: it ends at step %.0f, and the run goes on from step %lld: steps between them would lack", r->path,
                steps->valuedouble, at);
  bool same = steps->valuedouble > (double)at || !strcmp(digest->valuestring, now);
  const char *mode = strchr(digest->valuestring, '-');
  if (same && mode && !strcmp(mode, strchr(now, '-'))) return EXIT_DONE;
  return fail(EXIT_USAGE, "%s: its digest %s is not that of the run at step %lld, %s", r->path, digest->valuestring, at,
              now);
}

static void forget_after(cJSON *rows, int64_t step) {
  while (rows->child && step_of(rows->child->prev) > step)
    cJSON_Delete(cJSON_DetachItemViaPointer(rows, rows->child->prev));
}

/* Goes on in the file that is there if all of `header` is in it. Of a recording that is ahead of the checkpoint, as after a kill,
 * the steps that will be taken again are forgotten. */
static exit_code go_on(recording *r, const cJSON *header, const ps_run *run) {
  int64_t step = ps_run_progress(run).step;
  FILE *there = fopen(r->path, "rb");
  if (!there)
    return fail(EXIT_USAGE,
                "%s: a recording begins at step 0, and the run goes on from step %lld: the file must be its "
                "recording up to there",
                r->path, (long long)step);
  fclose(there);
  exit_code code = json_read_object(&r->json, r->path, "a recording");
  for (const cJSON *field = header->child; field && !code; field = field->next) {
    const cJSON *found = json_member(r->json, field->string);
    if (found && cJSON_Compare(found, field, true)) continue;
    char *wanted = cJSON_PrintUnformatted(field);
    code = fail(EXIT_USAGE, "%s: no recording of this run: its '%s' must be %.200s", r->path, field->string, wanted);
    cJSON_free(wanted);
  }
  if (!code)
    code = check_rows(r, "evaluations", rows_of(r, "evaluations"), cJSON_GetArraySize(json_member(header, "names")));
  if (!code) code = check_rows(r, "moments", rows_of(r, "moments"), 0);
  if (!code) code = check_interval(r, "evaluations_every");
  if (!code) code = check_interval(r, "moments_every");
  if (!code) code = check_step(r, run);
  if (code) return code;
  forget_after(rows_of(r, "evaluations"), step);
  forget_after(rows_of(r, "moments"), step);
  return EXIT_DONE;
}

exit_code recording_open(recording **out, const char *path, ps_run *run, int64_t every, int64_t graphs) {
  *out = NULL;
  if (ps_run_config(run)->vocabulary)
    return fail(EXIT_USAGE, "--record contradicts --pretrained: the page knows no tokens of GPT-2");
  recording *r = allocate(1, sizeof *r);
  *r = (recording){.path = path, .every = every, .written_at = -INFINITY};
  measure(r, run);
  cJSON *header = header_json(r, run, graphs);
  bool handed = cJSON_IsNull(json_member(header, "unhandable"));
  r->hands = !handed ? 1 : ps_run_config(run)->degree == 1 ? 2 : 3;
  exit_code code = EXIT_DONE;
  if (ps_run_progress(run).step > 0) {
    code = go_on(r, header, run);
    cJSON_Delete(header);
  } else {
    r->json = header;
    cJSON_AddNumberToObject(r->json, "evaluations_every", (double)every);
    cJSON_AddNumberToObject(r->json, "moments_every", (double)every);
    cJSON_AddNumberToObject(r->json, "steps", 0);
    cJSON_AddStringToObject(r->json, "digest", "");
    cJSON_AddNullToObject(r->json, "stopped");
    cJSON_AddArrayToObject(r->json, "evaluations");
    cJSON_AddArrayToObject(r->json, "moments");
  }
  if (code)
    recording_close(r);
  else
    *out = r;
  return code;
}

void recording_close(recording *r) {
  if (!r) return;
  cJSON_Delete(r->json);
  free(r->weights);
  free(r->quantised);
  free(r);
}

/* ---- A moment ---- */

static cJSON *evaluation_json(const ps_run *run, const ps_metrics *evaluation) {
  ps_progress progress = ps_run_progress(run);
  ps_metrics metrics = *evaluation;
  double values[PS_METRICS_PACKED];
  int count = ps_metrics_pack(values, &metrics, ps_run_config(run)->path_length);
  cJSON *row = cJSON_CreateArray();
  cJSON_AddItemToArray(row, cJSON_CreateNumber((double)progress.step));
  cJSON_AddItemToArray(row, rounded(progress.loss));
  for (int i = 0; i < count; i++) cJSON_AddItemToArray(row, rounded(values[i]));
  return row;
}

/* The node that the page hands over when it is to be a wrong one: the wrong arms take turns from graph to graph. */
static int handed_node(const recording *r, const ps_graph *graph, int hand, int index) {
  if (hand == 0) return -1;
  int wrong = (graph->goal_arm + 1 + (graph->degree > 1 ? index % (graph->degree - 1) : 0)) % graph->degree;
  return graph->arms[hand == 1 ? graph->goal_arm : wrong][r->handed_depth];
}

static cJSON *walk_json(recording *r) {
  const ps_decoding *walked = &r->walked;
  int tokens[PS_TARGETS_MAX], rounds[PS_TARGETS_MAX];
  char *end = r->quantised;
  for (int i = 0; i < walked->path_length; i++) {
    tokens[i] = walked->tokens[i];
    rounds[i] = walked->rounds[i];
    end = quantise(end, walked->probabilities[i], (size_t)walked->labels);
  }
  cJSON *walk = cJSON_CreateObject();
  cJSON_AddItemToObject(walk, "tokens", cJSON_CreateIntArray(tokens, walked->path_length));
  cJSON_AddItemToObject(walk, "rounds", cJSON_CreateIntArray(rounds, walked->path_length));
  cJSON_AddStringToObject(walk, "probabilities", r->quantised);
  return walk;
}

static ps_status moment_json(cJSON *moment, recording *r, ps_run *run, ps_message *why) {
  cJSON *walks = cJSON_AddArrayToObject(moment, "walks");
  cJSON *attention = r->attention ? cJSON_AddArrayToObject(moment, "attention") : NULL;
  ps_status status = PS_OK;
  for (int i = 0; i < SHOWN && !status; i++) {
    ps_graph graph;
    shown_graph(&graph, run, i);
    cJSON *hands = cJSON_CreateArray();
    cJSON_AddItemToArray(walks, hands);
    for (int hand = 0; hand < r->hands && !status; hand++) {
      status = ps_run_decode(&r->walked, run, &graph, handed_node(r, &graph, hand, i), why);
      if (!status) cJSON_AddItemToArray(hands, walk_json(r));
    }
    if (status || !attention) continue;
    status = ps_run_attention(r->weights, run, &graph, why);
    if (!status) quantise(r->quantised, r->weights, r->attention);
    if (!status) cJSON_AddItemToArray(attention, cJSON_CreateString(r->quantised));
  }
  return status;
}

/* ---- The rows that stay ---- */

static bool stays(int64_t step, int64_t every) {
  return every ? step % every == 0 : step == 0;
}

static size_t printed(const cJSON *rows) {
  char *text = cJSON_PrintUnformatted(rows);
  if (!text) exit(fail(EXIT_MEMORY, "no memory for a recording"));
  size_t length = strlen(text);
  cJSON_free(text);
  return length;
}

/* Rows of every `interval`-th step stay, and the newest; where those that stay are too much, of every second of those. So what is
 * in the file depends on the run alone, and not on where it was stopped and continued. */
static void add_row(recording *r, const char *name, cJSON *row, int most, size_t bytes) {
  char interval[32];
  snprintf(interval, sizeof interval, "%s_every", name);
  cJSON *rows = rows_of(r, name), *every = rows_of(r, interval), *newest = rows->child ? rows->child->prev : NULL;
  if (newest && !stays(step_of(newest), (int64_t)every->valuedouble))
    cJSON_Delete(cJSON_DetachItemViaPointer(rows, newest));
  cJSON_AddItemToArray(rows, row);
  if (!stays(step_of(row), (int64_t)every->valuedouble)) return;
  while (cJSON_GetArraySize(rows) > 2 && (cJSON_GetArraySize(rows) > most || printed(rows) > bytes)) {
    cJSON_SetNumberValue(every, 2 * every->valuedouble);
    for (cJSON *old = rows->child, *next; old != row; old = next) {
      next = old->next;
      if (!stays(step_of(old), (int64_t)every->valuedouble)) cJSON_Delete(cJSON_DetachItemViaPointer(rows, old));
    }
  }
}

static void replace(recording *r, const char *name, cJSON *value) {
  cJSON_ReplaceItemInObjectCaseSensitive(r->json, name, value);
}

exit_code recording_add(recording *r, ps_run *run, const ps_metrics *evaluation) {
  const cJSON *evaluations = rows_of(r, "evaluations");
  int64_t step = ps_run_progress(run).step;
  /* A run that diverged is at its last good step again. */
  forget_after(rows_of(r, "evaluations"), step);
  forget_after(rows_of(r, "moments"), step);
  if (evaluations->child && step_of(evaluations->child->prev) == step) return EXIT_DONE;
  cJSON *moment = cJSON_CreateObject();
  cJSON_AddNumberToObject(moment, "step", (double)step);
  ps_message why;
  ps_status status = moment_json(moment, r, run, &why);
  if (status) {
    cJSON_Delete(moment);
    return fail_status(status, &why, r->path);
  }
  add_row(r, "evaluations", evaluation_json(run, evaluation), INT_MAX, EVALUATION_BYTES);
  add_row(r, "moments", moment, MOMENTS_MAX, MOMENT_BYTES);
  char digest[24];
  ps_run_digest(digest, run);
  replace(r, "steps", cJSON_CreateNumber((double)step));
  replace(r, "digest", cJSON_CreateString(digest));
  return EXIT_DONE;
}

exit_code recording_write(recording *r, const char *stopped) {
  double now = clock_seconds();
  if (!stopped && now - r->written_at < WRITE_SECONDS) return EXIT_DONE;
  r->written_at = now;
  replace(r, "stopped", stopped ? cJSON_CreateString(stopped) : cJSON_CreateNull());
  char *text = cJSON_PrintUnformatted(r->json);
  if (!text) exit(fail(EXIT_MEMORY, "no memory for a recording"));
  exit_code code = file_write(r->path, text, strlen(text));
  cJSON_free(text);
  return code;
}

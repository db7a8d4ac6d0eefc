#include "base/checkpoint.h"
#include "base/metrics.h"
#include "base/options.h"
#include "commands/commands.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct ablation {
  const char *names, *kernels;
  int64_t shift, graphs, threads;
  bool json;
  int first_step; /* target position, from 0 */
  int *parts;     /* (count) those of --parts, or all */
  int count;
} ablation;

/* What was done, and what the model said then. */
typedef struct outcome {
  const int *parts; /* (count) */
  int count;
  ps_answers answers;
} outcome;

enum { NO_SHIFT = -1 }; /* parts are switched off */

/* The parts that --parts names, separated by commas, or all. */
static exit_code read_parts(ablation *a, const ps_run *run) {
  int all = ps_run_part_count(run);
  a->parts = allocate((size_t)(a->names ? (int)strlen(a->names) + 1 : all), sizeof *a->parts);
  if (!a->names) {
    for (; a->count < all; a->count++) a->parts[a->count] = a->count;
    return EXIT_DONE;
  }
  for (const char *name = a->names;;) {
    size_t length = strcspn(name, ",");
    ps_message why;
    ps_status status = ps_run_find_part(&a->parts[a->count++], run, name, length, &why);
    if (status) return fail_status(status, &why, "--parts");
    if (!name[length]) return EXIT_DONE;
    name += length + 1;
  }
}

static exit_code operate(outcome *o, ps_run *run, const ablation *a) {
  ps_operation operation = {.parts = o->parts,
                            .count = o->count,
                            .patched = a->shift != NO_SHIFT,
                            .shift = a->shift == NO_SHIFT ? 0 : (int)a->shift};
  ps_message why;
  ps_status status = ps_run_operate(&o->answers, run, &operation, (int)a->graphs, &why);
  return status ? fail_status(status, &why, NULL) : EXIT_DONE;
}

/* The fewer first steps are right the earlier; of as many, the more they cost; else in the model's order. */
static int compare(const outcome *one, const outcome *other, int first_step) {
  int right = one->answers.right[first_step] - other->answers.right[first_step];
  double loss = other->answers.loss[first_step] - one->answers.loss[first_step];
  if (right || loss < 0 || loss > 0) return right ? right : loss < 0 ? -1 : 1;
  return one->parts[0] - other->parts[0];
}

/* By insertion: there are a few hundred at most. */
static void rank(outcome *outcomes, int count, int first_step) {
  for (int i = 1; i < count; i++) {
    outcome moved = outcomes[i];
    int k = i;
    for (; k && compare(&outcomes[k - 1], &moved, first_step) > 0; k--) outcomes[k] = outcomes[k - 1];
    outcomes[k] = moved;
  }
}

/* ---- JSON ---- */

static cJSON *shares(const int *counts, int length, int graphs) {
  cJSON *list = cJSON_CreateArray();
  for (int k = 0; k < length; k++) cJSON_AddItemToArray(list, cJSON_CreateNumber((double)counts[k] / graphs));
  return list;
}

static cJSON *outcome_json(const outcome *o, const ps_run *run, const ablation *a) {
  const ps_answers *answers = &o->answers;
  int length = ps_run_config(run)->path_length;
  cJSON *json = cJSON_CreateObject(), *names = cJSON_AddArrayToObject(json, "parts");
  for (int i = 0; i < o->count; i++) {
    char name[32];
    ps_part_name(name, sizeof name, ps_run_part(run, o->parts[i]));
    cJSON_AddItemToArray(names, cJSON_CreateString(name));
  }
  cJSON_AddItemToObject(json, "accuracy", shares(answers->right, length, answers->graphs));
  cJSON *low = cJSON_AddArrayToObject(json, "low"), *high = cJSON_AddArrayToObject(json, "high");
  for (int k = 0; k < length; k++) {
    double from, to;
    ps_wilson_interval(&from, &to, answers->right[k], answers->graphs);
    cJSON_AddItemToArray(low, cJSON_CreateNumber(from));
    cJSON_AddItemToArray(high, cJSON_CreateNumber(to));
  }
  cJSON_AddItemToObject(json, "loss", cJSON_CreateDoubleArray(answers->loss, length));
  if (o->count && a->shift != NO_SHIFT)
    cJSON_AddItemToObject(json, "source", shares(answers->source, length, answers->graphs));
  return json;
}

static void report_json(const outcome *whole, const outcome *outcomes, int count, const ps_run *run,
                        const ablation *a) {
  char digest[24];
  ps_run_digest(digest, run);
  cJSON *json = cJSON_CreateObject();
  cJSON_AddNumberToObject(json, "step", (double)ps_run_progress(run).step);
  cJSON_AddStringToObject(json, "digest", digest);
  cJSON_AddNumberToObject(json, "graphs", (double)a->graphs);
  cJSON_AddNumberToObject(json, "chance", 1.0 / ps_run_config(run)->degree);
  cJSON_AddNumberToObject(json, "first_step", a->first_step + 1);
  cJSON_AddItemToObject(json, "shift",
                        a->shift == NO_SHIFT ? cJSON_CreateNull() : cJSON_CreateNumber((double)a->shift));
  cJSON_AddItemToObject(json, "whole", outcome_json(whole, run, a));
  cJSON *list = cJSON_AddArrayToObject(json, "operations");
  for (int i = 0; i < count; i++) cJSON_AddItemToArray(list, outcome_json(&outcomes[i], run, a));
  json_print(json);
}

/* ---- The table ---- */

static void print_row(const char *name, const outcome *o, const ps_run *run, const ablation *a) {
  const ps_answers *answers = &o->answers;
  double graphs = answers->graphs;
  printf("%-14s", name);
  for (int k = 0; k < ps_run_config(run)->path_length; k++) {
    double low, high;
    ps_wilson_interval(&low, &high, answers->right[k], answers->graphs);
    printf("  %5.1f [%5.1f, %5.1f]", 100 * answers->right[k] / graphs, 100 * low, 100 * high);
  }
  printf("  %7.4f", answers->loss[a->first_step]);
  if (o->count && a->shift != NO_SHIFT) printf("  %8.1f", 100 * answers->source[a->first_step] / graphs);
  printf("\n");
}

static void report(const outcome *whole, const outcome *outcomes, int count, const ps_run *run, const ablation *a) {
  const ps_config *config = ps_run_config(run);
  printf("step %lld, %lld held-out graphs: accuracy of each target position in %%, true previous tokens given, with "
         "95 %% intervals\n",
         (long long)ps_run_progress(run).step, (long long)a->graphs);
  if (a->shift == NO_SHIFT)
    printf("parts are switched off%s\n", a->names ? "" : ", each by itself");
  else
    printf("parts are patched from the held-out graph %lld further on%s\n", (long long)a->shift,
           a->names ? "" : ", each by itself");
  printf("\n%-14s", "");
  for (int k = 0; k < config->path_length; k++) {
    char title[32];
    snprintf(title, sizeof title, "%sposition %d", k == a->first_step ? "*" : "", k + 1);
    printf("  %-20s", title);
  }
  printf("  * %s%s\n", config->objective == PS_RITF ? "hinge" : "nats", a->shift == NO_SHIFT ? "" : "    * source");
  print_row("whole", whole, run, a);
  for (int i = 0; i < count; i++) {
    char name[32] = "those";
    if (outcomes[i].count == 1) ps_part_name(name, sizeof name, ps_run_part(run, outcomes[i].parts[0]));
    print_row(name, &outcomes[i], run, a);
  }
  printf("\n* the first step: chance is %.1f %%", 100.0 / config->degree);
  if (a->shift != NO_SHIFT) printf("; source: the other graph's first step is said, in %% of the graphs");
  printf("\n");
}

static exit_code ablate(ps_run *run, ablation *a) {
  exit_code code = read_parts(a, run);
  int count = a->names ? 1 : a->count;
  outcome whole = {.count = 0}, *outcomes = allocate((size_t)a->count, sizeof *outcomes);
  a->first_step = ps_target_position(ps_run_config(run), 1);
  if (!code) code = operate(&whole, run, a);
  for (int i = 0; i < count && !code; i++) {
    outcomes[i] = (outcome){.parts = a->parts + i, .count = a->names ? a->count : 1};
    code = operate(&outcomes[i], run, a);
  }
  if (!code) rank(outcomes, count, a->first_step);
  if (!code && a->json) report_json(&whole, outcomes, count, run, a);
  if (!code && !a->json) report(&whole, outcomes, count, run, a);
  free(outcomes);
  free(a->parts);
  return code;
}

exit_code command_ablate(int argc, char **argv) {
  ablation a = {.shift = NO_SHIFT, .graphs = 500, .threads = 1};
  const flag flags[] = {
      {"parts", FLAG_NAME, &a.names, 0, 0,
       "what to change, all at once: layer1.head2,layer2.mlp, or layer1.mixer of a Mamba; default: each part by "
       "itself, "
       "the one without which the fewest first steps are right first"},
      {"shift", FLAG_INTEGER, &a.shift, 0, 1e9,
       "patch the parts instead of switching them off: they get the outputs that they have in the held-out graph N "
       "further on; 0 is the same graph"},
      {"graphs", FLAG_INTEGER, &a.graphs, 1, 1e9, "how many held-out graphs to ask about; default 500"},
      {"threads", FLAG_INTEGER, &a.threads, 1, 64, "never changes the result; default 1"},
      {"kernels", FLAG_NAME, &a.kernels, 0, 0, "a kernel set; default: the fastest"},
      {"json", FLAG_SWITCH, &a.json, 0, 0, "one JSON object"},
  };
  const command command = {
      .name = "ablate",
      .usage = "CHECKPOINT [--parts PARTS] [--shift N] [flags]",
      .summary = "Switches attention heads, MLPs or mixers of a checkpoint's model off, or patches them from another "
                 "graph, and asks what\nit says then of each target position. The checkpoint stays as it is.",
      .flags = flags,
      .flag_count = sizeof flags / sizeof flags[0],
      .takes_operands = true};
  command_line line;
  exit_code code;
  if (!command_line_read(&line, &command, argc, argv, &code)) return code;
  ps_run_options options = {.threads = (int)a.threads, .kernels = a.kernels};
  ps_run *run = NULL;
  if (line.operand_count != 1) code = fail(EXIT_USAGE, "ablate needs one CHECKPOINT, not %d", line.operand_count);
  if (!code) code = checkpoint_load(&run, line.operands[0], &options);
  if (!code) code = ablate(run, &a);
  ps_run_destroy(run);
  command_line_free(&line);
  return code;
}

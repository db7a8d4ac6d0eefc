#include "base/golden.h"
#include "base/metrics.h"
#include "base/options.h"
#include "commands/commands.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Errors are max|ours - golden| / max|golden|, a tensor at a time. */
static const double logits_tolerance = 1e-5, loss_tolerance = 1e-6, gradient_tolerance = 1e-4, losses_tolerance = 1e-5,
                    weights_tolerance = 1e-3;
/* The error in how far the steps moved a tensor, max|ours - golden| / max|golden - param|: within the tolerance above a
 * tensor of ones would pass that no step ever touched. Where a gradient is no larger than Adam's epsilon, float
 * rounding in it is seen in the step: 3e-2 of the largest was the worst in seventeen files of many sizes. */
static const double movement_tolerance = 5e-2;
/* A gradient that is zero in theory is rounding noise in the golden file too: that of a key's bias (softmax ignores a
 * shift), or every one under a LayerNorm of width 1. Adam blows noise up to steps of full size. So where the golden
 * gradient is below `noise`, ours is held to an absolute size, and the weights to within the steps' length. */
static const double noise = 1e-9, zero_gradient_tolerance = 1e-6;

typedef enum { LOGITS, LOSS, LOSSES, GRADIENTS, AFTER_1, AFTER_5, MOVED_1, MOVED_5, GROUPS } group;
static const char *const group_names[GROUPS] = {"logits", "loss",   "losses", "gradients",
                                                "after1", "after5", "moved1", "moved5"};

typedef struct comparison {
  group group;
  const char *name; /* the model's tensor; "" for the whole of the group */
  double error, tolerance;
} comparison;

typedef struct check {
  const char *path;
  golden golden;
  ps_run *run;
  comparison *comparisons;
  int count;
  ps_message why;
} check;

static exit_code refuse_type(const check *check, const ps_stored_tensor *stored) {
  return fail(EXIT_USAGE, "%s: '%s' is %s; it must be F32 or F64", check->path, stored->name, stored->type);
}

static bool passes(const comparison *c) {
  return c->error <= c->tolerance;
}

/* Compares `count` numbers; a NaN anywhere is an error of NaN, which passes no tolerance. */
static void compare_values(check *check, group group, const char *name, const double *ours, const double *golden,
                           size_t count, double tolerance, bool absolute) {
  double worst = 0, scale = 0;
  for (size_t i = 0; i < count; i++) {
    double difference = fabs(ours[i] - golden[i]);
    if (!(difference <= worst) && !isnan(worst)) worst = difference;
    scale = fmax(scale, fabs(golden[i]));
  }
  double error = absolute || scale == 0 ? worst : worst / scale;
  check->comparisons[check->count++] = (comparison){group, name, error, tolerance};
}

static exit_code compare(check *check, group group, const char *name, const double *ours,
                         const ps_stored_tensor *stored, size_t count, double tolerance, bool absolute) {
  double *golden = golden_values(stored, count);
  if (!golden) return refuse_type(check, stored);
  compare_values(check, group, name, ours, golden, count, tolerance, absolute);
  free(golden);
  return EXIT_DONE;
}

static exit_code compare_floats(check *check, group group, const char *name, const float *ours,
                                const ps_stored_tensor *stored, size_t count, double tolerance, bool absolute) {
  double *wide = allocate(count, sizeof *wide);
  for (size_t i = 0; i < count; i++) wide[i] = (double)ours[i];
  exit_code code = compare(check, group, name, wide, stored, count, tolerance, absolute);
  free(wide);
  return code;
}

/* The prefix of a group's tensors in the file; the first groups are computed from the file's own weights. */
static const char *prefix_of(group group) {
  return group == GRADIENTS ? "grad." : group == AFTER_1 ? "after1." : group == AFTER_5 ? "after5." : "param.";
}

/* The stored counterpart of a tensor of the model, of the same shape; only the table of positions may have more or
 * fewer rows than the model's as long as they cover the batch. `count`: elements in both. */
static exit_code counterpart(const ps_stored_tensor **stored, size_t *count, const check *check, group group,
                             const ps_tensor *tensor) {
  const char *prefix = prefix_of(group);
  *count = 0;
  *stored = golden_find(&check->golden, prefix, tensor->name);
  if (!*stored) return fail(EXIT_USAGE, "%s: there is no tensor '%s%s'", check->path, prefix, tensor->name);
  const ps_stored_tensor *s = *stored;
  bool positions = !strcmp(tensor->name, "pos_encoding.weight") && s->rank == 2 && s->shape[0] >= check->golden.time;
  bool same = s->rank == tensor->rank;
  for (int i = 0; same && i < s->rank; i++) same = s->shape[i] == tensor->shape[i] || (i == 0 && positions);
  if (!same) return fail(EXIT_USAGE, "%s: '%s' has another shape than the config's model", check->path, s->name);
  *count = tensor->count;
  if (positions && s->shape[0] < tensor->shape[0]) *count = (size_t)(s->shape[0] * s->shape[1]);
  return EXIT_DONE;
}

static exit_code set_weights(check *check) {
  for (int i = 0; i < ps_run_tensor_count(check->run); i++) {
    ps_tensor tensor = ps_run_tensor(check->run, i);
    const ps_stored_tensor *stored;
    size_t count;
    exit_code code = counterpart(&stored, &count, check, LOGITS, &tensor);
    if (code) return code;
    double *values = golden_values(stored, count);
    if (!values) return refuse_type(check, stored);
    for (size_t j = 0; j < count; j++) tensor.weight[j] = (float)values[j];
    free(values);
  }
  ps_run_weights_changed(check->run);
  return EXIT_DONE;
}

/* The file must have every tensor that is looked at, and no other. */
static exit_code match_tensors(const check *check) {
  static const char *const others[] = {"x", "y", "logits", "loss", "losses", "auxiliary", "slot", "asked"};
  static const group groups[] = {LOGITS, GRADIENTS, AFTER_1, AFTER_5};
  int model_tensors = ps_run_tensor_count(check->run);
  for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++) {
    for (int i = 0; i < model_tensors; i++) {
      ps_tensor tensor = ps_run_tensor(check->run, i);
      const ps_stored_tensor *stored;
      size_t count;
      exit_code code = counterpart(&stored, &count, check, groups[g], &tensor);
      if (code) return code;
    }
  }
  for (int i = 0; i < check->golden.count; i++) {
    const char *name = check->golden.tensors[i].name;
    bool known = false;
    for (size_t j = 0; j < sizeof others / sizeof others[0]; j++) known |= !strcmp(name, others[j]);
    for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++) {
      const char *prefix = prefix_of(groups[g]);
      if (strncmp(name, prefix, strlen(prefix))) continue;
      for (int j = 0; j < model_tensors; j++)
        known |= !strcmp(name + strlen(prefix), ps_run_tensor(check->run, j).name);
    }
    if (!known) return fail(EXIT_USAGE, "%s: the config's model has no tensor '%s'", check->path, name);
  }
  return EXIT_DONE;
}

/* Whether the golden gradient of a tensor of the model is zero but for rounding. */
static bool has_no_gradient(const check *check, const ps_tensor *tensor) {
  const ps_stored_tensor *stored;
  size_t count;
  if (counterpart(&stored, &count, check, GRADIENTS, tensor)) return false;
  double *golden = golden_values(stored, count), largest = 0;
  for (size_t i = 0; golden && i < count; i++) largest = fmax(largest, fabs(golden[i]));
  free(golden);
  return largest < noise;
}

/* Compares how far a tensor has moved from the file's first weights: `group` is AFTER_1 or AFTER_5. */
static exit_code compare_movement(check *check, group group, const ps_tensor *tensor) {
  const ps_stored_tensor *stored, *given;
  size_t count, given_count;
  exit_code code = counterpart(&stored, &count, check, group, tensor);
  if (!code) code = counterpart(&given, &given_count, check, LOGITS, tensor);
  if (code) return code;
  if (given_count < count) count = given_count;
  double *ours = allocate(count, sizeof *ours), *golden = golden_values(stored, count);
  double *start = golden_values(given, count);
  for (size_t i = 0; golden && start && i < count; i++) {
    ours[i] = (double)tensor->weight[i] - start[i];
    golden[i] -= start[i];
  }
  if (golden && start)
    compare_values(check, group == AFTER_1 ? MOVED_1 : MOVED_5, tensor->name, ours, golden, count, movement_tolerance,
                   false);
  else
    code = refuse_type(check, golden ? given : stored);
  free(ours);
  free(golden);
  free(start);
  return code;
}

static exit_code compare_tensors(check *check, group group) {
  bool gradient = group == GRADIENTS;
  for (int i = 0; i < ps_run_tensor_count(check->run); i++) {
    ps_tensor tensor = ps_run_tensor(check->run, i);
    const ps_stored_tensor *stored;
    size_t count;
    exit_code code = counterpart(&stored, &count, check, group, &tensor);
    if (code) return code;
    bool zero = has_no_gradient(check, &tensor);
    double tolerance = gradient ? gradient_tolerance : weights_tolerance;
    if (zero) tolerance = gradient ? zero_gradient_tolerance : GOLDEN_STEPS * check->golden.config.learning_rate;
    code = compare_floats(check, group, tensor.name, gradient ? tensor.gradient : tensor.weight, stored, count,
                          tolerance, zero);
    if (!code && !gradient && !zero) code = compare_movement(check, group, &tensor);
    if (code) return code;
  }
  return EXIT_DONE;
}

/* A tensor of results that must be there, of `count` numbers. */
static exit_code find_results(const ps_stored_tensor **stored, const check *check, const char *name, size_t count) {
  *stored = golden_find(&check->golden, "", name);
  if (!*stored) return fail(EXIT_USAGE, "%s: there is no tensor '%s'", check->path, name);
  size_t held = 1;
  for (int i = 0; i < (*stored)->rank; i++) held *= (size_t)(*stored)->shape[i];
  if (held == count) return EXIT_DONE;
  return fail(EXIT_USAGE, "%s: '%s' holds %zu numbers, not %zu", check->path, name, held, count);
}

/* Forward and backward on the golden weights: logits, loss and gradients. */
static exit_code compare_first_pass(check *check) {
  const golden *golden = &check->golden;
  size_t count = (size_t)golden->batch * (size_t)golden->time * (size_t)(golden->config.labels + 4);
  const ps_stored_tensor *stored_logits, *stored_loss;
  exit_code code = find_results(&stored_logits, check, "logits", count);
  if (!code) code = find_results(&stored_loss, check, "loss", 1);
  if (code) return code;
  double loss;
  float *logits = allocate(count, sizeof *logits);
  ps_status status =
      ps_run_gradients(&loss, logits, check->run, golden->x, golden->y, golden->batch, golden->time, &check->why);
  if (status) code = fail_status(status, &check->why, check->path);
  if (!code) code = compare_floats(check, LOGITS, "", logits, stored_logits, count, logits_tolerance, false);
  if (!code) code = compare(check, LOSS, "", &loss, stored_loss, 1, loss_tolerance, false);
  free(logits);
  return code ? code : compare_tensors(check, GRADIENTS);
}

/* Optimiser steps on the same batch: weights after the first and the last, and the loss before each. */
static exit_code compare_steps(check *check) {
  const golden *golden = &check->golden;
  const ps_stored_tensor *stored;
  double losses[GOLDEN_STEPS];
  exit_code code = find_results(&stored, check, "losses", GOLDEN_STEPS);
  for (int step = 0; step < GOLDEN_STEPS && !code; step++) {
    ps_status status = ps_run_gradients(&losses[step], NULL, check->run, golden->x, golden->y, golden->batch,
                                        golden->time, &check->why);
    if (!status) status = ps_run_apply_gradients(check->run, &check->why);
    if (status) return fail_status(status, &check->why, check->path);
    if (step == 0) code = compare_tensors(check, AFTER_1);
  }
  if (!code) code = compare_tensors(check, AFTER_5);
  return code ? code : compare(check, LOSSES, "", losses, stored, GOLDEN_STEPS, losses_tolerance, false);
}

static const comparison *find_comparison(const check *check, group group, const char *name) {
  for (int i = 0; i < check->count; i++)
    if (check->comparisons[i].group == group && !strcmp(check->comparisons[i].name, name))
      return &check->comparisons[i];
  return NULL;
}

static void print_error(const check *check, group group, const char *name) {
  const comparison *c = find_comparison(check, group, name);
  if (c)
    printf("  %8.1e%c", c->error, passes(c) ? ' ' : '!');
  else
    printf("  %8s ", "-");
}

static void report(const check *check, bool passed) {
  printf("%s: %s (%s kernels)\n", check->path, passed ? "passed" : "FAILED; ! marks what is past its tolerance",
         ps_run_kernels(check->run));
  for (group group = LOGITS; group <= LOSSES; group++) {
    printf("  %-40s", group_names[group]);
    print_error(check, group, "");
    printf(" of %.0e\n", find_comparison(check, group, "")->tolerance);
  }
  printf("  %-40s   gradient    after 1    after 5    moved 1    moved 5\n", "");
  for (int i = 0; i < ps_run_tensor_count(check->run); i++) {
    const char *name = ps_run_tensor(check->run, i).name;
    printf("  %-40s", name);
    for (group group = GRADIENTS; group < GROUPS; group++) print_error(check, group, name);
    printf("\n");
  }
}

static void report_json(const check *check, bool passed) {
  cJSON *json = cJSON_CreateObject(), *tensors[GROUPS];
  cJSON_AddStringToObject(json, "file", check->path);
  cJSON_AddBoolToObject(json, "passed", passed);
  cJSON_AddStringToObject(json, "kernels", ps_run_kernels(check->run));
  for (group group = LOGITS; group <= LOSSES; group++)
    cJSON_AddNumberToObject(json, group_names[group], find_comparison(check, group, "")->error);
  for (group group = GRADIENTS; group < GROUPS; group++)
    tensors[group] = cJSON_AddObjectToObject(json, group_names[group]);
  for (int i = 0; i < check->count; i++) {
    const comparison *c = &check->comparisons[i];
    if (c->group >= GRADIENTS) cJSON_AddNumberToObject(tensors[c->group], c->name, c->error);
  }
  json_print(json);
}

static exit_code check_file(const char *path, const ps_run_options *options, bool json) {
  check check = {.path = path};
  exit_code code = golden_read(&check.golden, path);
  if (code) return code;
  ps_status status = ps_run_create(&check.run, &check.golden.config, options, &check.why);
  if (status) code = fail_status(status, &check.why, path);
  if (!code) {
    size_t comparisons = (size_t)GROUPS * (size_t)ps_run_tensor_count(check.run);
    check.comparisons = allocate(comparisons, sizeof *check.comparisons);
    code = match_tensors(&check);
  }
  if (!code) code = set_weights(&check);
  if (!code) code = compare_first_pass(&check);
  if (!code) code = compare_steps(&check);
  if (!code) {
    for (int i = 0; i < check.count; i++)
      if (!passes(&check.comparisons[i])) code = EXIT_CHECK_FAILED;
    if (json)
      report_json(&check, !code);
    else
      report(&check, !code);
  }
  free(check.comparisons);
  ps_run_destroy(check.run);
  golden_free(&check.golden);
  return code;
}

exit_code command_check(int argc, char **argv) {
  int64_t threads = 1;
  const char *kernels = NULL;
  bool json = false;
  const flag flags[] = {
      {"threads", FLAG_INTEGER, &threads, 1, 64, "never changes the result; default 1"},
      {"kernels", FLAG_NAME, &kernels, 0, 0, "a kernel set; default: the fastest"},
      {"json", FLAG_SWITCH, &json, 0, 0, "a JSON object a file"},
  };
  const command command = {
      .name = "check",
      .usage = "FILE.safetensors... [flags]",
      .summary =
          "Compares logits, loss, gradients and the weights after 1 and 5 AdamW steps with golden vectors. Errors\n"
          "are max|ours - golden| / max|golden| of a tensor, and for how far the steps moved it\n"
          "max|ours - golden| / max|golden - param|; past tolerance, the exit code is 1.",
      .flags = flags,
      .flag_count = sizeof flags / sizeof flags[0],
      .takes_operands = true};
  command_line line;
  exit_code code;
  if (!command_line_read(&line, &command, argc, argv, &code)) return code;
  ps_run_options options = {.threads = (int)threads, .kernels = kernels};
  if (!line.operand_count) code = fail(EXIT_USAGE, "check needs a golden file");
  for (int i = 0; i < line.operand_count; i++) {
    exit_code one = check_file(line.operands[i], &options, json);
    if (one > code) code = one;
  }
  command_line_free(&line);
  return code;
}

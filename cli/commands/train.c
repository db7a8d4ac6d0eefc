#define _POSIX_C_SOURCE 200809L

#include "base/checkpoint.h"
#include "base/clock.h"
#include "base/files.h"
#include "base/graph_file.h"
#include "base/interrupt.h"
#include "base/metrics.h"
#include "base/options.h"
#include "base/ranks.h"
#include "base/recording.h"
#include "commands/commands.h"
#include "gpt2/gpt2_run.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct training {
  int64_t steps, threads, evaluate_every, graphs;
  double until_path;
  const char *save, *load, *kernels, *given_path, *folder, *export, *record;
  bool json;

  ps_run *run;
  pretrained model;    /* from `folder` (--pretrained) */
  graph_file given;    /* from given_path (--train-on); the run borrows its graphs */
  int64_t first_step;  /* where this program took over: 0, or the checkpoint's step */
  double seconds;      /* spent in training steps */
  const char *stopped; /* why */
  bool evaluated;      /* the metrics are of the weights as they are */
  ps_metrics held_out, train;
  ps_message why;
  recording *recording; /* into `record`; NULL: none, another rank's, or given up */
  exit_code recorded;   /* why it was given up, which ends no run */
} training;

static bool fixed_set(const training *t) {
  return t->given.count || ps_run_config(t->run)->train_graphs > 0;
}

static double steps_per_second(const training *t) {
  double steps = (double)(ps_run_progress(t->run).step - t->first_step);
  return t->seconds > 0 ? steps / t->seconds : 0;
}

static ps_status evaluate(training *t) {
  ps_status status = ps_run_evaluate(&t->held_out, t->run, PS_HELD_OUT, (int)t->graphs, &t->why);
  if (!status && fixed_set(t)) status = ps_run_evaluate(&t->train, t->run, PS_TRAIN, (int)t->graphs, &t->why);
  t->evaluated = !status;
  return status;
}

/* What an evaluation's line and the summary share. */
static cJSON *state_json(const training *t, const char *type) {
  const ps_config *config = ps_run_config(t->run);
  ps_progress progress = ps_run_progress(t->run);
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "type", type);
  cJSON_AddNumberToObject(json, "step", (double)progress.step);
  cJSON_AddNumberToObject(json, "loss", progress.loss);
  cJSON_AddNumberToObject(json, "gradient_norm", progress.gradient_norm);
  cJSON_AddNumberToObject(json, "learning_rate", progress.learning_rate);
  cJSON_AddNumberToObject(json, "seconds", t->seconds);
  cJSON_AddNumberToObject(json, "chance", 1.0 / config->degree);
  if (t->evaluated) cJSON_AddItemToObject(json, "held_out", metrics_json(&t->held_out, config));
  if (t->evaluated && fixed_set(t)) cJSON_AddItemToObject(json, "train", metrics_json(&t->train, config));
  return json;
}

static void report(const training *t) {
  if (!ranks_first()) return;
  if (t->json) {
    json_print(state_json(t, "evaluation"));
    return;
  }
  const ps_config *config = ps_run_config(t->run);
  printf("step %6lld  ", (long long)ps_run_progress(t->run).step);
  metrics_print(&t->held_out, config);
  if (fixed_set(t)) {
    printf("\n   on its set  ");
    metrics_print(&t->train, config);
  }
  printf("\n");
  fflush(stdout);
}

static void show_progress(const training *t, int64_t end) {
  if (t->json || !ranks_first() || !isatty(STDERR_FILENO)) return;
  ps_progress progress = ps_run_progress(t->run);
  fprintf(stderr, "\r\033[Kstep %lld of %lld, %s %.4f, %.1f steps/s", (long long)progress.step, (long long)end,
          loss_name(ps_run_config(t->run)), progress.loss, steps_per_second(t));
}

static void clear_progress(const training *t) {
  if (!t->json && ranks_first() && isatty(STDERR_FILENO)) fputs("\r\033[K", stderr);
}

static void summarise(const training *t) {
  char digest[24];
  ps_run_digest(digest, t->run);
  if (!t->json) {
    printf("%s after %lld steps, %.2f s of training, %.1f steps/s; %s kernels, digest %s\n", t->stopped,
           (long long)ps_run_progress(t->run).step, t->seconds, steps_per_second(t), ps_run_kernels(t->run), digest);
    return;
  }
  size_t length = ps_config_json(NULL, 0, ps_run_config(t->run));
  char *config = allocate(length + 1, 1);
  ps_config_json(config, length + 1, ps_run_config(t->run));
  cJSON *json = state_json(t, "summary");
  cJSON_AddStringToObject(json, "stopped", t->stopped);
  cJSON_AddStringToObject(json, "digest", digest);
  if (t->folder) cJSON_AddStringToObject(json, "pretrained", t->folder);
  if (t->given_path) cJSON_AddStringToObject(json, "trains_on", ps_run_given_digest(t->run));
  cJSON_AddStringToObject(json, "kernels", ps_run_kernels(t->run));
  cJSON_AddNumberToObject(json, "threads", ps_run_threads(t->run));
  cJSON_AddNumberToObject(json, "ranks", ranks_count());
  cJSON_AddNumberToObject(json, "steps_per_second", steps_per_second(t));
  cJSON_AddRawToObject(json, "config", config);
  json_print(json);
  free(config);
}

/* Every rank stops after the same step, whichever of them was asked to. */
static bool asked_to_stop(void) {
  return ranks_most(interrupted());
}

/* Steps up to `target`; stops early where the run diverges or the user asks. */
static ps_status step_until(training *t, int64_t target, int64_t end) {
  ps_status status = PS_OK;
  double shown = clock_seconds();
  while (!status && !asked_to_stop() && ps_run_progress(t->run).step < target) {
    double begin = clock_seconds();
    status = ps_run_step(t->run, 1, &t->why);
    double now = clock_seconds();
    t->seconds += now - begin;
    if (now - shown < 0.1) continue;
    show_progress(t, end);
    shown = now;
  }
  return status;
}

/* With the evaluation that was made last, if it is of the weights as they are. */
static void record(training *t) {
  if (!t->recording) return;
  t->recorded = t->evaluated ? recording_add(t->recording, t->run, &t->held_out) : EXIT_DONE;
  if (!t->recorded) t->recorded = recording_write(t->recording, t->stopped);
  if (!t->recorded) return;
  recording_close(t->recording);
  t->recording = NULL;
}

/* Trains with an evaluation at every multiple of evaluate_every and after the last step. The first rank alone evaluates. */
static exit_code train(training *t) {
  int64_t every = t->evaluate_every, end = t->first_step + t->steps;
  for (;;) {
    int64_t step = ps_run_progress(t->run).step, target = every ? (step / every + 1) * every : end;
    ps_status status = step_until(t, target < end ? target : end, end);
    clear_progress(t);
    exit_code code = status ? fail_status(status, &t->why, NULL) : EXIT_DONE;
    status = ranks_first() ? evaluate(t) : PS_OK;
    if (!status) report(t);
    if (status && !code) code = fail_status(status, &t->why, NULL);
    if (!status) record(t);
    code = ranks_agree(code);
    if (code == EXIT_DIVERGED) t->stopped = "diverged";
    if (code) return code;
    bool reached = ranks_most(ranks_first() && t->held_out.path >= t->until_path);
    t->stopped = asked_to_stop()                       ? "interrupted"
                 : reached                             ? "path reached"
                 : ps_run_progress(t->run).step >= end ? "done"
                                                       : NULL;
    if (t->stopped) return EXIT_DONE;
  }
}

static exit_code give_graphs(training *t) {
  const char *digest = ps_run_given_digest(t->run);
  if (!t->given_path && *digest)
    return fail(EXIT_USAGE, "%s: it was trained on a file's graphs (digest %s): give them again with --train-on",
                t->load, digest);
  if (!t->given_path) return EXIT_DONE;
  exit_code code = graph_file_read(&t->given, t->given_path, ps_run_config(t->run), ps_run_space(t->run));
  if (code) return code;
  ps_status status = ps_run_give_graphs(t->run, t->given.graphs, t->given.count, &t->why);
  if (status) return fail_status(status, &t->why, t->given_path);
  if (t->given.held_out && !t->json && ranks_first())
    fprintf(stderr,
            "%s: %d of its %d graphs are on the held-out side of the split: held-out accuracy may have seen them\n",
            t->given_path, t->given.held_out, t->given.count);
  return EXIT_DONE;
}

/* Ranks that differ would train no run at all. */
static exit_code check_ranks_alike(const training *t) {
  enum { SIZE = 8192 };
  char mine[SIZE] = "", first[SIZE], digest[24], config[SIZE / 2];
  ps_run_digest(digest, t->run);
  ps_config_json(config, sizeof config, ps_run_config(t->run));
  snprintf(mine, sizeof mine, "%s %s %lld %lld %lld %s", digest, ps_run_given_digest(t->run),
           (long long)ps_run_progress(t->run).step, (long long)t->steps, (long long)t->evaluate_every, config);
  memcpy(first, mine, sizeof first);
  ranks_hear_first(first, sizeof first);
  if (!strcmp(mine, first)) return EXIT_DONE;
  return fail(EXIT_USAGE, "the first rank has another config, checkpoint, graphs, flags or numeric mode");
}

/* A checkpoint of the folder's model may be continued and exported: its weights are its own. */
static exit_code check_same_model(const training *t) {
  const ps_config *config = ps_run_config(t->run);
  const pretrained *m = &t->model;
  if (config->vocabulary == m->vocabulary && config->context == m->context && config->layers == m->layers &&
      config->heads == m->heads && config->width == m->width && config->mlp_ratio == m->mlp_ratio)
    return EXIT_DONE;
  return fail(EXIT_USAGE, "%s is no checkpoint of a model of the size of %s", t->load, t->folder);
}

static exit_code open_run(training *t, command_line *line) {
  ps_run_options options = {.threads = (int)t->threads, .kernels = t->kernels, .ranks = ranks_of_run()};
  if (t->export && !t->folder)
    return fail(EXIT_USAGE, "--export writes a pretrained model's folder: it needs --pretrained");
  exit_code code = t->folder ? pretrained_open(&t->model, t->folder) : EXIT_DONE;
  if (!code && t->export && ranks_first()) code = gpt2_check_export(t->export, &t->model);
  if (code) return code;
  if (t->load) {
    code = checkpoint_load(&t->run, t->load, &options);
    if (!code) code = command_line_agrees(line, ps_run_config(t->run), t->load);
    if (!code && t->folder) code = check_same_model(t);
    return code || !t->folder ? code : pretrained_order_tokens(&t->model, ps_run_config(t->run)->labels);
  }
  if (t->folder) {
    if (line->preset)
      return fail(EXIT_USAGE, "--preset contradicts --pretrained: a pretrained model has its own shape");
    code = pretrained_configure(&line->config, &t->model, line->chosen);
    return code ? code : gpt2_run_create(&t->run, &t->model, &line->config, &options, t->json || !ranks_first());
  }
  ps_status status = ps_run_create(&t->run, &line->config, &options, &t->why);
  return status ? fail_status(status, &t->why, NULL) : EXIT_DONE;
}

/* The first rank's, which alone evaluates. The untrained weights are recorded as well. */
static exit_code open_recording(training *t) {
  exit_code code = recording_open(&t->recording, t->record, t->run, t->evaluate_every, t->graphs);
  if (code || t->first_step) return code;
  ps_status status = evaluate(t);
  if (status) return fail_status(status, &t->why, NULL);
  record(t);
  return t->recorded;
}

/* What is left when training has ended with `code`. */
static exit_code conclude(training *t, exit_code code) {
  if (t->stopped) summarise(t);
  if (t->stopped) record(t);
  if (t->save && !code)
    code = checkpoint_save(t->run, t->save);
  else if (t->save)
    fail(code, "%s: not saved: the run diverged", t->save);
  if (t->export && !code)
    code = gpt2_export(t->export, t->run, &t->model);
  else if (t->export)
    fail(code, "%s: not written: the run diverged", t->export);
  return code ? code : t->recorded;
}

/* mpirun keeps Ctrl-C to itself: it passes SIGUSR1 on to every rank, and ends a job by SIGTERM. */
static void catch_signals(void) {
  interrupt_catch(SIGINT, true);
  if (ranks_count() == 1) return;
  interrupt_catch(SIGTERM, false);
  interrupt_catch(SIGUSR1, false);
}

exit_code command_train(int argc, char **argv) {
  training t = {.steps = 1000, .threads = 1, .evaluate_every = 25, .graphs = 500, .until_path = INFINITY};
  const flag flags[] = {
      {"steps", FLAG_INTEGER, &t.steps, 0, 1e9, "steps to train, beyond the checkpoint's; default 1000"},
      {"threads", FLAG_INTEGER, &t.threads, 1, 64, "never changes the result; default 1"},
      {"evaluate-every", FLAG_INTEGER, &t.evaluate_every, 0, 1e9, "steps; 0: only at the end; default 25"},
      {"graphs", FLAG_INTEGER, &t.graphs, 1, 1e9, "held-out graphs an evaluation; default 500"},
      {"until-path", FLAG_NUMBER, &t.until_path, 0, 1, "stop when this share of held-out paths is right"},
      {"save", FLAG_FILE, &t.save, 0, 0, "write a checkpoint at the end, unless the run diverged"},
      {"load", FLAG_FILE, &t.load, 0, 0, "continue a checkpoint; the config is its own"},
      {"pretrained", FLAG_FILE, &t.folder, 0, 0,
       "go on from a GPT-2: a folder as Hugging Face writes it (docs/gpt2.md); the model's shape is its own"},
      {"export", FLAG_FILE, &t.export, 0, 0, "write such a folder at the end, unless the run diverged"},
      {"record", FLAG_FILE, &t.record, 0, 0,
       "write the run for the page to play (docs/recordings.md); with --load, go on in that file"},
      {"train-on", FLAG_FILE, &t.given_path, 0, 0,
       "train on this file's graphs, one a line, not on drawn ones; again to continue its checkpoint"},
      {"kernels", FLAG_NAME, &t.kernels, 0, 0, "a kernel set; default: the fastest"},
      {"json", FLAG_SWITCH, &t.json, 0, 0, "a JSON object a line: every evaluation, then a summary"},
  };
  const command command = {
      .name = "train",
      .usage = "[flags]",
      .summary = "Trains a model. Ctrl-C ends it after the step under way, saving if asked to; a second one kills. "
                 "Under mpirun\n"
                 "the batch is cut over ranks, and the result is the same; there SIGUSR1 ends it so (docs/program.md).",
      .flags = flags,
      .flag_count = sizeof flags / sizeof flags[0],
      .takes_config = true};
  command_line line;
  exit_code code;
  if (!command_line_read(&line, &command, argc, argv, &code)) return ranks_agree(code);
  if (t.save && ranks_first()) code = file_check_writable(t.save);
  if (!code && t.record && ranks_first()) code = file_check_writable(t.record);
  if (!code) code = open_run(&t, &line);
  if (!code) code = give_graphs(&t);
  code = ranks_agree(code);
  if (!code) code = ranks_agree(check_ranks_alike(&t));
  if (!code) {
    catch_signals(); /* ends training after the step under way */
    t.first_step = ps_run_progress(t.run).step;
    code = ranks_agree(t.record && ranks_first() ? open_recording(&t) : EXIT_DONE);
  }
  if (!code) {
    code = train(&t);
    code = ranks_agree(ranks_first() ? conclude(&t, code) : code);
  }
  recording_close(t.recording);
  ps_run_destroy(t.run);
  graph_file_free(&t.given);
  pretrained_close(&t.model);
  command_line_free(&line);
  return code;
}

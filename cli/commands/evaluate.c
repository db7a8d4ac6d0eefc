#include "base/checkpoint.h"
#include "base/files.h"
#include "base/graph_file.h"
#include "base/logits.h"
#include "base/metrics.h"
#include "base/options.h"
#include "commands/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct evaluation {
  const char *load, *data, *split, *order, *kernels, *logits;
  int64_t graphs, threads;
  bool held_out_only, json;
  ps_split from; /* what --split says */
} evaluation;

static exit_code check_flags(evaluation *e) {
  e->from = PS_HELD_OUT;
  if (!e->load) return fail(EXIT_USAGE, "evaluate needs --load CHECKPOINT");
  if (e->split && e->data) return fail(EXIT_USAGE, "--split is of drawn graphs: it contradicts --data");
  if (e->held_out_only && !e->data) return fail(EXIT_USAGE, "--held-out-only is of a file's graphs: it needs --data");
  return e->split ? split_read(&e->from, e->split) : EXIT_DONE;
}

/* Where the graphs asked about are from. */
static const char *source(const evaluation *e, const ps_run *run) {
  if (e->data) return e->held_out_only ? "file, held out" : "file";
  if (e->from == PS_HELD_OUT) return "held out";
  return ps_run_config(run)->train_graphs ? "training set" : "training stream";
}

/* In which order a model trained with any_order says paths by itself. */
static exit_code set_order(ps_run *run, const char *name) {
  ps_message why;
  int order = 0;
  while (ps_order_name(order) && strcmp(ps_order_name(order), name) != 0) order++;
  if (!ps_order_name(order)) return fail(EXIT_USAGE, "--order is '%s', not forwards, backwards or surest", name);
  ps_status status = ps_run_set_order(run, order, &why);
  return status ? fail_status(status, &why, NULL) : EXIT_DONE;
}

static exit_code question(ps_metrics *metrics, ps_run *run, const evaluation *e, graph_file *file) {
  ps_message why;
  const char *digest = ps_run_given_digest(run);
  if (e->from == PS_TRAIN && *digest)
    return fail(EXIT_USAGE, "%s: it was trained on a file's graphs (digest %s): ask about those with --data", e->load,
                digest);
  if (!e->data) {
    ps_status status = ps_run_evaluate(metrics, run, e->from, (int)(e->graphs ? e->graphs : 500), &why);
    return status ? fail_status(status, &why, NULL) : EXIT_DONE;
  }
  exit_code code = graph_file_read(file, e->data, ps_run_config(run), ps_run_space(run));
  if (code) return code;
  int count = e->held_out_only ? graph_file_keep_held_out(file, ps_run_space(run)) : file->count;
  if (e->graphs && e->graphs < count) count = (int)e->graphs;
  if (!count) return fail(EXIT_USAGE, "%s: no graph in it is on the held-out side of the split", e->data);
  ps_status status = ps_run_evaluate_graphs(metrics, run, file->graphs, count, &why);
  return status ? fail_status(status, &why, NULL) : EXIT_DONE;
}

/* The graphs that were asked about, or the first of them. */
static exit_code save_logits(ps_run *run, const evaluation *e, const graph_file *file, int asked) {
  if (e->data) return logits_save(e->logits, run, file->graphs, asked);
  int batch = ps_run_config(run)->batch, count = asked < batch ? asked : batch;
  ps_graph *graphs = allocate((size_t)count, sizeof *graphs);
  for (int i = 0; i < count; i++) ps_graph_generate(&graphs[i], ps_run_space(run), e->from, (uint64_t)i);
  exit_code code = logits_save(e->logits, run, graphs, count);
  free(graphs);
  return code;
}

static void report_json(const ps_metrics *metrics, const ps_run *run, const evaluation *e, const graph_file *file) {
  char digest[24];
  ps_run_digest(digest, run);
  cJSON *json = metrics_json(metrics, ps_run_config(run));
  cJSON_AddNumberToObject(json, "chance", 1.0 / ps_run_config(run)->degree);
  cJSON_AddNumberToObject(json, "step", (double)ps_run_progress(run).step);
  cJSON_AddStringToObject(json, "digest", digest);
  cJSON_AddStringToObject(json, "source", source(e, run));
  if (e->data) {
    cJSON_AddNumberToObject(json, "file_graphs", file->count);
    cJSON_AddNumberToObject(json, "file_held_out", file->held_out);
  }
  json_print(json);
}

static void report(const ps_metrics *metrics, const ps_run *run, const evaluation *e, const graph_file *file) {
  const ps_config *config = ps_run_config(run);
  if (e->data)
    printf("%s: %d graphs, %d of them on the held-out side of the split; the others may have been trained on\n",
           e->data, file->count, file->held_out);
  printf("step %lld, %d graphs (%s)  ", (long long)ps_run_progress(run).step, (int)metrics->graphs, source(e, run));
  metrics_print(metrics, config);
  printf("\nposition  forced   free   %5s\n", loss_name(config));
  for (int i = 0; i < config->path_length; i++)
    printf("%8d  %5.1f %% %5.1f %%  %.4f\n", i + 1, 100 * metrics->forced[i], 100 * metrics->free[i],
           metrics->losses[i]);
}

exit_code command_evaluate(int argc, char **argv) {
  evaluation e = {.threads = 1};
  const flag flags[] = {
      {"load", FLAG_FILE, &e.load, 0, 0, "the checkpoint to question (required)"},
      {"data", FLAG_FILE, &e.data, 0, 0, "graphs in the reference's text format, one a line"},
      {"split", FLAG_NAME, &e.split, 0, 0,
       "train (the fixed training set, or the stream's first graphs) or held_out; default held_out"},
      {"order", FLAG_NAME, &e.order, 0, 0,
       "of a model trained with any_order, in which order it says a path by itself: forwards, backwards or surest "
       "first "
       "(surest); default forwards"},
      {"graphs", FLAG_INTEGER, &e.graphs, 1, 1e9, "how many; default 500 drawn ones, or all of the file"},
      {"held-out-only", FLAG_SWITCH, &e.held_out_only, 0, 0,
       "of the file, only graphs that cannot have been trained on"},
      {"logits", FLAG_FILE, &e.logits, 0, 0,
       "write the tokens and logits of the first batch of them (safetensors; see python/load_checkpoint.py)"},
      {"threads", FLAG_INTEGER, &e.threads, 1, 64, "never changes the result; default 1"},
      {"kernels", FLAG_NAME, &e.kernels, 0, 0, "a kernel set; default: the fastest"},
      {"json", FLAG_SWITCH, &e.json, 0, 0, "one JSON object"},
  };
  const command command = {
      .name = "evaluate",
      .usage = "--load CHECKPOINT [--data FILE | --split SPLIT] [flags]",
      .summary =
          "Questions a checkpoint: accuracy given the true path (forced), on its own (free), whole paths, and hans.",
      .flags = flags,
      .flag_count = sizeof flags / sizeof flags[0]};
  command_line line;
  exit_code code;
  if (!command_line_read(&line, &command, argc, argv, &code)) return code;
  ps_run_options options = {.threads = (int)e.threads, .kernels = e.kernels};
  ps_run *run = NULL;
  graph_file file = {0};
  ps_metrics metrics;
  code = check_flags(&e);
  if (!code) code = checkpoint_load(&run, e.load, &options);
  if (!code && e.order) code = set_order(run, e.order);
  if (!code && e.logits) code = file_check_writable(e.logits);
  if (!code) code = question(&metrics, run, &e, &file);
  if (!code && e.logits) code = save_logits(run, &e, &file, metrics.graphs);
  if (!code && e.json) report_json(&metrics, run, &e, &file);
  if (!code && !e.json) report(&metrics, run, &e, &file);
  graph_file_free(&file);
  ps_run_destroy(run);
  command_line_free(&line);
  return code;
}

#include "base/clock.h"
#include "base/metrics.h"
#include "base/options.h"
#include "commands/commands.h"
#include "gpt2/gpt2_run.h"

#include <stdio.h>
#include <stdlib.h>

/* Long enough for clocks and caches to settle, short enough to run often. */
static const double warm_seconds = 0.3, timed_seconds = 2, drawing_seconds = 0.3, turn_seconds = 0.03,
                    look_seconds = 0.002;

enum { SAMPLES_MAX = 2000, SAMPLES_MIN = 5, LOOK_ROUNDS = 20000 };

typedef struct timing {
  double median, least; /* seconds a step */
  double share;         /* of the peak: the median over turns of steps and looks at the peak */
  int samples;
} timing;

static int compare(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return (difference > 0) - (difference < 0);
}

static double middle(double *values, int count) {
  qsort(values, (size_t)count, sizeof values[0], compare);
  return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* FLOP/s of the kernel set on registers alone, one thread, now. */
static double look_at_peak(const char *kernels) {
  double begin = clock_seconds(), operations = 0, now;
  do {
    operations += ps_kernels_peak(kernels, LOOK_ROUNDS);
    now = clock_seconds();
  } while (now - begin < look_seconds);
  return operations / (now - begin);
}

/* Times `steps` single steps, or as many as fit the time if 0. Steps and looks at the peak take turns: a shared
 * machine's speed changes by a third from one second to the next, and a share wants both sides at the same speed. */
static exit_code time_steps(timing *timing, ps_run *run, int64_t steps) {
  static double samples[SAMPLES_MAX], shares[SAMPLES_MAX];
  const double flops = ps_run_flops(run);
  ps_message why;
  ps_status status;
  double begin = clock_seconds(), now = begin;
  do {
    status = ps_run_step(run, 1, &why);
  } while (!status && clock_seconds() - begin < warm_seconds);
  int count = 0, turns = 0, in_turn = 0;
  double before = look_at_peak(ps_run_kernels(run)), turn;
  bool last_one = false;
  for (begin = turn = now = clock_seconds(); !status && !last_one; count++) {
    last_one = count + 1 >= SAMPLES_MAX ||
               (steps ? count + 1 >= steps : count + 1 >= SAMPLES_MIN && now - begin > timed_seconds);
    double last = now;
    status = ps_run_step(run, 1, &why);
    now = clock_seconds();
    samples[count] = now - last;
    in_turn++;
    if (now - turn < turn_seconds && (turns || !last_one)) continue;
    double rate = in_turn * flops / (now - turn), after = look_at_peak(ps_run_kernels(run));
    shares[turns++] = rate / ((before + after) / 2 * ps_run_threads(run));
    before = after;
    in_turn = 0;
    turn = now = clock_seconds();
  }
  if (status) return fail_status(status, &why, NULL);
  timing->median = middle(samples, count);
  timing->least = samples[0];
  timing->share = middle(shares, turns);
  timing->samples = count;
  return EXIT_DONE;
}

static double time_drawing(const ps_graph_space *space) {
  enum { GRAPHS_A_LOOK = 1000 }; /* between two looks at the clock */
  ps_graph graph;
  uint64_t drawn = 0;
  double begin = clock_seconds(), seconds;
  do {
    for (int i = 0; i < GRAPHS_A_LOOK; i++) ps_graph_generate(&graph, space, PS_TRAIN, drawn++);
    seconds = clock_seconds() - begin;
  } while (seconds < drawing_seconds);
  return (double)drawn / seconds;
}

/* The kernel set's register-only peak on one thread, GFLOP/s: the best of many short looks. */
static double measure_peak(const char *kernels) {
  double best = 0, begin = clock_seconds();
  while (clock_seconds() - begin < warm_seconds) {
    double from = clock_seconds(), operations = ps_kernels_peak(kernels, LOOK_ROUNDS), rate;
    rate = 1e-9 * operations / (clock_seconds() - from);
    if (rate > best) best = rate;
  }
  return best;
}

static void report(const timing *timing, const ps_run *run, const ps_run_options *options, bool json) {
  uint64_t memory = 0;
  ps_run_memory(&memory, ps_run_config(run), options, NULL);
  double graphs = time_drawing(ps_run_space(run)), flops = ps_run_flops(run), gflops = flops / timing->median * 1e-9;
  int threads = ps_run_threads(run);
  double peak = measure_peak(ps_run_kernels(run)) * threads;
  if (!json) {
    printf("%.3f ms a step (median of %d, best %.3f), %.1f steps/s\n", 1e3 * timing->median, timing->samples,
           1e3 * timing->least, 1 / timing->median);
    printf("%.1f MFLOP a step, %.1f GFLOP/s, %.0f %% of the %.1f that registers alone reach; %s kernels, threads %d, "
           "%.1f MB\n",
           1e-6 * flops, gflops, 100 * timing->share, peak, ps_run_kernels(run), threads, 1e-6 * (double)memory);
    printf("%.2f million graphs/s drawn\n", 1e-6 * graphs);
    return;
  }
  cJSON *line = cJSON_CreateObject();
  cJSON_AddNumberToObject(line, "ms_per_step", 1e3 * timing->median);
  cJSON_AddNumberToObject(line, "best_ms_per_step", 1e3 * timing->least);
  cJSON_AddNumberToObject(line, "steps_per_second", 1 / timing->median);
  cJSON_AddNumberToObject(line, "steps", timing->samples);
  cJSON_AddNumberToObject(line, "flops_per_step", flops);
  cJSON_AddNumberToObject(line, "gflops", gflops);
  cJSON_AddNumberToObject(line, "peak_gflops", peak);
  cJSON_AddNumberToObject(line, "share_of_peak", timing->share);
  cJSON_AddStringToObject(line, "kernels", ps_run_kernels(run));
  cJSON_AddNumberToObject(line, "threads", threads);
  cJSON_AddNumberToObject(line, "memory_bytes", (double)memory);
  cJSON_AddNumberToObject(line, "graphs_per_second", graphs);
  json_print(line);
}

/* A model, counted from the config: nothing is timed, and nothing said of a network. */
static void print_rank_work(const ps_run *run, int64_t most, bool json) {
  ps_rank_work work;
  if (!json)
    printf("| ranks | shards each | MFLOP each, cut | MFLOP each, repeated | MB sent each | messages | FLOP a byte |\n"
           "|--:|--:|--:|--:|--:|--:|--:|\n");
  for (int ranks = 1; ranks <= most && !ps_run_rank_work(&work, run, ranks, NULL); ranks *= 2) {
    double flops = work.flops + work.repeated;
    if (!json) {
      printf("| %d | %d | %.1f | %.1f | %.3f | %d | ", ranks, work.shards, 1e-6 * work.flops, 1e-6 * work.repeated,
             1e-6 * work.bytes, work.swaps);
      printf(work.bytes > 0 ? "%.0f |\n" : "- |\n", flops / work.bytes);
      continue;
    }
    cJSON *line = cJSON_CreateObject();
    cJSON_AddNumberToObject(line, "ranks", ranks);
    cJSON_AddNumberToObject(line, "shards", work.shards);
    cJSON_AddNumberToObject(line, "flops", work.flops);
    cJSON_AddNumberToObject(line, "repeated_flops", work.repeated);
    cJSON_AddNumberToObject(line, "bytes_sent", work.bytes);
    cJSON_AddNumberToObject(line, "messages", work.swaps);
    json_print(line);
  }
}

exit_code command_bench(int argc, char **argv) {
  int64_t threads = 1, steps = 0, ranks = 0;
  const char *kernels = NULL, *folder = NULL;
  bool json = false;
  const flag flags[] = {
      {"threads", FLAG_INTEGER, &threads, 1, 64, "default 1"},
      {"steps", FLAG_INTEGER, &steps, 1, SAMPLES_MAX, "timed steps; default: as many as 2 s hold, at least 5"},
      {"kernels", FLAG_NAME, &kernels, 0, 0, "a kernel set; default: the fastest"},
      {"pretrained", FLAG_FILE, &folder, 0, 0, "time a pretrained GPT-2 (docs/gpt2.md)"},
      {"ranks", FLAG_INTEGER, &ranks, 1, 4096,
       "time nothing: a table of what a step's work and exchange would be for 1, 2, 4, ... N ranks under mpirun"},
      {"json", FLAG_SWITCH, &json, 0, 0, "one JSON object; with --ranks one a line"},
  };
  const command command = {
      .name = "bench",
      .usage = "[flags]",
      .summary =
          "Times the training step of a config, warm, and the drawing of its graphs. The peak it is held against\n"
          "is one thread's, measured on registers alone, times the threads used; it and the steps are timed by turns.",
      .flags = flags,
      .flag_count = sizeof flags / sizeof flags[0],
      .takes_config = true};
  command_line line;
  exit_code code;
  if (!command_line_read(&line, &command, argc, argv, &code)) return code;
  ps_run_options options = {.threads = (int)threads, .kernels = kernels};
  ps_run *run = NULL;
  ps_message why;
  timing timing = {.samples = 0};
  pretrained model = {0};
  if (folder) {
    code = pretrained_open(&model, folder);
    if (!code) code = pretrained_configure(&line.config, &model, line.chosen);
    if (!code) code = gpt2_run_create(&run, &model, &line.config, &options, json);
  } else {
    ps_status status = ps_run_create(&run, &line.config, &options, &why);
    if (status) code = fail_status(status, &why, NULL);
  }
  if (!code && ranks) {
    print_rank_work(run, ranks, json);
  } else if (!code) {
    code = time_steps(&timing, run, steps);
    if (!code) report(&timing, run, &options, json);
  }
  ps_run_destroy(run);
  pretrained_close(&model);
  command_line_free(&line);
  return code;
}

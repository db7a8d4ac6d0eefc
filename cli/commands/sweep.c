#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/options.h"
#include "base/parent.h"
#include "commands/commands.h"
#include "sweep/sweep_cell.h"
#include "sweep/sweep_results.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { JOBS_MAX = 4096, SHARDS_MAX = 100000 };

static const char spec_help[] =
    "Trains every cell of a grid, each as a process of one thread. Killed at any moment, the same command goes on:\n"
    "finished cells are kept, unfinished ones continue from their last checkpoint, and the results are the same.\n"
    "\n"
    "SPEC.json is one object:\n"
    "  name, claim      what the experiment is called, and what it tests\n"
    "  base             config fields over the defaults; \"preset\" may be among them\n"
    "  grid             {field: [values], ...}: every combination of them\n"
    "  cells            [{field: value, ...}, ...]: a list, multiplied with the grid; \"steps\" may be among them\n"
    "  seeds            [first, last] if two numbers, else a list\n"
    "  steps            of training\n"
    "  evaluate         {every: 25 steps (0: only at the end), graphs: 500 held-out ones, train_graphs_asked: 0}\n"
    "  stop_at_path     a run ends when this share of held-out paths is right\n"
    "  data             [files of graphs to evaluate at the end], relative to the spec's folder\n"
    "labels may be \"least\": 1 + degree (path_length - 1). name, claim, seeds and steps are required.\n"
    "\n"
    "OUT will hold spec.json, results.jsonl (a line a cell: id, config, varied, kernels, digest, budget, steps,\n"
    "seconds, flops_per_step, parameters, auxiliary_parameters (those of them that no answer depends on), reached,\n"
    "status, curve, final, data, checksum), results.csv and, of unfinished cells, partial/.\n"
    "A run that diverges is a result, too. One sweep may be at work in OUT; the shards of one each have their own:\n"
    "  parallel pathstar sweep SPEC.json --shard {}/4 --jobs 1 --out OUT/{} ::: 1 2 3 4\n"
    "  pathstar sweep --merge OUT OUT/1 OUT/2 OUT/3 OUT/4";

typedef struct slot {
  pid_t process; /* 0: free */
  int cell;
} slot;

typedef struct sweep {
  const char *spec_path, *out, *merge, *shard, *kernels;
  int64_t jobs;
  double save_every;
  bool dry_run;

  int64_t shard_index, shards; /* 1..shards */
  sweep_plan plan;
  sweep_results results;
  int *queue; /* (queued) this shard's cells in the order they are to run */
  int queued, next;
  slot *slots;              /* (jobs) */
  sweep_progress *progress; /* (jobs), shared with the runs */
  parent_pipe pipe;         /* to the runs */
  int failed;               /* cells that ended without a result */
  bool stopping;            /* no more cells are begun */
  exit_code broken;         /* what ended the sweep itself */
  double begun, shown;      /* clock */
  double retired;           /* FLOPs of the budgets of cells that ended since then, less what was done before */
} sweep;

/* ---- Which cells, in which order ---- */

/* Seed by seed, so that a sweep that is cut short has whole seeds; the longest of a seed first, so that no core waits
 * long for the last. */
static int compare_weight(const void *a, const void *b) {
  const sweep_cell *x = *(const sweep_cell *const *)a, *y = *(const sweep_cell *const *)b;
  if (x->flops != y->flops) return x->flops < y->flops ? 1 : -1;
  return x < y ? -1 : 1;
}

/* Every cell goes to the shard that has the least to do so far: the same on every machine. */
static void fill_queue(sweep *s) {
  const sweep_plan *plan = &s->plan;
  const sweep_cell **order = allocate((size_t)plan->combinations, sizeof *order);
  double *load = allocate((size_t)s->shards, sizeof *load);
  s->queue = allocate((size_t)plan->count, sizeof *s->queue);
  for (int i = 0; i < plan->combinations; i++) order[i] = &plan->cells[i];
  qsort(order, (size_t)plan->combinations, sizeof *order, compare_weight);
  for (int i = 0; i < plan->count; i++) {
    const sweep_cell *cell = order[i % plan->combinations] + i / plan->combinations * plan->combinations;
    int64_t least = 0;
    for (int64_t j = 1; j < s->shards; j++)
      if (load[j] < load[least]) least = j;
    load[least] += cell->flops;
    if (least == s->shard_index - 1) s->queue[s->queued++] = (int)(cell - plan->cells);
  }
  free(order);
  free(load);
}

/* ---- Showing how far it is ---- */

static void print_duration(FILE *stream, double seconds) {
  long long s = (long long)ceil(seconds);
  if (s >= 3600)
    fprintf(stream, "%lld h %02lld min", s / 3600, s / 60 % 60);
  else if (s >= 60)
    fprintf(stream, "%lld min %02lld s", s / 60, s % 60);
  else
    fprintf(stream, "%lld s", s);
}

static double done_of(const sweep *s, const slot *at, double step) {
  const sweep_cell *cell = &s->plan.cells[at->cell];
  return cell->flops * step / (double)cell->steps;
}

static bool on_terminal(void) {
  return isatty(STDERR_FILENO);
}

/* Cells that end before their budget count whole, so that the rate learns how often that happens. */
static void show_progress(sweep *s, bool now) {
  double clock = clock_seconds(), since = clock - s->shown;
  if (!now && since < (on_terminal() ? 0.2 : 30)) return;
  s->shown = clock;
  int finished = 0, running = 0;
  double left = 0, done = s->retired;
  for (int i = 0; i < s->queued; i++) {
    bool ended = s->results.line[s->queue[i]];
    finished += ended;
    if (!ended) left += s->plan.cells[s->queue[i]].flops;
  }
  for (int64_t i = 0; i < s->jobs; i++) {
    if (!s->slots[i].process) continue;
    int64_t first = atomic_load(&s->progress[i].first_step), step = atomic_load(&s->progress[i].step);
    done += done_of(s, &s->slots[i], (double)(step - first));
    left -= done_of(s, &s->slots[i], (double)step);
    running++;
  }
  if (on_terminal()) fputs("\r\033[K", stderr);
  fprintf(stderr, "%d of %d cells, %d running, ", finished, s->queued, running);
  print_duration(stderr, clock - s->begun);
  if (done > 0 && left > 0) {
    fputs(", ETA ", stderr);
    print_duration(stderr, left / done * (clock - s->begun));
  }
  if (!on_terminal()) fputs("\n", stderr);
}

static void clear_progress(void) {
  if (on_terminal()) fputs("\r\033[K", stderr);
}

/* ---- Processes ---- */

/* In the process of one cell. */
static exit_code run_cell(const sweep *s, int cell, sweep_progress *progress) {
  signal(SIGINT, SIG_IGN); /* the parent gets it and asks every cell by SIGTERM */
  interrupt_catch(SIGTERM, false);
  exit_code code = parent_pipe_watch(&s->pipe);
  if (code) return code;
  sweep_job job = {.plan = &s->plan,
                   .cell = &s->plan.cells[cell],
                   .spec_path = s->spec_path,
                   .folder = s->results.partial,
                   .kernels = s->kernels,
                   .save_every = s->save_every,
                   .progress = progress};
  return sweep_cell_run(&job);
}

static void start_cell(sweep *s, int64_t at) {
  int cell = s->queue[s->next];
  atomic_store(&s->progress[at].first_step, 0);
  atomic_store(&s->progress[at].step, 0);
  fflush(NULL);
  pid_t process = fork();
  if (!process) _exit(run_cell(s, cell, &s->progress[at]));
  if (process < 0) {
    s->broken = fail(EXIT_MEMORY, "cannot start a process: %s", strerror(errno));
    s->stopping = true;
    return;
  }
  s->slots[at] = (slot){process, cell};
  s->next++;
}

static void fill_slots(sweep *s) {
  for (int64_t i = 0; i < s->jobs && !s->stopping; i++) {
    while (s->next < s->queued && s->results.line[s->queue[s->next]]) s->next++;
    if (s->next == s->queued) return;
    if (!s->slots[i].process) start_cell(s, i);
  }
}

static void end_cell(sweep *s, int64_t at, int status) {
  int cell = s->slots[at].cell, code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  s->retired +=
      done_of(s, &s->slots[at], (double)(s->plan.cells[cell].steps - atomic_load(&s->progress[at].first_step)));
  s->slots[at].process = 0;
  if (code == EXIT_INTERRUPTED) return;
  if (code == EXIT_DONE && s->broken) return; /* its record waits in partial/ for the next time */
  exit_code taken = code == EXIT_DONE ? sweep_results_take(&s->results, cell) : EXIT_CHECK_FAILED;
  if (!taken) return;
  clear_progress();
  if (taken != EXIT_CHECK_FAILED) {
    s->broken = taken;
    s->stopping = true;
    return;
  }
  char *label = sweep_cell_label(&s->plan.cells[cell]);
  s->failed++;
  if (code < 0)
    fail(EXIT_INCOMPLETE, "the cell %s was killed by signal %d; the others go on", label, WTERMSIG(status));
  else
    fail(EXIT_INCOMPLETE, "the cell %s ended with exit code %d; the others go on", label, code);
  free(label);
}

/* Takes in every cell that has ended; returns whether any is still running. */
static bool reap(sweep *s) {
  bool running = false;
  for (int64_t i = 0; i < s->jobs; i++) {
    int status;
    if (!s->slots[i].process) continue;
    if (waitpid(s->slots[i].process, &status, WNOHANG) > 0)
      end_cell(s, i, status);
    else
      running = true;
  }
  return running;
}

static void ask_to_stop(sweep *s) {
  s->stopping = true;
  for (int64_t i = 0; i < s->jobs; i++)
    if (s->slots[i].process) kill(s->slots[i].process, SIGTERM);
}

static void run_queue(sweep *s) {
  const struct timespec moment = {.tv_nsec = 10 * 1000 * 1000};
  bool asked = false;
  s->begun = s->shown = clock_seconds();
  for (;;) {
    fill_slots(s);
    bool running = reap(s);
    if (!running && (s->stopping || s->next == s->queued)) return;
    if ((interrupted() || s->broken) && !asked) {
      asked = true;
      ask_to_stop(s);
    }
    show_progress(s, false);
    nanosleep(&moment, NULL);
  }
}

/* ---- The command ---- */

static void report_begin(const sweep *s) {
  int finished = 0, continued = 0;
  for (int i = 0; i < s->queued; i++) {
    const sweep_cell *cell = &s->plan.cells[s->queue[i]];
    if (s->results.line[s->queue[i]]) {
      finished++;
      continue;
    }
    cJSON *record = sweep_cell_record(s->results.partial, cell->id);
    if (record) {
      char *label = sweep_cell_label(cell);
      double step = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(record, "steps"));
      fprintf(stderr, "%s %s continues from step %.10g of %lld\n", cell->id, label, step, (long long)cell->steps);
      free(label);
      continued++;
    }
    cJSON_Delete(record);
  }
  fprintf(stderr, "%s: %d cells", cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(s->plan.spec, "name")),
          s->queued);
  if (s->shards > 1) fprintf(stderr, " in shard %lld of %lld", (long long)s->shard_index, (long long)s->shards);
  fprintf(stderr, ", %d finished, %d to continue, %lld at a time\n", finished, continued, (long long)s->jobs);
}

static void report_end(const sweep *s, const char *folder) {
  printf("%s: %d of %d cells are finished\n", folder, s->results.finished, s->plan.count);
}

static exit_code run(sweep *s) {
  exit_code code = sweep_results_open(&s->results, &s->plan, s->out);
  if (!code) code = sweep_results_check_kernels(&s->results, s->kernels ? s->kernels : ps_kernels_name(0), s->out);
  if (!code) code = sweep_results_keep_spec(&s->results, s->spec_path);
  if (code) return code;
  s->slots = allocate((size_t)s->jobs, sizeof *s->slots);
  size_t size = (size_t)s->jobs * sizeof *s->progress;
  s->progress = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (s->progress == MAP_FAILED) return fail(EXIT_MEMORY, "no memory to share with %lld runs", (long long)s->jobs);
  code = parent_pipe_open(&s->pipe);
  if (code) return code;
  interrupt_catch(SIGINT, true);
  interrupt_catch(SIGTERM, true);
  report_begin(s);
  run_queue(s);
  parent_pipe_close(&s->pipe);
  show_progress(s, true);
  if (on_terminal()) fputs("\n", stderr);
  munmap(s->progress, size);
  code = sweep_results_write_csv(&s->results);
  if (s->broken) code = s->broken;
  if (code) return code;
  report_end(s, s->out);
  if (interrupted()) return fail(EXIT_INTERRUPTED, "stopped; the same command goes on from here");
  if (s->failed) return fail(EXIT_INCOMPLETE, "%d cells failed; the same command tries them again", s->failed);
  return EXIT_DONE;
}

static void print_plan(const sweep *s) {
  double flops = 0;
  for (int i = 0; i < s->queued; i++) {
    const sweep_cell *cell = &s->plan.cells[s->queue[i]];
    char *label = sweep_cell_label(cell);
    printf("%s  %9.3g GFLOP  %s\n", cell->id, 1e-9 * cell->flops, label);
    free(label);
    flops += cell->flops;
  }
  printf("%d cells, at most %.4g GFLOP of training in all\n", s->queued, 1e-9 * flops);
}

/* "2/8" */
static exit_code read_shard(sweep *s) {
  s->shard_index = s->shards = 1;
  if (!s->shard) return EXIT_DONE;
  char end;
  int index = 0, shards = 0;
  if (sscanf(s->shard, "%6d/%6d%c", &index, &shards, &end) != 2 || index < 1 || index > shards || shards > SHARDS_MAX)
    return fail(EXIT_USAGE, "--shard is '%s'; it must be i/n with i from 1 to n and n from 1 to %d", s->shard,
                SHARDS_MAX);
  s->shard_index = index;
  s->shards = shards;
  return EXIT_DONE;
}

/* Every part's spec is looked at before OUT is touched, and the first kept only when all lines agree. */
static exit_code merge(sweep *s, const command_line *line) {
  if (!line->operand_count) return fail(EXIT_USAGE, "--merge needs the folders of the parts");
  char *spec = allocate(strlen(line->operands[0]) + 16, 1);
  sprintf(spec, "%s/spec.json", line->operands[0]);
  exit_code code = sweep_plan_read(&s->plan, spec);
  for (int i = 1; i < line->operand_count && !code; i++) code = sweep_results_check_part(&s->plan, line->operands[i]);
  if (!code) code = sweep_results_open(&s->results, &s->plan, s->merge);
  for (int i = 0; i < line->operand_count && !code; i++) code = sweep_results_merge(&s->results, line->operands[i]);
  if (!code) code = sweep_results_keep_spec(&s->results, spec);
  if (!code) code = sweep_results_write(&s->results);
  if (!code) code = sweep_results_write_csv(&s->results);
  if (!code) report_end(s, s->merge);
  free(spec);
  return code;
}

static exit_code sweep_or_dry_run(sweep *s, const command_line *line) {
  if (line->operand_count != 1) return fail(EXIT_USAGE, "sweep needs one SPEC.json, not %d", line->operand_count);
  if (!s->out && !s->dry_run) return fail(EXIT_USAGE, "sweep needs --out OUT, the folder of the results");
  s->spec_path = line->operands[0];
  if (!strcmp(s->spec_path, "-")) return fail(EXIT_USAGE, "the spec must be a file: it is copied to OUT");
  exit_code code = read_shard(s);
  if (!code) code = sweep_plan_read(&s->plan, s->spec_path);
  if (!code) code = sweep_plan_check_data(&s->plan, s->spec_path);
  if (!code) code = sweep_plan_weigh(&s->plan, s->kernels);
  if (code) return code;
  fill_queue(s);
  if (!s->dry_run) return run(s);
  print_plan(s);
  return EXIT_DONE;
}

exit_code command_sweep(int argc, char **argv) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  sweep s = {.jobs = cores > 1 ? cores : 1, .save_every = 20, .results.lock = -1};
  const flag flags[] = {
      {"out", FLAG_FILE, &s.out, 0, 0, "the folder of the results, made if need be (required)"},
      {"jobs", FLAG_INTEGER, &s.jobs, 1, JOBS_MAX, "runs at a time; never changes the results; default: the cores"},
      {"shard", FLAG_NAME, &s.shard, 0, 0, "i/n: only the i-th of n parts of about the same work"},
      {"save-every", FLAG_NUMBER, &s.save_every, 0, 1e9, "seconds between a run's checkpoints; default 20"},
      {"kernels", FLAG_NAME, &s.kernels, 0, 0, "a kernel set; default: the fastest"},
      {"dry-run", FLAG_SWITCH, &s.dry_run, 0, 0, "print the cells and their FLOPs instead"},
      {"merge", FLAG_FILE, &s.merge, 0, 0, "take the results of the PARTs, and of OUT, together in OUT"},
  };
  const command command = {.name = "sweep",
                           .usage = "SPEC.json --out OUT [flags] | --merge OUT PART...",
                           .summary = spec_help,
                           .flags = flags,
                           .flag_count = sizeof flags / sizeof flags[0],
                           .takes_operands = true};
  command_line line;
  exit_code code;
  if (!command_line_read(&line, &command, argc, argv, &code)) return code;
  const char *folder = s.merge ? s.merge : s.out;
  code = folder && !strcmp(folder, "-") ? fail(EXIT_FILES, "cannot write '-': it is no folder; ./- is") : EXIT_DONE;
  if (!code) code = s.merge ? merge(&s, &line) : sweep_or_dry_run(&s, &line);
  if (s.results.plan) sweep_results_free(&s.results);
  sweep_plan_free(&s.plan);
  free(s.queue);
  free(s.slots);
  command_line_free(&line);
  return code;
}

/* A sweep's results as the report reads them. Two forms hold the same things and are read alike:
 *
 * - the folder that `pathstar sweep` wrote: spec.json, and results.jsonl with one run a line;
 * - the compact file that `pathstar report --compact` makes of it, small enough to commit:
 *     {"format": "pathstar-results-1",
 *      "spec":   {name, claim, steps, evaluate, stop_at_path, grid, ...}, the sweep's own, unchanged
 *      "varied": [names of the config fields that the sweep varied],
 *      "config": {the config fields that all runs share},
 *      "runs":   [{id, config, digest, budget, reached, final, curve, ...}, ...]}
 *   A run is as in results.jsonl, one a line, but that its config is {...config, ...run.config}, curves are thinned
 *   and numbers have four decimals. For readers that do not know the objectives it has "depths", how many edges from
 *   the start each target position is, unless they are 0, 1, 2 ..., "auxiliary_parameters", which no answer depends on,
 *   unless there are none, and "step_cost" unless it is 1. "learnt" is read off the curve before that is thinned.
 *   "program", the version that wrote the file, and "goal", the share of paths that counts as solved, stand beside
 *   "format". Files of earlier programs lack all of these; where they lack depths, reverse alone begins with the goal. */
#ifndef CLI_REPORT_RESULTS_H
#define CLI_REPORT_RESULTS_H

#include "base/failure.h"
#include "report/document.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

#define RESULTS_FORMAT "pathstar-results-1"

enum { FIELDS_MAX = 64 }; /* config fields that a report has room for */

typedef struct result_data {
  const char *file;                      /* its name, without the folders */
  double graphs, path;                   /* of all its graphs */
  double held_out_graphs, held_out_path; /* of those that cannot have been trained on; 0 and NaN if there are none */
} result_data;

/* The results own the text and JSON of their runs. */
typedef struct result_run {
  const char *id, *digest; /* digest "" where a run diverged before its first evaluation */
  const cJSON *json;
  ps_config config;
  double budget; /* steps it was allowed */
  double steps, seconds, flops_per_step, parameters;
  ps_parameters trained; /* in training, and of those what answers depend on */
  double step_cost;      /* its floating-point operations by those of teacher forcing, all else being equal */
  double reached;        /* step at which held-out path accuracy first reached the goal; NaN if it never did */
  bool diverged;
  int points;                          /* of its curve, what was measured every so many steps; 0: it has none */
  ps_metrics final;                    /* held out; all NaN, and graphs 0, if it diverged before its first evaluation */
  double train_path, train_first_step; /* at the end, on the training set; NaN where not asked */
  /* (path_length) By edges from the start: the first evaluated step at which that node was right on PS_SOLVED of the
   * held-out graphs, the true ones before it given; INFINITY if it never was. */
  double learnt[PS_PATH_MAX];
  bool has_learnt; /* no: its curve was thinned before that was written down */
  int data_count;
  result_data *data; /* what it made of graph files */
} result_run;

typedef struct results {
  const char *path;   /* as given; for messages */
  cJSON *spec, *json; /* json: what `runs` point into */
  const char *name, *claim;
  double goal;                    /* the share of paths that counts as solved */
  const char *varied[FIELDS_MAX]; /* (varied_count) config fields that the sweep set run by run, the seed left out */
  int varied_count;
  int count;
  result_run *runs; /* (count), by id */
} results;

/* Reads a results folder or a compact file. What is malformed is named: file, line, key. */
exit_code results_read(results *r, const char *path);
void results_free(results *r);

/* Appends the compact form, with about `points` points of the longest curve; 0 leaves the curves out, -1 keeps 60 in
 * sweeps of up to 200 runs and none in larger ones. */
void results_compact(document *d, const results *r, int points);

#endif

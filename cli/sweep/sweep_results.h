/* The folder a sweep leaves: spec.json, results.jsonl (a line a finished cell), results.csv, and partial/, which holds
 * the records and checkpoints of unfinished cells. */
#ifndef CLI_SWEEP_RESULTS_H
#define CLI_SWEEP_RESULTS_H

#include "sweep/sweep_spec.h"

typedef struct sweep_results {
  const sweep_plan *plan;
  const char *folder; /* OUT */
  char *partial;      /* OUT/partial */
  int lock;           /* held as long as this process or one it forked lives */
  cJSON **line;       /* (plan->count) NULL for a cell that is not finished */
  int finished;
} sweep_results;

/* Refuses a folder that is another sweep's, or in which a link stands for something of the sweep's, before it touches
 * anything. Makes the folder if need be and takes its lock: only one sweep may be at work in it. Reads its results, drops a last
 * line that was cut, takes in records that were finished but not yet lines, and removes what was left half-written, of
 * which it knows by the names that follow from the spec. The caller frees the results, in either case. */
exit_code sweep_results_open(sweep_results *results, const sweep_plan *plan, const char *folder);
void sweep_results_free(sweep_results *results);

/* Refuses a kernel set of another numeric mode than the finished cells': their digests could not be compared. `where`
 * goes before the reason. */
exit_code sweep_results_check_kernels(const sweep_results *results, const char *kernels, const char *where);
/* Copies the spec. */
exit_code sweep_results_keep_spec(const sweep_results *results, const char *spec_path);
/* Makes the cell's finished record a line. EXIT_CHECK_FAILED: there is no such record. */
exit_code sweep_results_take(sweep_results *results, int cell);
/* Refuses a folder that is not there, or is of another sweep. */
exit_code sweep_results_check_part(const sweep_plan *plan, const char *folder);
/* Adds the lines of another folder; two that disagree about a cell are refused. */
exit_code sweep_results_merge(sweep_results *results, const char *folder);
/* Writes all lines, in the plan's order. */
exit_code sweep_results_write(const sweep_results *results);
exit_code sweep_results_write_csv(const sweep_results *results);

#endif

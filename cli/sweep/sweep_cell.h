/* One cell of a sweep: a run that survives being killed at any moment. What it has found so far is a record, which in
 * the end is its line of results; OUT/partial/ID.json holds it, and the checkpoint of the same step,
 * ID-STEP.safetensors, is written before the record that counts on it and removed after the next one. */
#ifndef CLI_SWEEP_CELL_H
#define CLI_SWEEP_CELL_H

#include "sweep/sweep_spec.h"

#include <stdatomic.h>
#include <stdbool.h>

/* Shared between the process that trains and the one that shows it. */
typedef struct sweep_progress {
  _Atomic int64_t first_step, step;
} sweep_progress;

typedef struct sweep_job {
  const sweep_plan *plan;
  const sweep_cell *cell;
  const char *spec_path, *folder; /* OUT/partial */
  const char *kernels;
  double save_every; /* seconds */
  sweep_progress *progress;
} sweep_job;

/* Trains from where the cell's record is, or from the start, to the end. EXIT_INTERRUPTED: asked to stop, and saved. */
exit_code sweep_cell_run(const sweep_job *job);

/* The path of a cell's record, or of its checkpoint at `step` >= 0. The caller frees it. */
char *sweep_cell_path(const char *folder, const char *id, int64_t step);
/* The cell's record, NULL if there is none or it cannot be read, which is no failure: it starts again. */
cJSON *sweep_cell_record(const char *folder, const char *id);
/* Whether a record is a whole line of results. */
bool sweep_record_finished(const cJSON *record);

#endif

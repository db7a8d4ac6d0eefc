/* A run's recording, which the page plays: evaluations, and at some moments what the model does with three held-out graphs.
 * Format and bounds: docs/recordings.md. */
#ifndef CLI_RECORDING_H
#define CLI_RECORDING_H

#include "base/failure.h"

typedef struct recording recording;

/* Begins the recording of a run at its first step. A run that goes on from a later one (`continues`) goes on in the file that is
 * there, as if it had never stopped; a file of another run, other flags or too few steps is refused. `every` and `graphs` are
 * --evaluate-every and --graphs. `r` is NULL where it fails. */
exit_code recording_open(recording **r, const char *path, ps_run *run, int64_t every, int64_t graphs);
/* Takes the run in as it is, with the evaluation of its weights; nothing where its step is recorded already. */
exit_code recording_add(recording *r, ps_run *run, const ps_metrics *evaluation);
/* Replaces the file, at most every ten seconds while the run goes on; `stopped` says why it does not (NULL: it does). */
exit_code recording_write(recording *r, const char *stopped);
void recording_close(recording *r);

#endif

/* Checkpoint files: the core's bytes, on disk. */
#ifndef CLI_CHECKPOINT_H
#define CLI_CHECKPOINT_H

#include "base/failure.h"

exit_code checkpoint_load(ps_run **run, const char *path, const ps_run_options *options);
exit_code checkpoint_save(const ps_run *run, const char *path);

#endif

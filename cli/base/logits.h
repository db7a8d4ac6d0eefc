/* A model's inputs and logits as a file, for comparison with the same model elsewhere (load_checkpoint.py). */
#ifndef CLI_LOGITS_H
#define CLI_LOGITS_H

#include "base/failure.h"

/* Writes a safetensors file of the first graphs, at most a batch of them: x and child (graphs, time), I32, the input
 * tokens, with child = -1 but for an edge's; y (graphs, time), I32, the targets, -1 where there is none; logits
 * (graphs, time, vocabulary), F32. The run's gradients are lost. */
exit_code logits_save(const char *path, ps_run *run, const ps_graph *graphs, int count);

#endif

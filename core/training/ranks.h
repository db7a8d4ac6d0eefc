/* A run cut over processes: what they exchange in a step. */
#ifndef PS_RANKS_H
#define PS_RANKS_H

#include "training/run.h"

/* workers[0].gradients[0] and shard_losses <- those of the whole batch, from each rank's own. Uses workers[0].gradients[1]. */
void ps_ranks_sum(ps_run *run);

#endif

/* One batch through the model: its mean loss and its gradient, by shards and threads. */
#ifndef PS_BATCH_H
#define PS_BATCH_H

#include "training/run.h"

typedef struct ps_batch {
  ps_run *run;
  const ps_token *x; /* (sequences, time), or NULL: the training samples of the step about to be taken */
  const int32_t *y;  /* (sequences, time), NULL if x is */
  float *logits;     /* (sequences, time, vocabulary) or NULL */
  int sequences;     /* 1..batch */
  int time, look;    /* logits are computed from position `look` on */
  int from, until;   /* of training samples, only targets from..until-1 count */
  int64_t targets;   /* what the loss, summed over positions, is divided by */
} ps_batch;

/* The first `sequences` samples of the step about to be taken, with the loss a step takes of them. */
ps_batch ps_batch_of_step(ps_run *run, int sequences);
/* Mean losses and the global norm of the gradient of their sum, which is left in workers[0].gradients[0]. */
ps_status ps_batch_gradients(ps_losses *losses, double *norm, const ps_batch *batch, ps_message *why);

#endif

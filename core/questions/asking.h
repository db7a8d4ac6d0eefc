/* What several questions share: a stretch of sequences in a worker, and what a model says of their targets where the true
 * ones before are given. */
#ifndef PS_ASKING_H
#define PS_ASKING_H

#include "training/run.h"

/* One stretch of sequences in a worker. */
typedef struct ps_asking {
  const ps_run *run;
  ps_worker *worker;
  int sequences, time, prefix, classes;
  int asked;                 /* the first so many are asked; what is said of those after them is not counted */
  int apart;                 /* of so many graphs in a row, the first one's margin is kept; 0: of none */
  const ps_surgery *surgery; /* or NULL */
} ps_asking;

/* The stretch of the worker's graphs, with each graph's sample in x and y. */
ps_asking ps_ask_graphs(const ps_run *run, ps_worker *worker, int graphs);

/* Computes positions first..end-1; logits <- those of look..end-1, for each sequence. */
void ps_ask_forward(const ps_asking *a, int first, int end, int look);

/* Counts what is said of every target, the true ones before it given, and puts it into `said`: in one pass, or in place
 * in a pass for each, after which all is shown. The first graph asked is number `first_index`. */
void ps_ask_forced(ps_tally *tally, int32_t said[][PS_TARGETS_MAX], const ps_asking *a, uint64_t first_index);

/* Of equals the first. */
int ps_most_likely(const float *logits, int classes);

void ps_tally_add(ps_tally *total, const ps_tally *tally);

#endif

/* Inside a run: the one block, its workers, and the floor between training and questions. */
#ifndef PS_RUN_H
#define PS_RUN_H

#include "ground/pool.h"
#include "models/model.h"
#include "objectives/objective.h"
#include "training/optimizer.h"

/* The most sequences of a shard, and so of one call on a workspace; and the fewest for which there is room: a graph and one
 * whose outputs it takes (questions/surgery.c). */
enum { PS_SHARD_SEQUENCES = 16, PS_ROOM_MIN = 2 };

/* Floats of a gradient that one thread adds up over the threads at a time. */
enum { PS_CHUNK = 16384 };

/* Partial gradients that wait in a reduction tree of up to 2^(PS_LEVELS_MAX - 1) shards. */
enum { PS_LEVELS_MAX = 14 };

/* Sums over targets, in nats. */
typedef struct ps_losses {
  double main, auxiliary; /* auxiliary: weight included */
} ps_losses;

typedef struct ps_worker {
  ps_workspace workspace;
  float *gradients[PS_LEVELS_MAX]; /* one family each, the first ones allocated */
  float *scratch;                  /* the optimiser's */
  ps_token *x;                     /* (room, input length) */
  int32_t *y, *path;               /* (room, input length) targets that count; all of them */
  float *weights;                  /* (room) what the targets of each sample count */
  ps_graph *graphs;                /* (room) */
} ps_worker;

/* What is said at the first step: it, a wrong arm's, another node of the path, the goal if that is not it, or else. */
enum { PS_SAID_RIGHT, PS_SAID_ARM, PS_SAID_PATH, PS_SAID_GOAL, PS_SAID_ELSE, PS_SAID_KINDS };

/* Counts, ints without gaps, and sums of one stretch of graphs, to be added up in order. */
typedef struct ps_tally {
  struct ps_counts {
    int path_correct, hans_graphs, hans_followed, hans_walked;
    int said[PS_SAID_KINDS]; /* at the first step */
    int forced[PS_TARGETS_MAX], free[PS_TARGETS_MAX];
    int source[PS_TARGETS_MAX]; /* says, of the graph patched from, the target */
  } counts;
  struct ps_sums {
    double loss, margin, losses[PS_TARGETS_MAX];
  } sums;
} ps_tally;

/* Stretches counted at a time, and the most graphs whose margins are kept for the quartiles. */
enum { PS_TALLIES = 64, PS_MARGINS_MAX = 16384 };

struct ps_run {
  ps_config config;
  ps_graph_space space;
  ps_model model;
  ps_optimizer optimizer;
  ps_progress progress;
  int threads, shards, shard_sequences, levels;
  ps_worker *workers;      /* (threads) */
  ps_losses *shard_losses; /* (shards) */
  double *chunk_squares;   /* (chunks) sums of squared gradients */
  ps_tally *tallies;       /* (PS_TALLIES) */
  float *margins;          /* (PS_MARGINS_MAX) */
  float *last_good;        /* three families: the weights and moments before the last step; NULL for GPT-2 */
  bool has_last_good, gradients_ready;
  int order;             /* in which questions let paths be said: a ps_order */
  const ps_graph *given; /* (given_count) the given graphs, which the caller owns, or NULL */
  int given_count;
  char given_digest[17]; /* of those, or of those that a loaded run still waits for; "" for none */
  ps_pool *pool;
  ps_ranks ranks; /* {0, 1} for a process alone */
};

/* How many graphs the run trains on; 0: a fresh one every time. */
int ps_run_training_set(const ps_run *run);
/* Whether the run has the graphs it is trained on. */
ps_status ps_run_check_given(const ps_run *run, ps_message *why);
/* The sample at `place` of the stream of training samples. */
void ps_run_training_graph(ps_graph *graph, const ps_run *run, uint64_t place);

/* Whether the run's shards can be cut over so many. */
ps_status ps_run_check_ranks(const ps_run *run, int ranks, ps_message *why);
/* How many processes the run is cut over, and how many shards each of them computes. */
static inline int ps_run_ranks(const ps_run *run) {
  return PS_RANKS ? run->ranks.ranks : 1;
}
static inline int ps_run_own_shards(const ps_run *run) {
  return run->shards / ps_run_ranks(run);
}
static inline int ps_run_first_shard(const ps_run *run) {
  return PS_RANKS ? run->ranks.rank * ps_run_own_shards(run) : 0;
}

/* Sequences for which a worker has room. */
static inline int ps_run_room(const ps_run *run) {
  return run->shard_sequences > PS_ROOM_MIN ? run->shard_sequences : PS_ROOM_MIN;
}

/* How many chunks of PS_CHUNK floats a gradient is. */
static inline int ps_run_chunks(const ps_run *run) {
  return (int)((run->model.floats + PS_CHUNK - 1) / PS_CHUNK);
}

#endif

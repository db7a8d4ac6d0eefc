/* Which graphs a run is trained on, and in which order: freshly drawn ones every time, a fixed set of drawn ones, or
 * given ones. */
#include "ground/fail.h"
#include "ground/order.h"
#include "ground/text.h"
#include "task/graph.h"
#include "training/run.h"

#include <string.h>

int ps_run_training_set(const ps_run *run) {
  return run->given ? run->given_count : run->config.train_graphs;
}

void ps_run_training_graph(ps_graph *graph, const ps_run *run, uint64_t place) {
  const ps_config *c = &run->config;
  const uint64_t count = (uint64_t)ps_run_training_set(run), goals = (uint64_t)c->goals;
  uint64_t index = place / goals;
  if (count) index = ps_order_at((uint64_t)c->seed, index / count, count, index % count);
  if (run->given) {
    *graph = run->given[index];
  } else {
    ps_graph_generate(graph, &run->space, PS_TRAIN, index);
  }
  graph->goal_arm = (graph->goal_arm + (int)(place % goals)) % c->degree;
}

/* The digest is over all that training reads of the graphs: the edges as listed, the arms in their order, the goals. */
static void digest_of(char digest[17], const ps_graph *graphs, int count) {
  uint64_t hash = 0;
  for (const ps_graph *g = graphs; g < graphs + count; g++) {
    for (int e = 0; e < g->degree * (g->path_length - 1); e++) {
      for (int i = 0; i < 2; i++) hash = ps_hash_add(hash, (uint64_t)g->edges[e][i]);
    }
    for (int a = 0; a < g->degree; a++) {
      for (int i = 0; i < g->path_length; i++) hash = ps_hash_add(hash, (uint64_t)g->arms[a][i]);
    }
    hash = ps_hash_add(hash, (uint64_t)g->goal_arm);
  }
  ps_text_digest(digest, hash);
}

ps_status ps_run_give_graphs(ps_run *run, const ps_graph *graphs, int count, ps_message *why) {
  char digest[17];
  if (count < 1) return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NOT_POSITIVE, "count", count);
  for (int i = 0; i < count; i++) {
    ps_status status = ps_graph_check(&run->config, &graphs[i], why);
    if (status) return status;
  }
  digest_of(digest, graphs, count);
  if (!*run->given_digest && run->progress.step) {
    if (run->progress.step == 1) return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_DREW_ONE_STEP, "");
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_DREW_STEPS, "", run->progress.step);
  }
  if (*run->given_digest && run->progress.step && strcmp(digest, run->given_digest)) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_OTHER_GRAPHS, "", digest, run->given_digest);
  }
  run->given = graphs;
  run->given_count = count;
  memcpy(run->given_digest, digest, sizeof digest);
  return PS_OK;
}

const char *ps_run_given_digest(const ps_run *run) {
  return run->given_digest;
}

ps_status ps_run_check_given(const ps_run *run, ps_message *why) {
  if (!*run->given_digest || run->given) return PS_OK;
  return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NO_GRAPHS, "", run->given_digest);
}

#include "task/graph.h"
#include "ground/fail.h"
#include "ground/rng.h"

#include <stdbool.h>

/* ---- The split ---- */

/* Sums a hash over the edges: the same whatever their order, and nothing need be sorted. */
static uint64_t identity(const ps_graph *graph, uint64_t salt) {
  uint64_t sum = 0, salted = salt * PS_HASH_STEP;
  for (int a = 0; a < graph->degree; a++) {
    const int16_t *arm = graph->arms[a];
    for (int i = 1; i < graph->path_length; i++) {
      sum += ps_mix(salted + ((uint64_t)arm[i - 1] << 32 | (uint64_t)arm[i]));
    }
  }
  return ps_mix(sum);
}

ps_split ps_graph_split(const ps_graph *graph, const ps_graph_space *space) {
  return identity(graph, space->salt) >> 61 == 0 ? PS_HELD_OUT : PS_TRAIN; /* one in eight */
}

/* ---- Generation ---- */

/* Arms of labels drawn without repetition: the first steps of a Fisher-Yates shuffle of `labels`, which may come in any
 * order and stays a permutation. */
static void draw_arms(ps_graph *graph, int16_t *labels, ps_rng *rng) {
  int after_start = graph->path_length - 1, nodes = 1 + graph->degree * after_start;
  for (int i = 0; i < nodes; i++) {
    int16_t *drawn = &labels[i + (int)ps_rng_below(rng, (uint32_t)(graph->labels - i))];
    int16_t label = *drawn;
    *drawn = labels[i];
    labels[i] = label;
  }
  for (int a = 0; a < graph->degree; a++) {
    graph->arms[a][0] = labels[0];
    for (int i = 1; i <= after_start; i++) graph->arms[a][i] = labels[a * after_start + i];
  }
}

/* A graph of the space, arms and goal alone: its edges are not listed yet. */
static void begin(ps_graph *graph, int16_t *labels, const ps_graph_space *space) {
  graph->degree = space->degree;
  graph->path_length = space->path_length;
  graph->labels = space->labels;
  for (int i = 0; i < space->labels; i++) labels[i] = (int16_t)i;
}

void ps_graph_generate(ps_graph *graph, const ps_graph_space *space, ps_split split, uint64_t index) {
  int16_t labels[PS_LABELS_MAX];
  ps_rng rng = ps_rng_at(space->seed, split == PS_TRAIN ? PS_STREAM_TRAIN_GRAPH : PS_STREAM_HELD_OUT_GRAPH, index);
  begin(graph, labels, space);
  do draw_arms(graph, labels, &rng);
  while (ps_graph_split(graph, space) != split); /* ends: ps_graph_space_init() saw graphs on both sides */

  graph->goal_arm = (int)ps_rng_below(&rng, (uint32_t)graph->degree);
  int e = 0;
  for (int a = 0; a < graph->degree; a++) {
    for (int i = 1; i < graph->path_length; i++, e++) {
      graph->edges[e][0] = graph->arms[a][i - 1];
      graph->edges[e][1] = graph->arms[a][i];
    }
  }
  /* The edges are already listed arm by arm. All arms were drawn alike, and the goal apart from them, so that the arms'
   * order is random and says nothing about the goal. */
  while (e > 1 && space->edge_order == PS_EDGES_SHUFFLED) { /* Fisher-Yates */
    int16_t *other = graph->edges[ps_rng_below(&rng, (uint32_t)e)], *last = graph->edges[--e];
    int16_t parent = other[0], child = other[1];
    other[0] = last[0], other[1] = last[1];
    last[0] = parent, last[1] = child;
  }
}

/* How many edge sets there are, N! / (N - nodes)! / degree!, or limit + 1 where there are more than `limit`. */
static int edge_sets(const ps_graph_space *space, int limit) {
  uint64_t count = (uint64_t)space->labels;
  int left = space->labels - 1;
  for (int a = 1; a <= space->degree; a++) {
    for (int i = 1; i < space->path_length; i++, left--) {
      /* The count stays above the limit from here on: dividing by `a` makes a large count small only where path_length
       * is 2, and then the counts on the way stay below 40 x binomial(39, 19) < 2^42. */
      if (count > UINT64_MAX / PS_LABELS_MAX) return limit + 1;
      count *= (uint64_t)left;
    }
    count /= (uint64_t)a; /* the number of sets with a arms, so without remainder */
  }
  return count > (uint64_t)limit ? limit + 1 : (int)count;
}

/* Whether a bounded, seedless search finds graphs on both sides. */
static bool has_both_sides(const ps_graph_space *space, int candidates) {
  ps_graph graph;
  int16_t labels[PS_LABELS_MAX];
  ps_rng rng = ps_rng_at(0, PS_STREAM_HELD_OUT_GRAPH, 0);
  bool found[2] = {false, false};
  begin(&graph, labels, space);
  for (int i = 0; i < candidates; i++) {
    draw_arms(&graph, labels, &rng);
    found[ps_graph_split(&graph, space)] = true;
    if (found[PS_TRAIN] && found[PS_HELD_OUT]) return true;
  }
  return false;
}

ps_status ps_graph_space_init(ps_graph_space *space, const ps_config *config, ps_message *why) {
  ps_status status = ps_config_validate(config, why);
  if (status) return status;
  *space = (ps_graph_space){.degree = config->degree,
                            .path_length = config->path_length,
                            .labels = config->labels,
                            .edge_order = config->edge_order,
                            .seed = (uint64_t)config->seed};
  /* With more graphs than these, one of 10^15 spaces has an empty side. */
  enum { SMALL = 256 };
  int sets = edge_sets(space, SMALL);
  if (sets <= SMALL) {
    while (!has_both_sides(space, 16 * sets)) space->salt++;
  }
  return PS_OK;
}

ps_status ps_graph_check(const ps_config *c, const ps_graph *graph, ps_message *why) {
  if (graph->degree != c->degree || graph->path_length != c->path_length || graph->labels > c->labels) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_OTHER_GRAPH, "", graph->degree, graph->path_length,
                   graph->labels, c->degree, c->path_length, c->labels);
  }
  if (graph->goal_arm < 0 || graph->goal_arm >= c->degree) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_OUTSIDE, "goal_arm", graph->goal_arm, 0, c->degree - 1);
  }
  bool known = true;
  for (int a = 0; a < c->degree; a++) {
    for (int i = 0; i < c->path_length; i++) known &= graph->arms[a][i] >= 0 && graph->arms[a][i] < c->labels;
  }
  for (int e = 0; e < c->degree * (c->path_length - 1); e++) {
    for (int i = 0; i < 2; i++) known &= graph->edges[e][i] >= 0 && graph->edges[e][i] < c->labels;
  }
  return known ? PS_OK : ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_GRAPH_LABEL, "", c->labels - 1);
}

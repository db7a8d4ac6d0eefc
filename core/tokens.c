#include "tokens.h"

#include <assert.h>

static const int tokens_an_edge[] = {
    [PS_PAPER] = 3, /* a b |  and after the last edge / instead */
    [PS_PAIRS] = 2, /* a b */
    [PS_EDGE] = 1,  /* (a, b) */
};

int ps_prefix_length(const ps_config *config) {
  int edges = config->degree * (config->path_length - 1), question = 3; /* start goal = */
  return edges * tokens_an_edge[config->layout] + question;
}

int ps_input_length(const ps_config *config) {
  return ps_prefix_length(config) + config->path_length - 1;
}

void ps_prefix_write(ps_token *x, const ps_config *config, const ps_graph *graph) {
  assert(graph->degree == config->degree && graph->path_length == config->path_length);
  int edges = graph->degree * (graph->path_length - 1);
  int16_t special = (int16_t)config->labels;
  for (int e = 0; e < edges; e++) {
    int16_t parent = graph->edges[e][0], child = graph->edges[e][1];
    if (config->layout == PS_EDGE) {
      *x++ = (ps_token){parent, child};
      continue;
    }
    *x++ = (ps_token){parent, -1};
    *x++ = (ps_token){child, -1};
    if (config->layout == PS_PAPER) {
      *x++ = (ps_token){(int16_t)(special + (e + 1 < edges ? PS_TOKEN_BAR : PS_TOKEN_SLASH)), -1};
    }
  }
  *x++ = (ps_token){graph->arms[0][0], -1};
  *x++ = (ps_token){graph->arms[graph->goal_arm][graph->path_length - 1], -1};
  *x = (ps_token){(int16_t)(special + PS_TOKEN_EQUALS), -1};
}

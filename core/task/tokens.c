#include "task/tokens.h"

#include <assert.h>

static const int tokens_an_edge[] = {
    [PS_PAPER] = 3, /* a b |  and, between the last edge and the question, / instead */
    [PS_PAIRS] = 2, /* a b */
    [PS_EDGE] = 1,  /* (a, b) */
};

int ps_prefix_length(const ps_config *config) {
  int edges = config->degree * (config->path_length - 1), question = 3; /* start goal, and = at the end */
  return edges * tokens_an_edge[config->layout] + question;
}

bool ps_says_in_place(const ps_config *config) {
  return config->objective == PS_MLM;
}

int ps_input_length(const ps_config *config) {
  return ps_answer_place(config) + config->path_length;
}

int ps_answer_place(const ps_config *config) {
  return ps_prefix_length(config) - !ps_says_in_place(config);
}

int ps_question_place(const ps_config *config) {
  return config->question == PS_QUESTION_FIRST ? 0 : ps_prefix_length(config) - 3;
}

static ps_token *write_question(ps_token *x, const ps_graph *graph) {
  *x++ = (ps_token){graph->arms[0][0], -1};
  *x++ = (ps_token){graph->arms[graph->goal_arm][graph->path_length - 1], -1};
  return x;
}

void ps_prefix_write(ps_token *x, const ps_config *config, const ps_graph *graph) {
  assert(graph->degree == config->degree && graph->path_length == config->path_length);
  int edges = graph->degree * (graph->path_length - 1);
  int16_t special = (int16_t)config->labels;
  const ps_token bar = {(int16_t)(special + PS_TOKEN_BAR), -1}, slash = {(int16_t)(special + PS_TOKEN_SLASH), -1};
  bool first = config->question == PS_QUESTION_FIRST, separated = config->layout == PS_PAPER;
  if (first) x = write_question(x, graph);
  if (first && separated) *x++ = slash;
  for (int e = 0; e < edges; e++) {
    int16_t parent = graph->edges[e][0], child = graph->edges[e][1];
    if (config->layout == PS_EDGE) {
      *x++ = (ps_token){parent, child};
      continue;
    }
    *x++ = (ps_token){parent, -1};
    *x++ = (ps_token){child, -1};
    if (separated && e + 1 < edges) *x++ = bar;
  }
  if (!first && separated) *x++ = slash;
  if (!first) x = write_question(x, graph);
  *x = (ps_token){(int16_t)(special + PS_TOKEN_EQUALS), -1};
}

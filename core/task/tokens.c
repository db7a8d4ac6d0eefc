#include "task/tokens.h"

#include <assert.h>

static const int tokens_an_edge[] = {
    [PS_PAPER] = 3, /* a b |  and, between the last edge and the question, / instead */
    [PS_PAIRS] = 2, /* a b */
    [PS_EDGE] = 1,  /* (a, b) */
};

int ps_prefix_length(const ps_config *config) {
  int edges = config->degree * (config->path_length - 1), question = 3; /* start goal, and = at the end */
  int comma = ps_is_gpt2(config);                                       /* in each edge and in the question */
  return edges * (tokens_an_edge[config->layout] + comma) + question + comma;
}

bool ps_says_in_place(const ps_config *config) {
  return config->objective == PS_MLM;
}

int ps_input_length(const ps_config *config) {
  return ps_answer_place(config) + ps_target_length(config);
}

int ps_answer_place(const ps_config *config) {
  return ps_prefix_length(config) - !ps_says_in_place(config);
}

int ps_question_place(const ps_config *config) {
  return config->question == PS_QUESTION_FIRST ? 0 : ps_prefix_length(config) - 2 - ps_stride(config);
}

static ps_token *write_question(ps_token *x, const ps_config *config, const ps_graph *graph) {
  *x++ = (ps_token){.id = graph->arms[0][0], .child = -1};
  if (ps_is_gpt2(config)) *x++ = (ps_token){.id = config->labels + PS_TOKEN_COMMA, .child = -1};
  *x++ = (ps_token){.id = graph->arms[graph->goal_arm][graph->path_length - 1], .child = -1};
  return x;
}

void ps_prefix_write(ps_token *x, const ps_config *config, const ps_graph *graph) {
  assert(graph->degree == config->degree && graph->path_length == config->path_length);
  int edges = graph->degree * (graph->path_length - 1);
  int special = config->labels;
  const ps_token bar = {.id = special + PS_TOKEN_BAR, .child = -1},
                 slash = {.id = special + PS_TOKEN_SLASH, .child = -1};
  bool first = config->question == PS_QUESTION_FIRST, separated = config->layout == PS_PAPER;
  if (first) x = write_question(x, config, graph);
  if (first && separated) *x++ = slash;
  for (int e = 0; e < edges; e++) {
    int16_t parent = graph->edges[e][0], child = graph->edges[e][1];
    if (config->layout == PS_EDGE) {
      *x++ = (ps_token){.id = parent, .child = child};
      continue;
    }
    *x++ = (ps_token){.id = parent, .child = -1};
    if (ps_is_gpt2(config)) *x++ = (ps_token){.id = special + PS_TOKEN_COMMA, .child = -1};
    *x++ = (ps_token){.id = child, .child = -1};
    if (separated && e + 1 < edges) *x++ = bar;
  }
  if (!first && separated) *x++ = slash;
  if (!first) x = write_question(x, config, graph);
  *x = (ps_token){.id = special + PS_TOKEN_EQUALS, .child = -1};
}

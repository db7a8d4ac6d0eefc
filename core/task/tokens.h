/* Token layouts: how a graph is shown to a model (docs/layouts.md shows them). Vocabulary: node k is k; then `|`, `=`,
 * `/`, `$`, as the reference numbers them. For pretrained GPT-2 (docs/gpt2.md) `,` follows, which is a token of the text
 * and of the path there, and then all of its other tokens. */
#ifndef PS_TOKENS_H
#define PS_TOKENS_H

#include "pathstar.h"

#include <stdbool.h>

enum { PS_TOKEN_BAR, PS_TOKEN_EQUALS, PS_TOKEN_SLASH, PS_TOKEN_DUMMY, PS_TOKEN_SPECIALS }; /* added to `labels` */
enum { PS_TOKEN_COMMA = PS_TOKEN_SPECIALS };

/* The longest input of any config. */
enum { PS_POSITIONS_MAX = (3 + PS_PRETRAINED) * PS_EDGES_MAX + 3 + PS_PRETRAINED + PS_TARGETS_MAX };

/* Whether the model is a pretrained GPT-2: never, where the library is built without it. */
static inline bool ps_is_gpt2(const ps_config *config) {
  return PS_PRETRAINED && config->vocabulary;
}

static inline int ps_vocabulary(const ps_config *config) {
  return ps_is_gpt2(config) ? config->vocabulary : config->labels + PS_TOKEN_SPECIALS;
}

/* From one node of the path to the next, in tokens. */
static inline int ps_stride(const ps_config *config) {
  return ps_is_gpt2(config) ? 2 : 1;
}

/* Tokens of the path. */
static inline int ps_target_length(const ps_config *config) {
  return ps_stride(config) * (config->path_length - 1) + 1;
}

/* Tokens before the path: edges, start and goal, and `=`, which is always the last. */
int ps_prefix_length(const ps_config *config);
/* Whether each target is said at its own place, the place in the input that may show it, and every place sees every
 * other; if not, it is said one place before, from that place and those before it. */
bool ps_says_in_place(const ps_config *config);
/* Tokens of a training input: the prefix and the path, but its last token unless that is said in place. */
int ps_input_length(const ps_config *config);
/* Where target 1 is said: at `=`, or in place. The others follow, up to the input's end. */
int ps_answer_place(const ps_config *config);
/* Where the start is named; the goal is ps_stride() later. */
int ps_question_place(const ps_config *config);
/* Writes the prefix; x (prefix length). */
void ps_prefix_write(ps_token *x, const ps_config *config, const ps_graph *graph);

#endif

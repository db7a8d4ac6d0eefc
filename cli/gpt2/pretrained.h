/* A folder of a pretrained GPT-2 as Hugging Face writes it: config.json, vocab.json, merges.txt, model.safetensors.
 *
 * A graph is shown to it as the authors' code shows it: as the text of its line, in GPT-2's tokens. In that text every
 * label, `|`, `,`, `/`, `=` and `$` must be one token each. The core's ids are GPT-2's in another order: label k is k,
 * then those five, as tokens.h counts them, then all others; `token_of` is that order. */
#ifndef CLI_PRETRAINED_H
#define CLI_PRETRAINED_H

#include "gpt2/byte_pairs.h"

#include <cjson/cJSON.h>

typedef struct pretrained {
  const char *folder;
  cJSON *config; /* config.json */
  byte_pairs *pairs;
  int layers, heads, width, mlp_ratio, vocabulary, context;
  int32_t *token_of; /* (vocabulary) GPT-2's token of each id of the core; NULL before pretrained_order_tokens() */
} pretrained;

/* Reads all but the weights. */
exit_code pretrained_open(pretrained *model, const char *folder);
void pretrained_close(pretrained *model);
/* The path of a file in the folder; the caller frees. */
char *pretrained_file(const char *folder, const char *name);

/* Makes `config` one of this model: its shape, and the authors' recipe for fine-tuning, both but for the options in
 * `chosen` (an object with their names as keys), of which those of the shape must agree. */
exit_code pretrained_configure(ps_config *config, pretrained *model, const cJSON *chosen);
/* Fills in `token_of`, as pretrained_configure() does. */
exit_code pretrained_order_tokens(pretrained *model, int labels);

#endif

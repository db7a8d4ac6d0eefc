/* model.safetensors of a GPT-2, as Hugging Face writes it, into a run and back: names with or without `transformer.`
 * before them, F32, F16 or BF16, a linear layer's weight as (in, out), and query, key and value in one, c_attn. Buffers
 * that hold attention's mask are passed over, and so is a head that is the token table once more. Written are F32 and the
 * names of GPT2LMHeadModel. */
#ifndef CLI_WEIGHTS_H
#define CLI_WEIGHTS_H

#include "gpt2/pretrained.h"

typedef struct weights {
  char *path;
  const void *bytes; /* the mapped file */
  size_t size;
} weights;

/* Opens the folder's file and checks that all of the model's tensors are in it, of the right type and shape, and no
 * others. */
exit_code weights_open(weights *file, const pretrained *model);
void weights_close(weights *file);

/* The run's weights <- the file's, which must be finite numbers. */
exit_code weights_read(ps_run *run, const weights *file, const pretrained *model);

/* The other way, as a file's bytes, which the caller frees. */
char *weights_write(size_t *size, ps_run *run, const pretrained *model);

#endif

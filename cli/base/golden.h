/* Golden files: a batch, weights, and what an independent float64 implementation made of them. A safetensors file with
 * the config in __metadata__ and the tensors param.*, x, y, of any_order slot and asked, logits, loss, grad.*, after1.*, after5.*, losses. */
#ifndef CLI_GOLDEN_H
#define CLI_GOLDEN_H

#include "base/files.h"

#include <stdbool.h>

enum { GOLDEN_STEPS = 5 }; /* how many losses the file holds */

typedef struct golden {
  file_bytes file;
  ps_stored_tensor *tensors; /* (count) */
  int count;
  ps_config config;
  int batch, time;
  ps_token *x; /* (batch, time) */
  int32_t *y;  /* (batch, time) */
} golden;

/* Reads the file and its config: the reference's names first (n_layer, lr, ...), then any of this project's own names
 * over them; what neither says (MLP, biases, positions, tied head) is read off the tensors that are there. */
exit_code golden_read(golden *golden, const char *path);
void golden_free(golden *golden);

/* NULL if there is none; `prefix` and `name` together are its name. */
const ps_stored_tensor *golden_find(const golden *golden, const char *prefix, const char *name);
/* The first `count` numbers of a stored F32 or F64 tensor; the caller frees. NULL for another type. */
double *golden_values(const ps_stored_tensor *tensor, size_t count);

#endif

/* Checkpoints: the bytes as they are, and with the checksum that they should have, since behind that lies all else. A
 * run that is made of them trains, answers, and is saved as what loads as the same. */
#include "ground/rng.h"
#include "ground/text.h"
#include "pathstar.h"

#include "fuzz.h"

#include <string.h>

/* A run's memory and time are of the order of its tensors, which the file holds, but for these. */
static int is_small(const uint8_t *data, size_t size) {
  static const char *const names[] = {"batch", "path_length", "degree"};
  static const long most[] = {8, 6, 6};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char text[32];
    ps_file_metadata(text, sizeof text, data, size, names[i]);
    if (strtol(text, NULL, 10) > most[i]) return 0;
  }
  return 1;
}

static void use(ps_run *run) {
  ps_message why;
  ps_metrics metrics;
  ps_decoding decoding;
  ps_graph graph;
  ps_status status = ps_run_step(run, 1, &why);
  HOLDS(status == PS_OK || status == PS_DIVERGED || (status == PS_INVALID_ARGUMENT && *ps_run_given_digest(run)));
  status = ps_run_evaluate(&metrics, run, PS_HELD_OUT, 2, &why);
  HOLDS(status == PS_OK || status == PS_DIVERGED);
  ps_graph_generate(&graph, ps_run_space(run), PS_HELD_OUT, 0);
  status = ps_run_decode(&decoding, run, &graph, -1, &why);
  HOLDS(status == PS_OK || status == PS_DIVERGED);
}

static void save_and_load(const ps_run *run, const ps_run_options *options) {
  char digest[24], again[24];
  size_t size = ps_run_save(NULL, 0, run);
  uint8_t *bytes = malloc(size);
  ps_run *loaded = NULL;
  ps_message why;
  HOLDS(bytes && ps_run_save(bytes, size, run) == size);
  HOLDS(ps_run_load(&loaded, bytes, size, options, &why) == PS_OK);
  ps_run_digest(digest, run);
  ps_run_digest(again, loaded);
  HOLDS(!strcmp(digest, again) && ps_run_progress(run).step == ps_run_progress(loaded).step);
  ps_run_destroy(loaded);
  free(bytes);
}

static void load(const uint8_t *data, size_t size) {
  const ps_run_options options = {.threads = 1};
  ps_run *run = NULL;
  ps_message why;
  if (ps_run_load(&run, data, size, &options, &why)) {
    HOLDS(!run && *why.text);
    return;
  }
  save_and_load(run, &options);
  use(run);
  save_and_load(run, &options);
  ps_run_destroy(run);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { SUM_AT = 37, SUM_END = SUM_AT + 16 }; /* see core/training/checkpoint.c */
  if (!is_small(data, size)) return 0;
  load(data, size);
  if (size <= SUM_END) return 0;
  uint8_t *mended = malloc(size);
  char digits[17];
  HOLDS(mended);
  memcpy(mended, data, size);
  uint64_t hash = ps_hash_bytes(PS_HASH_STEP, data, SUM_AT);
  ps_text_digest(digits, ps_hash_bytes(hash, data + SUM_END, size - SUM_END));
  memcpy(mended + SUM_AT, digits, SUM_END - SUM_AT);
  if (memcmp(mended, data, size)) load(mended, size);
  free(mended);
  return 0;
}

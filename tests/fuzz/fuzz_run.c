/* A config, a line for each field (`name=value`), and a whole small run of it: what is not refused trains, answers every
 * question, and ends with the same digest where it is stopped and loaded half way. */
#include "pathstar.h"

#include "fuzz.h"

#include <math.h>
#include <string.h>

enum { STEPS = 2 };

/* Every field is written as the text that it is read from again. */
static void check_fields(const ps_config *config) {
  char json[4096], text[64], again[64];
  HOLDS(ps_config_json(json, sizeof json, config) < sizeof json);
  static const char *const names[] = {"degree",     "labels", "objective",     "architecture", "tied_head", "mask_rate",
                                      "aux_weight", "seed",   "learning_rate", "epsilon",      "beta2"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    ps_config copy = *config;
    ps_message why;
    size_t length = ps_config_get(text, sizeof text, config, names[i]);
    HOLDS(length > 0 && length < sizeof text);
    HOLDS(ps_config_set(&copy, names[i], text, &why) == PS_OK);
    HOLDS(ps_config_get(again, sizeof again, &copy, names[i]) == length && !strcmp(text, again));
  }
}

/* What is refused changes nothing. */
static void set_field(ps_config *config, const char *name, const char *value) {
  static char before[4096], after[4096];
  ps_message why;
  ps_config_json(before, sizeof before, config);
  if (ps_config_set(config, name, value, &why) == PS_OK) return;
  ps_config_json(after, sizeof after, config);
  HOLDS(*why.text && !strcmp(before, after));
}

static int read_config(ps_config *config, const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  ps_message why;
  int good = 1;
  HOLDS(text);
  memcpy(text, data, size);
  text[size] = 0;
  ps_config_default(config);
  /* Small, where the text says nothing else. */
  ps_config_set(config, "layers", "1", &why);
  ps_config_set(config, "heads", "1", &why);
  ps_config_set(config, "width", "4", &why);
  ps_config_set(config, "batch", "2", &why);
  for (char *line = text; line;) {
    char *end = strchr(line, '\n'), *value = strchr(line, '=');
    if (end) *end++ = 0;
    if (value && (!end || value < end)) {
      *value++ = 0;
      set_field(config, line, value);
    } else if (*line && ps_config_preset(config, line, &why)) {
      HOLDS(*why.text);
    }
    line = end;
  }
  check_fields(config);
  if (ps_config_validate(config, &why)) good = !*why.text;
  free(text);
  return good;
}

static void ask(ps_run *run) {
  const ps_config *c = ps_run_config(run);
  ps_message why;
  ps_metrics metrics;
  ps_decoding decoding;
  ps_graph graph;
  static char json[1 << 15];
  ps_status status = ps_run_evaluate(&metrics, run, PS_HELD_OUT, 3, &why);
  HOLDS(status == PS_OK || status == PS_DIVERGED);
  if (!status) HOLDS(metrics.path >= 0 && metrics.path <= 1 && isfinite(metrics.loss));
  ps_graph_generate(&graph, ps_run_space(run), PS_TRAIN, 1);
  HOLDS(ps_graph_split(&graph, ps_run_space(run)) == PS_TRAIN);
  for (int order = 0; order < PS_ORDERS && ps_run_set_order(run, order, &why) == PS_OK; order++) {
    for (int first = -1; first <= graph.arms[0][1]; first += 1 + graph.arms[0][1]) {
      status = ps_run_decode(&decoding, run, &graph, first, &why);
      HOLDS(status == PS_OK || status == PS_DIVERGED || (status == PS_INVALID_ARGUMENT && first >= 0));
      if (!status) ps_decoding_json(json, sizeof json, &decoding);
    }
  }
  HOLDS(ps_run_set_order(run, PS_ORDER_FORWARDS, &why) == PS_OK);
  double loss[PS_PATH_MAX], gradient[PS_PATH_MAX];
  status = ps_run_supervision(loss, gradient, run, 1, &why);
  HOLDS(status == PS_OK || status == PS_DIVERGED);
  size_t count = (size_t)c->layers * (size_t)c->heads * (size_t)c->path_length * (size_t)ps_run_input_length(run);
  float *attention = malloc(count * sizeof *attention);
  HOLDS(attention);
  status = ps_run_attention(attention, run, &graph, &why);
  HOLDS(c->architecture == PS_TRANSFORMER ? status == PS_OK || status == PS_DIVERGED : status == PS_INVALID_ARGUMENT);
  free(attention);
}

/* The digest after STEPS steps, `stops` of which were followed by a save and a load. Diverged runs stay where they were. */
static void train(char digest[24], const ps_config *config, const ps_run_options *options, int stops, int asks) {
  ps_run *run = NULL;
  ps_message why;
  HOLDS(ps_run_create(&run, config, options, &why) == PS_OK);
  for (int i = 0; i < STEPS; i++) {
    ps_status status = ps_run_step(run, 1, &why);
    HOLDS(status == PS_OK || status == PS_DIVERGED);
    if (asks) ask(run);
    if (i >= stops) continue;
    size_t size = ps_run_save(NULL, 0, run);
    uint8_t *bytes = malloc(size);
    HOLDS(bytes && ps_run_save(bytes, size, run) == size);
    ps_run_destroy(run);
    run = NULL;
    HOLDS(ps_run_load(&run, bytes, size, options, &why) == PS_OK);
    free(bytes);
  }
  ps_run_digest(digest, run);
  ps_run_destroy(run);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const ps_run_options options = {.threads = 1};
  ps_config config;
  ps_message why;
  uint64_t memory = 0;
  if (!read_config(&config, data, size)) return 0;
  ps_status status = ps_run_memory(&memory, &config, &options, &why);
  HOLDS(status == PS_OK || *why.text);
  if (status || memory > 2 << 20 || config.degree * config.path_length * config.batch > 200) return 0;
  char unbroken[24], stopped[24];
  train(unbroken, &config, &options, 0, 1);
  train(stopped, &config, &options, 1, 0);
  HOLDS(!strcmp(unbroken, stopped));
  return 0;
}

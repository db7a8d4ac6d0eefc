/* What the tab calls: the public API with one run a module instance, plain C values and NUL-terminated UTF-8. A
 * function that can fail returns a ps_status (0 is success), or NULL where it returns text; message() then says why.
 * Returned pointers are valid until the next call. Memory may grow in any call: take fresh views after each. */
#include "export.h"
#include "ground/fail.h"
#include "pathstar.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static ps_config config;
static ps_graph_space space;
static ps_message why;
static ps_run *run;
static ps_graph shown;
static ps_decoding decoding;
static double numbers[1 + PS_METRICS_PACKED]; /* more than anything else takes */
static ps_graph *given;                       /* the graphs that the page gave the run to train on, or NULL */
static char *input, *output;                  /* one block each, grown on demand */
static size_t input_size, output_size;

static char *grown(char **block, size_t *held, size_t size) {
  if (size > *held) {
    char *larger = realloc(*block, size);
    if (!larger) {
      ps_fail(&why, PS_OUT_OF_MEMORY, PS_REFUSE_TAB_MEMORY, "");
      return NULL;
    }
    *block = larger;
    *held = size;
  }
  return *block;
}

/* Runs a text-writing call into `output`, once to measure where that did not fit. */
#define TEXT(call)                                                                                                     \
  do {                                                                                                                 \
    size_t length = (call);                                                                                            \
    if (length < output_size) return output;                                                                           \
    if (!grown(&output, &output_size, length + 1)) return NULL;                                                        \
    (void)(call);                                                                                                      \
    return output;                                                                                                     \
  } while (0)

/* `id`: a row of refusals.h without arguments. */
static ps_status refuse(ps_refusal id) {
  return ps_fail_any(&why, PS_INVALID_ARGUMENT, id, "");
}
static ps_status no_run(void) {
  return refuse(PS_REFUSE_NO_RUN);
}
static bool has_config(void) {
  return space.degree || (refuse(PS_REFUSE_NO_CONFIG), false);
}
static bool has_reserved(size_t size) {
  return (input && size <= input_size) || (refuse(PS_REFUSE_NOT_RESERVED), false);
}

/* The last refusal as ps_message_json() writes it, in room of its own: it can be told when there is no more memory. */
EXPORT(const char *, message)(void) {
  static char json[3400];
  ps_message_json(json, sizeof json, &why);
  return json;
}

EXPORT(const char *, describe)(void) {
  TEXT(ps_describe(output, output_size));
}

/* Room for `size` bytes for the caller to fill before configure(), graph_parse(), evaluate_graphs(),
 * give_graphs(), operate() or load(). */
EXPORT(char *, reserve)(size_t size) {
  return grown(&input, &input_size, size);
}

/* Reads `name=value` lines from the reserved bytes over the defaults, and checks them together. Keeps the earlier
 * config when refused. A run that is there goes on. */
EXPORT(ps_status, configure)(void) {
  ps_config wanted;
  if (!has_reserved(1) || !memchr(input, 0, input_size)) return refuse(PS_REFUSE_NO_TEXT);
  ps_config_default(&wanted);
  for (char *line = input; *line;) {
    char *end = line + strcspn(line, "\n");
    char *next = *end ? end + 1 : end;
    *end = 0;
    char *value = strchr(line, '=');
    if (value) *value++ = 0;
    ps_status status = ps_config_set(&wanted, line, value ? value : "", &why);
    if (status) return status;
    line = next;
  }
  ps_graph_space drawn;
  ps_status status = ps_config_validate(&wanted, &why);
  if (!status) status = ps_graph_space_init(&drawn, &wanted, &why);
  if (status) return status;
  config = wanted;
  space = drawn;
  return PS_OK;
}

EXPORT(const char *, config_json)(void) {
  TEXT(ps_config_json(output, output_size, &config));
}

/* Bytes that create() will need for the config. */
EXPORT(double, memory_needed)(int threads) {
  uint64_t bytes = 0;
  ps_run_options options = {.threads = threads};
  return ps_run_memory(&bytes, &config, &options, &why) ? -1 : (double)bytes;
}

static void replace_run(ps_run *by) {
  ps_run_destroy(run);
  free(given);
  given = NULL;
  run = by;
}

EXPORT(ps_status, create)(int threads) {
  ps_run *made;
  ps_run_options options = {.threads = threads};
  ps_status status = ps_run_create(&made, &config, &options, &why);
  if (status) return status;
  replace_run(made);
  return PS_OK;
}

/* How many threads the run asks for; with fewer helpers, fewer share its work. */
EXPORT(int, threads)(void) {
  return run ? ps_run_threads(run) : 0;
}

EXPORT(ps_status, step)(int steps) {
  return run ? ps_run_step(run, steps, &why) : no_run();
}

/* f64 [step, loss, gradient_norm, learning_rate] */
EXPORT(double *, progress)(void) {
  if (!run) return NULL;
  ps_progress done = ps_run_progress(run);
  numbers[0] = (double)done.step;
  numbers[1] = done.loss;
  numbers[2] = done.gradient_norm;
  numbers[3] = done.learning_rate;
  return numbers;
}

static double *metrics_numbers(ps_metrics *m) {
  numbers[0] = ps_metrics_pack(numbers + 1, m, ps_run_config(run)->path_length);
  return numbers;
}

/* f64 [how many values follow, ps_metrics_pack()'s, NaN where undefined]; split 0 = train, 1 = held out. NULL on
 * failure. */
EXPORT(double *, evaluate)(int split, int graphs) {
  ps_metrics m;
  if (!run) return no_run(), NULL;
  return ps_run_evaluate(&m, run, split ? PS_HELD_OUT : PS_TRAIN, graphs, &why) ? NULL : metrics_numbers(&m);
}

/* The graphs of `length` reserved bytes, one a line, to be freed; NULL on failure. */
static ps_graph *reserved_graphs(int *count, size_t length) {
  const ps_config *c = ps_run_config(run);
  if (!has_reserved(length) || ps_graph_parse_lines(count, NULL, 0, c, input, length, &why)) return NULL;
  bool fits = (size_t)*count <= SIZE_MAX / sizeof(ps_graph);
  ps_graph *graphs = fits ? malloc((size_t)*count * sizeof *graphs) : NULL;
  if (!graphs) return refuse(PS_REFUSE_TAB_MEMORY), NULL;
  if (!ps_graph_parse_lines(count, graphs, *count, c, input, length, &why)) return graphs;
  free(graphs);
  return NULL;
}

/* evaluate() on the graphs of `length` reserved bytes in the reference's text format, one a line; the first number is
 * how many there were. */
EXPORT(double *, evaluate_graphs)(size_t length) {
  ps_metrics m;
  int count;
  if (!run) return no_run(), NULL;
  ps_graph *graphs = reserved_graphs(&count, length);
  ps_status status = graphs ? ps_run_evaluate_graphs(&m, run, graphs, count, &why) : PS_MALFORMED_TEXT;
  free(graphs);
  return status ? NULL : metrics_numbers(&m);
}

/* ps_run_give_graphs() with the graphs of `length` reserved bytes, one a line, of which the module keeps a copy. */
EXPORT(ps_status, give_graphs)(size_t length) {
  int count;
  if (!run) return no_run();
  ps_graph *graphs = reserved_graphs(&count, length);
  ps_status status = graphs ? ps_run_give_graphs(run, graphs, count, &why) : PS_MALFORMED_TEXT;
  free(status ? graphs : given);
  if (!status) given = graphs;
  return status;
}

/* Digest of the given graphs, or of those that the run waits for after load(); "" where graphs are drawn. */
EXPORT(const char *, given_digest)(void) {
  return run ? ps_run_given_digest(run) : (no_run(), NULL);
}

/* f64 [how many values follow, loss x path_length, gradient norm x path_length] of the next step's first `graphs` graphs. */
EXPORT(double *, supervision)(int graphs) {
  if (!run) return no_run(), NULL;
  int length = ps_run_config(run)->path_length;
  numbers[0] = 2 * length;
  return ps_run_supervision(numbers + 1, numbers + 1 + length, run, graphs, &why) ? NULL : numbers;
}

/* The graph of the configured space as ps_graph_json() writes it; needs no run. */
EXPORT(const char *, graph)(int split, double index) {
  if (!has_config()) return NULL;
  if (!(index >= 0 && index < 0x1p53)) return refuse(PS_REFUSE_INDEX_OUTSIDE), NULL;
  ps_graph_generate(&shown, &space, split ? PS_HELD_OUT : PS_TRAIN, (uint64_t)index);
  TEXT(ps_graph_json(output, output_size, &shown, &config, &space));
}

/* The same for one line of the reference's text format, `length` reserved bytes, which a refusal calls line `number`. */
EXPORT(const char *, graph_parse)(size_t length, int number) {
  if (!has_config() || !has_reserved(length)) return NULL;
  if (ps_graph_parse(&shown, &config, input, length, number, &why)) return NULL;
  TEXT(ps_graph_json(output, output_size, &shown, &config, &space));
}

/* Decodes the graph last returned by graph() or graph_parse(), in that ps_order; first_step -1 lets the model choose. */
EXPORT(const char *, decode)(int first_step, int order) {
  if (!run) return no_run(), NULL;
  if (ps_run_set_order(run, order, &why)) return NULL;
  ps_status status = ps_run_decode(&decoding, run, &shown, first_step, &why);
  ps_run_set_order(run, PS_ORDER_FORWARDS, NULL); /* evaluations ask every model the same */
  if (status) return NULL;
  TEXT(ps_decoding_json(output, output_size, &decoding));
}

/* f64 [layers, heads, path_length, input length]: the shape of what attention() returns. */
EXPORT(double *, attention_shape)(void) {
  if (!run) return no_run(), NULL;
  const ps_config *c = ps_run_config(run);
  double shape[4] = {c->layers, c->heads, c->path_length, ps_run_input_length(run)};
  return memcpy(numbers, shape, sizeof shape);
}

/* f32: the attention of ps_run_attention() on the graph last returned by graph() or graph_parse(); NULL on failure, as
 * of a model that has none. */
EXPORT(float *, attention)(void) {
  if (!run) return no_run(), NULL;
  const ps_config *c = ps_run_config(run);
  size_t count = (size_t)(c->layers * c->heads * c->path_length * ps_run_input_length(run));
  float *seen = (float *)(void *)grown(&output, &output_size, count * sizeof(float));
  return seen && !ps_run_attention(seen, run, &shown, &why) ? seen : NULL;
}

/* The parts of the run's model as ps_run_parts_json() writes them. */
EXPORT(const char *, parts)(void) {
  if (!run) return no_run(), NULL;
  TEXT(ps_run_parts_json(output, output_size, run));
}

/* f64 [how many values follow, ps_answers' right x path_length, source x path_length, loss x path_length] of held-out graphs
 * 0..graphs-1, while the parts whose names are in `length` reserved bytes, separated by spaces (none: the model as it is),
 * are switched off, or, with shift >= 0, patched from the graph so far on. NULL on failure. */
EXPORT(double *, operate)(size_t length, int shift, int graphs) {
  if (!run) return no_run(), NULL;
  if (!has_reserved(length)) return NULL;
  int *parts = (int *)(void *)grown(&output, &output_size, (length + 1) * sizeof(int)), count = 0;
  if (!parts) return NULL;
  for (size_t at = 0, end; at < length; at = end + 1) {
    for (end = at; end < length && input[end] != ' ';) end++;
    if (ps_run_find_part(&parts[count++], run, input + at, end - at, &why)) return NULL;
  }
  ps_operation operation = {.parts = parts, .count = count, .patched = shift >= 0, .shift = shift};
  ps_answers answers;
  if (ps_run_operate(&answers, run, &operation, graphs, &why)) return NULL;
  int targets = ps_run_config(run)->path_length;
  numbers[0] = 3 * targets;
  for (int k = 0; k < targets; k++) {
    numbers[1 + k] = answers.right[k];
    numbers[1 + targets + k] = answers.source[k];
    numbers[1 + 2 * targets + k] = answers.loss[k];
  }
  return numbers;
}

EXPORT(const char *, digest)(void) {
  if (!run) return no_run(), NULL;
  if (!grown(&output, &output_size, 24)) return NULL;
  ps_run_digest(output, run);
  return output;
}

/* The name of the kernel set in use, which names the numeric mode. */
EXPORT(const char *, kernels)(void) {
  return ps_kernels_name(0);
}

/* For benchmarks: floating-point operations done by `rounds` rounds on registers alone, and by one training step. */
EXPORT(double, peak)(int rounds) {
  return ps_kernels_peak(NULL, rounds);
}
EXPORT(double, flops)(void) {
  return run ? ps_run_flops(run) : 0;
}

/* Writes the checkpoint, which is then at saved(), and returns its size in bytes; 0 on failure. */
EXPORT(size_t, save)(void) {
  if (!run) return no_run(), (size_t)0;
  size_t size = ps_run_save(NULL, 0, run);
  return grown(&output, &output_size, size) ? ps_run_save(output, output_size, run) : 0;
}

EXPORT(const char *, saved)(void) {
  return output;
}

/* Replaces the run and the config by those of `size` reserved checkpoint bytes. */
EXPORT(ps_status, load)(size_t size, int threads) {
  ps_run *loaded;
  if (!has_reserved(size)) return PS_INVALID_ARGUMENT;
  ps_run_options options = {.threads = threads};
  ps_status status = ps_run_load(&loaded, input, size, &options, &why);
  if (status) return status;
  replace_run(loaded);
  config = *ps_run_config(run);
  space = *ps_run_space(run);
  return PS_OK;
}

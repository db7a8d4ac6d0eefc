/* The reference's golden vectors, with every kernel set of this machine: logits, loss, every gradient, the weights
 * after one and five AdamW steps. (`pathstar check` does the same for any file; this test runs as WebAssembly too.) */
#include "pathstar.h"

#include "check.h"
#include "objectives/objective.h"

#include <stdbool.h>
#include <stdlib.h>

typedef struct file {
  unsigned char *bytes;
  size_t size;
  ps_stored_tensor *tensors; /* (count): every look into a file reads its header from the start */
  int count;
} file;

static file read_file(const char *name) {
  char path[512];
  snprintf(path, sizeof path, PS_TEST_DIR "/golden/%s", name);
  file f = {NULL};
  FILE *stream = fopen(path, "rb");
  if (!CHECK(stream != NULL)) return f;
  fseek(stream, 0, SEEK_END);
  f.size = (size_t)ftell(stream);
  rewind(stream);
  f.bytes = malloc(f.size);
  CHECK(fread(f.bytes, 1, f.size, stream) == f.size);
  fclose(stream);
  CHECK(ps_file_tensor_count(&f.count, f.bytes, f.size, NULL) == PS_OK);
  f.tensors = malloc((size_t)f.count * sizeof *f.tensors);
  for (int i = 0; i < f.count; i++) CHECK(ps_file_tensor(&f.tensors[i], f.bytes, f.size, i, NULL) == PS_OK);
  return f;
}

/* The tensor `prefix``name` as doubles (from F32 or F64) or, for I32, as those integers; the caller frees. */
static double *stored(const file *f, const char *prefix, const char *name, ps_stored_tensor *tensor) {
  char wanted[128];
  snprintf(wanted, sizeof wanted, "%s%s", prefix, name);
  for (int i = 0; i < f->count; i++) {
    if (strcmp(f->tensors[i].name, wanted)) continue;
    *tensor = f->tensors[i];
    size_t each = strcmp(tensor->type, "F64") ? 4 : 8, items = tensor->size / each;
    double *values = malloc(items * sizeof *values);
    for (size_t j = 0; j < items; j++) {
      float single;
      int32_t integer;
      memcpy(&values[j], tensor->data + j * each, each);
      memcpy(&single, tensor->data + j * each, 4);
      memcpy(&integer, tensor->data + j * each, 4);
      if (each == 4) values[j] = tensor->type[0] == 'I' ? (double)integer : (double)single;
    }
    return values;
  }
  if (!CHECK(!"tensor found")) fprintf(stderr, "no tensor %s\n", wanted);
  return NULL;
}

/* names: theirs, ours */
static void set_from(ps_config *config, const file *f, const char *const names[2]) {
  char value[64];
  CHECK(ps_file_metadata(value, sizeof value, f->bytes, f->size, names[0]) > 0);
  CHECK(ps_config_set(config, names[1], value, NULL) == PS_OK);
}

static ps_config golden_config(const file *f, bool mamba) {
  static const char *const names[][2] = {
      {"n_layer", "layers"},           {"n_head", "heads"},     {"n_embd", "width"},        {"degree", "degree"},
      {"path_len", "path_length"},     {"num_nodes", "labels"}, {"objective", "objective"}, {"batch_size", "batch"},
      {"lr", "learning_rate"},         {"beta1", "beta1"},      {"beta2", "beta2"},         {"eps", "epsilon"},
      {"weight_decay", "weight_decay"}};
  static const char *const mamba_names[][2] = {{"d_state", "state"}, {"d_conv", "conv"}, {"expand", "expand"}};
  static const char *const fixed[][2] = {
      {"layout", "paper"}, {"tied_head", "true"}, {"optimizer", "adamw"}, {"warmup", "0"}, {"clip", "0"}};
  static const char *const transformer_fixed[][2] = {{"mlp_ratio", "4"}, {"biases", "true"}};
  static const char *const mamba_fixed[][2] = {{"architecture", "mamba"}, {"positions", "none"}};
  ps_config config;
  ps_config_default(&config);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) set_from(&config, f, names[i]);
  static const char *const own[2] = {"rank_said", "rank_said"};
  if (config.objective == PS_RITF) set_from(&config, f, own);
  for (size_t i = 0; mamba && i < sizeof mamba_names / sizeof mamba_names[0]; i++) set_from(&config, f, mamba_names[i]);
  for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
    CHECK(ps_config_set(&config, fixed[i][0], fixed[i][1], NULL) == PS_OK);
  }
  for (int i = 0; i < 2; i++) {
    const char *const *choice = mamba ? mamba_fixed[i] : transformer_fixed[i];
    CHECK(ps_config_set(&config, choice[0], choice[1], NULL) == PS_OK);
  }
  return config;
}

/* Compares every tensor's weight or gradient with the file's, and weights once more by how far the steps moved them: a
 * tensor of ones that no step ever touched is near enough to the file's. (`pathstar check` allows more there, for files
 * whose gradients come near Adam's epsilon; in these 4e-4 is the worst.) The keys' bias has its own rule
 * (golden/README.md). */
static void compare(ps_run *run, const file *f, const char *prefix, double relative, double rate) {
  bool gradient = !strcmp(prefix, "grad.");
  for (int i = 0; i < ps_run_tensor_count(run); i++) {
    ps_tensor tensor = ps_run_tensor(run, i);
    ps_stored_tensor found;
    double *expected = stored(f, prefix, tensor.name, &found);
    if (!expected) continue;
    bool null = strstr(tensor.name, "keys_linear.bias") != NULL;
    if (null && gradient) {
      for (size_t j = 0; j < tensor.count; j++) expected[j] = 0;
    }
    CHECK_NEAR(tensor.name, gradient ? tensor.gradient : tensor.weight, expected, tensor.count,
               null ? (gradient ? 1e-6 : 5 * rate) : 0, null ? 0 : relative);
    double *start = gradient || null ? NULL : stored(f, "param.", tensor.name, &found);
    for (size_t j = 0; start && j < tensor.count; j++) {
      expected[j] -= start[j];
      start[j] = (double)tensor.weight[j] - start[j];
    }
    if (start) CHECK_NEAR(tensor.name, start, expected, tensor.count, 0, 2e-3);
    free(start);
    free(expected);
  }
}

static void check_golden(const file *f, const char *kernels) {
  char architecture[16];
  ps_file_metadata(architecture, sizeof architecture, f->bytes, f->size, "arch");
  ps_config config = golden_config(f, !strcmp(architecture, "mamba"));
  ps_run_options options = {.threads = 1, .kernels = kernels};
  ps_run *run;
  ps_message why = {""};
  if (!CHECK(ps_run_create(&run, &config, &options, &why) == PS_OK)) {
    fprintf(stderr, "%s\n", why.text);
    return;
  }
  ps_stored_tensor shape;
  for (int i = 0; i < ps_run_tensor_count(run); i++) {
    ps_tensor tensor = ps_run_tensor(run, i);
    double *values = stored(f, "param.", tensor.name, &shape);
    CHECK_INTEGER(shape.rank, tensor.rank);
    for (size_t j = 0; values && j < tensor.count; j++) tensor.weight[j] = (float)values[j];
    free(values);
  }
  ps_run_weights_changed(run);
  double *y_values = stored(f, "", "y", &shape), *x_values = stored(f, "", "x", &shape);
  int batch = (int)shape.shape[0], time = (int)shape.shape[1];
  ps_token *x = malloc((size_t)(batch * time) * sizeof *x);
  int32_t *y = malloc((size_t)(batch * time) * sizeof *y);
  bool told = ps_tells_slots(&config);
  double *slots = told ? stored(f, "", "slot", &shape) : NULL, *asked = told ? stored(f, "", "asked", &shape) : NULL;
  for (int i = 0; i < batch * time; i++) {
    x[i] = (ps_token){.id = (int16_t)x_values[i], .child = -1};
    if (slots) x[i].slot = (uint8_t)slots[i], x[i].asked = (uint8_t)asked[i];
    y[i] = (int32_t)y_values[i];
  }
  double *logits = stored(f, "", "logits", &shape), *losses = stored(f, "", "losses", &shape);
  double *first_loss = stored(f, "", "loss", &shape), loss;
  size_t count = (size_t)(batch * time * (config.labels + 4));
  float *ours = malloc(count * sizeof(float));
  CHECK(ps_run_gradients(&loss, ours, run, x, y, batch, time, &why) == PS_OK);
  CHECK_NEAR("logits", ours, logits, count, 0, 1e-5);
  CHECK_NEAR("loss", &loss, first_loss, 1, 0, 1e-6);
  if (ps_objective_of(&config)->auxiliary) {
    double *auxiliary = stored(f, "", "auxiliary", &shape), got = ps_run_progress(run).auxiliary;
    CHECK_NEAR("auxiliary", &got, auxiliary, 1, 0, 1e-6);
    free(auxiliary);
  }
  compare(run, f, "grad.", 1e-4, config.learning_rate);
  for (int step = 0; step < 5; step++) {
    CHECK(ps_run_gradients(&loss, NULL, run, x, y, batch, time, &why) == PS_OK);
    CHECK_NEAR("losses", &loss, losses + step, 1, 0, 1e-5);
    if (step == 0) compare(run, f, "grad.", 1e-4, config.learning_rate); /* the pruned pass gives the same */
    CHECK(ps_run_apply_gradients(run, &why) == PS_OK);
    if (step == 0) compare(run, f, "after1.", 1e-3, config.learning_rate);
  }
  compare(run, f, "after5.", 1e-3, config.learning_rate);
  free(y_values), free(x_values), free(x), free(y), free(logits), free(losses), free(first_loss), free(ours);
  free(slots), free(asked);
  ps_run_destroy(run);
}

int main(void) {
  static const char *const names[] = {"gpt-teacher-forcing.safetensors",
                                      "gpt-teacherless.safetensors",
                                      "gpt-reverse.safetensors",
                                      "mamba-teacher-forcing.safetensors",
                                      "mamba-teacherless.safetensors",
                                      "gpt-top.safetensors",
                                      "mamba-top.safetensors",
                                      "gpt-mtp-linear.safetensors",
                                      "mamba-mtp-linear.safetensors",
                                      "gpt-fsp-bow.safetensors",
                                      "mamba-fsp-bow.safetensors",
                                      "gpt-nextlat.safetensors",
                                      "mamba-nextlat.safetensors",
                                      "gpt-mlm.safetensors",
                                      "gpt-mtp-block.safetensors",
                                      "mamba-mtp-block.safetensors",
                                      "gpt-mtp-chain.safetensors",
                                      "mamba-mtp-chain.safetensors",
                                      "gpt-any-order.safetensors",
                                      "mamba-any-order.safetensors",
                                      "gpt-ritf.safetensors",
                                      "mamba-ritf.safetensors"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    file f = read_file(names[i]);
    for (int k = 0; f.bytes && ps_kernels_name(k); k++) check_golden(&f, ps_kernels_name(k));
    free(f.bytes), free(f.tensors);
  }
  return check_done("golden");
}

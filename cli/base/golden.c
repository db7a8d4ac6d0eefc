#include "base/golden.h"

#include "base/description.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The golden files' names of our options, and the architecture whose files must have each; NULL: every architecture. */
static const struct {
  const char *theirs, *ours, *only;
} names[] = {
    {"arch", "architecture", NULL},     {"n_layer", "layers", NULL},
    {"n_head", "heads", "transformer"}, {"n_embd", "width", NULL},
    {"d_state", "state", "mamba"},      {"d_conv", "conv", "mamba"},
    {"expand", "expand", "mamba"},      {"degree", "degree", NULL},
    {"path_len", "path_length", NULL},  {"num_nodes", "labels", NULL},
    {"objective", "objective", NULL},   {"lr", "learning_rate", NULL},
    {"beta1", "beta1", NULL},           {"beta2", "beta2", NULL},
    {"eps", "epsilon", NULL},           {"weight_decay", "weight_decay", NULL},
};

const ps_stored_tensor *golden_find(const golden *golden, const char *prefix, const char *name) {
  size_t length = strlen(prefix);
  for (int i = 0; i < golden->count; i++) {
    const ps_stored_tensor *tensor = &golden->tensors[i];
    if (!strncmp(tensor->name, prefix, length) && !strcmp(tensor->name + length, name)) return tensor;
  }
  return NULL;
}

double *golden_values(const ps_stored_tensor *tensor, size_t count) {
  bool single = !strcmp(tensor->type, "F32");
  if (!single && strcmp(tensor->type, "F64")) return NULL;
  double *values = allocate(count, sizeof *values);
  for (size_t i = 0; i < count; i++) {
    float value = 0;
    if (single)
      memcpy(&value, tensor->data + 4 * i, 4);
    else
      memcpy(&values[i], tensor->data + 8 * i, 8);
    if (single) values[i] = (double)value;
  }
  return values;
}

/* "" if the metadata has no such key. */
static void metadata(char *value, size_t capacity, const golden *golden, const char *key) {
  ps_file_metadata(value, capacity, golden->file.bytes, golden->file.size, key);
}

static exit_code set(golden *golden, const char *path, const char *name, const char *value) {
  ps_message why;
  ps_status status = ps_config_set(&golden->config, name, value, &why);
  return status ? fail_status(status, &why, path) : EXIT_DONE;
}

/* The reference's fixed choices, and those that the presence of a tensor tells. */
static exit_code read_shape(golden *golden, const char *path) {
  ps_config *config = &golden->config;
  ps_config_default(config);
  config->layout = PS_PAPER;
  config->optimizer = PS_ADAMW;
  config->schedule = PS_CONSTANT;
  config->warmup = 0;
  config->clip = 0;
  const ps_stored_tensor *expand = golden_find(golden, "param.", "layers.0.mlp.expand.weight");
  bool matrix = expand && expand->rank == 2 && expand->shape[1] > 0;
  if (expand && !matrix) return fail(EXIT_USAGE, "%s: '%s' is not a matrix", path, expand->name);
  char ratio[24];
  snprintf(ratio, sizeof ratio, "%lld", expand ? (long long)(expand->shape[0] / expand->shape[1]) : 0LL);
  config->biases = golden_find(golden, "param.", "layers.0.attn.queries_linear.bias") ||
                   golden_find(golden, "param.", "layers.0.mixer.in_proj.bias");
  config->tied_head = golden_find(golden, "param.", "lm_head.weight") == NULL;
  config->positions = golden_find(golden, "param.", "pos_encoding.weight") ? PS_POSITIONS_LEARNED : PS_POSITIONS_NONE;
  return set(golden, path, "mlp_ratio", ratio);
}

static exit_code read_config(golden *golden, const char *path) {
  char value[64], architecture[64];
  exit_code code = read_shape(golden, path);
  for (size_t i = 0; i < sizeof names / sizeof names[0] && !code; i++) {
    ps_config_get(architecture, sizeof architecture, &golden->config, "architecture");
    if (names[i].only && strcmp(names[i].only, architecture)) continue;
    metadata(value, sizeof value, golden, names[i].theirs);
    if (!value[0]) metadata(value, sizeof value, golden, names[i].ours);
    if (!value[0])
      return fail(EXIT_USAGE, "%s: __metadata__ has neither '%s' nor '%s'", path, names[i].theirs, names[i].ours);
    bool gpt = !strcmp(names[i].theirs, "arch") && !strcmp(value, "gpt");
    code = set(golden, path, names[i].ours, gpt ? "transformer" : value);
  }
  cJSON *description = description_read();
  const cJSON *option;
  cJSON_ArrayForEach(option, cJSON_GetObjectItemCaseSensitive(description, "options")) {
    metadata(value, sizeof value, golden, description_text(option, "name"));
    if (value[0] && !code) code = set(golden, path, description_text(option, "name"), value);
  }
  cJSON_Delete(description);
  return code;
}

static bool is_batch(const ps_stored_tensor *tensor) {
  return tensor && tensor->rank == 2 && !strcmp(tensor->type, "I32") && tensor->size && tensor->size < 1u << 30;
}

static exit_code read_batch(golden *golden, const char *path) {
  const ps_stored_tensor *x = golden_find(golden, "", "x"), *y = golden_find(golden, "", "y");
  if (!is_batch(x) || !is_batch(y) || x->shape[0] != y->shape[0] || x->shape[1] != y->shape[1])
    return fail(EXIT_USAGE, "%s: x and y must both be I32 of one shape (batch, time)", path);
  golden->batch = (int)x->shape[0];
  golden->time = (int)x->shape[1];
  size_t count = x->size / sizeof(int32_t);
  golden->x = allocate(count, sizeof *golden->x);
  golden->y = allocate(count, sizeof *golden->y);
  memcpy(golden->y, y->data, y->size);
  for (size_t i = 0; i < count; i++) {
    int32_t id;
    memcpy(&id, x->data + sizeof id * i, sizeof id);
    if (id < 0 || id > INT16_MAX) return fail(EXIT_USAGE, "%s: x holds %d, which is no token", path, (int)id);
    golden->x[i] = (ps_token){.id = (int16_t)id, .child = -1};
  }
  const ps_stored_tensor *slot = golden_find(golden, "", "slot"), *asked = golden_find(golden, "", "asked");
  bool told = is_batch(slot) && is_batch(asked) && slot->size == x->size && asked->size == x->size;
  if ((slot || asked) && !told) return fail(EXIT_USAGE, "%s: slot and asked must both be as x is", path);
  for (size_t i = 0; told && i < count; i++) {
    int32_t values[2];
    memcpy(&values[0], slot->data + sizeof *values * i, sizeof *values);
    memcpy(&values[1], asked->data + sizeof *values * i, sizeof *values);
    for (int k = 0; k < 2; k++) {
      if (values[k] < 0 || values[k] > PS_PATH_MAX)
        return fail(EXIT_USAGE, "%s: %s holds %d, which is no target", path, k ? "asked" : "slot", (int)values[k]);
    }
    golden->x[i].slot = (uint8_t)values[0], golden->x[i].asked = (uint8_t)values[1];
  }
  char batch[16];
  snprintf(batch, sizeof batch, "%d", golden->batch);
  return set(golden, path, "batch", batch);
}

static exit_code read_tensors(golden *golden, const char *path) {
  ps_message why;
  ps_status status = ps_file_tensor_count(&golden->count, golden->file.bytes, golden->file.size, &why);
  if (status) return fail_status(status, &why, path);
  golden->tensors = allocate((size_t)golden->count, sizeof *golden->tensors);
  for (int i = 0; i < golden->count && !status; i++)
    status = ps_file_tensor(&golden->tensors[i], golden->file.bytes, golden->file.size, i, &why);
  return status ? fail_status(status, &why, path) : EXIT_DONE;
}

exit_code golden_read(golden *golden, const char *path) {
  *golden = (struct golden){.count = 0};
  exit_code code = file_read(&golden->file, path);
  if (!code) code = read_tensors(golden, path);
  if (!code) code = read_config(golden, path);
  if (!code) code = read_batch(golden, path);
  if (code) golden_free(golden);
  return code;
}

void golden_free(golden *golden) {
  free(golden->file.bytes);
  free(golden->tensors);
  free(golden->x);
  free(golden->y);
  *golden = (struct golden){.count = 0};
}

/* Saving and loading runs as safetensors files, and the digest of their weights.
 *
 * Tensors: every row of the table by its name, then its moments as optimizer.first.<name> and, where AdamW trains it,
 * optimizer.second.<name>. __metadata__: format, the config field by field, and the step. Nothing else decides how a
 * run goes on, so a loaded run continues with the same bits. */
#include "config.h"
#include "rng.h"
#include "run.h"
#include "safetensors.h"

#include <string.h>

static const char format_name[] = "pathstar-checkpoint-1";

/* What is stored of each tensor. */
typedef struct stored_part {
  const char *prefix;
  float *(*data)(const ps_tensor *tensor);
} stored_part;

static float *weight_of(const ps_tensor *tensor) {
  return tensor->weight;
}
static float *first_of(const ps_tensor *tensor) {
  return tensor->first;
}
static float *second_of(const ps_tensor *tensor) {
  return tensor->second;
}

static const stored_part parts[] = {{"", weight_of}, {"optimizer.first.", first_of}, {"optimizer.second.", second_of}};
enum { PARTS = sizeof parts / sizeof parts[0] };

static void stored_name(char name[96], const stored_part *part, const ps_tensor *tensor) {
  ps_text text = ps_text_begin(name, 96);
  ps_text_format(&text, "%s%s", part->prefix, tensor->name);
  ps_text_end(&text);
}

size_t ps_run_save(void *bytes, size_t capacity, const ps_run *run) {
  char text[96];
  ps_file_writer writer = ps_file_writer_begin(bytes, capacity);
  ps_file_writer_metadata(&writer, "format", format_name);
  for (int i = 0; i < ps_config_fields(); i++) {
    ps_config_get(text, sizeof text, &run->config, ps_config_field(i));
    ps_file_writer_metadata(&writer, ps_config_field(i), text);
  }
  ps_text step = ps_text_begin(text, sizeof text);
  ps_text_integer(&step, run->progress.step);
  ps_text_end(&step);
  ps_file_writer_metadata(&writer, "step", text);
  for (int pass = 0; pass < 2; pass++) { /* announce everything, then deliver it */
    for (int p = 0; p < PARTS; p++) {
      for (int i = 0; i < run->model.tensors; i++) {
        ps_tensor tensor = ps_run_tensor((ps_run *)run, i);
        const float *data = parts[p].data(&tensor);
        if (!data) continue;
        stored_name(text, &parts[p], &tensor);
        if (!pass) ps_file_writer_tensor(&writer, text, "F32", tensor.rank, tensor.shape);
        if (pass) ps_file_writer_data(&writer, data, tensor.count * sizeof(float));
      }
    }
  }
  return ps_file_writer_end(&writer);
}

static ps_status read_config(ps_config *config, int64_t *step, const void *bytes, size_t size, ps_message *why) {
  char value[64];
  ps_file_metadata(value, sizeof value, bytes, size, "format");
  if (strcmp(value, format_name)) {
    return ps_fail(why, PS_MALFORMED_FILE, "__metadata__ format = \"%s\" is not \"%s\": no checkpoint of this program",
                   value, format_name);
  }
  ps_config_default(config);
  for (int i = 0; i < ps_config_fields(); i++) {
    const char *name = ps_config_field(i);
    if (!ps_file_metadata(value, sizeof value, bytes, size, name)) {
      return ps_fail(why, PS_MALFORMED_FILE, "__metadata__ has no \"%s\"", name);
    }
    ps_status status = ps_config_set(config, name, value, why);
    if (status) return status;
  }
  size_t length = ps_file_metadata(value, sizeof value, bytes, size, "step");
  if (length >= sizeof value || !ps_parse_integer(step, value, length) || *step < 0) {
    return ps_fail(why, PS_MALFORMED_FILE, "__metadata__ step = \"%s\" is not a count of steps", value);
  }
  return PS_OK;
}

/* Copies one stored tensor over `data`, if it has that tensor's type and shape. */
static ps_status read_tensor(float *data, const ps_tensor *tensor, const char *name, const void *bytes, size_t size,
                             ps_message *why) {
  ps_stored_tensor stored;
  ps_status status = ps_file_find(&stored, bytes, size, name, why);
  if (status) return status;
  bool same = !strcmp(stored.type, "F32") && stored.rank == tensor->rank;
  for (int i = 0; same && i < tensor->rank; i++) same = stored.shape[i] == tensor->shape[i];
  if (!same) return ps_fail(why, PS_MALFORMED_FILE, "tensor %s is not F32 of the shape the config asks for", name);
  memcpy(data, stored.data, stored.size);
  return PS_OK;
}

ps_status ps_run_load(ps_run **loaded, const void *bytes, size_t size, const ps_run_options *options, ps_message *why) {
  int count;
  ps_config config;
  int64_t step = 0;
  ps_status status = ps_file_tensor_count(&count, bytes, size, why);
  if (!status) status = read_config(&config, &step, bytes, size, why);
  ps_run *run = NULL;
  if (!status) status = ps_run_create(&run, &config, options, why);
  if (status) return status;
  for (int i = 0; i < run->model.tensors && !status; i++) {
    ps_tensor tensor = ps_run_tensor(run, i);
    for (int p = 0; p < PARTS && !status; p++) {
      char name[96];
      float *data = parts[p].data(&tensor);
      if (!data) continue;
      stored_name(name, &parts[p], &tensor);
      status = read_tensor(data, &tensor, name, bytes, size, why);
    }
  }
  if (status) {
    ps_run_destroy(run);
    return status;
  }
  ps_run_weights_changed(run);
  run->progress.step = step;
  *loaded = run;
  return PS_OK;
}

void ps_run_digest(char digest[24], const ps_run *run) {
  uint64_t hash = 0x9e3779b97f4a7c15u;
  for (int i = 0; i < run->model.tensors; i++) {
    const ps_tensor_row *row = &run->model.tensor[i];
    for (size_t j = 0; j < row->count; j++) {
      uint32_t bits;
      memcpy(&bits, run->model.weights + row->offset + j, sizeof bits);
      hash = ps_mix(hash ^ bits) + 0x9e3779b97f4a7c15u;
    }
  }
  for (int i = 0; i < 16; i++) digest[i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
  strcpy(digest + 16, run->model.kernels->fused ? "-fma" : "-nofma");
}

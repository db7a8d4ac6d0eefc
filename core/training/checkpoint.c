/* Saving and loading runs as safetensors files, and the digest of their weights.
 *
 * Tensors: every row of the table by its name, then its moments as optimizer.first.<name> and, where AdamW trains it,
 * optimizer.second.<name>. __metadata__: format, the config field by field, the step, and, of
 * a run that is trained on given graphs, their digest as `graphs`. Nothing else decides how a
 * run goes on, so a loaded run continues with the same bits.
 *
 * The first of __metadata__, and so always at the same place, is `checksum`, over all other bytes of the file: where any
 * bit of them has changed, the file is refused. Files of earlier versions have none, and load unverified, as one does in
 * which that name has changed. */
#include "ground/fail.h"
#include "ground/rng.h"
#include "ground/safetensors.h"
#include "task/config.h"
#include "training/run.h"

#include <math.h>
#include <string.h>

static const char format_name[] = "pathstar-checkpoint-1";

/* What is stored of each tensor: part 0 is the weight, then the moments. */
enum { PARTS = 3 };
static const char *const prefixes[PARTS] = {"", "optimizer.first.", "optimizer.second."};

static bool is_stored(const ps_model *model, const ps_tensor_row *row, int part) {
  return part < 2 || !ps_optimizer_is_muon(model, row);
}

static float *data_of(const ps_run *run, const ps_tensor_row *row, int part) {
  float *const families[PARTS] = {run->model.weights, run->optimizer.first, run->optimizer.second};
  return families[part] + row->offset;
}

/* What makes a config pretrained GPT-2's; other files have none of it. */
typedef struct table_size {
  const char *key;
  size_t offset; /* of an int in ps_config */
} table_size;
static const table_size table_sizes[] = {{"vocabulary", offsetof(ps_config, vocabulary)},
                                         {"context", offsetof(ps_config, context)}};
enum { TABLE_SIZES = PS_PRETRAINED ? 2 : 0 };

static int *size_in(ps_config *config, int i) {
  return (int *)(void *)((char *)config + table_sizes[i].offset);
}

static void stored_name(char name[96], const ps_tensor_row *row, int part) {
  ps_text text = ps_text_begin(name, 96);
  ps_text_format(&text, "%s%s", prefixes[part], row->name);
  ps_text_end(&text);
}

/* The place of the checksum's digits: behind the header's length and `{"__metadata__":{"checksum":"`. */
enum { SUM_AT = 37, SUM_END = SUM_AT + 16 };

static void write_sum(char digits[17], const unsigned char *bytes, size_t size) {
  size_t before = size < SUM_AT ? size : SUM_AT, after = size < SUM_END ? size : SUM_END;
  uint64_t hash = ps_hash_bytes(PS_HASH_STEP, bytes, before);
  ps_text_digest(digits, ps_hash_bytes(hash, bytes + after, size - after));
}

size_t ps_run_save(void *bytes, size_t capacity, const ps_run *run) {
  char text[96];
  ps_file_writer writer = ps_file_writer_begin(bytes, capacity);
  ps_file_writer_metadata(&writer, "checksum", "0123456789abcdef"); /* for now */
  ps_file_writer_metadata(&writer, "format", format_name);
  for (int i = 0; i < ps_config_fields(); i++) {
    ps_config_get(text, sizeof text, &run->config, ps_config_field(i));
    ps_file_writer_metadata(&writer, ps_config_field(i), text);
  }
  for (int i = 0; i < TABLE_SIZES && ps_is_gpt2(&run->config); i++) {
    ps_config config = run->config;
    ps_text size = ps_text_begin(text, sizeof text);
    ps_text_integer(&size, *size_in(&config, i));
    ps_text_end(&size);
    ps_file_writer_metadata(&writer, table_sizes[i].key, text);
  }
  ps_text step = ps_text_begin(text, sizeof text);
  ps_text_integer(&step, run->progress.step);
  ps_text_end(&step);
  ps_file_writer_metadata(&writer, "step", text);
  if (*run->given_digest) ps_file_writer_metadata(&writer, "graphs", run->given_digest);
  for (int pass = 0; pass < 2; pass++) { /* announce everything, then deliver it */
    for (int part = 0; part < PARTS; part++) {
      for (int i = 0; i < run->model.tensors; i++) {
        const ps_tensor_row *row = &run->model.tensor[i];
        if (!is_stored(&run->model, row, part)) continue;
        stored_name(text, row, part);
        if (!pass) ps_file_writer_tensor(&writer, text, "F32", row->rank, row->shape);
        if (pass) ps_file_writer_data(&writer, data_of(run, row, part), row->count * sizeof(float));
      }
    }
  }
  size_t size = ps_file_writer_end(&writer);
  if (bytes && size <= capacity) {
    write_sum(text, bytes, size);
    memcpy((char *)bytes + SUM_AT, text, SUM_END - SUM_AT);
  }
  return size;
}

/* Fields that files written by earlier versions lack; their runs had what is now the default. */
static bool is_later(const char *field) {
  static const char *const later[] = {"expand",     "state", "conv",      "edge_order", "question", "goals",
                                      "aux_weight", "mask",  "mask_rate", "horizon",    "rank_said"};
  for (size_t i = 0; i < sizeof later / sizeof later[0]; i++) {
    if (!strcmp(field, later[i])) return true;
  }
  return false;
}

static bool is_digest(const char *text, size_t length) {
  for (; *text && strchr("0123456789abcdef", *text); text++) continue;
  return !*text && length == 16;
}

/* "" if there is none. */
static ps_status read_given(char digest[17], const void *bytes, size_t size, ps_message *why) {
  size_t length = ps_file_metadata(digest, 17, bytes, size, "graphs");
  if (!length || is_digest(digest, length)) return PS_OK;
  return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_METADATA_GRAPHS, "graphs", digest);
}

static ps_status read_config(ps_config *config, int64_t *step, const void *bytes, size_t size, ps_message *why) {
  const int64_t steps_max = (int64_t)1 << 52; /* far from overflow, and exact as a double */
  char value[64];
  ps_message reason;
  ps_file_metadata(value, sizeof value, bytes, size, "format");
  if (strcmp(value, format_name)) {
    return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_METADATA_FORMAT, "format", value, format_name);
  }
  ps_config_default(config);
  for (int i = 0; i < TABLE_SIZES; i++) {
    int64_t read;
    size_t length = ps_file_metadata(value, sizeof value, bytes, size, table_sizes[i].key);
    bool sound = length < sizeof value && ps_parse_integer(&read, value, length) && read > 0 && read < INT32_MAX;
    if (length && !sound) {
      return ps_fail_any(why, PS_MALFORMED_FILE, PS_REFUSE_TEXT_NOT_INTEGER, table_sizes[i].key, 1LL,
                         (long long)INT32_MAX - 1, value);
    }
    if (length) *size_in(config, i) = (int)read;
  }
  for (int i = 0; i < ps_config_fields(); i++) {
    const char *name = ps_config_field(i);
    size_t length = ps_file_metadata(value, sizeof value, bytes, size, name);
    if (!length && is_later(name)) continue;
    if (!length) return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_METADATA_LACKS, name, name);
    if (length >= sizeof value) {
      return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_METADATA_LONG, name, (long long)length);
    }
    if (ps_config_set(config, name, value, &reason)) {
      return ps_fail_within(why, PS_MALFORMED_FILE, PS_REFUSE_METADATA, &reason);
    }
  }
  if (ps_config_validate(config, &reason)) return ps_fail_within(why, PS_MALFORMED_FILE, PS_REFUSE_METADATA, &reason);
  size_t length = ps_file_metadata(value, sizeof value, bytes, size, "step");
  if (length >= sizeof value || !ps_parse_integer(step, value, length) || *step < 0 || *step > steps_max) {
    return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_METADATA_STEP, "step", (long long)steps_max, value);
  }
  return PS_OK;
}

/* Numbers a run can go on from: finite, and second moments not negative. */
static bool are_sound(const ps_stored_tensor *tensor, int part) {
  for (size_t i = 0; i < tensor->size; i += sizeof(float)) {
    float value;
    memcpy(&value, tensor->data + i, sizeof value);
    if (!isfinite(value) || (part == 2 && value < 0)) return false;
  }
  return true;
}

/* The file holds the model's tensors, all of them and no others, before any memory is taken for them. */
static ps_status check_tensors(const ps_model *model, const void *bytes, size_t size, ps_message *why) {
  int expected = 0, count;
  ps_status status = ps_file_tensor_count(&count, bytes, size, why);
  for (int i = 0; i < model->tensors && !status; i++) {
    const ps_tensor_row *row = &model->tensor[i];
    for (int part = 0; part < PARTS && !status; part++) {
      if (!is_stored(model, row, part)) continue;
      char name[96];
      ps_stored_tensor stored;
      stored_name(name, row, part);
      status = ps_file_find(&stored, bytes, size, name, why);
      if (status) break;
      expected++;
      bool same = !strcmp(stored.type, "F32") && stored.rank == row->rank;
      for (int d = 0; same && d < row->rank; d++) same = stored.shape[d] == row->shape[d];
      if (!same) return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_TENSOR_OTHER, "", name);
      if (!are_sound(&stored, part)) {
        return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_TENSOR_UNSOUND, "", name);
      }
    }
  }
  if (!status && count != expected) {
    return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_WRONG_TENSORS, "", count, expected);
  }
  return status;
}

static ps_status check_sum(const void *bytes, size_t size, ps_message *why) {
  char sum[17];
  if (!ps_file_metadata(NULL, 0, bytes, size, "checksum")) return PS_OK;
  write_sum(sum, bytes, size);
  if (size > SUM_END && !memcmp((const char *)bytes + SUM_AT, sum, SUM_END - SUM_AT)) return PS_OK;
  return ps_fail_any(why, PS_MALFORMED_FILE, PS_REFUSE_CHECKSUM, "");
}

ps_status ps_run_load(ps_run **loaded, const void *bytes, size_t size, const ps_run_options *options, ps_message *why) {
  ps_config config;
  ps_model model;
  int64_t step = 0;
  int count;
  char given_digest[17];
  ps_run *run = NULL;
  ps_status status = ps_file_tensor_count(&count, bytes, size, why); /* checks the file as such */
  if (!status) status = check_sum(bytes, size, why);
  if (!status) status = read_config(&config, &step, bytes, size, why);
  if (!status) status = read_given(given_digest, bytes, size, why);
  if (!status) status = ps_model_is_here(&config, why);
  if (status) return status;
  ps_model_describe(&model, &config, ps_kernels_find(NULL)); /* shapes and names depend on no kernel set */
  status = check_tensors(&model, bytes, size, why);
  if (!status) status = ps_run_create(&run, &config, options, why);
  if (status) return status;
  for (int i = 0; i < run->model.tensors; i++) {
    const ps_tensor_row *row = &run->model.tensor[i];
    for (int part = 0; part < PARTS; part++) {
      if (!is_stored(&run->model, row, part)) continue;
      char name[96];
      ps_stored_tensor stored;
      stored_name(name, row, part);
      ps_file_find(&stored, bytes, size, name, why);
      memcpy(data_of(run, row, part), stored.data, stored.size);
    }
  }
  ps_run_weights_changed(run);
  run->progress.step = step;
  memcpy(run->given_digest, given_digest, sizeof given_digest);
  *loaded = run;
  return PS_OK;
}

void ps_run_digest(char digest[24], const ps_run *run) {
  uint64_t hash = PS_HASH_STEP;
  for (int i = 0; i < run->model.tensors; i++) {
    const ps_tensor_row *row = &run->model.tensor[i];
    for (size_t j = 0; j < row->count; j++) {
      uint32_t bits;
      memcpy(&bits, run->model.weights + row->offset + j, sizeof bits);
      hash = ps_hash_add(hash, bits);
    }
  }
  ps_text_digest(digest, hash);
  strcpy(digest + 16, run->model.kernels->fused ? "-fma" : "-nofma");
}

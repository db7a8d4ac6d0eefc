#define _POSIX_C_SOURCE 200809L

#include "gpt2/weights.h"

#include "base/files.h"
#include "ground/safetensors.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char file_name[] = "model.safetensors", prefix[] = "transformer.";

/* ---- The one table: what of theirs is what of ours ---- */

enum { PARTS_MAX = 3 };

typedef enum { NORM, TABLE, LINEAR } kind;

/* A module in Hugging Face's names and in the core's; of c_attn the core has three. */
typedef struct module {
  const char *theirs, *ours[PARTS_MAX];
  kind kind;
  int parts;
} module;

static const module outside[] = {
    {"wte", {"embed_tokens"}, TABLE, 1}, {"wpe", {"pos_encoding"}, TABLE, 1}, {"ln_f", {"final_layernorm"}, NORM, 1}};
static const module inside[] = {
    {"ln_1", {"ln_1"}, NORM, 1},
    {"attn.c_attn", {"attn.queries_linear", "attn.keys_linear", "attn.values_linear"}, LINEAR, 3},
    {"attn.c_proj", {"attn.proj"}, LINEAR, 1},
    {"ln_2", {"ln_2"}, NORM, 1},
    {"mlp.c_fc", {"mlp.expand"}, LINEAR, 1},
    {"mlp.c_proj", {"mlp.proj"}, LINEAR, 1}};
enum { OUTSIDE = sizeof outside / sizeof *outside, INSIDE = sizeof inside / sizeof *inside };

/* A tensor of the file. */
typedef struct stored {
  char name[96]; /* with `transformer.` */
  int rank, shape[2];
  int parts, inputs, outputs; /* of a linear's weight: (inputs, parts outputs); outputs is of one part */
  char ours[PARTS_MAX][96];
  bool tokens; /* its rows are tokens, in GPT-2's order */
} stored;

static int count_of(const pretrained *model) {
  return 4 + 2 * INSIDE * model->layers;
}

static void describe(stored *s, const pretrained *model, const module *m, int layer, bool bias) {
  int d = model->width, wide = model->mlp_ratio * d;
  const char *parameter = bias ? "bias" : "weight";
  *s = (stored){.parts = m->parts, .rank = m->kind == NORM || bias ? 1 : 2, .inputs = d, .outputs = d};
  if (m->kind == LINEAR && !strcmp(m->theirs, "mlp.c_fc")) s->outputs = wide;
  if (m->kind == LINEAR && !strcmp(m->theirs, "mlp.c_proj")) s->inputs = wide;
  if (m->kind == TABLE) {
    s->tokens = !strcmp(m->theirs, "wte");
    s->inputs = s->tokens ? model->vocabulary : model->context;
  }
  s->shape[0] = s->rank == 1 ? m->parts * s->outputs : s->inputs;
  s->shape[1] = s->rank == 1 ? 0 : m->parts * s->outputs;
  char theirs[24] = "", ours[24] = "";
  if (layer >= 0) snprintf(theirs, sizeof theirs, "h.%d.", layer), snprintf(ours, sizeof ours, "layers.%d.", layer);
  snprintf(s->name, sizeof s->name, "%s%s%s.%s", prefix, theirs, m->theirs, parameter);
  for (int p = 0; p < m->parts; p++) snprintf(s->ours[p], sizeof s->ours[p], "%s%s.%s", ours, m->ours[p], parameter);
}

/* All of them; the caller frees. */
static stored *list_stored(const pretrained *model) {
  stored *list = allocate((size_t)count_of(model), sizeof *list), *at = list;
  for (int i = 0; i < OUTSIDE; i++) {
    describe(at++, model, &outside[i], -1, false);
    if (outside[i].kind == NORM) describe(at++, model, &outside[i], -1, true);
  }
  for (int layer = 0; layer < model->layers; layer++)
    for (int i = 0; i < 2 * INSIDE; i++) describe(at++, model, &inside[i / 2], layer, i % 2);
  return list;
}

/* ---- The file ---- */

static bool exists(const char *folder, const char *name) {
  char *path = pretrained_file(folder, name);
  bool found = !access(path, F_OK);
  free(path);
  return found;
}

static exit_code refuse_absent(const char *folder, const char *path, int error) {
  if (error == ENOENT && exists(folder, "model.safetensors.index.json"))
    return fail(EXIT_USAGE, "%s: the weights are in several files (model.safetensors.index.json); one %s is read",
                folder, file_name);
  if (error == ENOENT && exists(folder, "pytorch_model.bin"))
    return fail(EXIT_USAGE,
                "%s: pytorch_model.bin is a pickle, which is code and is not read; save_pretrained() of a current "
                "transformers writes %s",
                folder, file_name);
  return fail(EXIT_FILES, "cannot open '%s': %s", path, strerror(error));
}

static exit_code map(weights *file, const char *folder) {
  struct stat found;
  int descriptor = open(file->path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return refuse_absent(folder, file->path, errno);
  if (!fstat(descriptor, &found) && S_ISREG(found.st_mode) && found.st_size > 0) {
    void *bytes = mmap(NULL, (size_t)found.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (bytes != MAP_FAILED) *file = (weights){file->path, bytes, (size_t)found.st_size};
  }
  close(descriptor);
  return file->bytes ? EXIT_DONE
                     : fail(EXIT_FILES, "cannot read '%s': it is not a regular file with bytes", file->path);
}

static bool find(ps_stored_tensor *tensor, const weights *file, const char *name, ps_message *why) {
  return !ps_file_find(tensor, file->bytes, file->size, name, why) ||
         !ps_file_find(tensor, file->bytes, file->size, name + strlen(prefix), why);
}

static int element_size(const char *type) {
  return !strcmp(type, "F32") ? 4 : !strcmp(type, "F16") || !strcmp(type, "BF16") ? 2 : 0;
}

static exit_code check_stored(const weights *file, const stored *wanted) {
  ps_stored_tensor tensor;
  ps_message why;
  if (!find(&tensor, file, wanted->name, &why)) return fail_status(PS_MALFORMED_FILE, &why, file->path);
  if (!element_size(tensor.type))
    return fail(EXIT_USAGE, "%s: tensor '%s' is of type %s; it must be F32, F16 or BF16", file->path, tensor.name,
                tensor.type);
  bool same = tensor.rank == wanted->rank;
  for (int i = 0; i < wanted->rank && same; i++) same = tensor.shape[i] == wanted->shape[i];
  if (same) return EXIT_DONE;
  char shape[32];
  snprintf(shape, sizeof shape, wanted->rank == 1 ? "(%d)" : "(%d, %d)", wanted->shape[0], wanted->shape[1]);
  return fail(EXIT_USAGE, "%s: tensor '%s' is not of the shape %s that config.json tells", file->path, tensor.name,
              shape);
}

static const char *unprefixed(const char *name) {
  return strncmp(name, prefix, strlen(prefix)) ? name : name + strlen(prefix);
}

/* h.N.attn.bias and h.N.attn.masked_bias are constants. */
static bool is_mask(const char *name) {
  int layer, end = 0;
  return sscanf(name, "h.%d.attn.%n", &layer, &end) == 1 && end &&
         (!strcmp(name + end, "bias") || !strcmp(name + end, "masked_bias"));
}

/* A head must be the token table, which is what is trained. */
static exit_code check_head(const weights *file, const ps_stored_tensor *head) {
  ps_stored_tensor table;
  ps_message why;
  if (find(&table, file, "transformer.wte.weight", &why) && !strcmp(table.type, head->type) &&
      table.size == head->size && !memcmp(table.data, head->data, head->size))
    return EXIT_DONE;
  return fail(EXIT_USAGE, "%s: lm_head.weight differs from wte.weight: a head of its own is not trained here",
              file->path);
}

static exit_code check_others(const weights *file, const stored *list, int listed, int count) {
  for (int i = 0; i < count; i++) {
    ps_stored_tensor tensor;
    ps_message why;
    bool known = false;
    if (ps_file_tensor(&tensor, file->bytes, file->size, i, &why))
      return fail_status(PS_MALFORMED_FILE, &why, file->path);
    const char *name = unprefixed(tensor.name);
    for (int k = 0; k < listed && !known; k++) known = !strcmp(name, unprefixed(list[k].name));
    exit_code code = EXIT_DONE;
    if (!strcmp(name, "lm_head.weight"))
      code = check_head(file, &tensor);
    else if (!known && !is_mask(name))
      code = fail(EXIT_USAGE, "%s: tensor '%s' is none of a GPT-2 with %d layers and a language model's head",
                  file->path, tensor.name, (listed - 4) / (2 * INSIDE));
    if (code) return code;
  }
  return EXIT_DONE;
}

exit_code weights_open(weights *file, const pretrained *model) {
  *file = (weights){.path = pretrained_file(model->folder, file_name)};
  exit_code code = map(file, model->folder);
  ps_message why;
  int count, listed = count_of(model);
  stored *list = list_stored(model);
  if (!code && ps_file_tensor_count(&count, file->bytes, file->size, &why)) {
    code = fail_status(PS_MALFORMED_FILE, &why, file->path);
    char begin[64] = "";
    memcpy(begin, file->bytes, file->size < sizeof begin - 1 ? file->size : sizeof begin - 1);
    file_tell_cause(&(file_bytes){begin, sizeof begin - 1}, file->path);
  }
  for (int i = 0; i < listed && !code; i++) code = check_stored(file, &list[i]);
  if (!code) code = check_others(file, list, listed, count);
  free(list);
  if (code) weights_close(file);
  return code;
}

void weights_close(weights *file) {
  if (file->bytes) munmap((void *)file->bytes, file->size);
  free(file->path);
  *file = (weights){0};
}

/* ---- Into a run, and back ---- */

static ps_tensor tensor_named(ps_run *run, const char *name) {
  for (int i = 0; i < ps_run_tensor_count(run); i++) {
    ps_tensor tensor = ps_run_tensor(run, i);
    if (!strcmp(tensor.name, name)) return tensor;
  }
  exit(fail(EXIT_USAGE, "the run has no tensor '%s'", name));
}

/* IEEE's half precision: 1 bit of sign, 5 of exponent, 10 of fraction. */
static float from_half(uint16_t half) {
  int exponent = half >> 10 & 31, fraction = half & 1023;
  float magnitude = exponent == 31 ? fraction ? NAN : INFINITY
                    : exponent     ? ldexpf((float)(1024 + fraction), exponent - 25)
                                   : ldexpf((float)fraction, -24);
  return half >> 15 ? -magnitude : magnitude;
}

/* out (count) <- elements from `first` on */
static void read_elements(float *out, const ps_stored_tensor *tensor, size_t first, size_t count) {
  int size = element_size(tensor->type);
  const unsigned char *at = tensor->data + first * (size_t)size;
  if (size == 4) memcpy(out, at, count * sizeof *out);
  bool half = !strcmp(tensor->type, "F16");
  for (size_t i = 0; i < count && size == 2; i++) {
    uint16_t bits;
    memcpy(&bits, at + 2 * i, sizeof bits);
    uint32_t wide = (uint32_t)bits << 16; /* BF16: the upper half of F32 */
    if (half)
      out[i] = from_half(bits);
    else
      memcpy(&out[i], &wide, sizeof wide);
  }
}

/* A row of the file's tensor: into the run's tensors, or from them. A vector is one row, of all parts. */
static void carry_row(float *row, const stored *s, float *const ours[PARTS_MAX], int index, bool back) {
  for (int p = 0; p < s->parts; p++) {
    for (int o = 0; o < s->outputs; o++) {
      /* A linear's weight is (out, in) here, a table's rows are as they are. */
      bool linear = s->rank == 2 && strncmp(s->ours[p], "layers.", 7) == 0;
      size_t at = linear         ? (size_t)o * (size_t)s->inputs + (size_t)index
                  : s->rank == 2 ? (size_t)index * (size_t)s->outputs + (size_t)o
                                 : (size_t)o;
      float *mine = &ours[p][at], *theirs = &row[p * s->outputs + o];
      if (back)
        *theirs = *mine;
      else
        *mine = *theirs;
    }
  }
}

/* The run's row of each of GPT-2's tokens; the caller frees. */
static int *rows_of_tokens(const pretrained *model) {
  int *row_of = allocate((size_t)model->vocabulary, sizeof *row_of);
  for (int id = 0; id < model->vocabulary; id++) row_of[model->token_of[id]] = id;
  return row_of;
}

static void find_ours(float *ours[PARTS_MAX], ps_run *run, const stored *s) {
  for (int p = 0; p < s->parts; p++) ours[p] = tensor_named(run, s->ours[p]).weight;
}

static exit_code read_stored(ps_run *run, const weights *file, const stored *s, const int *row_of) {
  ps_stored_tensor tensor;
  ps_message why;
  float *ours[PARTS_MAX];
  if (!find(&tensor, file, s->name, &why)) return fail_status(PS_MALFORMED_FILE, &why, file->path);
  find_ours(ours, run, s);
  int rows = s->rank == 1 ? 1 : s->inputs, width = s->parts * s->outputs;
  float *row = allocate((size_t)width, sizeof *row);
  bool finite = true;
  for (int i = 0; i < rows; i++) {
    read_elements(row, &tensor, (size_t)i * (size_t)width, (size_t)width);
    for (int k = 0; k < width; k++) finite &= isfinite(row[k]) != 0;
    carry_row(row, s, ours, s->tokens ? row_of[i] : i, false);
  }
  free(row);
  return finite ? EXIT_DONE
                : fail(EXIT_USAGE, "%s: tensor '%s' holds what is not a finite number", file->path, tensor.name);
}

exit_code weights_read(ps_run *run, const weights *file, const pretrained *model) {
  exit_code code = EXIT_DONE;
  stored *list = list_stored(model);
  int *row_of = rows_of_tokens(model);
  for (int i = 0; i < count_of(model) && !code; i++) code = read_stored(run, file, &list[i], row_of);
  free(row_of);
  free(list);
  if (!code) ps_run_weights_changed(run);
  return code;
}

static size_t write_all(void *bytes, size_t capacity, ps_run *run, const pretrained *model, const stored *list,
                        const int *row_of) {
  ps_file_writer writer = ps_file_writer_begin(bytes, capacity);
  ps_file_writer_metadata(&writer, "format", "pt"); /* without it transformers reads no file */
  for (int i = 0; i < count_of(model); i++)
    ps_file_writer_tensor(&writer, list[i].name, "F32", list[i].rank, list[i].shape);
  for (int i = 0; i < count_of(model); i++) {
    const stored *s = &list[i];
    int rows = s->rank == 1 ? 1 : s->inputs, width = s->parts * s->outputs;
    float *ours[PARTS_MAX], *row = allocate((size_t)width, sizeof *row);
    find_ours(ours, run, s);
    for (int k = 0; k < rows; k++) {
      if (bytes) carry_row(row, s, ours, s->tokens ? row_of[k] : k, true);
      ps_file_writer_data(&writer, row, (size_t)width * sizeof *row);
    }
    free(row);
  }
  return ps_file_writer_end(&writer);
}

char *weights_write(size_t *size, ps_run *run, const pretrained *model) {
  stored *list = list_stored(model);
  int *row_of = rows_of_tokens(model);
  *size = write_all(NULL, 0, run, model, list, row_of);
  char *bytes = allocate(*size, 1);
  write_all(bytes, *size, run, model, list, row_of);
  free(row_of);
  free(list);
  return bytes;
}

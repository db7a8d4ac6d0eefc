/* The reader of safetensors files: whatever it takes lies within the bytes, and written again it reads the same. */
#include "ground/safetensors.h"

#include "fuzz.h"

#include <string.h>

enum { TENSORS = 64 };

/* (count) the file's tensors, their places checked. */
static void read_all(ps_stored_tensor *tensors, int count, const uint8_t *data, size_t size) {
  for (int i = 0; i < count; i++) {
    ps_stored_tensor *tensor = &tensors[i];
    HOLDS(ps_file_tensor(tensor, data, size, i, NULL) == PS_OK);
    HOLDS(memchr(tensor->name, 0, sizeof tensor->name) && memchr(tensor->type, 0, sizeof tensor->type));
    HOLDS(tensor->data >= data && tensor->size <= size && tensor->data + tensor->size <= data + size);
    HOLDS(tensor->rank >= 0 && tensor->rank <= 4);
    for (int d = 0; d < tensor->rank; d++) HOLDS(tensor->shape[d] >= 0);
    ps_stored_tensor found;
    HOLDS(ps_file_find(&found, data, size, tensor->name, NULL) == PS_OK && found.data == tensor->data);
  }
  ps_stored_tensor none;
  ps_message why;
  HOLDS(ps_file_tensor(&none, data, size, count, &why) == PS_INVALID_ARGUMENT);
}

/* Every value is a text, as long as the reader says, cut where it must be. */
static void read_metadata(const uint8_t *data, size_t size, const char *key) {
  char whole[256], part[4];
  size_t length = ps_file_metadata(whole, sizeof whole, data, size, key);
  const char *end = memchr(whole, 0, sizeof whole);
  HOLDS(end && (size_t)(end - whole) == (length < sizeof whole ? length : sizeof whole - 1));
  HOLDS(ps_file_metadata(part, sizeof part, data, size, key) == length);
  HOLDS(memchr(part, 0, sizeof part) && !strncmp(part, whole, strlen(part)));
  HOLDS(ps_file_metadata(NULL, 0, data, size, key) == length);
}

static size_t write_all(uint8_t *bytes, size_t capacity, const ps_stored_tensor *tensors, int count) {
  ps_file_writer writer = ps_file_writer_begin(bytes, capacity);
  ps_file_writer_metadata(&writer, "format", "again");
  for (int pass = 0; pass < 2; pass++) {
    for (int i = 0; i < count; i++) {
      const ps_stored_tensor *tensor = &tensors[i];
      int shape[4];
      for (int d = 0; d < tensor->rank; d++) shape[d] = (int)tensor->shape[d];
      if (!pass) ps_file_writer_tensor(&writer, tensor->name, tensor->type, tensor->rank, shape);
      if (pass) ps_file_writer_data(&writer, tensor->data, tensor->size);
    }
  }
  return ps_file_writer_end(&writer);
}

static void write_again(const ps_stored_tensor *tensors, int count) {
  for (int i = 0; i < count; i++) {
    /* An empty tensor's other sizes may be larger than the writer's. */
    for (int d = 0; d < tensors[i].rank; d++)
      if (tensors[i].shape[d] > INT32_MAX) return;
  }
  size_t size = write_all(NULL, 0, tensors, count);
  uint8_t *bytes = malloc(size);
  HOLDS(bytes && write_all(bytes, size, tensors, count) == size);
  int again = 0;
  ps_message why;
  HOLDS(ps_file_tensor_count(&again, bytes, size, &why) == PS_OK && again == count);
  for (int i = 0; i < count; i++) {
    ps_stored_tensor tensor;
    HOLDS(ps_file_tensor(&tensor, bytes, size, i, &why) == PS_OK);
    HOLDS(!strcmp(tensor.name, tensors[i].name) && !strcmp(tensor.type, tensors[i].type));
    HOLDS(tensor.rank == tensors[i].rank && tensor.size == tensors[i].size);
    HOLDS(!tensor.size || !memcmp(tensor.data, tensors[i].data, tensor.size));
  }
  free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  ps_stored_tensor tensors[TENSORS];
  ps_message why;
  int count = -1;
  ps_status status = ps_file_tensor_count(&count, data, size, &why);
  HOLDS(status == PS_OK || (status == PS_MALFORMED_FILE && *why.text && count == -1));
  read_metadata(data, size, "format");
  read_metadata(data, size, "");
  if (status || count > TENSORS) return 0;
  read_all(tensors, count, data, size);
  write_again(tensors, count);
  return 0;
}

/* The safetensors reader and writer: golden files, round trips, and files made to hurt. */
#include "check.h"
#include "ground/rng.h"
#include "ground/safetensors.h"

#include <stdlib.h>

/* An exact-size copy, so that the address sanitizer sees the first byte read past it. */
static void *exact_copy(const void *bytes, size_t size) {
  void *copy = malloc(size ? size : 1);
  if (size) memcpy(copy, bytes, size);
  return copy;
}

static unsigned char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!CHECK(file != NULL)) exit(check_done("safetensors"));
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*size);
  CHECK_INTEGER(fread(bytes, 1, *size, file), *size);
  fclose(file);
  return bytes;
}

static void test_golden(const char *path, const char *labels, int tensors) {
  size_t size;
  int count = 0;
  unsigned char *bytes = read_file(path, &size);
  ps_message why = {""};
  ps_stored_tensor tensor;
  char value[16];
  CHECK_INTEGER(ps_file_tensor_count(&count, bytes, size, &why), PS_OK);
  CHECK_TEXT(why.text, "");
  CHECK_INTEGER(count, tensors);
  CHECK_INTEGER(ps_file_metadata(value, sizeof value, bytes, size, "num_nodes"), strlen(labels));
  CHECK_TEXT(value, labels);
  CHECK_INTEGER(ps_file_metadata(value, sizeof value, bytes, size, "no such key"), 0);
  CHECK_INTEGER(ps_file_find(&tensor, bytes, size, "param.layers.1.mlp.expand.weight", &why), PS_OK);
  CHECK_INTEGER(tensor.rank, 2);
  CHECK_INTEGER(tensor.shape[0], 4 * tensor.shape[1]);
  CHECK_TEXT(tensor.type, "F32");
  CHECK_INTEGER(tensor.size, 4 * tensor.shape[0] * tensor.shape[1]);
  CHECK_INTEGER(ps_file_tensor(&tensor, bytes, size, 0, &why), PS_OK);
  CHECK_TEXT(tensor.name, "param.embed_tokens.weight");
  CHECK_INTEGER(ps_file_tensor(&tensor, bytes, size, tensors, &why), PS_INVALID_ARGUMENT);
  CHECK_INTEGER(ps_file_find(&tensor, bytes, size, "absent", &why), PS_MALFORMED_FILE);
  CHECK_TEXT(why.text, "safetensors: there is no tensor 'absent'");
  CHECK_INTEGER(ps_file_find(&tensor, bytes, size, "losses", &why), PS_OK);
  double losses[5];
  CHECK_INTEGER(tensor.size, sizeof losses);
  memcpy(losses, tensor.data, sizeof losses);
  CHECK(losses[4] > 0 && losses[4] < losses[0]);
  free(bytes);
}

/* Two tensors, an empty one and a scalar; the same file whatever the capacity, so long as it fits. */
static size_t write_example(void *bytes, size_t capacity) {
  static const float first[6] = {1, -2, 3, -4, 5, -6};
  static const int32_t second[3] = {7, 8, 9};
  static const double scalar = 0.5;
  ps_file_writer writer = ps_file_writer_begin(bytes, capacity);
  ps_file_writer_metadata(&writer, "step", "12");
  ps_file_writer_metadata(&writer, "quoted \"key\"", "line\nend \\ caf\xc3\xa9");
  ps_file_writer_tensor(&writer, "first", "F32", 2, (int[]){2, 3});
  ps_file_writer_tensor(&writer, "second", "I32", 1, (int[]){3});
  ps_file_writer_tensor(&writer, "empty", "U8", 1, (int[]){0});
  ps_file_writer_tensor(&writer, "scalar", "F64", 0, NULL);
  ps_file_writer_data(&writer, first, sizeof first);
  ps_file_writer_data(&writer, second, 4);
  ps_file_writer_data(&writer, second + 1, 8);
  ps_file_writer_data(&writer, NULL, 0);
  ps_file_writer_data(&writer, &scalar, sizeof scalar);
  return ps_file_writer_end(&writer);
}

static void test_round_trip(void) {
  size_t size = write_example(NULL, 0);
  unsigned char *bytes = malloc(size);
  CHECK_INTEGER(write_example(bytes, size), size);
  CHECK_INTEGER(bytes[0] % 8, 0);
  ps_message why = {""};
  int count = 0;
  CHECK_INTEGER(ps_file_tensor_count(&count, bytes, size, &why), PS_OK);
  CHECK_TEXT(why.text, "");
  CHECK_INTEGER(count, 4);

  char value[32];
  CHECK_INTEGER(ps_file_metadata(value, sizeof value, bytes, size, "step"), 2);
  CHECK_TEXT(value, "12");
  CHECK_INTEGER(ps_file_metadata(value, sizeof value, bytes, size, "quoted \"key\""), 16);
  CHECK_TEXT(value, "line\nend \\ caf\xc3\xa9");
  CHECK_INTEGER(ps_file_metadata(value, 3, bytes, size, "quoted \"key\""), 16);
  CHECK_TEXT(value, "li");

  ps_stored_tensor tensor;
  CHECK_INTEGER(ps_file_tensor(&tensor, bytes, size, 1, &why), PS_OK);
  CHECK_TEXT(tensor.name, "second");
  int32_t integers[3];
  memcpy(integers, tensor.data, sizeof integers);
  CHECK(tensor.size == 12 && integers[0] == 7 && integers[2] == 9);
  CHECK_INTEGER(ps_file_find(&tensor, bytes, size, "first", &why), PS_OK);
  CHECK((size_t)(tensor.data - bytes) % 8 == 0 && tensor.rank == 2 && tensor.shape[0] == 2 && tensor.shape[1] == 3);
  CHECK_INTEGER(ps_file_find(&tensor, bytes, size, "empty", &why), PS_OK);
  CHECK(tensor.size == 0 && tensor.rank == 1 && tensor.shape[0] == 0);
  CHECK_INTEGER(ps_file_find(&tensor, bytes, size, "scalar", &why), PS_OK);
  CHECK(tensor.size == 8 && tensor.rank == 0);

  /* Too little room: the size is still told, and not a byte written past the end (the sanitizer would see it). */
  for (size_t capacity = 0; capacity < size; capacity++) {
    void *small = exact_copy(bytes, capacity);
    CHECK_INTEGER(write_example(small, capacity), size);
    free(small);
  }
  free(bytes);

  ps_file_writer writer = ps_file_writer_begin(NULL, 0);
  size = ps_file_writer_end(&writer);
  bytes = malloc(size);
  writer = ps_file_writer_begin(bytes, size);
  CHECK_INTEGER(ps_file_writer_end(&writer), 16);
  CHECK_INTEGER(ps_file_tensor_count(&count, bytes, size, &why), PS_OK);
  CHECK_INTEGER(count, 0);
  free(bytes);
}

/* Every function of the reader on these bytes; the status of the one that checks everything. */
static ps_status read_all(const void *bytes, size_t size, ps_message *why) {
  void *copy = exact_copy(bytes, size);
  ps_stored_tensor tensor;
  char value[8];
  int count = -1;
  ps_status status = ps_file_tensor_count(&count, copy, size, why);
  CHECK(status == PS_OK ? count >= 0 : count == -1);
  for (int i = 0; i < 6; i++) {
    ps_status one = ps_file_tensor(&tensor, copy, size, i, NULL);
    CHECK(one == PS_OK || one == PS_MALFORMED_FILE || one == PS_INVALID_ARGUMENT);
    unsigned sum = 0;
    for (size_t j = 0; one == PS_OK && j < tensor.size; j++) sum += tensor.data[j];
    CHECK(sum < 1u << 31);
  }
  ps_file_metadata(value, sizeof value, copy, size, "step");
  free(copy);
  return status;
}

static void check_refused(const void *bytes, size_t size) {
  ps_message why = {""};
  CHECK_INTEGER(read_all(bytes, size, &why), PS_MALFORMED_FILE);
  CHECK(why.text[0] != 0);
}

/* A file of this header and `data_size` zero bytes. */
static unsigned char *framed(const char *header, size_t data_size, size_t *size) {
  size_t length = strlen(header);
  unsigned char *bytes = calloc(8 + length + data_size, 1);
  for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)((uint64_t)length >> (8 * i));
  memcpy(bytes + 8, header, length);
  *size = 8 + length + data_size;
  return bytes;
}

#define ENTRY(dtype, shape, begin, end)                                                                                \
  "{\"dtype\":\"" dtype "\",\"shape\":[" shape "],\"data_offsets\":[" begin "," end "]}"

/* Headers over 16 bytes of data, and the words the refusal must hold. */
static const struct {
  const char *header, *reason;
} hostile[] = {
    {"", "expected '{'"},
    {"[]", "expected '{'"},
    {"nonsense", "expected '{'"},
    {"{", "expected '\"'"},
    {"{}", "leave holes"},
    {"{} x", "follows the header's end"},
    {"{}{}", "follows the header's end"},
    {"{\"a\"}", "expected ':'"},
    {"{\"a\":[]}", "expected '{'"},
    {"{\"a\":{}}", "expected '\"'"},
    {"{\"a\":" ENTRY("F32", "4", "0", "16") ",}", "expected '\"'"},
    {"{,\"a\":" ENTRY("F32", "4", "0", "16") "}", "expected '\"'"},
    {"{\"a\":" ENTRY("F32", "4", "0", "16") " \"b\":" ENTRY("F32", "0", "0", "0") "}", "expected ','"},
    {"{\"a\":" ENTRY("F32", "4", "0", "16"), "expected ','"},
    {"{\"a\":" ENTRY("F32", "4,", "0", "16") "}", "whole number"},
    {"{\"a\":" ENTRY("F32", "-4", "0", "16") "}", "whole number"},
    {"{\"a\":" ENTRY("F32", "4.0", "0", "16") "}", "expected ']'"},
    {"{\"a\":" ENTRY("F32", "4e0", "0", "16") "}", "expected ']'"},
    {"{\"a\":" ENTRY("F32", "04", "0", "16") "}", "begins with 0"},
    {"{\"a\":" ENTRY("F32", "\"4\"", "0", "16") "}", "whole number"},
    {"{\"a\":" ENTRY("F32", "9999999999999999", "0", "16") "}", "too large"},
    {"{\"a\":" ENTRY("F32", "999999999999999,999999999999999", "0", "16") "}", "too large"},
    {"{\"a\":" ENTRY("F32", "1,1,1,1,4", "0", "16") "}", "more than 4 dimensions"},
    {"{\"a\":" ENTRY("F32", "[[[[[[[[[[[[[[[[4]]]]]]]]]]]]]]]]", "0", "16") "}", "whole number"},
    {"{\"a\":" ENTRY("F32", "4", "-16", "0") "}", "whole number"},
    {"{\"a\":" ENTRY("F32", "4", "16", "0") "}", "run backwards"},
    {"{\"a\":" ENTRY("F32", "4", "4", "20") "}", "past the file's end"},
    {"{\"a\":" ENTRY("F32", "4", "999999999999984", "999999999999999") "}", "past the file's end"},
    {"{\"a\":" ENTRY("F32", "4", "18446744073709551600", "0") "}", "too large"},
    {"{\"a\":" ENTRY("F32", "3", "0", "16") "}", "another size"},
    {"{\"a\":" ENTRY("F32", "4", "0", "12") "}", "another size"},
    {"{\"a\":" ENTRY("F32", "0,999999999999999,999999999999999", "0", "16") "}", "another size"},
    {"{\"a\":" ENTRY("F32", "2", "0", "8") ",\"b\":" ENTRY("F32", "2", "4", "12") "}", "holes in the data, or overlap"},
    {"{\"a\":" ENTRY("F32", "2", "0", "8") ",\"b\":" ENTRY("F32", "2", "0", "8") "}", "holes in the data, or overlap"},
    {"{\"a\":" ENTRY("F32", "2", "0", "8") "}", "holes in the data, or overlap"},
    {"{\"a\":" ENTRY("F32", "2", "8", "16") "}", "holes in the data, or overlap"},
    {"{\"a\":" ENTRY("F31", "4", "0", "16") "}", "unknown dtype"},
    {"{\"a\":" ENTRY("", "4", "0", "16") "}", "unknown dtype"},
    {"{\"a\":" ENTRY("FLOATING POINT NUMBER", "4", "0", "16") "}", "unknown dtype"},
    {"{\"a\":{\"dtype\":32,\"shape\":[4],\"data_offsets\":[0,16]}}", "expected '\"'"},
    {"{\"a\":{\"shape\":[4],\"data_offsets\":[0,16]}}", "is missing"},
    {"{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,16]}}", "is missing"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[4]}}", "is missing"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0]}}", "not two numbers"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,8,16]}}", "not two numbers"},
    {"{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}", "each once"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16],\"x\":{\"y\":{}}}}", "nothing else"},
    {"{\"a\":" ENTRY("F32", "2", "0", "8") ",\"a\":" ENTRY("F32", "2", "8", "16") "}", "given twice"},
    {"{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"},\"a\":" ENTRY("F32", "4", "0", "16") "}", "given twice"},
    {"{\"__metadata__\":{},\"__metadata__\":{},\"a\":" ENTRY("F32", "4", "0", "16") "}", "given twice"},
    {"{\"__metadata__\":{\"k\":1}}", "expected '\"'"},
    {"{\"__metadata__\":{\"k\":{\"l\":\"m\"}}}", "expected '\"'"},
    {"{\"__metadata__\":{\"k\":\"v\"", "expected '}'"},
    {"{\"__metadata__\":{\"k\":\"v", "does not end"},
    {"{\"__metadata__\":{\"k\":\"v\\", "unknown escape"},
    {"{\"__metadata__\":{\"k\":\"\\q\"}}", "unknown escape"},
    {"{\"__metadata__\":{\"k\":\"\\u12\"}}", "four hexadecimal digits"},
    {"{\"__metadata__\":{\"k\":\"\\u", "four hexadecimal digits"},
    {"{\"__metadata__\":{\"k\":\"\\ud800\"}}", "half a surrogate pair"},
    {"{\"__metadata__\":{\"k\":\"\\udc00\"}}", "half a surrogate pair"},
    {"{\"__metadata__\":{\"k\":\"\\ud800\\u0041\"}}", "half a surrogate pair"},
    {"{\"__metadata__\":{\"k\":\"\\u0000\"}}", "character 0"},
    {"{\"__metadata__\":{\"k\":\"a\nb\"}}", "control character"},
    {"{\"a\\u001b[2J\":" ENTRY("F32", "4", "0", "16") "}", "control character in a name"},
    {"{\"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\":" ENTRY(
         "F32", "4", "0", "16") "}",
     "name is too long"},
};

static void test_hostile_headers(void) {
  for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
    size_t size;
    unsigned char *bytes = framed(hostile[i].header, 16, &size);
    ps_message why = {""};
    CHECK_INTEGER(read_all(bytes, size, &why), PS_MALFORMED_FILE);
    if (!CHECK(strstr(why.text, hostile[i].reason) != NULL))
      fprintf(stderr, "    header %s\n    says \"%s\", not \"%s\"\n", hostile[i].header, why.text, hostile[i].reason);
    free(bytes);
  }
  /* What looks odd but is good: space, escapes, any order of keys and of tensors. */
  size_t size;
  unsigned char *bytes =
      framed(" {\n\t\"z\\u0041\\ud83d\\ude00\" : {\"shape\":[ 2 , 1 ],\"data_offsets\":[8,16],\"dtype\""
             ":\"F32\"}, \"a\":" ENTRY("F64", "", "0", "8") ",\"__metadata__\":{}} \r\n",
             16, &size);
  ps_message why = {""};
  ps_stored_tensor tensor;
  CHECK_INTEGER(read_all(bytes, size, &why), PS_OK);
  CHECK_TEXT(why.text, "");
  CHECK_INTEGER(ps_file_find(&tensor, bytes, size, "zA\xf0\x9f\x98\x80", &why), PS_OK);
  CHECK_INTEGER(tensor.data - bytes, size - 8);
  free(bytes);
}

/* A value that is wrong somewhere is none: what was read of it before that is not left behind. */
static void test_malformed_metadata(void) {
  static const char *const values[] = {"\"abcdef", "\"abcdef\\q\"", "\"abc\\ud800\"", "\"abcd\x01\"", "\"abcdef\"x"};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    char header[64], value[8];
    snprintf(header, sizeof header, "{\"__metadata__\":{\"step\":%s}}", values[i]);
    size_t size;
    unsigned char *bytes = framed(header, 0, &size);
    memset(value, '#', sizeof value);
    CHECK_INTEGER(ps_file_metadata(value, sizeof value, bytes, size, "step"), 0);
    CHECK(value[0] == 0);
    free(bytes);
  }
}

static void test_nesting_and_numbers_of_names(void) {
  enum { DEPTH = 200000 };
  static char header[DEPTH + 16];
  size_t size;
  strcpy(header, "{\"a\":");
  memset(header + 5, '{', DEPTH);
  unsigned char *bytes = framed(header, 0, &size);
  check_refused(bytes, size);
  free(bytes);
  memset(header + 5, '[', DEPTH);
  bytes = framed(header, 0, &size);
  check_refused(bytes, size);
  free(bytes);

  ps_message why = {""};
  int count = 0;
  for (int tensors = PS_FILE_KEYS_MAX; tensors <= PS_FILE_KEYS_MAX + 1; tensors++) {
    static unsigned char file[PS_FILE_KEYS_MAX * 80];
    ps_file_writer writer = ps_file_writer_begin(file, sizeof file);
    for (int i = 0; i < tensors; i++) {
      char name[16];
      snprintf(name, sizeof name, "t%d", i);
      ps_file_writer_tensor(&writer, name, "U8", 1, (int[]){1});
    }
    for (int i = 0; i < tensors; i++) ps_file_writer_data(&writer, "x", 1);
    size = ps_file_writer_end(&writer);
    CHECK(size <= sizeof file);
    bool fits = tensors == PS_FILE_KEYS_MAX;
    CHECK_INTEGER(ps_file_tensor_count(&count, file, size, &why), fits ? PS_OK : PS_MALFORMED_FILE);
    CHECK_INTEGER(count, PS_FILE_KEYS_MAX);
  }
}

/* A good file cut at every length, given every wrong header length of a byte, and with every byte changed. */
static void test_damage(void) {
  size_t size = write_example(NULL, 0);
  unsigned char *bytes = malloc(size + 1);
  write_example(bytes, size);
  for (size_t length = 0; length < size; length++) check_refused(bytes, length);
  bytes[size] = 0;
  check_refused(bytes, size + 1);
  for (int i = 0; i < 8; i++) {
    for (int value = 0; value < 256; value++) {
      unsigned char before = bytes[i];
      if (value == before) continue;
      bytes[i] = (unsigned char)value;
      check_refused(bytes, size);
      bytes[i] = before;
    }
  }
  ps_rng rng = ps_rng_at(1, PS_STREAM_TEST, 0);
  for (int i = 0; i < 20000; i++) {
    unsigned char *damaged = exact_copy(bytes, size);
    for (uint32_t edits = 1 + ps_rng_below(&rng, 3); edits > 0; edits--)
      damaged[ps_rng_below(&rng, (uint32_t)size)] = (unsigned char)ps_rng_below(&rng, 256);
    ps_message why = {""};
    ps_status status = read_all(damaged, size, &why);
    CHECK(status == PS_OK || (status == PS_MALFORMED_FILE && why.text[0]));
    free(damaged);
  }
  free(bytes);
}

int main(void) {
  test_golden(PS_TEST_DIR "/golden/gpt-teacher-forcing.safetensors", "10", 149);
  test_golden(PS_TEST_DIR "/golden/gpt-teacherless.safetensors", "12", 149);
  test_golden(PS_TEST_DIR "/golden/gpt-reverse.safetensors", "17", 149);
  test_round_trip();
  test_hostile_headers();
  test_malformed_metadata();
  test_nesting_and_numbers_of_names();
  test_damage();
  return check_done("safetensors");
}

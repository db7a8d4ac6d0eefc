#include "ground/safetensors.h"

#include "ground/fail.h"
#include "ground/rng.h"

#include <assert.h>
#include <string.h>

static const struct {
  const char *name;
  int bytes;
} types[] = {{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8}, {"I32", 4}, {"I16", 2},
             {"I8", 1},  {"U64", 8}, {"U32", 4}, {"U16", 2},  {"U8", 1},  {"BOOL", 1}};

static int type_bytes(const char *name) {
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    if (!strcmp(types[i].name, name)) return types[i].bytes;
  return 0;
}

/* ---- Reading. The header's grammar is fixed (an object of flat objects), so there is no recursion to bound. ---- */

/* `id`: a row of refusals.h whose only argument is the byte. */
static bool refuse(const ps_file_reader *reader, ps_refusal id) {
  ps_fail_any(reader->why, PS_MALFORMED_FILE, id, "", (long long)(reader->at - reader->header));
  return false;
}

static void skip_space(ps_file_reader *reader) {
  while (reader->at < reader->header_end &&
         (*reader->at == ' ' || *reader->at == '\n' || *reader->at == '\r' || *reader->at == '\t'))
    reader->at++;
}

/* If `wanted` comes next, goes past it and returns true. */
static bool next_is(ps_file_reader *reader, char wanted) {
  skip_space(reader);
  if (reader->at == reader->header_end || *reader->at != (unsigned char)wanted) return false;
  reader->at++;
  return true;
}

static bool expect(ps_file_reader *reader, char wanted) {
  if (next_is(reader, wanted)) return true;
  char text[2] = {wanted, 0};
  ps_fail(reader->why, PS_MALFORMED_FILE, PS_REFUSE_HEADER_EXPECTED, "", (long long)(reader->at - reader->header),
          text);
  return false;
}

/* After one item of a list: sets `more` where a comma follows, else demands the closing character. */
static bool list_goes_on(ps_file_reader *reader, bool *more, char closing) {
  *more = next_is(reader, ',');
  return *more || expect(reader, closing);
}

/* Four hexadecimal digits of a \u escape. */
static bool read_hex(ps_file_reader *reader, uint32_t *value) {
  *value = 0;
  for (int i = 0; i < 4; i++, reader->at++) {
    int c = reader->at < reader->header_end ? *reader->at : 0;
    int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
    if (digit < 0) return refuse(reader, PS_REFUSE_HEADER_HEXADECIMAL);
    *value = *value * 16 + (uint32_t)digit;
  }
  return true;
}

static void put_utf8(ps_text *text, uint32_t code) {
  if (code < 0x80) {
    ps_text_character(text, (char)code);
    return;
  }
  int tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  static const unsigned char lead[] = {0, 0xc0, 0xe0, 0xf0};
  ps_text_character(text, (char)(lead[tail] | code >> (6 * tail)));
  while (tail--) ps_text_character(text, (char)(0x80 | (code >> (6 * tail) & 0x3f)));
}

static bool read_escape(ps_file_reader *reader, ps_text *text) {
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  int c = reader->at < reader->header_end ? *reader->at++ : 0;
  const char *letter = c ? strchr(letters, c) : NULL;
  if (letter) {
    ps_text_character(text, meanings[letter - letters]);
    return true;
  }
  uint32_t code, low;
  if (c != 'u') return refuse(reader, PS_REFUSE_HEADER_ESCAPE);
  if (!read_hex(reader, &code)) return false;
  if (code >= 0xd800 && code < 0xdc00) {
    bool pair = reader->header_end - reader->at >= 2 && reader->at[0] == '\\' && reader->at[1] == 'u';
    if (!pair) return refuse(reader, PS_REFUSE_HEADER_SURROGATE);
    reader->at += 2;
    if (!read_hex(reader, &low)) return false;
    if (low < 0xdc00 || low > 0xdfff) return refuse(reader, PS_REFUSE_HEADER_SURROGATE);
    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
  } else if (code >= 0xdc00 && code < 0xe000) {
    return refuse(reader, PS_REFUSE_HEADER_SURROGATE);
  }
  if (!code) return refuse(reader, PS_REFUSE_HEADER_ZERO);
  put_utf8(text, code);
  return true;
}

/* A string with its escapes resolved, cut at `capacity`; `length` is that of the whole. */
static bool read_string(ps_file_reader *reader, char *string, size_t capacity, size_t *length) {
  if (!expect(reader, '"')) return false;
  ps_text text = ps_text_begin(string, capacity);
  for (;;) {
    if (reader->at == reader->header_end) return refuse(reader, PS_REFUSE_HEADER_OPEN_STRING);
    int c = *reader->at++;
    if (c == '"') break;
    if (c < 0x20) return refuse(reader, PS_REFUSE_HEADER_CONTROL);
    if (c != '\\')
      ps_text_character(&text, (char)c);
    else if (!read_escape(reader, &text))
      return false;
  }
  *length = ps_text_end(&text);
  return true;
}

/* A key of the header: a tensor's name or a metadata key. It must be short and printable, because messages quote it. */
static bool read_key(ps_file_reader *reader, char *key, size_t capacity) {
  size_t length;
  if (!read_string(reader, key, capacity, &length)) return false;
  if (length >= capacity) return refuse(reader, PS_REFUSE_HEADER_LONG_NAME);
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)key[i] < 0x20 || key[i] == 0x7f) return refuse(reader, PS_REFUSE_HEADER_CONTROL_NAME);
  return expect(reader, ':');
}

static bool read_count(ps_file_reader *reader, int64_t *value) {
  enum { DIGITS_MAX = 15 }; /* below 2^53, so that sums do not overflow either */
  skip_space(reader);
  const unsigned char *first = reader->at;
  *value = 0;
  while (reader->at < reader->header_end && *reader->at >= '0' && *reader->at <= '9') {
    if (reader->at - first == DIGITS_MAX) return refuse(reader, PS_REFUSE_HEADER_LARGE);
    *value = *value * 10 + (*reader->at++ - '0');
  }
  if (reader->at == first) return refuse(reader, PS_REFUSE_HEADER_NO_NUMBER);
  if (*first == '0' && reader->at - first > 1) return refuse(reader, PS_REFUSE_HEADER_PADDED);
  return true;
}

static bool read_counts(ps_file_reader *reader, int64_t *values, int most, int *count, ps_refusal too_many) {
  *count = 0;
  if (!expect(reader, '[')) return false;
  if (next_is(reader, ']')) return true;
  for (bool more = true; more;) {
    if (*count == most) return refuse(reader, too_many);
    if (!read_count(reader, &values[(*count)++]) || !list_goes_on(reader, &more, ']')) return false;
  }
  return true;
}

/* Refuses a key that was there before; `kind` keeps tensor names and metadata keys apart. */
static bool note_key(ps_file_reader *reader, const char *key, uint64_t kind) {
  if (!reader->seen) return true;
  uint64_t hash = kind;
  for (; *key; key++) hash = ps_mix(hash * 31 + (unsigned char)*key + 1);
  for (int i = 0; i < reader->seen_count; i++)
    if (reader->seen[i] == hash) return refuse(reader, PS_REFUSE_HEADER_TWICE);
  if (reader->seen_count == PS_FILE_KEYS_MAX) return refuse(reader, PS_REFUSE_HEADER_NAMES);
  reader->seen[reader->seen_count++] = hash;
  return true;
}

/* Reads all of __metadata__; where `wanted` is a key in it, copies its value. */
static bool read_metadata(ps_file_reader *reader, const char *wanted, char *value, size_t capacity, size_t *length) {
  if (reader->metadata_seen) return refuse(reader, PS_REFUSE_HEADER_METADATA_TWICE);
  reader->metadata_seen = true;
  if (!expect(reader, '{')) return false;
  if (next_is(reader, '}')) return true;
  for (bool more = true; more;) {
    char key[sizeof((ps_stored_tensor *)0)->name];
    size_t ignored;
    if (!read_key(reader, key, sizeof key) || !note_key(reader, key, 1)) return false;
    bool found = wanted && !strcmp(key, wanted);
    if (!read_string(reader, found ? value : NULL, found ? capacity : 0, found ? length : &ignored)) return false;
    if (!list_goes_on(reader, &more, '}')) return false;
  }
  return true;
}

static bool refuse_tensor(ps_file_reader *reader, const char *name, ps_refusal id) {
  ps_fail_any(reader->why, PS_MALFORMED_FILE, id, "", name);
  return false;
}

/* Checks `offsets` against the data and the shape, and points the tensor at its bytes. */
static bool place_tensor(ps_file_reader *reader, ps_stored_tensor *tensor, const int64_t offsets[2]) {
  int64_t size = type_bytes(tensor->type);
  if (!size) return refuse_tensor(reader, tensor->name, PS_REFUSE_TENSOR_TYPE);
  if (offsets[0] > offsets[1]) return refuse_tensor(reader, tensor->name, PS_REFUSE_TENSOR_BACKWARDS);
  if ((uint64_t)offsets[1] > reader->data_size) return refuse_tensor(reader, tensor->name, PS_REFUSE_TENSOR_PAST_END);
  for (int i = 0; i < tensor->rank; i++) {
    if (tensor->shape[i] && size > INT64_MAX / tensor->shape[i])
      return refuse_tensor(reader, tensor->name, PS_REFUSE_TENSOR_TOO_LARGE);
    size *= tensor->shape[i];
  }
  if (offsets[1] - offsets[0] != size) return refuse_tensor(reader, tensor->name, PS_REFUSE_TENSOR_SIZE);
  tensor->data = reader->data + offsets[0];
  tensor->size = (size_t)size;
  /* The tensors tile the data without hole or overlap exactly if each but the first begins where another one ends: then
   * these sums over scrambled offsets cancel down to the two ends of the data. */
  reader->tiled += ps_mix((uint64_t)offsets[1] + 1) - ps_mix((uint64_t)offsets[0] + 1);
  return true;
}

/* {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, in any order. */
static bool read_tensor(ps_file_reader *reader, ps_stored_tensor *tensor) {
  int64_t offsets[2];
  int offset_count = 0;
  bool has_type = false, has_shape = false, has_offsets = false;
  size_t length;
  if (!expect(reader, '{')) return false;
  for (bool more = true; more;) {
    char key[16];
    if (!read_key(reader, key, sizeof key)) return false;
    if (!strcmp(key, "dtype") && !has_type) {
      has_type = read_string(reader, tensor->type, sizeof tensor->type, &length);
      if (!has_type) return false;
      if (length >= sizeof tensor->type) return refuse_tensor(reader, tensor->name, PS_REFUSE_TENSOR_TYPE);
    } else if (!strcmp(key, "shape") && !has_shape) {
      has_shape = read_counts(reader, tensor->shape, 4, &tensor->rank, PS_REFUSE_HEADER_RANK);
      if (!has_shape) return false;
    } else if (!strcmp(key, "data_offsets") && !has_offsets) {
      has_offsets = read_counts(reader, offsets, 2, &offset_count, PS_REFUSE_HEADER_OFFSETS);
      if (!has_offsets) return false;
      if (offset_count != 2) return refuse(reader, PS_REFUSE_HEADER_OFFSETS);
    } else {
      return refuse(reader, PS_REFUSE_HEADER_KEY);
    }
    if (!list_goes_on(reader, &more, '}')) return false;
  }
  if (!has_type || !has_shape || !has_offsets) return refuse_tensor(reader, tensor->name, PS_REFUSE_TENSOR_LACKS);
  return place_tensor(reader, tensor, offsets);
}

ps_status ps_file_open(ps_file_reader *reader, const void *bytes, size_t size, ps_message *why) {
  const unsigned char *at = bytes;
  uint64_t length = 0;
  *reader = (ps_file_reader){.why = why};
  if (size < 8) return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_FILE_SHORT, "", size);
  for (int i = 7; i >= 0; i--) length = length << 8 | at[i];
  if (length > size - 8) return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_FILE_CUT, "", size);
  if (length > PS_FILE_HEADER_MAX)
    return ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_FILE_HEADER, "", PS_FILE_HEADER_MAX);
  reader->header = reader->at = at + 8;
  reader->header_end = reader->data = at + 8 + length;
  reader->data_size = size - 8 - (size_t)length;
  return expect(reader, '{') ? PS_OK : PS_MALFORMED_FILE;
}

/* Past the last entry: only space may follow, and the data must be used up. */
static bool close_header(ps_file_reader *reader) {
  skip_space(reader);
  if (reader->at != reader->header_end) return refuse(reader, PS_REFUSE_HEADER_GOES_ON);
  if (reader->tiled != ps_mix((uint64_t)reader->data_size + 1) - ps_mix(1)) {
    ps_fail(reader->why, PS_MALFORMED_FILE, PS_REFUSE_FILE_HOLES, "");
    return false;
  }
  return true;
}

static ps_status next_tensor(ps_stored_tensor *tensor, bool *more, ps_file_reader *reader, const char *wanted,
                             char *value, size_t capacity, size_t *length) {
  for (;;) {
    bool ended = next_is(reader, '}');
    *more = !ended;
    if (ended) return close_header(reader) ? PS_OK : PS_MALFORMED_FILE;
    if (reader->entries++ && !expect(reader, ',')) return PS_MALFORMED_FILE;
    *tensor = (ps_stored_tensor){.rank = 0};
    if (!read_key(reader, tensor->name, sizeof tensor->name)) return PS_MALFORMED_FILE;
    if (strcmp(tensor->name, "__metadata__")) {
      bool good = note_key(reader, tensor->name, 0) && read_tensor(reader, tensor);
      return good ? PS_OK : PS_MALFORMED_FILE;
    }
    if (!read_metadata(reader, wanted, value, capacity, length)) return PS_MALFORMED_FILE;
  }
}

ps_status ps_file_next(ps_stored_tensor *tensor, bool *more, ps_file_reader *reader) {
  return next_tensor(tensor, more, reader, NULL, NULL, 0, NULL);
}

ps_status ps_file_find(ps_stored_tensor *tensor, const void *bytes, size_t size, const char *name, ps_message *why) {
  ps_file_reader reader;
  bool more = true;
  ps_status status = ps_file_open(&reader, bytes, size, why);
  while (!status && more) {
    status = ps_file_next(tensor, &more, &reader);
    if (!status && more && !strcmp(tensor->name, name)) return PS_OK;
  }
  return status ? status : ps_fail(why, PS_MALFORMED_FILE, PS_REFUSE_FILE_NO_TENSOR, "", name);
}

ps_status ps_file_tensor_count(int *count, const void *bytes, size_t size, ps_message *why) {
  ps_file_reader reader;
  ps_stored_tensor tensor;
  uint64_t seen[PS_FILE_KEYS_MAX];
  bool more = true;
  int tensors = 0;
  ps_status status = ps_file_open(&reader, bytes, size, why);
  reader.seen = seen;
  while (!status && more) {
    status = ps_file_next(&tensor, &more, &reader);
    tensors += more;
  }
  if (!status) *count = tensors;
  return status;
}

ps_status ps_file_tensor(ps_stored_tensor *tensor, const void *bytes, size_t size, int index, ps_message *why) {
  ps_file_reader reader;
  bool more = true;
  ps_status status = ps_file_open(&reader, bytes, size, why);
  for (int i = 0; !status && more; i++) {
    status = ps_file_next(tensor, &more, &reader);
    if (!status && more && i == index) return PS_OK;
  }
  return status ? status : ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_FILE_NO_NUMBER, "", index);
}

size_t ps_file_metadata(char *value, size_t capacity, const void *bytes, size_t size, const char *key) {
  ps_file_reader reader;
  ps_stored_tensor tensor;
  bool more = true;
  size_t length = 0;
  if (capacity) value[0] = 0;
  ps_status status = ps_file_open(&reader, bytes, size, NULL);
  while (!status && more && !reader.metadata_seen)
    status = next_tensor(&tensor, &more, &reader, key, value, capacity, &length);
  if (status && capacity) value[0] = 0; /* the value may have been cut off, by an end or by what is no character */
  return status ? 0 : length;
}

/* ---- Writing ---- */

ps_file_writer ps_file_writer_begin(void *bytes, size_t capacity) {
  ps_file_writer writer = {.bytes = bytes, .capacity = bytes ? capacity : 0};
  bool room = writer.capacity > 8;
  writer.header = ps_text_begin(room ? (char *)bytes + 8 : NULL, room ? writer.capacity - 8 : 0);
  ps_text_character(&writer.header, '{');
  return writer;
}

void ps_file_writer_metadata(ps_file_writer *writer, const char *key, const char *value) {
  assert(!writer->tensors && !writer->size);
  ps_text_string(&writer->header, writer->metadata++ ? "," : "\"__metadata__\":{");
  ps_text_json_string(&writer->header, key);
  ps_text_character(&writer->header, ':');
  ps_text_json_string(&writer->header, value);
}

void ps_file_writer_tensor(ps_file_writer *writer, const char *name, const char *type, int rank, const int *shape) {
  assert(!writer->size && type_bytes(type));
  ps_text *header = &writer->header;
  size_t size = (size_t)type_bytes(type);
  if (!writer->tensors && writer->metadata) ps_text_string(header, "},");
  if (writer->tensors++) ps_text_character(header, ',');
  ps_text_json_string(header, name);
  ps_text_string(header, ":{\"dtype\":");
  ps_text_json_string(header, type);
  ps_text_string(header, ",\"shape\":[");
  for (int i = 0; i < rank; i++) {
    if (i) ps_text_character(header, ',');
    ps_text_integer(header, shape[i]);
    size *= (size_t)shape[i];
  }
  ps_text_format(header, "],\"data_offsets\":[%zu,%zu]}", writer->declared, writer->declared + size);
  writer->declared += size;
}

static void put(ps_file_writer *writer, const void *data, size_t size) {
  if (writer->bytes && writer->size + size <= writer->capacity && size)
    memcpy(writer->bytes + writer->size, data, size);
  writer->size += size;
}

/* Pads the header so that the data begins at a multiple of 8, and puts its length in front. */
static void close_written_header(ps_file_writer *writer) {
  if (writer->metadata && !writer->tensors) ps_text_character(&writer->header, '}');
  size_t text = writer->header.length;
  uint64_t length = (text + 1 + 7) / 8 * 8;
  unsigned char prefix[8];
  for (int i = 0; i < 8; i++) prefix[i] = (unsigned char)(length >> (8 * i));
  put(writer, prefix, 8);
  writer->size += text;
  put(writer, "}", 1);
  while (writer->size < 8 + length) put(writer, " ", 1);
}

void ps_file_writer_data(ps_file_writer *writer, const void *data, size_t size) {
  if (!writer->size) close_written_header(writer);
  put(writer, data, size);
  writer->written += size;
}

size_t ps_file_writer_end(ps_file_writer *writer) {
  if (!writer->size) close_written_header(writer);
  assert(writer->written == writer->declared);
  return writer->size;
}

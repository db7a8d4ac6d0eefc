/* The safetensors file format (huggingface.co/docs/safetensors): 8 bytes of header length, a JSON header, the data.
 * Reading is strict and bounded: nothing outside the given bytes is touched, whatever they hold. Writing allocates
 * nothing. Numbers are little-endian, as every machine this runs on is.
 *
 * pathstar.h has the public reader over these; checkpoint.c writes with them. Reading all tensors of a file:
 *
 *   ps_status status = ps_file_open(&reader, bytes, size, why);
 *   for (more = true; !status && more;) {
 *     status = ps_file_next(&tensor, &more, &reader);
 *     if (!status && more) use(&tensor);
 *   }
 *
 * Writing: begin; metadata for every pair; tensor for every tensor; data for every tensor, in the same order; end. Once
 * with NULL to learn the size, then into that many bytes.
 */
#ifndef PS_SAFETENSORS_H
#define PS_SAFETENSORS_H

#include "ground/text.h"

/* Tensors and metadata entries of one file; bytes of its header, which is read once for every tensor. */
enum { PS_FILE_KEYS_MAX = 2048, PS_FILE_HEADER_MAX = 1 << 20 };

typedef struct ps_file_reader {
  const unsigned char *header, *at, *header_end;
  const unsigned char *data;
  size_t data_size;
  uint64_t tiled;     /* sums over the tensors read so far by which holes and overlaps show (see safetensors.c) */
  int entries;        /* header entries read so far, __metadata__ included */
  bool metadata_seen; /* a second __metadata__ is refused */
  uint64_t *seen;     /* hashes of all keys so far, to refuse a repeated one; NULL: not looked at */
  int seen_count;
  ps_message *why;
} ps_file_reader;

/* Checks the frame; `bytes` must outlive the reader, and `why` (or NULL) must too. */
ps_status ps_file_open(ps_file_reader *reader, const void *bytes, size_t size, ps_message *why);
/* The next tensor in the header's order, checked: known type, offsets inside the data, size = shape x type. After the
 * last one `more` is false, the tensors are known to tile the data exactly, and the status is still PS_OK. */
ps_status ps_file_next(ps_stored_tensor *tensor, bool *more, ps_file_reader *reader);
/* The tensor of that name; PS_MALFORMED_FILE, naming it, if the file has none. One pass over the header. */
ps_status ps_file_find(ps_stored_tensor *tensor, const void *bytes, size_t size, const char *name, ps_message *why);

typedef struct ps_file_writer {
  unsigned char *bytes; /* NULL: only measuring */
  size_t capacity, size;
  ps_text header;
  size_t declared, written; /* data bytes announced in the header, and delivered */
  int metadata, tensors;
} ps_file_writer;

/* The order must be the one above (asserted). One tensor's data may come in pieces. */
ps_file_writer ps_file_writer_begin(void *bytes, size_t capacity);
void ps_file_writer_metadata(ps_file_writer *writer, const char *key, const char *value);
/* `type` is "F32", "F64", "I32" or another of the format's names. */
void ps_file_writer_tensor(ps_file_writer *writer, const char *name, const char *type, int rank, const int *shape);
/* Nothing is written past capacity; `data` may be NULL while measuring. */
void ps_file_writer_data(ps_file_writer *writer, const void *data, size_t size);
/* The file's size in bytes; the bytes are only a file if that is <= capacity. */
size_t ps_file_writer_end(ps_file_writer *writer);

#endif

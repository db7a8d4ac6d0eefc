/* Whole files, in and out. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "base/failure.h"

typedef struct file_bytes {
  char *bytes; /* the caller frees; one NUL more than size */
  size_t size;
} file_bytes;

/* "-" is stdin. */
exit_code file_read(file_bytes *file, const char *path);
/* Where what was read is another thing by its first bytes, says so: of a file that was refused. */
void file_tell_cause(const file_bytes *file, const char *path);
/* Replaces `path` at once or not at all: a reader never sees half a file. "-" is refused. */
exit_code file_write(const char *path, const void *bytes, size_t size);
/* Fails now where file_write() would fail after hours of work. */
exit_code file_check_writable(const char *path);

#endif

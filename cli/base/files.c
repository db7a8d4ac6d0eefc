#define _POSIX_C_SOURCE 200809L

#include "base/files.h"

#include "base/ranks.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

exit_code file_read(file_bytes *file, const char *path) {
  *file = (file_bytes){0};
  if (!strcmp(path, "-") && ranks_count() > 1)
    return fail(EXIT_FILES,
                "cannot read '-': under mpirun stdin is the first rank's alone; name a file that all can read");
  FILE *stream = strcmp(path, "-") ? fopen(path, "rb") : stdin;
  if (!stream) return fail(EXIT_FILES, "cannot open '%s': %s", path, strerror(errno));
  size_t capacity = 1 << 16;
  file->bytes = allocate(capacity, 1);
  size_t got;
  while ((got = fread(file->bytes + file->size, 1, capacity - file->size - 1, stream)) > 0) {
    file->size += got;
    if (capacity - file->size > 1) continue;
    char *larger = realloc(file->bytes, capacity *= 2);
    if (!larger) exit(fail(EXIT_MEMORY, "no memory to read '%s' (more than %zu bytes)", path, file->size));
    file->bytes = larger;
  }
  file->bytes[file->size] = 0;
  int error = ferror(stream) ? errno : 0;
  if (stream != stdin) fclose(stream);
  if (!error) return EXIT_DONE;
  free(file->bytes);
  *file = (file_bytes){0};
  return fail(EXIT_FILES, "cannot read '%s': %s", path, strerror(error));
}

void file_tell_cause(const file_bytes *file, const char *path) {
  static const struct {
    const char *begin, *cause;
  } causes[] = {{"version https://git-lfs", "a pointer of Git LFS in place of the file: git lfs pull fetches it"},
                {"<", "an HTML or XML page in place of the file, as a download that failed leaves it"}};
  for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
    if (!strncmp(file->bytes, causes[i].begin, strlen(causes[i].begin)))
      fail(EXIT_DONE, "%s: %s", path, causes[i].cause);
}

/* Beside the wanted path, since rename() only replaces within one file system. A file of that name is somebody's, or was
 * left by a killed process of the same number: then another name is taken. */
static FILE *open_partial(char **partial, const char *path) {
  enum { NAMES = 1000 };
  size_t size = strlen(path) + 40;
  *partial = allocate(size, 1);
  for (int i = 0; i < NAMES; i++) {
    snprintf(*partial, size, i ? "%s.partial-%ld-%d" : "%s.partial-%ld", path, (long)getpid(), i);
    int file = open(*partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file >= 0) {
      FILE *stream = fdopen(file, "wb");
      if (!stream) unlink(*partial), close(file);
      return stream;
    }
    if (errno != EEXIST) break;
  }
  return NULL;
}

/* `partial` <- the name of the file beside `path` that holds the bytes now. The caller frees it. */
static exit_code write_partial(char **partial, const char *path, const void *bytes, size_t size) {
  FILE *stream = open_partial(partial, path);
  bool good = stream && fwrite(bytes, 1, size, stream) == size && fflush(stream) == 0 && fsync(fileno(stream)) == 0;
  int error = errno;
  if (stream && fclose(stream) && good) {
    good = false;
    error = errno;
  }
  if (good) return EXIT_DONE;
  if (stream) unlink(*partial);
  return fail(EXIT_FILES, "cannot write '%s': %s", path, strerror(error));
}

static exit_code refuse_stream(const char *path) {
  if (strcmp(path, "-")) return EXIT_DONE;
  return fail(EXIT_FILES, "cannot write '-': it stands for stdin, and only where a file is read; ./- is a file");
}

exit_code file_write(const char *path, const void *bytes, size_t size) {
  char *partial;
  exit_code code = refuse_stream(path);
  if (code) return code;
  code = write_partial(&partial, path, bytes, size);
  if (!code && rename(partial, path)) {
    code = fail(EXIT_FILES, "cannot write '%s': %s", path, strerror(errno));
    unlink(partial);
  }
  free(partial);
  return code;
}

exit_code file_check_writable(const char *path) {
  struct stat found;
  exit_code code = refuse_stream(path);
  if (code) return code;
  if (!stat(path, &found) && !S_ISREG(found.st_mode))
    return fail(EXIT_FILES, "cannot write '%s': it is not a regular file", path);
  char *partial;
  code = write_partial(&partial, path, "", 0);
  if (!code) unlink(partial);
  free(partial);
  return code;
}

/* A disk that fills up, for the tests of the program: preloaded (LD_PRELOAD), it makes writes to one file fall short.
 *   SHORT_WRITE_FILE  how the file's path ends
 *   SHORT_WRITE_AT    the write that would take the file past so many bytes writes half, and the next one fails; those
 *                     after it are whole again. Without it every write of more than one byte writes half. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int failing, failed;

static int is_chosen(int file) {
  const char *chosen = getenv("SHORT_WRITE_FILE");
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (!chosen || length < (ssize_t)strlen(chosen)) return 0;
  path[length] = 0;
  return !strcmp(path + length - (ssize_t)strlen(chosen), chosen);
}

ssize_t write(int file, const void *bytes, size_t size) {
  ssize_t (*real)(int, const void *, size_t) = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  const char *at = getenv("SHORT_WRITE_AT");
  struct stat found;
  if (failed || !is_chosen(file) || fstat(file, &found)) return real(file, bytes, size);
  if (!at) return real(file, bytes, size > 1 ? size / 2 : size);
  if (failing) {
    failed = 1;
    errno = ENOSPC;
    return -1;
  }
  if (found.st_size + (off_t)size <= (off_t)atoll(at)) return real(file, bytes, size);
  failing = 1;
  return real(file, bytes, size / 2);
}

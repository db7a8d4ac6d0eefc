#define _XOPEN_SOURCE 700

#include "file.h"

#include "fuzz.h"

#include <fcntl.h>
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];
static pid_t owner;

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *place) {
  (void)found, (void)kind, (void)place;
  return remove(path);
}

static void remove_folder(void) {
  if (getpid() == owner) nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void make_folder(void) {
  snprintf(folder, sizeof folder, "%s/pathstar-fuzz-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
  HOLDS(mkdtemp(folder));
  owner = getpid();
  atexit(remove_folder);
}

const char *file_path(const char *name) {
  enum { PATHS = 4 };
  static char paths[PATHS][256];
  static int at;
  if (!*folder) make_folder();
  char *path = paths[at++ % PATHS];
  snprintf(path, sizeof *paths, "%s/%s", folder, name);
  char *slash = strchr(path + strlen(folder) + 1, '/');
  if (slash) {
    *slash = 0;
    mkdir(path, 0700);
    *slash = '/';
  }
  return path;
}

const char *file_put(const char *name, const void *bytes, size_t size) {
  const char *path = file_path(name);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  HOLDS(file >= 0 && write(file, bytes, size) == (ssize_t)size && !close(file));
  return path;
}

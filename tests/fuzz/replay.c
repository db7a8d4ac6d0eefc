/* Calls a target with every file of the folders that are given. */
#include "fuzz.h"

#include <dirent.h>
#include <string.h>

static void replay(const char *path) {
  static uint8_t bytes[1 << 20];
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(1);
  }
  size_t size = fread(bytes, 1, sizeof bytes, file);
  HOLDS(feof(file) && !ferror(file));
  fclose(file);
  fprintf(stderr, "%s\n", path); /* of the last one, where it does not come back */
  /* In a block of its own size, so that a sanitizer sees what is read beyond it. */
  uint8_t *data = malloc(size ? size : 1);
  HOLDS(data);
  memcpy(data, bytes, size);
  LLVMFuzzerTestOneInput(data, size);
  free(data);
}

int main(int count, char **folders) {
  int files = 0;
  for (int i = 1; i < count; i++) {
    DIR *folder = opendir(folders[i]);
    if (!folder) {
      perror(folders[i]);
      return 1;
    }
    for (const struct dirent *entry; (entry = readdir(folder));) {
      char path[4096];
      if (*entry->d_name == '.') continue;
      HOLDS(snprintf(path, sizeof path, "%s/%s", folders[i], entry->d_name) < (int)sizeof path);
      replay(path);
      files++;
    }
    closedir(folder);
  }
  HOLDS(files > 0);
  printf("%d files\n", files);
  return 0;
}

#include "base/checkpoint.h"

#include "base/files.h"

#include <stdbool.h>
#include <stdlib.h>

exit_code checkpoint_load(ps_run **run, const char *path, const ps_run_options *options) {
  file_bytes file;
  exit_code code = file_read(&file, path);
  if (code) return code;
  ps_message why;
  ps_status status = ps_run_load(run, file.bytes, file.size, options, &why);
  bool verified = ps_file_metadata(NULL, 0, file.bytes, file.size, "checksum") > 0;
  if (status) {
    code = fail_status(status, &why, path);
    file_tell_cause(&file, path);
  }
  free(file.bytes);
  if (status) return code;
  if (!verified) fail(EXIT_DONE, "%s: unverified: this checkpoint is of a version that wrote no checksum", path);
  return EXIT_DONE;
}

exit_code checkpoint_save(const ps_run *run, const char *path) {
  size_t size = ps_run_save(NULL, 0, run);
  char *bytes = allocate(size, 1);
  ps_run_save(bytes, size, run);
  exit_code code = file_write(path, bytes, size);
  free(bytes);
  return code;
}

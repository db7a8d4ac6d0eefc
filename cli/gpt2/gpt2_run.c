#define _XOPEN_SOURCE 700

#include "gpt2/gpt2_run.h"

#include "base/files.h"
#include "gpt2/weights.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What goes beside the weights as it is. */
static const char *const copied[] = {"config.json", "vocab.json", "merges.txt"};
enum { COPIED = sizeof copied / sizeof *copied };

/* ---- In ---- */

static exit_code tell_memory(const pretrained *model, const ps_config *config, const ps_run_options *options,
                             bool quiet) {
  uint64_t bytes;
  ps_message why;
  ps_status status = ps_run_memory(&bytes, config, options, &why);
  if (status) return fail_status(status, &why, model->folder);
  double wanted = 1e-9 * (double)bytes;
  double had = 1e-9 * (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
  ps_parameters parameters = ps_config_parameters(config);
  if (!quiet)
    fprintf(stderr, "%s: %.4g million weights; the run takes %.3g GB of this machine's %.3g GB\n", model->folder,
            1e-6 * (double)parameters.training, wanted, had);
  if (wanted <= had) return EXIT_DONE;
  return fail(EXIT_MEMORY, "%s: the run takes %.1f GB of memory, and this machine has %.1f GB", model->folder, wanted,
              had);
}

exit_code gpt2_run_create(ps_run **run, const pretrained *model, const ps_config *config, const ps_run_options *options,
                          bool quiet) {
  weights file;
  ps_message why;
  exit_code code = weights_open(&file, model);
  if (code) return code;
  code = tell_memory(model, config, options, quiet);
  ps_status status = code ? PS_OK : ps_run_create(run, config, options, &why);
  if (status) code = fail_status(status, &why, model->folder);
  if (!code) {
    code = weights_read(*run, &file, model);
    if (code) ps_run_destroy(*run), *run = NULL;
  }
  weights_close(&file);
  return code;
}

/* ---- Out ---- */

exit_code gpt2_check_export(const char *folder, const pretrained *model) {
  if (mkdir(folder, 0777) && errno != EEXIST) return fail(EXIT_FILES, "cannot make '%s': %s", folder, strerror(errno));
  struct stat there, here;
  if (!stat(folder, &there) && !stat(model->folder, &here) && there.st_dev == here.st_dev &&
      there.st_ino == here.st_ino)
    return fail(EXIT_USAGE, "--export and --pretrained name the same folder, whose weights would be lost");
  char *path = pretrained_file(folder, "model.safetensors");
  exit_code code = file_check_writable(path);
  free(path);
  return code;
}

static exit_code copy(const char *folder, const char *name, const pretrained *model) {
  file_bytes file;
  char *from = pretrained_file(model->folder, name), *to = pretrained_file(folder, name);
  exit_code code = file_read(&file, from);
  if (!code) {
    code = file_write(to, file.bytes, file.size);
    free(file.bytes);
  }
  free(from);
  free(to);
  return code;
}

exit_code gpt2_export(const char *folder, ps_run *run, const pretrained *model) {
  exit_code code = EXIT_DONE;
  for (int i = 0; i < COPIED && !code; i++) code = copy(folder, copied[i], model);
  if (code) return code;
  size_t size;
  char *bytes = weights_write(&size, run, model), *path = pretrained_file(folder, "model.safetensors");
  code = file_write(path, bytes, size);
  free(path);
  free(bytes);
  return code;
}

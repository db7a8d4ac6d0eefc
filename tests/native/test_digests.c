/* Every case of digests.txt: the digest of the weights after 200 steps must be the listed one of the kernel set's
 * numeric mode. The list is one for all builds (gcc, clang with sanitizers, Emscripten, arm64 here; the page's modules
 * in test_digests.mjs and digests.spec.ts), so that each equals all the others.
 *
 *   test_digests            every kernel set this machine can run, on one thread;
 *                           all but the fastest of each mode saved and loaded half way
 *   test_digests --threads  the fastest of each mode on two threads, and on four, saved and loaded half way:
 *                           a fifth of the cases, because four threads on two cores wait for one another in
 *                           every step
 *   test_digests --light    the fastest of each mode, half way on two threads, then loaded on four: that fifth, and
 *                           the cases whose steps are short, which are most; under QEMU this is all that runs
 *   test_digests --write    prints the list with this machine's digests; needs kernels of both modes */
#include "pathstar.h"

#include "check.h"
#include "kernels/kernels.h"

#include <stdbool.h>
#include <stdlib.h>

enum { STEPS = 200, LINE_SIZE = 512, THREADED_EVERY = 5 };
static const double LIGHT_FLOPS = 1.25e6; /* of a step, at most */

typedef enum purpose { CHECK_KERNELS, CHECK_THREADS, CHECK_LIGHT, WRITE } purpose;

typedef struct listed {
  ps_config config;
  const char *settings; /* as the line says them */
  char expected[2][24]; /* [fused] */
  int line;
} listed;

static void must(ps_status status, const ps_message *why, const char *about) {
  if (status == PS_OK) return;
  fprintf(stderr, "digests.txt: %s: %s\n", about, why->text);
  exit(1);
}

/* Sets the fields of `name=value name=value ...`. */
static void set_fields(ps_config *config, const char *settings) {
  char text[LINE_SIZE];
  ps_message why = {""};
  strcpy(text, settings);
  for (char *field = strtok(text, " "); field; field = strtok(NULL, " ")) {
    char *value = strchr(field, '=');
    if (value) *value++ = 0;
    must(ps_config_set(config, field, value ? value : "", &why), &why, settings);
  }
}

/* On `then` threads: saved half way, destroyed, loaded; 0: in one go. */
static void train(char digest[24], const listed *c, const char *kernels, int threads, int then) {
  ps_run *run = NULL;
  ps_message why = {""};
  ps_run_options options = {.threads = threads, .kernels = kernels};
  must(ps_run_create(&run, &c->config, &options, &why), &why, c->settings);
  CHECK_INTEGER(ps_run_threads(run), threads);
  must(ps_run_step(run, then ? STEPS / 2 : STEPS, &why), &why, c->settings);
  if (then) {
    size_t size = ps_run_save(NULL, 0, run);
    unsigned char *bytes = malloc(size);
    CHECK(ps_run_save(bytes, size, run) == size);
    ps_run_destroy(run);
    options.threads = then;
    must(ps_run_load(&run, bytes, size, &options, &why), &why, c->settings);
    free(bytes);
    CHECK_INTEGER(ps_run_threads(run), then);
    must(ps_run_step(run, STEPS - STEPS / 2, &why), &why, c->settings);
  }
  ps_run_digest(digest, run);
  ps_run_destroy(run);
}

static void check(const listed *c, const ps_kernels *kernels, int threads, int then) {
  char digest[24], what[LINE_SIZE + 128], resumed[32] = "";
  train(digest, c, kernels->name, threads, then);
  if (then) snprintf(resumed, sizeof resumed, ", resumed on %d", then);
  snprintf(what, sizeof what, "%s: kernels %s, threads %d%s: the digest", c->settings, kernels->name, threads, resumed);
  check_text(digest, c->expected[kernels->fused], what, "digests.txt", c->line);
}

static bool is_light(const listed *c) {
  ps_run *run = NULL;
  ps_message why = {""};
  must(ps_run_create(&run, &c->config, &(ps_run_options){.threads = 1}, &why), &why, c->settings);
  bool light = ps_run_flops(run) <= LIGHT_FLOPS;
  ps_run_destroy(run);
  return light;
}

static void check_case(const listed *c, purpose purpose) {
  bool seen[2] = {false, false};
  for (int k = 0; ps_kernels_at(k); k++) {
    const ps_kernels *kernels = ps_kernels_at(k);
    bool fastest = !seen[kernels->fused];
    seen[kernels->fused] = true;
    if (purpose == CHECK_KERNELS) check(c, kernels, 1, fastest ? 0 : 1);
    if (purpose == CHECK_THREADS && fastest) {
      check(c, kernels, 2, 0);
      check(c, kernels, 4, 4);
    }
    if (purpose == CHECK_LIGHT && fastest) check(c, kernels, 2, 4);
  }
}

static void write_case(const listed *c) {
  char written[2][24] = {"", ""};
  for (int k = 0; ps_kernels_at(k); k++) train(written[ps_kernels_at(k)->fused], c, ps_kernels_at(k)->name, 1, 0);
  bool both = *written[0] && *written[1];
  must(both ? PS_OK : PS_INVALID_ARGUMENT, &(ps_message){"this machine has only one numeric mode"}, c->settings);
  printf("%s %s %s\n", written[0], written[1], c->settings);
}

int main(int count, char **arguments) {
  const char *argument = count == 2 ? arguments[1] : "";
  purpose purpose = !strcmp(argument, "--threads") ? CHECK_THREADS
                    : !strcmp(argument, "--light") ? CHECK_LIGHT
                    : !strcmp(argument, "--write") ? WRITE
                                                   : CHECK_KERNELS;
  FILE *list = fopen(PS_TEST_DIR "/digests.txt", "r");
  if (!list) {
    perror(PS_TEST_DIR "/digests.txt");
    return 1;
  }
  ps_config base;
  ps_config_default(&base);
  char line[LINE_SIZE];
  int cases = 0;
  for (int number = 1; fgets(line, sizeof line, list); number++) {
    line[strcspn(line, "\n")] = 0;
    bool base_line = !strncmp(line, "base ", 5);
    if (base_line) set_fields(&base, line + 5);
    if (base_line || *line == '#' || !*line) {
      if (purpose == WRITE) puts(line);
      continue;
    }
    listed c = {.config = base, .line = number};
    int settings = 0;
    sscanf(line, "%23s %23s %n", c.expected[0], c.expected[1], &settings);
    c.settings = line + settings;
    must(settings && *c.settings ? PS_OK : PS_MALFORMED_TEXT, &(ps_message){"not two digests and settings"}, line);
    set_fields(&c.config, c.settings);
    if (purpose == WRITE) {
      write_case(&c);
    } else if (purpose == CHECK_KERNELS || cases % THREADED_EVERY == 0 || (purpose == CHECK_LIGHT && is_light(&c))) {
      check_case(&c, purpose);
    }
    cases++;
  }
  fclose(list);
  return purpose == WRITE ? 0 : check_done("digests");
}

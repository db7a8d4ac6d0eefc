/* Every case of digests.txt: the digest of the weights after 200 steps must be the listed one of the kernel set's
 * numeric mode. The list is one for all builds (gcc, clang with sanitizers, Emscripten, arm64 here; the page's modules
 * in test_digests.mjs and digests.spec.ts), so that each equals all the others.
 *
 *   test_digests            every kernel set this machine can run, on one thread;
 *                           all but the fastest of each mode saved and loaded half way; of that, the digest after the
 *                           first 12 steps, too, must be the one of digests_early.txt, case by case in the same order
 *   test_digests --threads  the fastest of each mode on two threads, and on four, saved and loaded half way:
 *                           a fifth of the cases, because four threads on two cores wait for one another in
 *                           every step
 *   test_digests --relay    each mode once, handed on with save and load: from one of its sets to the next and, of a fifth
 *                           of the cases, to two threads, then to four; where the machine is slow (sanitizers)
 *   test_digests --light    the same, of the cases whose steps are the shortest (QEMU)
 *   test_digests --early    the same, of every case, for the first 12 steps
 *   test_digests --write    prints the list with this machine's digests, --write-early that of digests_early.txt; needs
 *                           kernels of both modes */
#include "pathstar.h"

#include "check.h"
#include "kernels/kernels.h"

#include <stdbool.h>
#include <stdlib.h>

enum { STEPS = 200, EARLY_STEPS = 12, LINE_SIZE = 512, THREADED_EVERY = 5, MAX_LEGS = 16 };
static const double LIGHT_FLOPS = 2e5; /* of a step, at most */

typedef enum purpose {
  CHECK_KERNELS,
  CHECK_THREADS,
  CHECK_RELAY,
  CHECK_LIGHT,
  CHECK_EARLY,
  WRITE,
  WRITE_EARLY
} purpose;

/* A stretch of a run. */
typedef struct leg {
  const ps_kernels *kernels;
  int threads;
} leg;

typedef struct listed {
  ps_config config;
  const char *settings;               /* as the line says them */
  char expected[2][24], early[2][24]; /* [fused], after STEPS and after EARLY_STEPS */
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

/* `steps` in all, shared alike by the legs; between two of them the run is saved, destroyed and loaded. `early`, unless
 * NULL, gets the digest after the first leg's EARLY_STEPS. */
static void train(char digest[24], char early[24], const listed *c, int steps, const leg *legs, int count) {
  ps_run *run = NULL;
  ps_message why = {""};
  unsigned char *bytes = NULL;
  size_t size = 0;
  for (int i = 0; i < count; i++) {
    ps_run_options options = {.threads = legs[i].threads, .kernels = legs[i].kernels->name};
    if (i == 0)
      must(ps_run_create(&run, &c->config, &options, &why), &why, c->settings);
    else
      must(ps_run_load(&run, bytes, size, &options, &why), &why, c->settings);
    CHECK_INTEGER(ps_run_threads(run), legs[i].threads);
    int left = steps * (i + 1) / count - steps * i / count;
    if (early && i == 0) {
      must(ps_run_step(run, EARLY_STEPS, &why), &why, c->settings);
      ps_run_digest(early, run);
      left -= EARLY_STEPS;
    }
    must(ps_run_step(run, left, &why), &why, c->settings);
    if (i + 1 < count) {
      size = ps_run_save(NULL, 0, run);
      bytes = realloc(bytes, size);
      CHECK(ps_run_save(bytes, size, run) == size);
      ps_run_destroy(run);
    }
  }
  ps_run_digest(digest, run);
  ps_run_destroy(run);
  free(bytes);
}

static void check_digest(const char *digest, const listed *c, int steps, const leg *legs, int count) {
  char what[LINE_SIZE + 256];
  bool fused = legs[0].kernels->fused;
  int length = snprintf(what, sizeof what, "%s: the digest after %d steps,", c->settings, steps);
  for (int i = 0; i < count; i++)
    length += snprintf(what + length, sizeof what - (size_t)length, " %s on %d%s", legs[i].kernels->name,
                       legs[i].threads, i + 1 < count ? "," : "");
  check_text(digest, steps == EARLY_STEPS ? c->early[fused] : c->expected[fused], what, "digests.txt", c->line);
}

static void check(const listed *c, int steps, const leg *legs, int count) {
  char digest[24];
  train(digest, NULL, c, steps, legs, count);
  check_digest(digest, c, steps, legs, count);
}

static void check_early_too(const listed *c, const leg *leg) {
  char digest[24], early[24];
  train(digest, early, c, STEPS, leg, 1);
  check_digest(early, c, EARLY_STEPS, leg, 1);
  check_digest(digest, c, STEPS, leg, 1);
}

static bool is_light(const listed *c) {
  ps_run *run = NULL;
  ps_message why = {""};
  must(ps_run_create(&run, &c->config, &(ps_run_options){.threads = 1}, &why), &why, c->settings);
  bool light = ps_run_flops(run) <= LIGHT_FLOPS;
  ps_run_destroy(run);
  return light;
}

/* In the one numeric mode; the fastest set is the first. */
static void check_mode(const listed *c, purpose purpose, bool threaded, bool fused) {
  leg legs[MAX_LEGS];
  int count = 0;
  for (int k = 0; ps_kernels_at(k); k++)
    if (ps_kernels_at(k)->fused == fused) legs[count++] = (leg){ps_kernels_at(k), 1};
  if (!count) return;
  const ps_kernels *fastest = legs[0].kernels;
  if (purpose == CHECK_KERNELS) {
    check_early_too(c, &legs[0]);
    for (int i = 1; i < count; i++) check(c, STEPS, (leg[]){legs[i], legs[i]}, 2);
  } else if (purpose == CHECK_THREADS) {
    check(c, STEPS, (leg[]){{fastest, 2}}, 1);
    check(c, STEPS, (leg[]){{fastest, 4}, {fastest, 4}}, 2);
  } else {
    if (threaded) legs[count++] = (leg){fastest, 2}, legs[count++] = (leg){fastest, 4};
    check(c, purpose == CHECK_EARLY ? EARLY_STEPS : STEPS, legs, count);
  }
}

/* The two digests, without what follows them in a line of digests.txt. */
static void write_case(const listed *c, int steps) {
  char written[2][24] = {"", ""};
  for (int k = 0; ps_kernels_at(k); k++)
    train(written[ps_kernels_at(k)->fused], NULL, c, steps, (leg[]){{ps_kernels_at(k), 1}}, 1);
  bool both = *written[0] && *written[1];
  must(both ? PS_OK : PS_INVALID_ARGUMENT, &(ps_message){"this machine has only one numeric mode"}, c->settings);
  printf("%s %s", written[0], written[1]);
}

static FILE *open_list(const char *path) {
  FILE *list = fopen(path, "r");
  if (list) return list;
  perror(path);
  exit(1);
}

/* The next line of digests_early.txt that is not a comment. */
static void read_early(listed *c, FILE *early) {
  char line[LINE_SIZE] = "#";
  while (*line == '#')
    if (!fgets(line, sizeof line, early)) *line = 0;
  bool both = sscanf(line, "%23s %23s", c->early[0], c->early[1]) == 2;
  must(both ? PS_OK : PS_MALFORMED_TEXT, &(ps_message){"no line of digests_early.txt is its"}, c->settings);
}

static purpose purpose_of(const char *argument) {
  static const char *const arguments[] = {
      [CHECK_KERNELS] = "",           [CHECK_THREADS] = "--threads", [CHECK_RELAY] = "--relay",
      [CHECK_LIGHT] = "--light",      [CHECK_EARLY] = "--early",     [WRITE] = "--write",
      [WRITE_EARLY] = "--write-early"};
  for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++)
    if (!strcmp(argument, arguments[i])) return (purpose)i;
  fprintf(stderr, "test_digests: %s is none of its arguments\n", argument);
  exit(1);
}

int main(int count, char **arguments) {
  purpose purpose = purpose_of(count == 2 ? arguments[1] : "");
  FILE *list = open_list(PS_TEST_DIR "/digests.txt"), *early = NULL;
  if (purpose == CHECK_KERNELS || purpose == CHECK_EARLY) early = open_list(PS_TEST_DIR "/digests_early.txt");
  ps_config base;
  ps_config_default(&base);
  if (purpose == WRITE_EARLY) printf("# After %d steps, the cases of digests.txt in its order.\n", EARLY_STEPS);
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
    if (early) read_early(&c, early);
    bool threaded = cases % THREADED_EVERY == 0;
    if (purpose == WRITE || purpose == WRITE_EARLY) {
      write_case(&c, purpose == WRITE ? STEPS : EARLY_STEPS);
      if (purpose == WRITE) printf(" %s", c.settings);
      putchar('\n');
    } else if ((purpose != CHECK_THREADS || threaded) && (purpose != CHECK_LIGHT || is_light(&c))) {
      for (int fused = 0; fused < 2; fused++) check_mode(&c, purpose, threaded, fused);
    }
    cases++;
  }
  if (early && fgets(line, sizeof line, early)) {
    fprintf(stderr, "digests_early.txt: more lines than digests.txt has cases\n");
    return 1;
  }
  if (early) fclose(early);
  fclose(list);
  return purpose == WRITE || purpose == WRITE_EARLY ? 0 : check_done("digests");
}

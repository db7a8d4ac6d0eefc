#include "base/failure.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_SIZE = 8192 }; /* a longer message is cut */

static int own_rank = -1; /* where there are several */
static char kept[MESSAGE_SIZE];

/* `named`: with the rank that says it. */
static void say(const char *message, bool named) {
  char shown[4 * MESSAGE_SIZE], who[32] = "";
  /* It quotes users and files, whose text must not control the terminal. */
  size_t length = 0;
  for (const char *c = message; *c; c++) {
    bool control = (unsigned char)*c < 0x20 || *c == 0x7f;
    length += (size_t)snprintf(shown + length, 5, control ? "\\x%02x" : "%c", *c);
  }
  shown[length] = 0;
  if (named && own_rank >= 0) snprintf(who, sizeof who, "rank %d: ", own_rank);
  fprintf(stderr, "pathstar: %s%s\n", who, shown);
}

exit_code fail(exit_code code, const char *format, ...) {
  char message[MESSAGE_SIZE];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  if (own_rank <= 0)
    say(message, false);
  else if (!*kept)
    memcpy(kept, message, sizeof kept);
  return code;
}

void failure_name_rank(int rank) {
  own_rank = rank;
}

void failure_say_kept(void) {
  if (*kept) say(kept, true);
}

void failure_say(const char *format, ...) {
  char message[MESSAGE_SIZE];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  say(message, true);
}

exit_code fail_status(ps_status status, const ps_message *why, const char *where) {
  static const exit_code codes[] = {
      [PS_OK] = EXIT_DONE,
      [PS_INVALID_CONFIG] = EXIT_USAGE,
      [PS_INVALID_ARGUMENT] = EXIT_USAGE,
      [PS_MALFORMED_TEXT] = EXIT_USAGE,
      [PS_MALFORMED_FILE] = EXIT_USAGE,
      [PS_OUT_OF_MEMORY] = EXIT_MEMORY,
      [PS_DIVERGED] = EXIT_DIVERGED,
  };
  return fail(codes[status], "%s%s%s", where ? where : "", where ? ": " : "", why->text);
}

void *allocate(size_t count, size_t size) {
  void *block = calloc(count ? count : 1, size);
  if (!block) exit(fail(EXIT_MEMORY, "no memory for %zu items of %zu bytes", count, size));
  return block;
}

#include "base/failure.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

exit_code fail(exit_code code, const char *format, ...) {
  char message[8192], shown[4 * sizeof message]; /* a longer message is cut */
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  /* It quotes users and files, whose text must not control the terminal. */
  size_t length = 0;
  for (const char *c = message; *c; c++) {
    bool control = (unsigned char)*c < 0x20 || *c == 0x7f;
    length += (size_t)snprintf(shown + length, 5, control ? "\\x%02x" : "%c", *c);
  }
  shown[length] = 0;
  fprintf(stderr, "pathstar: %s\n", shown);
  return code;
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

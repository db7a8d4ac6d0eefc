#include "failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

exit_code fail(exit_code code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("pathstar: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
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

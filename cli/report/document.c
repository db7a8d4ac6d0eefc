#include "report/document.h"

#include "base/failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `count` more characters and a NUL. */
static void reserve(document *d, size_t count) {
  if (d->length + count < d->capacity) return;
  d->capacity = 2 * (d->length + count) + 1024;
  d->text = realloc(d->text, d->capacity);
  if (!d->text) exit(fail(EXIT_MEMORY, "no memory for a text of %zu bytes", d->capacity));
}

void document_bytes(document *d, const char *bytes, size_t count) {
  reserve(d, count);
  memcpy(d->text + d->length, bytes, count);
  d->length += count;
  d->text[d->length] = 0;
}

void document_add(document *d, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int count = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (count < 0) exit(fail(EXIT_MEMORY, "no memory to format a text"));
  reserve(d, (size_t)count);
  vsnprintf(d->text + d->length, (size_t)count + 1, format, again);
  va_end(again);
  d->length += (size_t)count;
}

void document_free(document *d) {
  free(d->text);
  *d = (document){0};
}

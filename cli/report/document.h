/* A text that grows while it is written: Markdown, JSON. */
#ifndef CLI_REPORT_DOCUMENT_H
#define CLI_REPORT_DOCUMENT_H

#include <stddef.h>

typedef struct document {
  char *text; /* NUL-terminated once anything was added; document_free() frees it */
  size_t length, capacity;
} document;

void document_add(document *d, const char *format, ...) __attribute__((format(printf, 2, 3)));
void document_bytes(document *d, const char *bytes, size_t count);
void document_free(document *d);

#endif

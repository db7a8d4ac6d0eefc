/* Text without stdio: the same characters on every platform, into the caller's buffer, never past its end. */
#ifndef PS_TEXT_H
#define PS_TEXT_H

#include "pathstar.h"

#include <stdbool.h>

/* Text that the library has in English alone: sentences of refusals, help texts. The page has its own words and fetches
 * them when it needs them, so its modules are built without these (PS_SENTENCES=0). */
#ifndef PS_SENTENCES
#define PS_SENTENCES 1
#endif
#if PS_SENTENCES
#define PS_ENGLISH(text) text
#else
#define PS_ENGLISH(text) ""
#endif

typedef struct ps_text {
  char *buffer;    /* NUL-terminated by ps_text_end; may be NULL when capacity is 0 (to measure) */
  size_t capacity; /* bytes in buffer */
  size_t length;   /* characters written so far, the cut ones counted */
} ps_text;

ps_text ps_text_begin(char *buffer, size_t capacity);
size_t ps_text_end(ps_text *text); /* the length without the NUL */

void ps_text_character(ps_text *text, char character);
void ps_text_string(ps_text *text, const char *string);
void ps_text_integer(ps_text *text, int64_t value);
/* Nine significant digits at most, the fewest that mean the same nine; NaN and infinities as `null`. */
void ps_text_number(ps_text *text, double value);
/* With quotes and escapes. */
void ps_text_json_string(ps_text *text, const char *string);
/* Knows %s %d %lld %zu %g %%, no widths. */
void ps_text_format(ps_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* 16 hexadecimal digits and a NUL */
void ps_text_digest(char digest[17], uint64_t hash);

/* Both read the whole of `string` (`length` bytes) or return false. Decimal only. A number that is not 0 but nearer to 0
 * than any double is, or too large for one, is not read. */
bool ps_parse_integer(int64_t *value, const char *string, size_t length);
bool ps_parse_number(double *value, const char *string, size_t length);

#endif

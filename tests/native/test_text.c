/* The number writer and reader against the C library's, and the writer's limits. */
#include "check.h"
#include "ground/fail.h"
#include "ground/rng.h"
#include "ground/text.h"

#include <float.h>
#include <stdlib.h>

static const char *number(double value) {
  static char buffer[64];
  ps_text text = ps_text_begin(buffer, sizeof buffer);
  ps_text_number(&text, value);
  ps_text_end(&text);
  return buffer;
}

static int parses_to(const char *string, double expected) {
  double value = -1;
  return ps_parse_number(&value, string, strlen(string)) && value == expected;
}

static int parses(const char *string) {
  double value;
  return ps_parse_number(&value, string, strlen(string));
}

static void written_numbers(void) {
  CHECK_TEXT(number(0), "0");
  CHECK_TEXT(number(-0.0), "0");
  CHECK_TEXT(number(1e-3), "0.001");
  CHECK_TEXT(number(0.98), "0.98");
  CHECK_TEXT(number(-0.1), "-0.1");
  CHECK_TEXT(number(1), "1");
  CHECK_TEXT(number(10), "10");
  CHECK_TEXT(number(1234.5), "1234.5");
  CHECK_TEXT(number(0.0001), "0.0001");
  CHECK_TEXT(number(0.00001), "1e-5");
  CHECK_TEXT(number(1e-8), "1e-8");
  CHECK_TEXT(number(1e-20), "1e-20");
  CHECK_TEXT(number(100000000), "100000000");
  CHECK_TEXT(number(1000000000), "1e9");
  CHECK_TEXT(number(1.0 / 3), "0.333333333");
  CHECK_TEXT(number(2.0 / 3), "0.666666667");
  CHECK_TEXT(number(123456789.5), "123456790"); /* a tie goes to the even digit */
  CHECK_TEXT(number(123456788.5), "123456788");
  CHECK_TEXT(number(0.9999999999), "1");
  CHECK_TEXT(number(999999999.6), "1e9");
  CHECK_TEXT(number(DBL_MAX), "1.79769313e308");
  CHECK_TEXT(number(DBL_MIN), "2.22507386e-308");
  CHECK_TEXT(number(4.9406564584124654e-324), "4.94065646e-324");
  CHECK_TEXT(number((double)NAN), "null");
  CHECK_TEXT(number((double)INFINITY), "null");
  CHECK_TEXT(number(-(double)INFINITY), "null");
}

static void read_numbers(void) {
  CHECK(parses_to("1e-3", 1e-3));
  CHECK(parses_to("0.98", 0.98));
  CHECK(parses_to(".5", 0.5));
  CHECK(parses_to("5.", 5));
  CHECK(parses_to("-2.5E+2", -250));
  CHECK(parses_to("0000001", 1));
  CHECK(parses_to("0e999999999999999999", 0));
  CHECK(parses_to("0e-400", 0) && parses_to("0.000", 0) && parses_to("5e-324", 5e-324));
  double none;
  CHECK(!ps_parse_number(&none, "1e-400", 6) && !ps_parse_number(&none, "-1e-324", 7));
  CHECK(parses_to("4.9406564584124654e-324", 4.9406564584124654e-324));
  CHECK(!ps_parse_number(&none, "2.4703282292062327e-324", 23));
  CHECK(parses_to("2.4703282292062329e-324", 4.9406564584124654e-324));
  CHECK(parses_to("2.2250738585072011e-308", 2.2250738585072011e-308));
  CHECK(parses_to("1.7976931348623157e308", DBL_MAX));
  CHECK(parses_to("9007199254740993", 9007199254740992)); /* a tie */
  CHECK(parses_to("9007199254740995", 9007199254740996));
  CHECK(parses_to("123456789012345678901234567890", 123456789012345678901234567890.0));
  CHECK(parses_to("0.00000000000000000000000000000000000000001", 1e-41));

  static const char *const refused[] = {
      "",     "-",           ".",   "-.",    "e5",      "1e",    "1e+",           "1e+-5",
      "1e-",  "+1",          "1 ",  " 1",    "1,5",     "1.2.3", "0x10",          "nan",
      "inf",  "1e5x",        "--1", "1e1.5", "1.8e308", "1e999", "1e99999999999", "1e99999999999999999999",
      "true", "\xef\xbc\x91"};
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    if (!CHECK(!parses(refused[i]))) fprintf(stderr, "    accepted: \"%s\"\n", refused[i]);
  }
  double value;
  CHECK(ps_parse_number(&value, "12345", 2) && value == 12); /* the length counts, not the NUL */
  CHECK(!ps_parse_number(&value, "12\0003", 4));
}

/* Random bit patterns: what is written is what printf writes, and is read as strtod reads it. */
static void random_numbers(void) {
  ps_rng rng = ps_rng_at(1, PS_STREAM_TEST, 0);
  int same = 1, canonical = 1, exact = 1;
  for (int i = 0; i < 20000; i++) {
    uint64_t bits = ps_rng_next(&rng);
    double value, read;
    memcpy(&value, &bits, sizeof value);
    if (i % 2) value = (ps_rng_uniform(&rng) - 0.5) * (i % 4 == 1 ? 2 : 1e6); /* every second one of an everyday size */
    if (!isfinite(value)) continue;
    char expected[64];
    snprintf(expected, sizeof expected, "%.9g", value);
    double nine = strtod(expected, NULL);
    const char *text = number(value);
    if (!ps_parse_number(&read, text, strlen(text))) read = (double)NAN;
    if (isfinite(nine) && read != nine) same = 0, fprintf(stderr, "    %s, printf says %s\n", text, expected);
    if (strcmp(number(read), text) != 0) canonical = 0;
    snprintf(expected, sizeof expected, "%.17g", value);
    if (!ps_parse_number(&read, expected, strlen(expected)) || read != value) exact = 0;
  }
  CHECK(same);
  CHECK(canonical); /* written, read and written again gives the same text */
  CHECK(exact);     /* seventeen digits give the same bits */
}

static const char *integer(int64_t value) {
  static char buffer[32];
  ps_text text = ps_text_begin(buffer, sizeof buffer);
  ps_text_integer(&text, value);
  ps_text_end(&text);
  return buffer;
}

static void integers(void) {
  CHECK_TEXT(integer(0), "0");
  CHECK_TEXT(integer(-7), "-7");
  CHECK_TEXT(integer(INT64_MAX), "9223372036854775807");
  CHECK_TEXT(integer(INT64_MIN), "-9223372036854775808");
  int64_t value;
  CHECK(ps_parse_integer(&value, "9223372036854775807", 19) && value == INT64_MAX);
  CHECK(ps_parse_integer(&value, "-9223372036854775808", 20) && value == INT64_MIN);
  CHECK(ps_parse_integer(&value, "-0", 2) && value == 0);
  CHECK(ps_parse_integer(&value, "42x", 2) && value == 42);
  static const char *const refused[] = {
      "",   "-", "+1", "1.0", "1e3", "x", "9223372036854775808", "-9223372036854775809", "99999999999999999999",
      " 1", "1 "};
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    CHECK(!ps_parse_integer(&value, refused[i], strlen(refused[i])));
  }
}

static void formats(void) {
  char buffer[128];
  ps_text text = ps_text_begin(buffer, sizeof buffer);
  ps_text_format(&text, "%s|%d|%lld|%zu|%g|100%%", "abc", -3, 1234567890123LL, (size_t)9, 0.25);
  size_t length = ps_text_end(&text);
  CHECK_INTEGER(length, strlen(buffer));
  CHECK_TEXT(buffer, "abc|-3|1234567890123|9|0.25|100%");

  text = ps_text_begin(buffer, sizeof buffer);
  ps_text_json_string(&text, "a\"b\\c\n\x01\x1f\xc3\xa9/");
  ps_text_end(&text);
  CHECK_TEXT(buffer, "\"a\\\"b\\\\c\\u000a\\u0001\\u001f\xc3\xa9/\"");
}

/* Cut at the capacity, NUL in place, the full length told, nothing written past the end. */
static void truncation(void) {
  const char *whole = "0.125";
  for (size_t capacity = 0; capacity < 8; capacity++) {
    char buffer[9];
    memset(buffer, '#', sizeof buffer);
    ps_text text = ps_text_begin(capacity ? buffer : NULL, capacity);
    ps_text_number(&text, 0.125);
    CHECK_INTEGER(ps_text_end(&text), 5);
    if (capacity) {
      size_t kept = capacity > 5 ? 5 : capacity - 1;
      CHECK(memcmp(buffer, whole, kept) == 0 && buffer[kept] == 0);
    }
    CHECK(buffer[capacity] == '#');
  }
  ps_message why;
  char name[1000];
  memset(name, 'x', sizeof name);
  name[sizeof name - 1] = 0;
  CHECK_INTEGER(ps_fail(&why, PS_INVALID_CONFIG, PS_REFUSE_UNKNOWN_FIELD, name, name), PS_INVALID_CONFIG);
  CHECK_INTEGER(strlen(why.text), sizeof why.text - 1);
  CHECK_INTEGER(ps_fail(NULL, PS_DIVERGED, PS_REFUSE_NOT_FINITE, ""), PS_DIVERGED);
}

int main(void) {
  written_numbers();
  read_numbers();
  random_numbers();
  integers();
  formats();
  truncation();
  return check_done("text");
}

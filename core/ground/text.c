#include "ground/text.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

/* ---- Writing ---- */

ps_text ps_text_begin(char *buffer, size_t capacity) {
  assert(buffer || capacity == 0);
  return (ps_text){buffer, capacity, 0};
}

size_t ps_text_end(ps_text *text) {
  if (text->capacity) text->buffer[text->length < text->capacity ? text->length : text->capacity - 1] = 0;
  return text->length;
}

void ps_text_character(ps_text *text, char character) {
  if (text->length < text->capacity) text->buffer[text->length] = character;
  text->length++;
}

void ps_text_string(ps_text *text, const char *string) {
  for (; *string; string++) ps_text_character(text, *string);
}

void ps_text_integer(ps_text *text, int64_t value) {
  char digits[20];
  int count = 0;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do digits[count++] = (char)('0' + rest % 10);
  while (rest /= 10);
  if (value < 0) ps_text_character(text, '-');
  while (count) ps_text_character(text, digits[--count]);
}

void ps_text_json_string(ps_text *text, const char *string) {
  static const char hexadecimal[] = "0123456789abcdef";
  ps_text_character(text, '"');
  for (; *string; string++) {
    unsigned char c = (unsigned char)*string;
    if (c == '"' || c == '\\') {
      ps_text_character(text, '\\');
      ps_text_character(text, *string);
    } else if (c < 0x20) {
      ps_text_string(text, "\\u00");
      ps_text_character(text, hexadecimal[c >> 4]);
      ps_text_character(text, hexadecimal[c & 15]);
    } else {
      ps_text_character(text, *string);
    }
  }
  ps_text_character(text, '"');
}

void ps_text_format(ps_text *text, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  for (const char *at = format; *at; at++) {
    if (*at != '%') {
      ps_text_character(text, *at);
      continue;
    }
    at++;
    if (*at == 's') {
      ps_text_string(text, va_arg(arguments, const char *));
    } else if (*at == 'd') {
      ps_text_integer(text, va_arg(arguments, int));
    } else if (*at == 'g') {
      ps_text_number(text, va_arg(arguments, double));
    } else if (*at == '%') {
      ps_text_character(text, '%');
    } else if (strncmp(at, "lld", 3) == 0) {
      ps_text_integer(text, va_arg(arguments, long long));
      at += 2;
    } else if (strncmp(at, "zu", 2) == 0) {
      ps_text_integer(text, (int64_t)va_arg(arguments, size_t));
      at += 1;
    } else {
      assert(false); /* a conversion that text.h does not name */
      break;
    }
  }
  va_end(arguments);
}

/* ---- Numbers ----
 * printf and strtod depend on the locale and on the platform, so both directions are done here in exact integers: a
 * double is m 2^k, a decimal is d 10^e, and one is the other's quotient of two whole numbers, rounded half to even. */

enum { LIMBS = 40 }; /* 1280 bits; the largest here is 10^345 shifted by 55 bits, 1202 */

typedef struct big {
  int limbs;            /* in use; limb[limbs - 1] != 0 */
  uint32_t limb[LIMBS]; /* least significant first */
} big;

static void big_set(big *x, uint64_t value) {
  x->limb[0] = (uint32_t)value;
  x->limb[1] = (uint32_t)(value >> 32);
  x->limbs = x->limb[1] ? 2 : x->limb[0] ? 1 : 0;
}

static int big_bits(const big *x) {
  return x->limbs ? 32 * x->limbs - __builtin_clz(x->limb[x->limbs - 1]) : 0;
}

static void big_multiply(big *x, uint32_t factor) {
  uint64_t carry = 0;
  for (int i = 0; i < x->limbs; i++) {
    carry += (uint64_t)x->limb[i] * factor;
    x->limb[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry) {
    assert(x->limbs < LIMBS);
    x->limb[x->limbs++] = (uint32_t)carry;
  }
}

static void big_multiply_power_of_ten(big *x, int exponent) {
  for (; exponent >= 9; exponent -= 9) big_multiply(x, 1000000000);
  for (; exponent > 0; exponent--) big_multiply(x, 10);
}

static void big_shift_left(big *x, int bits) {
  if (x->limbs == 0) return;
  int whole = bits / 32;
  if (whole) {
    assert(x->limbs + whole <= LIMBS);
    memmove(x->limb + whole, x->limb, (size_t)x->limbs * sizeof x->limb[0]);
    memset(x->limb, 0, (size_t)whole * sizeof x->limb[0]);
    x->limbs += whole;
  }
  if (bits % 32) big_multiply(x, 1u << bits % 32);
}

static int big_compare(const big *x, const big *y) {
  if (x->limbs != y->limbs) return x->limbs < y->limbs ? -1 : 1;
  for (int i = x->limbs - 1; i >= 0; i--) {
    if (x->limb[i] != y->limb[i]) return x->limb[i] < y->limb[i] ? -1 : 1;
  }
  return 0;
}

/* x -= y, x >= y */
static void big_subtract(big *x, const big *y) {
  uint64_t borrow = 0;
  for (int i = 0; i < x->limbs; i++) {
    uint64_t difference = (uint64_t)x->limb[i] - (i < y->limbs ? y->limb[i] : 0) - borrow;
    x->limb[i] = (uint32_t)difference;
    borrow = difference >> 63;
  }
  while (x->limbs && x->limb[x->limbs - 1] == 0) x->limbs--;
}

/* floor(x / y), which must be below 2^bits; leaves the remainder times 2^bits in x, and y shifted by as much. */
static uint64_t big_divide(big *x, big *y, int bits) {
  uint64_t quotient = 0;
  big_shift_left(y, bits);
  for (int i = 0; i < bits; i++) {
    big_shift_left(x, 1);
    quotient <<= 1;
    if (big_compare(x, y) >= 0) {
      big_subtract(x, y);
      quotient |= 1;
    }
  }
  return quotient;
}

/* Twice the remainder that big_divide left against its divisor, a tie counted by the quotient's last bit. */
static bool big_rounds_up(big *remainder, const big *divisor, uint64_t quotient) {
  big_shift_left(remainder, 1);
  int side = big_compare(remainder, divisor);
  return side > 0 || (side == 0 && quotient % 2);
}

/* The nine digits of value > 0 as an integer, 10^8 <= digits < 10^9, and the power of ten of the first. */
static uint32_t nine_digits(int *exponent, double value) {
  int binary;
  uint64_t mantissa = (uint64_t)ldexp(frexp(value, &binary), 53);
  binary -= 53;                                          /* value = mantissa 2^binary */
  *exponent = (int)floor((binary + 52) * 0.30102999566); /* that of the first digit, or one too small */
  for (;; ++*exponent) {
    int scale = 8 - *exponent; /* digits = round(value 10^scale) */
    big x, y;
    big_set(&x, mantissa);
    big_set(&y, 1);
    big_multiply_power_of_ten(scale > 0 ? &x : &y, scale > 0 ? scale : -scale);
    big_shift_left(binary > 0 ? &x : &y, binary > 0 ? binary : -binary);
    uint64_t digits = big_divide(&x, &y, 37); /* < 10^11 */
    if (digits < 1000000000) digits += big_rounds_up(&x, &y, digits);
    if (digits < 1000000000) return (uint32_t)digits;
  }
}

void ps_text_number(ps_text *text, double value) {
  if (!isfinite(value)) {
    ps_text_string(text, "null");
    return;
  }
  if (value == 0) {
    ps_text_character(text, '0'); /* minus zero, too */
    return;
  }
  if (value < 0) ps_text_character(text, '-');
  int exponent;
  uint32_t rest = nine_digits(&exponent, fabs(value));
  char digits[9];
  int count = 9;
  for (int i = 8; i >= 0; i--, rest /= 10) digits[i] = (char)('0' + rest % 10);
  while (digits[count - 1] == '0') count--;

  bool scientific = exponent < -4 || exponent >= 9; /* as printf's %g decides */
  int point = scientific ? 1 : exponent + 1;        /* digits before the decimal point */
  if (point <= 0) ps_text_string(text, "0.");
  for (int i = point; i < 0; i++) ps_text_character(text, '0');
  for (int i = 0; i < count || i < point; i++) {
    if (i == point && i > 0) ps_text_character(text, '.');
    ps_text_character(text, i < count ? digits[i] : '0');
  }
  if (scientific) {
    ps_text_character(text, 'e');
    ps_text_integer(text, exponent);
  }
}

void ps_text_digest(char digest[17], uint64_t hash) {
  for (int i = 0; i < 16; i++) digest[i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
  digest[16] = 0;
}

bool ps_parse_integer(int64_t *value, const char *string, size_t length) {
  bool negative = length > 0 && string[0] == '-';
  uint64_t limit = negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX, magnitude = 0;
  size_t at = negative;
  if (at == length) return false;
  for (; at < length; at++) {
    if (string[at] < '0' || string[at] > '9') return false;
    uint64_t digit = (uint64_t)(string[at] - '0');
    if (magnitude > (limit - digit) / 10) return false;
    magnitude = magnitude * 10 + digit;
  }
  *value = (int64_t)(negative ? 0 - magnitude : magnitude);
  return true;
}

/* digits 10^exponent, rounded to the nearest double; an infinity where it is too large. */
static double nearest_double(uint64_t digits, int exponent) {
  if (digits == 0 || exponent < -345) return 0; /* below half the smallest: 2^64 10^-346 < 2^-1075 */
  if (exponent > 308) return INFINITY;
  big x, y;
  big_set(&x, digits);
  big_set(&y, 1);
  big_multiply_power_of_ten(exponent > 0 ? &x : &y, exponent > 0 ? exponent : -exponent);

  /* The exponent of the quotient's last bit: 53 bits of it fit, or fewer near zero. One more try where the estimate
   * from the lengths was one bit short. */
  int binary = big_bits(&x) - big_bits(&y) - 53;
  for (;; binary++) {
    if (binary < -1074) binary = -1074;
    big shifted = x, divisor = y;
    big_shift_left(binary < 0 ? &shifted : &divisor, binary < 0 ? -binary : binary);
    uint64_t quotient = big_divide(&shifted, &divisor, 54);
    if (quotient >> 53) continue;
    quotient += big_rounds_up(&shifted, &divisor, quotient);
    return ldexp((double)quotient, binary);
  }
}

bool ps_parse_number(double *value, const char *string, size_t length) {
  size_t at = 0;
  bool negative = at < length && string[at] == '-', any = false, point = false;
  at += negative;
  uint64_t digits = 0;
  int64_t exponent = 0;
  for (; at < length; at++) {
    if (string[at] == '.' && !point) {
      point = true;
    } else if (string[at] >= '0' && string[at] <= '9') {
      any = true;
      bool fits = digits < 1000000000000000000; /* 19 digits; what follows cannot matter to the sixteenth */
      if (fits) digits = digits * 10 + (uint64_t)(string[at] - '0');
      exponent += (fits ? 0 : 1) - (point ? 1 : 0);
    } else {
      break;
    }
  }
  if (!any) return false;
  if (at < length) {
    if (string[at] != 'e' && string[at] != 'E') return false;
    at++;
    if (at < length && string[at] == '+' && at + 1 < length && string[at + 1] != '-') at++;
    int64_t written;
    if (!ps_parse_integer(&written, string + at, length - at)) return false;
    if (written > 100000 || written < -100000) written = written < 0 ? -100000 : 100000;
    exponent += written;
  }
  if (exponent > 1000 || exponent < -1000) exponent = exponent < 0 ? -1000 : 1000;
  double magnitude = nearest_double(digits, (int)exponent);
  if (!isfinite(magnitude) || (digits && magnitude == 0)) return false;
  *value = negative ? -magnitude : magnitude;
  return true;
}

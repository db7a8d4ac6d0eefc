/* How the core refuses: a status, and a message with the refusal's id, the fields at fault, arguments, and the sentence. */
#ifndef PS_FAIL_H
#define PS_FAIL_H

#include "pathstar.h"

typedef enum { PS_KIND_NONE, PS_KIND_INTEGER, PS_KIND_WIDE, PS_KIND_REAL, PS_KIND_TEXT } ps_kind;

/* Bytes that a message keeps of an argument. The list of an option's choices must fit: test_config holds it to that. */
enum { PS_ARGUMENT_MOST = 240 };

/* PS_REFUSE_NONE, then a number for each row of refusals.h. */
typedef enum ps_refusal {
  PS_REFUSE_NONE,
#define PS_REFUSAL(id, slots, sentence) PS_REFUSE_##id,
#include "ground/refusals.h"
#undef PS_REFUSAL
} ps_refusal;

enum {
#define PS_REFUSAL(id, slots, sentence) PS_SLOTS_OF_PS_REFUSE_##id = slots,
#include "ground/refusals.h"
#undef PS_REFUSAL
};

/* Writes the reason where there is room for one, and returns `status`:
 *     return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NEGATIVE, "steps", steps);
 * After the id come the fields at fault, names separated by spaces ("" for none), and as many arguments as the row has
 * slots, which the compiler counts. An argument is a text, an integer of any type, or a double; no text need outlive the
 * call. */
#define ps_fail(why, status, id, ...)                                                                                  \
  ((void)sizeof(char[PS_ARGUMENTS(__VA_ARGS__) == PS_SLOTS_OF_##id ? 1 : -1]),                                         \
   ps_fail_any(why, status, id, __VA_ARGS__))

/* The same where the id is only known at run time. */
#define ps_fail_any(why, status, id, ...) ps_fail_kinds(why, status, id, PS_KINDS(__VA_ARGS__), __VA_ARGS__)

/* Puts the reason inside another one: a row whose only argument is the reason's sentence. */
ps_status ps_fail_within(ps_message *why, ps_status status, ps_refusal within, const ps_message *reason);

/* `kinds`: a ps_kind of three bits for each argument, the first in the lowest bits. */
ps_status ps_fail_kinds(ps_message *why, ps_status status, ps_refusal id, unsigned kinds, const char *fields, ...);

/* ---- What the macros above are made of ---- */

#define PS_PICK_8(a, b, c, d, e, f, g, h, ...) h
#define PS_ARGUMENTS(...) PS_PICK_8(__VA_ARGS__, 6, 5, 4, 3, 2, 1, 0, 0)
/* clang-format off */
#define PS_KIND_LONG (sizeof(long) > sizeof(int) ? PS_KIND_WIDE : PS_KIND_INTEGER)
#define PS_KIND(x) (unsigned)_Generic((x), char *: PS_KIND_TEXT, const char *: PS_KIND_TEXT, double: PS_KIND_REAL,     \
    short: PS_KIND_INTEGER, unsigned char: PS_KIND_INTEGER, int: PS_KIND_INTEGER, unsigned: PS_KIND_INTEGER,           \
    long: PS_KIND_LONG, unsigned long: PS_KIND_LONG, long long: PS_KIND_WIDE, unsigned long long: PS_KIND_WIDE)
/* clang-format on */
#define PS_KINDS_0(fields) 0u
#define PS_KINDS_1(fields, a) PS_KIND(a)
#define PS_KINDS_2(fields, a, ...) (PS_KIND(a) | PS_KINDS_1(fields, __VA_ARGS__) << 3)
#define PS_KINDS_3(fields, a, ...) (PS_KIND(a) | PS_KINDS_2(fields, __VA_ARGS__) << 3)
#define PS_KINDS_4(fields, a, ...) (PS_KIND(a) | PS_KINDS_3(fields, __VA_ARGS__) << 3)
#define PS_KINDS_5(fields, a, ...) (PS_KIND(a) | PS_KINDS_4(fields, __VA_ARGS__) << 3)
#define PS_KINDS_6(fields, a, ...) (PS_KIND(a) | PS_KINDS_5(fields, __VA_ARGS__) << 3)
#define PS_KINDS(...)                                                                                                  \
  PS_PICK_8(__VA_ARGS__, PS_KINDS_6, PS_KINDS_5, PS_KINDS_4, PS_KINDS_3, PS_KINDS_2, PS_KINDS_1, PS_KINDS_0, 0)        \
  (__VA_ARGS__)

#endif

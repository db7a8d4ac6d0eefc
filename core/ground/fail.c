#include "ground/fail.h"

#include "ground/text.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

enum { ARGUMENTS_MOST = 6 };

/* One argument of a message; a text is not cut, and the caller owns it. */
typedef struct argument {
  ps_kind kind;
  int64_t integer;
  double real;
  const char *text;
} argument;

/* Copies as much of `text` as fits, without cutting a character. */
static void keep_text(char *kept, size_t capacity, const char *text) {
  size_t length = strlen(text);
  if (length >= capacity) {
    for (length = capacity - 1; length && ((unsigned char)text[length] & 0xc0) == 0x80;) length--;
  }
  memcpy(kept, text, length);
  kept[length] = 0;
}

/* ---- The sentence ---- */

#if PS_SENTENCES
static const struct {
  int slots;
  const char *sentence;
} rows[] = {
    {0, ""},
#define PS_REFUSAL(id, slots, sentence) {slots, sentence},
#include "ground/refusals.h"
#undef PS_REFUSAL
};

static void write_argument(ps_text *text, const argument *a, bool list) {
  if (a->kind == PS_KIND_REAL) {
    ps_text_number(text, a->real);
  } else if (a->kind != PS_KIND_TEXT) {
    ps_text_integer(text, a->integer);
  } else {
    const char *last = list ? strrchr(a->text, ',') : NULL;
    for (const char *at = a->text; *at; at++) {
      if (at == last)
        ps_text_string(text, " or");
      else
        ps_text_character(text, *at);
    }
  }
}

static void write_sentence(ps_message *why, ps_refusal id, const argument *arguments) {
  ps_text text = ps_text_begin(why->text, sizeof why->text);
  for (const char *at = rows[id].sentence; *at; at++) {
    if (*at != '{') {
      ps_text_character(&text, *at);
      continue;
    }
    if (at[1] == 'f') {
      for (const char *field = why->fields; *field && *field != ' '; field++) ps_text_character(&text, *field);
    } else {
      write_argument(&text, &arguments[at[1] - '0'], at[2] == ':');
    }
    at = strchr(at, '}');
  }
  if (ps_text_end(&text) < sizeof why->text) return;
  /* The cut may have gone through the last character: if that has several bytes, it is removed. */
  char *end = why->text + sizeof why->text - 1;
  while (((unsigned char)end[-1] & 0xc0) == 0x80) end--;
  if ((unsigned char)end[-1] & 0x80) end--;
  *end = 0;
}
#else
static void write_sentence(ps_message *why, ps_refusal id, const argument *arguments) {
  (void)id, (void)arguments;
  why->text[0] = 0;
}
#endif

/* ---- The message ---- */

static void write_json(ps_text *text, const argument *a) {
  if (a->kind == PS_KIND_REAL) {
    ps_text_number(text, a->real);
  } else if (a->kind != PS_KIND_TEXT) {
    ps_text_integer(text, a->integer);
  } else {
    char kept[PS_ARGUMENT_MOST + 1];
    keep_text(kept, sizeof kept, a->text);
    ps_text_json_string(text, kept);
  }
}

ps_status ps_fail_kinds(ps_message *why, ps_status status, ps_refusal id, unsigned kinds, const char *fields, ...) {
  if (!why) return status;
  argument arguments[ARGUMENTS_MOST];
  int count = 0;
  ps_text json = ps_text_begin(why->arguments, sizeof why->arguments);
  va_list list;
  va_start(list, fields);
  for (; kinds; kinds >>= 3) {
    argument a = {.kind = (ps_kind)(kinds & 7)};
    if (a.kind == PS_KIND_TEXT)
      a.text = va_arg(list, const char *);
    else if (a.kind == PS_KIND_REAL)
      a.real = va_arg(list, double);
    else
      a.integer = a.kind == PS_KIND_WIDE ? va_arg(list, long long) : va_arg(list, int);
    ps_text_character(&json, count ? ',' : '[');
    write_json(&json, &a);
    arguments[count++] = a;
  }
  va_end(list);
  ps_text_string(&json, count ? "]" : "[]");
  size_t length = ps_text_end(&json);
  assert(length < sizeof why->arguments); /* two texts fit, the most that a row has */
  (void)length;
#if PS_SENTENCES
  assert(count == rows[id].slots);
#endif
  keep_text(why->fields, sizeof why->fields, fields);
  why->id = (int)id;
  why->within = PS_REFUSE_NONE;
  write_sentence(why, id, arguments);
  return status;
}

ps_status ps_fail_within(ps_message *why, ps_status status, ps_refusal within, const ps_message *reason) {
  if (!why) return status;
  argument sentence = {.kind = PS_KIND_TEXT, .text = reason->text};
  *why = *reason;
  why->within = (int)within;
  write_sentence(why, within, &sentence);
  return status;
}

/* ---- The message as JSON ---- */

/* PS_REFUSE_NONE's empty name, then every id in the table's order, each with its NUL. */
static const char names[] = "\0"
#define PS_REFUSAL(id, slots, sentence) #id "\0"
#include "ground/refusals.h"
#undef PS_REFUSAL
    ;

static void write_id(ps_text *text, int id) {
  const char *name = names;
  while (id-- > 0) name += strlen(name) + 1;
  ps_text_json_string(text, name);
}

size_t ps_message_json(char *json, size_t capacity, const ps_message *message) {
  ps_text text = ps_text_begin(json, capacity);
  ps_text_string(&text, "{\"id\":");
  write_id(&text, message->id);
  ps_text_string(&text, ",\"within\":");
  write_id(&text, message->within);
  ps_text_string(&text, ",\"fields\":[");
  for (const char *at = message->fields, *separator = ""; *at; separator = ",") {
    char field[sizeof message->fields];
    size_t length = strcspn(at, " ");
    memcpy(field, at, length);
    field[length] = 0;
    ps_text_string(&text, separator);
    ps_text_json_string(&text, field);
    at += length + (at[length] == ' ');
  }
  ps_text_string(&text, "],\"arguments\":");
  ps_text_string(&text, *message->arguments ? message->arguments : "[]"); /* nothing was refused yet */
  ps_text_character(&text, '}');
  return ps_text_end(&text);
}

/* The table of refusals, and the message that one makes: sentence, JSON, and what is cut of them. */
#include "check.h"
#include "ground/fail.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/* Every sentence uses the slots that its row says it has, all of them and no others, and {field} beside them. */
static void slots(void) {
  static const struct {
    const char *id;
    int slots;
    const char *sentence;
  } rows[] = {
#define PS_REFUSAL(id, slots, sentence) {#id, slots, sentence},
#include "ground/refusals.h"
#undef PS_REFUSAL
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    unsigned used = 0;
    for (const char *at = strchr(rows[i].sentence, '{'); at; at = strchr(at + 1, '{')) {
      if (strncmp(at, "{field}", 7) == 0) continue;
      bool good = at[1] >= '0' && at[1] < '6' && (at[2] == '}' || strncmp(at + 2, ":or}", 4) == 0);
      if (good) used |= 1u << (at[1] - '0');
      if (!CHECK(good)) fprintf(stderr, "%s: %s\n", rows[i].id, at);
    }
    if (!CHECK(used == (1u << rows[i].slots) - 1)) fprintf(stderr, "%s: %s\n", rows[i].id, rows[i].sentence);
    for (size_t j = 0; j < i; j++) CHECK(strcmp(rows[i].id, rows[j].id) != 0);
  }
}

static void expect_json(const ps_message *why, const char *expected) {
  char json[2048];
  CHECK_INTEGER(ps_message_json(json, sizeof json, why), strlen(expected));
  CHECK_TEXT(json, expected);
}

static void messages(void) {
  ps_message why;
  CHECK_INTEGER(ps_fail(&why, PS_INVALID_CONFIG, PS_REFUSE_TEXT_NOT_CHOICE, "layout", "paper, pairs, edge", "\"x\"\n"),
                PS_INVALID_CONFIG);
  CHECK_TEXT(why.text, "layout must be paper, pairs or edge, not \"\"x\"\n\"");
  expect_json(&why, "{\"id\":\"TEXT_NOT_CHOICE\",\"within\":\"\",\"fields\":[\"layout\"],"
                    "\"arguments\":[\"paper, pairs, edge\",\"\\\"x\\\"\\u000a\"]}");
  ps_fail(&why, PS_INVALID_CONFIG, PS_REFUSE_TEXT_NOT_CHOICE, "layout", "paper", "x");
  CHECK_TEXT(why.text, "layout must be paper, not \"x\"");

  ps_fail(&why, PS_INVALID_CONFIG, PS_REFUSE_LABELS_TOO_FEW, "labels degree path_length", 10, 512, 9, 3, 4, 3);
  CHECK_TEXT(why.text, "labels must be in 10..512, not 9: degree 3 and path_length 4 make 1 + 3 x 3 = 10 nodes");
  expect_json(&why, "{\"id\":\"LABELS_TOO_FEW\",\"within\":\"\",\"fields\":[\"labels\",\"degree\",\"path_length\"],"
                    "\"arguments\":[10,512,9,3,4,3]}");

  expect_json(&(ps_message){.id = 0}, "{\"id\":\"\",\"within\":\"\",\"fields\":[],\"arguments\":[]}");
  ps_fail(&why, PS_INVALID_ARGUMENT, PS_REFUSE_NO_TARGET, "");
  expect_json(&why, "{\"id\":\"NO_TARGET\",\"within\":\"\",\"fields\":[],\"arguments\":[]}");
}

/* Every type that an argument may have, at its ends. */
static void kinds(void) {
  ps_message why;
  short small = INT16_MIN;
  unsigned char byte = 255;
  size_t size = 7;
  ps_fail(&why, PS_MALFORMED_TEXT, PS_REFUSE_WRONG_PATH, "", small, byte, INT64_MIN, size, 5000000000, INT64_MAX);
  CHECK_TEXT(why.text, "line -32768: node 255 of the path from -9223372036854775808 to 7 must be 5000000000, not "
                       "9223372036854775807");
  ps_fail(&why, PS_INVALID_CONFIG, PS_REFUSE_NOT_NUMBER, "clip", 0.0, 0.1, (double)NAN);
  CHECK_TEXT(why.text, "clip must be a number in 0..0.1 of at most nine significant digits, not null");
  expect_json(&why, "{\"id\":\"NOT_NUMBER\",\"within\":\"\",\"fields\":[\"clip\"],\"arguments\":[0,0.1,null]}");
}

static void within(void) {
  ps_message reason, why;
  ps_fail(&reason, PS_INVALID_CONFIG, PS_REFUSE_UNKNOWN_FIELD, "colour", "colour");
  CHECK_INTEGER(ps_fail_within(&why, PS_MALFORMED_FILE, PS_REFUSE_METADATA, &reason), PS_MALFORMED_FILE);
  CHECK_TEXT(why.text, "__metadata__: unknown field \"colour\"");
  expect_json(&why, "{\"id\":\"UNKNOWN_FIELD\",\"within\":\"METADATA\",\"fields\":[\"colour\"],"
                    "\"arguments\":[\"colour\"]}");
  CHECK_INTEGER(ps_fail_within(NULL, PS_MALFORMED_FILE, PS_REFUSE_METADATA, &reason), PS_MALFORMED_FILE);
}

/* Whether every character of the text is there with all its bytes. */
static bool is_whole(const char *text) {
  while (*text) {
    unsigned char head = (unsigned char)*text++;
    int more = head >= 0xf0 ? 3 : head >= 0xe0 ? 2 : head >= 0xc0 ? 1 : 0;
    if (head >= 0x80 && !more) return false;
    for (; more; more--, text++) {
      if (((unsigned char)*text & 0xc0) != 0x80) return false;
    }
  }
  return true;
}

/* However long what is quoted, and wherever a cut falls in its characters. */
static void cuts(void) {
  static const char *const characters[] = {"x", "\xc3\xa9", "\xe4\xb8\xad", "\xf0\x9f\x98\x80"};
  for (int c = 0; c < 4; c++) {
    for (int shift = 0; shift < 5; shift++) {
      char value[2000];
      size_t width = strlen(characters[c]), length = (size_t)shift;
      memset(value, '-', length);
      for (; length + width < sizeof value; length += width) memcpy(value + length, characters[c], width);
      value[length] = 0;
      ps_message why;
      ps_fail(&why, PS_INVALID_CONFIG, PS_REFUSE_NOT_PRESET, value, value, value);
      CHECK(is_whole(why.text) && strlen(why.text) > sizeof why.text - 6);
      CHECK(is_whole(why.fields) && strlen(why.fields) > sizeof why.fields - 5);
      /* ["...","..."] */
      const char *kept = why.arguments + 2, *second = strstr(why.arguments, "\",\"");
      size_t first = second ? (size_t)(second - kept) : 0;
      CHECK(is_whole(why.arguments) && first > PS_ARGUMENT_MOST - 4 && first <= PS_ARGUMENT_MOST &&
            !strncmp(kept, value, first));
      CHECK(second && strlen(second) == 3 + first + 2 && !strncmp(second + 3, value, first));
      /* A text that fits is whole. */
      value[PS_ARGUMENT_MOST - (PS_ARGUMENT_MOST - (size_t)shift) % width] = 0;
      ps_fail(&why, PS_INVALID_CONFIG, PS_REFUSE_UNKNOWN_FIELD, "", value);
      char expected[sizeof value + 8];
      snprintf(expected, sizeof expected, "[\"%s\"]", value);
      CHECK_TEXT(why.arguments, expected);
    }
  }
  /* Two texts, the most that a row has, still fit where escapes make them longest, and the whole in the tab's room. */
  char control[2000];
  memset(control, 1, sizeof control);
  control[sizeof control - 1] = 0;
  ps_message why;
  ps_fail(&why, PS_INVALID_CONFIG, PS_REFUSE_NOT_PRESET, control, control, control);
  CHECK(strlen(why.arguments) == 2 * (2 + 6 * PS_ARGUMENT_MOST) + 3 && why.arguments[strlen(why.arguments) - 1] == ']');
  CHECK(ps_message_json(NULL, 0, &why) < 3400);
}

int main(void) {
  slots();
  messages();
  kinds();
  within();
  cuts();
  return check_done("refusals");
}

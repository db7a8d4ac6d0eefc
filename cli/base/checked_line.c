#include "base/checked_line.h"

#include "base/config_json.h"
#include "ground/rng.h"
#include "ground/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char key[] = "checksum";

static char *print(const cJSON *line) {
  char *text = cJSON_PrintUnformatted(line);
  if (!text) exit(fail(EXIT_MEMORY, "no memory to print a line of results"));
  return text;
}

/* Of the line without its checksum, as this program prints it: spaces do not count. */
static void sum_of(char sum[17], const cJSON *line) {
  char *text = print(line);
  ps_text_digest(sum, ps_hash_bytes(PS_HASH_STEP, text, strlen(text)));
  cJSON_free(text);
}

cJSON *checked_line_parse(const char *text, size_t length) {
  const char *end = NULL;
  cJSON *line = memchr(text, 0, length) ? NULL : cJSON_ParseWithLengthOpts(text, length, &end, false);
  while (line && end < text + length && strchr(" \t\r", *end)) end++;
  if (cJSON_IsObject(line) && end == text + length) return line;
  cJSON_Delete(line);
  return NULL;
}

char *checked_line_print(cJSON *line) {
  char sum[17];
  cJSON_DeleteItemFromObjectCaseSensitive(line, key);
  sum_of(sum, line);
  cJSON_AddStringToObject(line, key, sum);
  char *text = print(line);
  cJSON_DeleteItemFromObjectCaseSensitive(line, key);
  return text;
}

exit_code checked_line_verify(cJSON *line, const char *where) {
  if (!json_member(line, key)) return EXIT_DONE;
  char sum[17];
  cJSON *told = cJSON_DetachItemFromObjectCaseSensitive(line, key);
  sum_of(sum, line);
  bool same = cJSON_IsString(told) && !strcmp(told->valuestring, sum);
  cJSON_Delete(told);
  if (same) return EXIT_DONE;
  return fail(EXIT_USAGE, "%s: it was changed after it was written: its checksum is %s, not the one it ends with",
              where, sum);
}

#include "base/config_json.h"

#include "base/description.h"
#include "base/files.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a config or a spec may hold; docs/limits.md names these. cJSON refuses what is nested deeper than 1000. */
enum { JSON_BYTES_MAX = 1 << 24, JSON_KEYS_MAX = 10000 };

static int compare_keys(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static exit_code refuse_twin_keys(const cJSON *object, const char *path) {
  int count = cJSON_GetArraySize(object), at = 0;
  if (count > JSON_KEYS_MAX)
    return fail(EXIT_USAGE, "%s: an object has %d keys; at most %d are read", path, count, JSON_KEYS_MAX);
  const char **keys = allocate((size_t)count, sizeof *keys);
  for (const cJSON *child = object->child; child; child = child->next) keys[at++] = child->string;
  qsort(keys, (size_t)count, sizeof *keys, compare_keys);
  exit_code code = EXIT_DONE;
  for (int i = 1; i < count && !code; i++)
    if (!strcmp(keys[i - 1], keys[i])) code = fail(EXIT_USAGE, "%s: '%s' is given twice", path, keys[i]);
  free(keys);
  return code;
}

static exit_code refuse_twins(const cJSON *value, const char *path) {
  exit_code code = cJSON_IsObject(value) ? refuse_twin_keys(value, path) : EXIT_DONE;
  for (const cJSON *child = value->child; child && !code; child = child->next) code = refuse_twins(child, path);
  return code;
}

/* Whether strtod(), and so cJSON, makes 0 of a number that is none. */
static bool is_lost(const char *number, size_t length) {
  bool nonzero = false;
  for (size_t i = 0; i < length && number[i] != 'e' && number[i] != 'E'; i++)
    nonzero |= number[i] >= '1' && number[i] <= '9';
  return nonzero && strtod(number, NULL) == 0;
}

/* `text` is JSON, NUL-terminated. */
static exit_code refuse_lost_numbers(const char *text, const char *path) {
  bool quoted = false;
  while (*text) {
    size_t length = quoted ? 0 : strspn(text, "0123456789+-.eE");
    if (is_lost(text, length))
      return fail(EXIT_USAGE, "%s: '%.*s' is nearer to 0 than any double but 0", path, (int)(length < 40 ? length : 40),
                  text);
    if (*text == '"') quoted = !quoted;
    if (*text == '\\') text++; /* in a string, where something follows */
    text += length ? length : 1;
  }
  return EXIT_DONE;
}

exit_code json_read_object(cJSON **object, const char *path, const char *what) {
  *object = NULL;
  file_bytes file;
  exit_code code = file_read(&file, path);
  if (code) return code;
  if (file.size > JSON_BYTES_MAX) {
    free(file.bytes);
    return fail(EXIT_USAGE, "%s: %zu bytes; at most %d are read as %s", path, file.size, JSON_BYTES_MAX, what);
  }
  /* cJSON stops at a NUL, or takes it for a space. */
  const char *end = memchr(file.bytes, 0, file.size);
  cJSON *read = end ? NULL : cJSON_ParseWithLengthOpts(file.bytes, file.size + 1, &end, true);
  if (!read)
    code = fail(EXIT_USAGE, "%s: not JSON near byte %ld", path, end ? (long)(end - file.bytes) : 0L);
  else if (!cJSON_IsObject(read))
    code = fail(EXIT_USAGE, "%s: must hold one JSON object of %s", path, what);
  else
    code = refuse_twins(read, path);
  if (!code) code = refuse_lost_numbers(file.bytes, path);
  free(file.bytes);
  if (code)
    cJSON_Delete(read);
  else
    *object = read;
  return code;
}

const cJSON *json_member(const cJSON *object, const char *key) {
  return cJSON_GetObjectItemCaseSensitive(object, key);
}

exit_code config_set_json(ps_config *config, const cJSON *description, const char *name, const cJSON *value,
                          const char *where) {
  const cJSON *option = description_option(description, name);
  if (!option) return fail(EXIT_USAGE, "%s: unknown key '%s'", where, name);
  const char *type = description_text(option, "type");
  bool boolean = !strcmp(type, "bool"), choice = !strcmp(type, "choice");
  if (boolean ? !cJSON_IsBool(value) : choice ? !cJSON_IsString(value) : !cJSON_IsNumber(value))
    return fail(EXIT_USAGE, "%s: '%s' must be a %s", where, name, boolean ? "boolean" : choice ? "string" : "number");
  char number[40];
  snprintf(number, sizeof number, "%.17g", value->valuedouble);
  ps_message why;
  ps_status status = ps_config_set(config, name,
                                   boolean  ? cJSON_IsTrue(value) ? "true" : "false"
                                   : choice ? value->valuestring
                                            : number,
                                   &why);
  return status ? fail_status(status, &why, where) : EXIT_DONE;
}

cJSON *config_json(const ps_config *config) {
  size_t length = ps_config_json(NULL, 0, config);
  char *text = allocate(length + 1, 1);
  ps_config_json(text, length + 1, config);
  cJSON *json = cJSON_Parse(text);
  if (!json) exit(fail(EXIT_MEMORY, "no memory for a config"));
  free(text);
  return json;
}

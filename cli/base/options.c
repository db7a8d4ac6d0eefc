#include "base/options.h"

#include "base/config_json.h"
#include "base/description.h"
#include "ground/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_LENGTH = 64 };

typedef struct assignment {
  const char *name, *value; /* an option's name and text, from a flag */
} assignment;

static const cJSON *options_of(const command_line *line) {
  return cJSON_GetObjectItemCaseSensitive(line->description, "options");
}

static void swap_characters(char *text, char from, char to) {
  for (; *text; text++)
    if (*text == from) *text = to;
}

/* ---- Help ---- */

static void print_option(const cJSON *option) {
  char name[NAME_MAX_LENGTH];
  snprintf(name, sizeof name, "%s", description_text(option, "name"));
  swap_characters(name, '_', '-');
  printf("  --%-22s %s (", name, description_text(option, "help"));
  description_print_values(option, "|");
  printf("; ");
  description_print_value(cJSON_GetObjectItemCaseSensitive(option, "default"));
  printf(")\n");
}

static void print_flag(const flag *flag) {
  static const char *const arguments[] = {
      [FLAG_SWITCH] = "", [FLAG_INTEGER] = " N", [FLAG_NUMBER] = " X", [FLAG_NAME] = " NAME", [FLAG_FILE] = " FILE"};
  char name[NAME_MAX_LENGTH];
  snprintf(name, sizeof name, "%s%s", flag->name, arguments[flag->kind]);
  printf("  --%-22s %s", name, flag->help);
  if (flag->kind == FLAG_INTEGER) printf(" (%.10g..%.10g)", flag->minimum, flag->maximum);
  printf("\n");
}

static void print_help(const command_line *line, const command *command) {
  printf("pathstar %s %s\n\n%s\n", command->name, command->usage, command->summary);
  if (command->flag_count) printf("\nFlags:\n");
  for (int i = 0; i < command->flag_count; i++) print_flag(&command->flags[i]);
  if (!command->takes_config) return;
  printf("\nConfig, each over the one before: defaults, --preset, --config, flags:\n");
  printf("  --%-22s", "preset NAME");
  const cJSON *item;
  cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(line->description, "presets")) {
    printf(" %s", description_text(item, "name"));
  }
  printf("\n  --%-22s a JSON object of the names below with underscores; - is stdin\n", "config FILE");
  cJSON_ArrayForEach(item, options_of(line)) print_option(item);
}

/* ---- Unknown flags ---- */

static int least(int a, int b) {
  return a < b ? a : b;
}

/* Insertions, deletions and substitutions between two names (Levenshtein 1966). */
static int distance(const char *a, const char *b) {
  int row[NAME_MAX_LENGTH + 1];
  int length = least((int)strlen(b), NAME_MAX_LENGTH);
  for (int j = 0; j <= length; j++) row[j] = j;
  for (int i = 1; *a; a++, i++) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= length; j++) {
      int substituted = diagonal + (*a != b[j - 1]);
      diagonal = row[j];
      row[j] = least(substituted, 1 + least(row[j], row[j - 1]));
    }
  }
  return row[length];
}

static void consider(char *best, int *best_distance, const char *wanted, const char *candidate) {
  char name[NAME_MAX_LENGTH];
  snprintf(name, sizeof name, "%s", candidate);
  swap_characters(name, '_', '-');
  int d = distance(wanted, name);
  if (d >= *best_distance) return;
  *best_distance = d;
  strcpy(best, name);
}

static exit_code refuse_flag(const command_line *line, const command *command, const char *name) {
  char best[NAME_MAX_LENGTH] = "help";
  int best_distance = distance(name, best);
  for (int i = 0; i < command->flag_count; i++) consider(best, &best_distance, name, command->flags[i].name);
  if (command->takes_config) {
    consider(best, &best_distance, name, "preset");
    consider(best, &best_distance, name, "config");
    const cJSON *option;
    cJSON_ArrayForEach(option, options_of(line)) consider(best, &best_distance, name, description_text(option, "name"));
  }
  return fail(EXIT_USAGE, "unknown flag --%s of '%s'; the nearest is --%s", name, command->name, best);
}

/* ---- Config sources ---- */

static void note_chosen(command_line *line, const char *name) {
  cJSON_DeleteItemFromObjectCaseSensitive(line->chosen, name);
  cJSON_AddNullToObject(line->chosen, name);
}

static exit_code set_option(command_line *line, const char *name, const char *value) {
  ps_message why;
  ps_status status = ps_config_set(&line->config, name, value, &why);
  if (status) return fail_status(status, &why, NULL);
  note_chosen(line, name);
  return EXIT_DONE;
}

static exit_code read_config(command_line *line, const char *path) {
  cJSON *object;
  exit_code code = json_read_object(&object, path, "config names");
  for (const cJSON *value = code ? NULL : object->child; value && !code; value = value->next) {
    code = config_set_json(&line->config, line->description, value->string, value, path);
    if (!code) note_chosen(line, value->string);
  }
  cJSON_Delete(object);
  return code;
}

exit_code command_line_agrees(const command_line *line, const ps_config *loaded, const char *path) {
  if (line->preset) return fail(EXIT_USAGE, "--preset contradicts --load: a checkpoint has its own config");
  const cJSON *chosen;
  cJSON_ArrayForEach(chosen, line->chosen) {
    char wanted[NAME_MAX_LENGTH], stored[NAME_MAX_LENGTH];
    ps_config_get(wanted, sizeof wanted, &line->config, chosen->string);
    ps_config_get(stored, sizeof stored, loaded, chosen->string);
    if (strcmp(wanted, stored))
      return fail(EXIT_USAGE, "%s was trained with %s = %s, which %s contradicts", path, chosen->string, stored,
                  wanted);
  }
  return EXIT_DONE;
}

/* ---- Flags ---- */

static exit_code set_flag(const flag *flag, const char *text) {
  switch (flag->kind) {
  case FLAG_SWITCH:
    *(bool *)flag->value = !strcmp(text, "true");
    if (strcmp(text, "true") && strcmp(text, "false"))
      return fail(EXIT_USAGE, "--%s is '%s'; it must be true or false", flag->name, text);
    return EXIT_DONE;
  case FLAG_NAME:
  case FLAG_FILE:
    *(const char **)flag->value = text;
    return EXIT_DONE;
  case FLAG_INTEGER:
  case FLAG_NUMBER:
    break;
  }
  bool whole = flag->kind == FLAG_INTEGER;
  int64_t integer = 0;
  double number = 0;
  bool read = whole ? ps_parse_integer(&integer, text, strlen(text)) : ps_parse_number(&number, text, strlen(text));
  if (whole) number = (double)integer;
  if (!read || number < flag->minimum || number > flag->maximum)
    return fail(EXIT_USAGE, "--%s is '%s'; it must be a %s from %.10g to %.10g", flag->name, text,
                whole ? "whole number" : "number", flag->minimum, flag->maximum);
  if (whole)
    *(int64_t *)flag->value = integer;
  else
    *(double *)flag->value = number;
  return EXIT_DONE;
}

exit_code split_read(ps_split *split, const char *text) {
  bool held_out = !strcmp(text, "held_out");
  *split = held_out ? PS_HELD_OUT : PS_TRAIN;
  if (held_out || !strcmp(text, "train")) return EXIT_DONE;
  return fail(EXIT_USAGE, "--split is '%s'; it must be train or held_out", text);
}

typedef struct config_sources {
  const char **files;
  assignment *flags;
  const char **given; /* names of flags so far, as the tables have them */
  int file_count, flag_count, given_count;
} config_sources;

/* Of two flags of one name the last would win without a word. --config may come again: each file over the one before. */
static exit_code refuse_second(config_sources *sources, const char *name) {
  char shown[NAME_MAX_LENGTH];
  snprintf(shown, sizeof shown, "%s", name);
  swap_characters(shown, '_', '-');
  for (int i = 0; i < sources->given_count; i++)
    if (!strcmp(sources->given[i], name)) return fail(EXIT_USAGE, "--%s is given twice", shown);
  sources->given[sources->given_count++] = name;
  return EXIT_DONE;
}

typedef enum { NO_FLAG, OWN_FLAG, PRESET_FLAG, CONFIG_FLAG, OPTION_FLAG } flag_family;

typedef struct found_flag {
  flag_family family;
  const flag *own;     /* of OWN_FLAG */
  const cJSON *option; /* of OPTION_FLAG */
  bool boolean;
} found_flag;

static found_flag find_flag(const command_line *line, const command *command, const char *name) {
  for (int i = 0; i < command->flag_count; i++) {
    const flag *own = &command->flags[i];
    if (!strcmp(own->name, name)) return (found_flag){OWN_FLAG, own, NULL, own->kind == FLAG_SWITCH};
  }
  if (!command->takes_config) return (found_flag){NO_FLAG, NULL, NULL, false};
  if (!strcmp(name, "preset")) return (found_flag){PRESET_FLAG, NULL, NULL, false};
  if (!strcmp(name, "config")) return (found_flag){CONFIG_FLAG, NULL, NULL, false};
  char key[NAME_MAX_LENGTH];
  snprintf(key, sizeof key, "%s", name);
  swap_characters(key, '-', '_');
  const cJSON *option = description_option(line->description, key);
  bool boolean = option && !strcmp(description_text(option, "type"), "bool");
  return (found_flag){option ? OPTION_FLAG : NO_FLAG, NULL, option, boolean};
}

/* Reads the flag at argv[*at] and its value. The command's own flags take effect at once; the config's wait until the
 * preset and the files before them are known. */
static exit_code read_flag(command_line *line, const command *command, config_sources *sources, int argc, char **argv,
                           int *at) {
  char name[NAME_MAX_LENGTH];
  const char *begin = argv[*at] + 2;
  size_t length = strcspn(begin, "=");
  const char *value = begin[length] ? begin + length + 1 : NULL;
  snprintf(name, sizeof name, "%.*s", (int)(length < sizeof name ? length : sizeof name - 1), begin);

  if (!strcmp(name, "help")) return fail(EXIT_USAGE, "--help takes no value");
  found_flag found = find_flag(line, command, name);
  bool negated = !found.family && !strncmp(name, "no-", 3);
  if (negated) found = find_flag(line, command, name + 3);
  if (!found.family || (negated && !found.boolean)) return refuse_flag(line, command, name);
  if (negated && value) return fail(EXIT_USAGE, "--%s takes no value", name);
  if (found.boolean && !value) value = negated ? "false" : "true";
  if (!value) {
    if (*at + 1 == argc || !strncmp(argv[*at + 1], "--", 2)) return fail(EXIT_USAGE, "--%s needs a value", name);
    value = argv[++*at];
  }
  exit_code code = EXIT_DONE;
  if (found.family != CONFIG_FLAG)
    code = refuse_second(sources, found.own      ? found.own->name
                                  : found.option ? description_text(found.option, "name")
                                                 : "preset");
  if (code) return code;
  switch (found.family) {
  case PRESET_FLAG:
    line->preset = value;
    return EXIT_DONE;
  case CONFIG_FLAG:
    sources->files[sources->file_count++] = value;
    return EXIT_DONE;
  case OPTION_FLAG:
    sources->flags[sources->flag_count++] = (assignment){description_text(found.option, "name"), value};
    return EXIT_DONE;
  default:
    return set_flag(found.own, value);
  }
}

static exit_code read_arguments(command_line *line, const command *command, config_sources *sources, int argc,
                                char **argv) {
  for (int i = 0; i < argc; i++) {
    exit_code code = EXIT_DONE;
    if (!strncmp(argv[i], "--", 2) && argv[i][2])
      code = read_flag(line, command, sources, argc, argv, &i);
    else if (command->takes_operands)
      line->operands[line->operand_count++] = argv[i];
    else
      code = fail(EXIT_USAGE, "'%s' takes no argument '%s'", command->name, argv[i]);
    if (code) return code;
  }
  return EXIT_DONE;
}

static exit_code apply_config(command_line *line, const config_sources *sources) {
  ps_message why;
  ps_status status = line->preset ? ps_config_preset(&line->config, line->preset, &why) : PS_OK;
  exit_code code = status ? fail_status(status, &why, NULL) : EXIT_DONE;
  for (int i = 0; i < sources->file_count && !code; i++) code = read_config(line, sources->files[i]);
  for (int i = 0; i < sources->flag_count && !code; i++)
    code = set_option(line, sources->flags[i].name, sources->flags[i].value);
  return code;
}

bool command_line_read(command_line *line, const command *command, int argc, char **argv, exit_code *code) {
  *line = (command_line){.description = description_read(), .chosen = cJSON_CreateObject()};
  line->operands = allocate((size_t)argc, sizeof *line->operands);
  ps_config_default(&line->config);
  *code = EXIT_DONE;
  for (int i = 0; i < argc; i++) {
    if (strcmp(argv[i], "--help") && strcmp(argv[i], "-h")) continue;
    print_help(line, command);
    command_line_free(line);
    return false;
  }
  config_sources sources = {.files = allocate((size_t)argc, sizeof *sources.files),
                            .flags = allocate((size_t)argc, sizeof *sources.flags),
                            .given = allocate((size_t)argc, sizeof *sources.given)};
  *code = read_arguments(line, command, &sources, argc, argv);
  if (!*code) *code = apply_config(line, &sources);
  free(sources.files);
  free(sources.flags);
  free(sources.given);
  if (*code) command_line_free(line);
  return !*code;
}

void command_line_free(command_line *line) {
  cJSON_Delete(line->description);
  cJSON_Delete(line->chosen);
  free(line->operands);
}

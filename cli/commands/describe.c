#include "base/description.h"
#include "base/options.h"
#include "commands/commands.h"

#include <stdio.h>
#include <stdlib.h>

static void print_markdown(const cJSON *description) {
  printf("| option | values | default | meaning |\n|---|---|---|---|\n");
  const cJSON *item, *value;
  cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(description, "options")) {
    printf("| `%s` | ", description_text(item, "name"));
    description_print_values(item, ", ");
    printf(" | ");
    description_print_value(cJSON_GetObjectItemCaseSensitive(item, "default"));
    printf(" | %s |\n", description_text(item, "help"));
  }
  printf("\n| preset | sets | note |\n|---|---|---|\n");
  cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(description, "presets")) {
    printf("| `%s` |", description_text(item, "name"));
    cJSON_ArrayForEach(value, cJSON_GetObjectItemCaseSensitive(item, "config")) {
      printf(" `%s=", value->string);
      description_print_value(value);
      printf("`");
    }
    printf(" | %s |\n", description_text(item, "note"));
  }
}

exit_code command_describe(int argc, char **argv) {
  bool markdown = false;
  const flag flags[] = {{"markdown", FLAG_SWITCH, &markdown, 0, 0, "tables for documents instead of JSON"}};
  const command command = {.name = "describe",
                           .usage = "[--markdown]",
                           .summary = "Prints every option and preset, as the core describes itself.",
                           .flags = flags,
                           .flag_count = 1};
  command_line line;
  exit_code code;
  if (!command_line_read(&line, &command, argc, argv, &code)) return code;
  if (markdown) {
    print_markdown(line.description);
  } else {
    char *text = cJSON_Print(line.description);
    if (!text) exit(fail(EXIT_MEMORY, "no memory to print the description"));
    puts(text);
    cJSON_free(text);
  }
  command_line_free(&line);
  return EXIT_DONE;
}

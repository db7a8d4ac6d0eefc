#include "base/files.h"
#include "base/options.h"
#include "commands/commands.h"
#include "gpt2/pretrained.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static exit_code print_lines(const pretrained *model, const char *path) {
  file_bytes file;
  exit_code code = file_read(&file, path);
  if (code) return code;
  int32_t *ids = allocate(file.size, sizeof *ids);
  char *where = allocate(strlen(path) + 40, 1);
  const char *line = file.bytes, *end = file.bytes + file.size;
  for (long number = 1; line < end && !code; number++) {
    const char *line_end = memchr(line, '\n', (size_t)(end - line));
    int count;
    snprintf(where, strlen(path) + 40, "%s: line %ld", path, number);
    code = byte_pairs_encode(ids, &count, model->pairs, line, (size_t)((line_end ? line_end : end) - line), where);
    for (int i = 0; i < count && !code; i++) printf("%s%d", i ? " " : "", (int)ids[i]);
    if (!code) printf("\n");
    line = line_end ? line_end + 1 : end;
  }
  free(where);
  free(ids);
  free(file.bytes);
  return code;
}

exit_code command_tokens(int argc, char **argv) {
  const char *folder = NULL, *data = "-";
  const flag flags[] = {
      {"pretrained", FLAG_FILE, &folder, 0, 0,
       "the model's folder: its config.json, vocab.json, merges.txt (required)"},
      {"data", FLAG_FILE, &data, 0, 0, "the text, in ASCII; default stdin"},
  };
  const command command = {.name = "tokens",
                           .usage = "--pretrained DIR [--data FILE]",
                           .summary = "Prints the tokens of each line of a text as a pretrained GPT-2 numbers them.",
                           .flags = flags,
                           .flag_count = sizeof flags / sizeof flags[0]};
  command_line line;
  exit_code code;
  if (!command_line_read(&line, &command, argc, argv, &code)) return code;
  pretrained model = {0};
  code = folder ? pretrained_open(&model, folder) : fail(EXIT_USAGE, "tokens needs --pretrained DIR");
  if (!code) code = print_lines(&model, data);
  pretrained_close(&model);
  command_line_free(&line);
  return code;
}

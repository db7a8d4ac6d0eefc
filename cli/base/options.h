/* Command lines. A command has its own flags (a table) and, if it trains or draws graphs, one flag for every option
 * that the core describes: `path_length` is --path-length, and booleans take --rope, --no-rope, --rope=true. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/failure.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

typedef enum { FLAG_SWITCH, FLAG_INTEGER, FLAG_NUMBER, FLAG_NAME, FLAG_FILE } flag_kind;

typedef struct flag {
  const char *name; /* with dashes, without the leading two */
  flag_kind kind;
  void *value; /* bool, int64_t, double or const char *, which holds the default */
  double minimum, maximum;
  const char *help;
} flag;

typedef struct command {
  const char *name, *usage, *summary;
  const flag *flags;
  int flag_count;
  bool takes_config, takes_operands;
} command;

typedef struct command_line {
  ps_config config;   /* defaults, then --preset, then each --config, then each flag */
  cJSON *description; /* ps_describe(), parsed */
  const char *preset; /* NULL if none is given */
  cJSON *chosen;      /* an object with a key for every option that a config file or flag set */
  const char **operands;
  int operand_count;
} command_line;

/* True: go on, and free the line at the end. False: end with `code`, EXIT_DONE after --help. The config's fields are
 * each in range, but not yet held against one another: that is ps_config_validate(). */
bool command_line_read(command_line *line, const command *command, int argc, char **argv, exit_code *code);
void command_line_free(command_line *line);

/* Reads the value of --split: train or held_out. */
exit_code split_read(ps_split *split, const char *text);

/* Refuses any set option that contradicts the config of a loaded checkpoint. */
exit_code command_line_agrees(const command_line *line, const ps_config *loaded, const char *path);

#endif

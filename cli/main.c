/* pathstar: train, question and check tiny sequence models on path-star graphs. */
#include "base/ranks.h"
#include "commands/commands.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct {
  const char *name, *summary;
  exit_code (*run)(int argc, char **argv);
} commands[] = {
    {"train", "train a model, with evaluations on held-out graphs", command_train},
    {"evaluate", "question a checkpoint, on held-out graphs or on those of a file", command_evaluate},
    {"ablate", "switch parts of a checkpoint's model off, or patch them from another graph", command_ablate},
    {"sweep", "train a grid of configs and seeds on all cores; killed at any moment, it goes on", command_sweep},
    {"report", "write what sweeps found: a file for the page's laboratory, or EXPERIMENTS.md", command_report},
    {"graph", "print graphs in the reference's text format, or validate a file of them", command_graph},
    {"tokens", "print the tokens of a text as a pretrained GPT-2 numbers them", command_tokens},
    {"check", "compare the model with golden vectors", command_check},
    {"bench", "time the training step and the drawing of graphs", command_bench},
    {"describe", "print every option, its range and default, and the presets", command_describe},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void print_help(void) {
  printf("pathstar " PS_VERSION ": tiny sequence models on path-star graphs\n\nusage: pathstar COMMAND [flags]\n\n");
  for (int i = 0; i < COMMANDS; i++) printf("  %-10s %s\n", commands[i].name, commands[i].summary);
  printf("  %-10s this, or COMMAND's flags: pathstar help COMMAND\n  %-10s print the version\n", "help", "version");
  printf(
      "\nA flag is given once, but for --config, whose files are read one over the other. - is stdin where a file is\n"
      "read, but for a sweep's spec, and is refused where one is written. Numbers of a config keep nine significant\n"
      "digits, as everywhere in Pathstar: more are rounded; one too large, or nearer to 0 than any double but 0 "
      "itself,\n"
      "is refused.\n");
  printf("\nResults go to stdout, everything else to stderr. Exit codes:\n"
         "  0  done\n"
         "  1  check: a value is past its tolerance\n"
         "  2  a flag, a config or the content of an input file is refused\n"
         "  3  a file cannot be read or written\n"
         "  4  diverged: a loss, gradient or probability is not finite\n"
         "  5  out of memory\n"
         "  6  sweep: stopped by Ctrl-C or SIGTERM, its state saved; the same command goes on\n"
         "  7  sweep: runs failed (not: diverged); the others are done\n"
         "  8  train, under mpirun: another rank was lost\n");
}

static exit_code run_command(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "";
  char help[] = "--help", *help_arguments[] = {help, NULL};
  if (!strcmp(name, "version") || !strcmp(name, "--version")) {
    if (argc > 2) return fail(EXIT_USAGE, "'%s' takes no argument '%s'", name, argv[2]);
    puts(PS_VERSION);
    return EXIT_DONE;
  }
  bool asked = !strcmp(name, "help");
  if (!strcmp(name, "--help") || !strcmp(name, "-h") || (asked && argc == 2)) {
    print_help();
    return EXIT_DONE;
  }
  const char *wanted = asked ? argv[2] : name;
  for (int i = 0; i < COMMANDS; i++) {
    if (strcmp(commands[i].name, wanted)) continue;
    if (ranks_count() > 1 && commands[i].run != command_train)
      return fail(EXIT_USAGE, "'%s' cannot be cut over ranks, only train can: start it without mpirun", wanted);
    return asked ? commands[i].run(1, help_arguments) : commands[i].run(argc - 2, argv + 2);
  }
  if (!*wanted) return fail(EXIT_USAGE, "no command given; see 'pathstar help'");
  return fail(EXIT_USAGE, "unknown command '%s'; see 'pathstar help'", wanted);
}

int main(int argc, char **argv) {
  exit_code code = ranks_begin();
  if (!code) code = run_command(argc, argv);
  if (fflush(stdout) || ferror(stdout)) code = fail(EXIT_FILES, "cannot write to stdout");
  ranks_end();
  return code;
}

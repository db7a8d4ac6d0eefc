/* The subcommands, one a file: each takes what follows its name on the command line, and returns an exit code. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "base/failure.h"

exit_code command_train(int argc, char **argv);
exit_code command_evaluate(int argc, char **argv);
exit_code command_ablate(int argc, char **argv);
exit_code command_sweep(int argc, char **argv);
exit_code command_report(int argc, char **argv);
exit_code command_graph(int argc, char **argv);
exit_code command_tokens(int argc, char **argv);
exit_code command_check(int argc, char **argv);
exit_code command_bench(int argc, char **argv);
exit_code command_describe(int argc, char **argv);

#endif

/* How the program ends when it cannot go on: one line on stderr and an exit code. */
#ifndef CLI_FAILURE_H
#define CLI_FAILURE_H

#include "pathstar.h"

#include <stddef.h>

typedef enum exit_code {
  EXIT_DONE = 0,
  EXIT_CHECK_FAILED = 1, /* a check ran and its result is past tolerance */
  EXIT_USAGE = 2,        /* bad flag, config or input file content */
  EXIT_FILES = 3,        /* a file cannot be read or written */
  EXIT_DIVERGED = 4,     /* a loss, gradient or probability is not finite */
  EXIT_MEMORY = 5,
  EXIT_INTERRUPTED = 6, /* a sweep was asked to stop, and can be continued */
  EXIT_INCOMPLETE = 7,  /* runs of a sweep failed; the others are done */
  EXIT_RANK_LOST = 8    /* another process of the same run was lost */
} exit_code;

/* Prints `pathstar: ...`, control characters as \x1b, and returns `code`. */
exit_code fail(exit_code code, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for what the core refused; `where` (a file's path) goes before the reason, NULL for nowhere. */
exit_code fail_status(ps_status status, const ps_message *why, const char *where);
/* From now on fail() of another rank than the first says nothing: its first message is kept. */
void failure_name_rank(int rank);
void failure_say_kept(void);
/* Says it whatever the rank, with its number. */
void failure_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Never NULL: ends the program with EXIT_MEMORY instead. The caller frees. */
void *allocate(size_t count, size_t size);

#endif

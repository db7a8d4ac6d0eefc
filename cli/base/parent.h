/* Processes that do not outlive the one that started them, however it ends. */
#ifndef CLI_PARENT_H
#define CLI_PARENT_H

#include "base/failure.h"

/* A pipe on which nothing is ever written: it closes when the parent is gone. */
typedef struct parent_pipe {
  int read, write;
} parent_pipe;

/* In the parent, before it starts the first of them. */
exit_code parent_pipe_open(parent_pipe *pipe);
void parent_pipe_close(parent_pipe *pipe);
/* In each of them: from now on it ends with the parent, at once, as by a kill. */
exit_code parent_pipe_watch(const parent_pipe *pipe);

#endif

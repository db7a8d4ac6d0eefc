#define _POSIX_C_SOURCE 200809L

#include "base/parent.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

exit_code parent_pipe_open(parent_pipe *made) {
  int ends[2];
  if (pipe(ends)) return fail(EXIT_MEMORY, "cannot make a pipe: %s", strerror(errno));
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  *made = (parent_pipe){ends[0], ends[1]};
  return EXIT_DONE;
}

void parent_pipe_close(parent_pipe *pipe) {
  close(pipe->read);
  close(pipe->write);
}

static void *wait_for_end(void *context) {
  const parent_pipe *pipe = context;
  char none;
  while (read(pipe->read, &none, 1) < 0 && errno == EINTR) continue;
  _exit(EXIT_INTERRUPTED);
}

exit_code parent_pipe_watch(const parent_pipe *pipe) {
  pthread_t thread;
  close(pipe->write);
  int failed = pthread_create(&thread, NULL, wait_for_end, (void *)pipe);
  if (failed) return fail(EXIT_MEMORY, "cannot start a thread: %s", strerror(failed));
  pthread_detach(thread);
  return EXIT_DONE;
}

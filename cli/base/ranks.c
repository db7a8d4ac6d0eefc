#define _POSIX_C_SOURCE 200809L

#include "base/ranks.h"

#include "base/clock.h"
#include "base/interrupt.h"

#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static ps_ranks self = {.rank = 0, .ranks = 1};

int ranks_count(void) {
  return self.ranks;
}

bool ranks_first(void) {
  return self.rank == 0;
}

const ps_ranks *ranks_of_run(void) {
  return self.ranks > 1 ? &self : NULL;
}

exit_code ranks_agree(exit_code code) {
  exit_code worst = (exit_code)ranks_most(code), first = (exit_code)ranks_most(ranks_first() ? code : EXIT_DONE);
  if (code && !first) failure_say_kept();
  return worst;
}

#if PATHSTAR_MPI

#include <mpi.h>

static bool met;

/* Ends all ranks: one that is lost answers no more. */
static void must(int error) {
  if (error == MPI_SUCCESS) return;
  char text[MPI_MAX_ERROR_STRING] = "";
  int length;
  MPI_Error_string(error, text, &length);
  failure_say("lost another rank, and ends with it; files stay as they were (%s)", text);
  met = false;
  MPI_Abort(MPI_COMM_WORLD, EXIT_RANK_LOST);
}

/* Others may take long: the first one evaluates, and ranks may be more than there are cores. Where a rank has ended, mpirun
 * asks those that wait for it to stop, and kills them a second later. */
static void wait_for(MPI_Request *requests, int count) {
  static const double eager = 0.01, patience = 0.3; /* seconds */
  static bool told;
  double begin = clock_seconds(), asked = 0;
  for (;;) {
    int done;
    must(MPI_Testall(count, requests, &done, MPI_STATUSES_IGNORE));
    if (done) return;
    double now = clock_seconds();
    if (!asked && interrupted()) asked = now;
    if (asked && !told && now - asked > patience) {
      told = true;
      failure_say("was asked to stop and waits for another rank; if that has ended, so does this one, and files stay "
                  "as they were");
    }
    if (now - begin < eager)
      sched_yield();
    else
      nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
  }
}

static void swap(void *context, int peer, void *received, size_t received_bytes, const void *sent, size_t sent_bytes) {
  enum { PIECE = 1 << 30 }; /* MPI counts in ints */
  (void)context;
  const char *out = sent;
  char *in = received;
  while (received_bytes || sent_bytes) {
    int in_size = (int)(received_bytes < PIECE ? received_bytes : PIECE);
    int out_size = (int)(sent_bytes < PIECE ? sent_bytes : PIECE);
    MPI_Request requests[2] = {MPI_REQUEST_NULL, MPI_REQUEST_NULL};
    if (in_size) must(MPI_Irecv(in, in_size, MPI_BYTE, peer, 0, MPI_COMM_WORLD, &requests[0]));
    if (out_size) must(MPI_Isend(out, out_size, MPI_BYTE, peer, 0, MPI_COMM_WORLD, &requests[1]));
    wait_for(requests, 2);
    in += in_size, out += out_size;
    received_bytes -= (size_t)in_size, sent_bytes -= (size_t)out_size;
  }
}

int ranks_most(int value) {
  if (self.ranks == 1) return value;
  int most;
  MPI_Request request;
  must(MPI_Iallreduce(&value, &most, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD, &request));
  wait_for(&request, 1);
  return most;
}

void ranks_hear_first(char *text, int size) {
  if (self.ranks == 1) return;
  MPI_Request request;
  must(MPI_Ibcast(text, size, MPI_CHAR, 0, MPI_COMM_WORLD, &request));
  wait_for(&request, 1);
}

static void end_all(void) {
  if (!met) return;
  failure_say_kept();
  MPI_Abort(MPI_COMM_WORLD, EXIT_RANK_LOST);
}

static bool was_launched(void) {
  static const char *const names[] = {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (getenv(names[i])) return true;
  return false;
}

exit_code ranks_begin(void) {
  int level;
  if (!was_launched()) return EXIT_DONE;
  MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &level);
  MPI_Comm_size(MPI_COMM_WORLD, &self.ranks);
  MPI_Comm_rank(MPI_COMM_WORLD, &self.rank);
  if (self.ranks == 1) { /* nobody to meet; a sweep forks */
    MPI_Finalize();
    return EXIT_DONE;
  }
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  self.swap = swap;
  met = true;
  atexit(end_all);
  failure_name_rank(self.rank);
  if (self.rank && !freopen("/dev/null", "w", stdout)) return fail(EXIT_FILES, "cannot open /dev/null");
  return EXIT_DONE;
}

void ranks_end(void) {
  if (!met) return;
  met = false;
  MPI_Finalize();
}

#else

int ranks_most(int value) {
  return value;
}

void ranks_hear_first(char *text, int size) {
  (void)text, (void)size;
}

exit_code ranks_begin(void) {
  static const char *const names[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *size = getenv(names[i]);
    if (size && strtol(size, NULL, 10) > 1)
      return fail(EXIT_USAGE, "this program was built without MPI: mpirun would start the same %s times over", size);
  }
  return EXIT_DONE;
}

void ranks_end(void) {}

#endif

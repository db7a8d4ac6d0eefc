/* What the pool needs of a platform: threads, and a number to wait for. core/ground/thread.c has them from POSIX
 * threads, wasm/thread.c from the Workers of a cross-origin-isolated tab. */
#ifndef PS_THREAD_H
#define PS_THREAD_H

#include <stdatomic.h>
#include <stdbool.h>

#if defined(__wasm__)
typedef struct ps_thread {
  struct ps_helper *helper;
} ps_thread;
typedef struct ps_signal {
  atomic_uint value;
} ps_signal;
#else
#include <pthread.h>
typedef struct ps_thread {
  pthread_t handle;
  void (*work)(void *);
  void *argument;
} ps_thread;
typedef struct ps_signal {
  atomic_uint value;
  pthread_mutex_t mutex; /* guards sleeping on `changed` only */
  pthread_cond_t changed;
} ps_signal;
#endif

/* Calls work(argument) on another thread; false if there is none to be had. `thread` stays where it is until joined. */
bool ps_thread_start(ps_thread *thread, void (*work)(void *argument), void *argument);
/* Returns when work() has returned. */
void ps_thread_join(ps_thread *thread);

void ps_signal_init(ps_signal *signal); /* to 0 */
void ps_signal_destroy(ps_signal *signal);
/* Adds 1 and wakes all waiting threads; a thread that sees the new value sees all that was written before it. */
void ps_signal_raise(ps_signal *signal);
/* Returns the value once it is no longer `seen`. Spins about 50 us, then sleeps. */
unsigned ps_signal_await(ps_signal *signal, unsigned seen);

#endif

/* A pool of threads that meet at every call: the caller is thread 0. A waiting thread spins about 50 us before it
 * sleeps, because a fork and join by futex costs as much as a small training step's phase. The same pool serves the
 * native program and a cross-origin-isolated tab, each with threads of its own (thread.h). Builds without threads
 * (PS_THREADS undefined: any other tab) have the same functions and one thread. */
#ifndef PS_POOL_H
#define PS_POOL_H

#include <stddef.h>

enum { PS_THREADS_MAX = 64 };

typedef struct ps_pool ps_pool;

size_t ps_pool_size(void); /* bytes of a pool */
/* The pool is in the caller's memory. The other threads - 1 start at the first call, so that a run that replaces
 * another finds the other's threads free; there are fewer if the system refuses some. */
void ps_pool_start(ps_pool *pool, int threads);
void ps_pool_stop(ps_pool *pool);

/* Calls work(context, task, thread) for every task 0..tasks-1, each once, on whichever thread is free, and returns when
 * all are done. Which thread takes which task must not change the results. */
void ps_pool_run(ps_pool *pool, void (*work)(void *context, int task, int thread), void *context, int tasks);

#endif

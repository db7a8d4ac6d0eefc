#include "ground/pool.h"

#if PS_THREADS

#include "ground/thread.h"

#include <assert.h>

struct ps_pool {
  int wanted;
  int threads; /* that have come; 0 before the first call */
  void (*work)(void *, int, int);
  void *context;
  int tasks;
  atomic_int next;  /* the first task not taken yet */
  atomic_int busy;  /* helpers still in this call */
  bool stopping;    /* set by the last call */
  ps_signal called; /* raised by every call */
  ps_signal done;   /* raised by the last helper to leave it */
  struct helper {
    ps_pool *pool;
    int thread;
    ps_thread handle;
  } helpers[PS_THREADS_MAX];
};

size_t ps_pool_size(void) {
  return sizeof(ps_pool);
}

static void take_tasks(ps_pool *pool, int thread) {
  for (;;) {
    int task = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed);
    if (task >= pool->tasks) return;
    pool->work(pool->context, task, thread);
  }
}

static void help(void *argument) {
  struct helper *self = argument;
  ps_pool *pool = self->pool;
  for (unsigned call = 0;;) {
    call = ps_signal_await(&pool->called, call);
    if (pool->stopping) return;
    take_tasks(pool, self->thread);
    if (atomic_fetch_sub_explicit(&pool->busy, 1, memory_order_acq_rel) == 1) ps_signal_raise(&pool->done);
  }
}

void ps_pool_start(ps_pool *pool, int threads) {
  assert(threads >= 1 && threads <= PS_THREADS_MAX);
  pool->wanted = threads;
  pool->threads = 0;
  pool->stopping = false;
  atomic_init(&pool->busy, 0);
  atomic_init(&pool->next, 0);
  ps_signal_init(&pool->called);
  ps_signal_init(&pool->done);
}

static void start_helpers(ps_pool *pool) {
  pool->threads = 1;
  for (int i = 1; i < pool->wanted; i++) {
    struct helper *helper = &pool->helpers[i];
    *helper = (struct helper){.pool = pool, .thread = i};
    if (!ps_thread_start(&helper->handle, help, helper)) return;
    pool->threads++;
  }
}

void ps_pool_stop(ps_pool *pool) {
  pool->stopping = true;
  ps_signal_raise(&pool->called);
  for (int i = 1; i < pool->threads; i++) ps_thread_join(&pool->helpers[i].handle);
  ps_signal_destroy(&pool->done);
  ps_signal_destroy(&pool->called);
}

void ps_pool_run(ps_pool *pool, void (*work)(void *, int, int), void *context, int tasks) {
  if (!pool->threads) start_helpers(pool);
  if (pool->threads == 1 || tasks == 1) {
    for (int task = 0; task < tasks; task++) work(context, task, 0);
    return;
  }
  pool->work = work;
  pool->context = context;
  pool->tasks = tasks;
  atomic_store_explicit(&pool->next, 0, memory_order_relaxed);
  atomic_store_explicit(&pool->busy, pool->threads - 1, memory_order_relaxed);
  unsigned done = atomic_load_explicit(&pool->done.value, memory_order_relaxed);
  ps_signal_raise(&pool->called);
  take_tasks(pool, 0);
  ps_signal_await(&pool->done, done);
}

#else

struct ps_pool {
  int threads;
};

size_t ps_pool_size(void) {
  return sizeof(ps_pool);
}

void ps_pool_start(ps_pool *pool, int threads) {
  (void)threads;
  pool->threads = 1;
}

void ps_pool_stop(ps_pool *pool) {
  (void)pool;
}

void ps_pool_run(ps_pool *pool, void (*work)(void *, int, int), void *context, int tasks) {
  (void)pool;
  for (int task = 0; task < tasks; task++) work(context, task, 0);
}

#endif

#include "pool.h"

#if PS_THREADS

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

enum { SPINS = 20000 }; /* about 50 us of pauses */

struct ps_pool {
  int threads;
  void (*work)(void *, int, int);
  void *context;
  int tasks;
  atomic_int next;  /* the first task nobody took */
  atomic_int busy;  /* helpers still in this call */
  atomic_uint call; /* odd or even does not matter: it changes with every call */
  atomic_bool stopping;
  pthread_mutex_t mutex; /* guards sleeping on `wake` only */
  pthread_cond_t wake;
  struct helper {
    ps_pool *pool;
    int thread;
    pthread_t handle;
  } helpers[PS_THREADS_MAX];
};

size_t ps_pool_size(void) {
  return sizeof(ps_pool);
}

static void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static void take_tasks(ps_pool *pool, int thread) {
  for (;;) {
    int task = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed);
    if (task >= pool->tasks) return;
    pool->work(pool->context, task, thread);
  }
}

/* Returns when the call number is no longer `seen`. */
static void await_call(ps_pool *pool, unsigned seen) {
  for (int i = 0; i < SPINS; i++) {
    if (atomic_load_explicit(&pool->call, memory_order_acquire) != seen) return;
    pause_briefly();
  }
  pthread_mutex_lock(&pool->mutex);
  while (atomic_load_explicit(&pool->call, memory_order_acquire) == seen) {
    pthread_cond_wait(&pool->wake, &pool->mutex);
  }
  pthread_mutex_unlock(&pool->mutex);
}

static void *help(void *argument) {
  struct helper *self = argument;
  ps_pool *pool = self->pool;
  for (unsigned seen = 0;;) {
    await_call(pool, seen);
    seen = atomic_load_explicit(&pool->call, memory_order_acquire);
    if (atomic_load_explicit(&pool->stopping, memory_order_relaxed)) return NULL;
    take_tasks(pool, self->thread);
    atomic_fetch_sub_explicit(&pool->busy, 1, memory_order_release);
  }
}

static void begin_call(ps_pool *pool) {
  pthread_mutex_lock(&pool->mutex);
  atomic_fetch_add_explicit(&pool->call, 1, memory_order_release);
  pthread_cond_broadcast(&pool->wake);
  pthread_mutex_unlock(&pool->mutex);
}

int ps_pool_start(ps_pool *pool, int threads) {
  pool->threads = 1;
  atomic_init(&pool->call, 0);
  atomic_init(&pool->busy, 0);
  atomic_init(&pool->next, 0);
  atomic_init(&pool->stopping, false);
  pthread_mutex_init(&pool->mutex, NULL);
  pthread_cond_init(&pool->wake, NULL);
  for (int i = 1; i < threads && i < PS_THREADS_MAX; i++) {
    struct helper *helper = &pool->helpers[i];
    *helper = (struct helper){.pool = pool, .thread = i};
    if (pthread_create(&helper->handle, NULL, help, helper)) break;
    pool->threads++;
  }
  return pool->threads;
}

void ps_pool_stop(ps_pool *pool) {
  atomic_store_explicit(&pool->stopping, true, memory_order_relaxed);
  begin_call(pool);
  for (int i = 1; i < pool->threads; i++) pthread_join(pool->helpers[i].handle, NULL);
  pthread_cond_destroy(&pool->wake);
  pthread_mutex_destroy(&pool->mutex);
}

void ps_pool_run(ps_pool *pool, void (*work)(void *, int, int), void *context, int tasks) {
  if (pool->threads == 1 || tasks == 1) {
    for (int task = 0; task < tasks; task++) work(context, task, 0);
    return;
  }
  pool->work = work;
  pool->context = context;
  pool->tasks = tasks;
  atomic_store_explicit(&pool->next, 0, memory_order_relaxed);
  atomic_store_explicit(&pool->busy, pool->threads - 1, memory_order_relaxed);
  begin_call(pool);
  take_tasks(pool, 0);
  for (int i = 0; atomic_load_explicit(&pool->busy, memory_order_acquire); i++) {
    if (i < SPINS) {
      pause_briefly();
    } else {
      sched_yield(); /* the helper it waits for may need this core */
    }
  }
}

#else

struct ps_pool {
  int threads;
};

size_t ps_pool_size(void) {
  return sizeof(ps_pool);
}

int ps_pool_start(ps_pool *pool, int threads) {
  (void)threads;
  return pool->threads = 1;
}

void ps_pool_stop(ps_pool *pool) {
  (void)pool;
}

void ps_pool_run(ps_pool *pool, void (*work)(void *, int, int), void *context, int tasks) {
  (void)pool;
  for (int task = 0; task < tasks; task++) work(context, task, 0);
}

#endif

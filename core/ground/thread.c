#define _POSIX_C_SOURCE 200112L /* clock_gettime() */
#include "ground/thread.h"

#include <stddef.h>
#include <time.h>

/* How long a thread spins before it sleeps. A pause takes 40 to 140 cycles, and under QEMU a thousand times that, so a
 * count of them says nothing of time; the clock is read after every 64. */
enum { SPIN_NS = 50000, PAUSES = 64 };

static void *work_of(void *argument) {
  ps_thread *thread = argument;
  thread->work(thread->argument);
  return NULL;
}

bool ps_thread_start(ps_thread *thread, void (*work)(void *), void *argument) {
  thread->work = work;
  thread->argument = argument;
  return pthread_create(&thread->handle, NULL, work_of, thread) == 0;
}

void ps_thread_join(ps_thread *thread) {
  pthread_join(thread->handle, NULL);
}

void ps_signal_init(ps_signal *signal) {
  atomic_init(&signal->value, 0);
  pthread_mutex_init(&signal->mutex, NULL);
  pthread_cond_init(&signal->changed, NULL);
}

void ps_signal_destroy(ps_signal *signal) {
  pthread_cond_destroy(&signal->changed);
  pthread_mutex_destroy(&signal->mutex);
}

void ps_signal_raise(ps_signal *signal) {
  pthread_mutex_lock(&signal->mutex);
  atomic_fetch_add_explicit(&signal->value, 1, memory_order_release);
  pthread_cond_broadcast(&signal->changed);
  pthread_mutex_unlock(&signal->mutex);
}

static void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static long long now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

unsigned ps_signal_await(ps_signal *signal, unsigned seen) {
  unsigned value;
  long long end = 0;
  do {
    for (int i = 0; i < PAUSES; i++) {
      value = atomic_load_explicit(&signal->value, memory_order_acquire);
      if (value != seen) return value;
      pause_briefly();
    }
    if (!end) end = now_ns() + SPIN_NS;
  } while (now_ns() < end);
  pthread_mutex_lock(&signal->mutex);
  while ((value = atomic_load_explicit(&signal->value, memory_order_acquire)) == seen) {
    pthread_cond_wait(&signal->changed, &signal->mutex);
  }
  pthread_mutex_unlock(&signal->mutex);
  return value;
}

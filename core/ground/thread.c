#include "ground/thread.h"

#include <stddef.h>

enum { SPINS = 20000 }; /* about 50 us of pauses */

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

unsigned ps_signal_await(ps_signal *signal, unsigned seen) {
  unsigned value;
  for (int i = 0; i < SPINS; i++) {
    value = atomic_load_explicit(&signal->value, memory_order_acquire);
    if (value != seen) return value;
    pause_briefly();
  }
  pthread_mutex_lock(&signal->mutex);
  while ((value = atomic_load_explicit(&signal->value, memory_order_acquire)) == seen) {
    pthread_cond_wait(&signal->changed, &signal->mutex);
  }
  pthread_mutex_unlock(&signal->mutex);
  return value;
}

/* Threads of a cross-origin-isolated tab. A helper is a Worker of the run's own Worker: it instantiates the same
 * compiled module on the same memory, and waits in help() for work, on a stack that it was given.
 *
 * A Worker comes to life only while its parent is idle, so no thread can be made in the middle of create(). The page
 * therefore hires helpers first (web/src/engine/worker/crew.ts): hire() makes room, the Worker starts, and enlist()
 * counts it in once it has said that it is about to call help(). ps_thread_start() takes a waiting helper if there is
 * one; it never waits for one that did not come. Enlisted helpers stay; joining sends them back to wait for the next
 * run.
 *
 * Why not Emscripten's pthreads: they need its generated JavaScript, which has no place where a module is loaded by its
 * raw exports, and this is all a pool of fork and join asks for. Only the Worker of the run calls anything that
 * allocates; helpers run kernels, which do not. */
#include "ground/thread.h"
#include "export.h"

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { SPINS = 50000 }; /* about 50 us of loads */
static const int64_t forever = -1, one_second = 1000000000;

struct ps_helper {
  atomic_uint working; /* 0 or 1 */
  void (*work)(void *);
  void *argument;
  struct ps_helper *next; /* in `waiting` */
};

static struct ps_helper *waiting; /* enlisted, without work */
static atomic_bool lost;          /* a helper trapped: what it was doing will never be done */

/* Sleeps while *number == seen. Called by pointer, so that neither the compiler nor wasm-opt inlines it: after the
 * instruction the baseline compiler of some V8s (11.3, Node 20) has the wrong values in the locals it keeps in
 * registers, and here there are none left to use. */
static void wait32(atomic_uint *number, unsigned seen, int64_t nanoseconds) {
  __builtin_wasm_memory_atomic_wait32((int *)number, (int)seen, nanoseconds);
}
static void (*volatile const sleep_while)(atomic_uint *, unsigned, int64_t) = wait32;

static void wake_all(atomic_uint *number) {
  __builtin_wasm_memory_atomic_notify((int *)number, UINT_MAX);
}

/* Returns the number once it is no longer `seen`; traps if it never will be. */
static unsigned await_change(atomic_uint *number, unsigned seen) {
  unsigned value;
  while ((value = atomic_load_explicit(number, memory_order_acquire)) == seen) {
    if (atomic_load_explicit(&lost, memory_order_relaxed)) __builtin_trap();
    sleep_while(number, seen, one_second);
  }
  return value;
}

/* ---- What the page calls ---- */

/* Room for one more helper: its address, which is also the top of its stack; NULL if memory is refused. Never freed: a
 * Worker that is late may still come to stand on it. */
EXPORT(struct ps_helper *, hire)(void) {
  char *stack = aligned_alloc(16, PS_STACK_BYTES + sizeof(struct ps_helper));
  if (!stack) return NULL;
  struct ps_helper *helper = (struct ps_helper *)(stack + PS_STACK_BYTES);
  *helper = (struct ps_helper){.next = NULL};
  return helper;
}

/* Counts a helper in that is about to call help(). */
EXPORT(void, enlist)(struct ps_helper *helper) {
  helper->next = waiting;
  waiting = helper;
}

__attribute__((noinline)) static void serve(struct ps_helper *helper) {
  for (;;) {
    while (!atomic_load_explicit(&helper->working, memory_order_acquire)) sleep_while(&helper->working, 0, forever);
    helper->work(helper->argument);
    atomic_store_explicit(&helper->working, 0, memory_order_release);
    wake_all(&helper->working);
  }
}

/* A helper's life, on its own stack; it ends with its Worker. It has no frame of its own, which would be on another
 * stack. */
EXPORT(void, help)(struct ps_helper *helper) {
  __asm__ volatile(".globaltype __stack_pointer, i32\n"
                   "local.get %0\n"
                   "global.set __stack_pointer"
                   :
                   : "r"(helper));
  serve(helper);
}

/* A helper's Worker calls this if help() trapped: the run's Worker then traps as well, instead of waiting for ever. */
EXPORT(void, lose)(void) {
  atomic_store_explicit(&lost, true, memory_order_relaxed);
}

/* ---- What the pool calls ---- */

bool ps_thread_start(ps_thread *thread, void (*work)(void *), void *argument) {
  struct ps_helper *helper = waiting;
  if (!helper) return false;
  waiting = helper->next;
  thread->helper = helper;
  helper->work = work;
  helper->argument = argument;
  atomic_store_explicit(&helper->working, 1, memory_order_release);
  wake_all(&helper->working);
  return true;
}

void ps_thread_join(ps_thread *thread) {
  await_change(&thread->helper->working, 1);
  enlist(thread->helper);
}

void ps_signal_init(ps_signal *signal) {
  atomic_init(&signal->value, 0);
}

void ps_signal_destroy(ps_signal *signal) {
  (void)signal;
}

void ps_signal_raise(ps_signal *signal) {
  atomic_fetch_add_explicit(&signal->value, 1, memory_order_release);
  wake_all(&signal->value);
}

unsigned ps_signal_await(ps_signal *signal, unsigned seen) {
  for (int i = 0; i < SPINS; i++) {
    unsigned value = atomic_load_explicit(&signal->value, memory_order_acquire);
    if (value != seen) return value;
  }
  return await_change(&signal->value, seen);
}

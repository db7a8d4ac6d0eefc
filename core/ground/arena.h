/* One aligned block, sized by a dry run: an arena that starts without memory hands out nothing and only counts, so the
 * same layout code first measures and then places. */
#ifndef PS_ARENA_H
#define PS_ARENA_H

#include <stddef.h>
#include <stdint.h>

enum { PS_ALIGNMENT = 64 }; /* bytes; a cache line and the widest vector */

typedef struct ps_arena {
  unsigned char *base; /* NULL: counting */
  uint64_t used;       /* bytes; 64 bits everywhere, because what is counted may exceed the address space */
} ps_arena;

/* `count` items of `size` bytes; NULL while counting. Not zeroed. */
static inline void *ps_arena_take(ps_arena *arena, size_t count, size_t size) {
  void *at = arena->base ? arena->base + (size_t)arena->used : NULL;
  arena->used += ((uint64_t)count * size + PS_ALIGNMENT - 1) / PS_ALIGNMENT * PS_ALIGNMENT;
  return at;
}

#define PS_TAKE(arena, type, count) ((type *)ps_arena_take(arena, count, sizeof(type)))

#endif

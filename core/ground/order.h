/* Epochs over a fixed training set in constant memory: the epoch's order is a keyed permutation that can be evaluated
 * at any place, not a shuffled list. Only a handful of items is shuffled as a list: there a keyed permutation would give some
 * orders several times as often as others. */
#ifndef PS_ORDER_H
#define PS_ORDER_H

#include "ground/rng.h"

enum { PS_ORDER_LISTED = 5 }; /* items at most that are shuffled as a list; a larger number would change runs' bits */

/* The item at `place` (0..count-1) of a uniform shuffle of 0..count-1, count <= PS_ORDER_LISTED (Fisher-Yates). */
static inline uint64_t ps_order_of_few(ps_rng rng, uint32_t count, uint64_t place) {
  uint32_t items[PS_ORDER_LISTED];
  for (uint32_t i = 0; i < count; i++) {
    uint32_t j = ps_rng_below(&rng, i + 1);
    items[i] = items[j];
    items[j] = i;
  }
  return items[place];
}

/* The item at `place` (0..count-1) of the permutation of 0..count-1 that (seed, epoch) names. Few items: every order is
 * equally likely. More: a four-round Feistel network on the next even number of bits, walked along its cycle until it lands
 * below count (Black & Rogaway 2002). */
static inline uint64_t ps_order_at(uint64_t seed, uint64_t epoch, uint64_t count, uint64_t place) {
  if (count <= PS_ORDER_LISTED) {
    return ps_order_of_few(ps_rng_at(seed, PS_STREAM_ORDER, epoch), (uint32_t)count, place);
  }
  int half = 1;
  while (half < 31 && (uint64_t)1 << (2 * half) < count) half++;
  const uint64_t mask = ((uint64_t)1 << half) - 1;
  ps_rng rng = ps_rng_at(seed, PS_STREAM_ORDER, epoch);
  uint64_t keys[4];
  for (int round = 0; round < 4; round++) keys[round] = ps_rng_next(&rng);
  do {
    uint64_t left = place >> half, right = place & mask;
    for (int round = 0; round < 4; round++) {
      uint64_t mixed = left ^ (ps_mix(right + keys[round]) & mask);
      left = right;
      right = mixed;
    }
    place = left << half | right;
  } while (place >= count);
  return place;
}

#endif

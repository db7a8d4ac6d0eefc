/* Epochs over a fixed training set in constant memory: the epoch's order is a keyed permutation that can be evaluated
 * at any place, not a shuffled list. */
#ifndef PS_ORDER_H
#define PS_ORDER_H

#include "ground/rng.h"

/* The item at `place` (0..count-1) of the permutation of 0..count-1 that (seed, epoch) names: a four-round Feistel
 * network on the next even number of bits, walked along its cycle until it lands below count (Black & Rogaway 2002). */
static inline uint64_t ps_order_at(uint64_t seed, uint64_t epoch, uint64_t count, uint64_t place) {
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

/* Counter-based random numbers: any number is a pure function of (seed, stream, index, draw), so that graphs, weights
 * and orders can be made in any order, on any thread. The mixing function and increment are SplitMix64's (Steele, Lea &
 * Flood 2014, "Fast splittable pseudorandom number generators"). */
#ifndef PS_RNG_H
#define PS_RNG_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* One stream a purpose; never renumber one: that would change every run's bits. */
typedef enum ps_stream {
  PS_STREAM_TRAIN_GRAPH = 1,
  PS_STREAM_HELD_OUT_GRAPH = 2,
  PS_STREAM_ORDER = 3,      /* the epoch's permutation of a fixed training set */
  PS_STREAM_WEIGHTS = 4,    /* index = tensor */
  PS_STREAM_WRONG_STEP = 5, /* which wrong arm the Clever Hans test hands over */
  PS_STREAM_TEST = 6,
  PS_STREAM_AUXILIARY = 7, /* weights of auxiliary losses; index = which of them */
  PS_STREAM_SHOWN = 8,     /* what an objective shows of a training sample; index = the sample's number */
  PS_STREAM_SLOTS = 9      /* weights of the tables of slots; index = which of them */
} ps_stream;

/* SplitMix64's increment, 2^64 over the golden ratio. */
#define PS_HASH_STEP 0x9e3779b97f4a7c15u

typedef struct ps_rng {
  uint64_t state;
} ps_rng;

static inline uint64_t ps_mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

/* Takes one more value into a hash that begins with PS_HASH_STEP or another hash. */
static inline uint64_t ps_hash_add(uint64_t hash, uint64_t value) {
  return ps_mix(hash ^ value) + PS_HASH_STEP;
}

/* Bytes, eight at a time. Every step can be undone: one that has changed always changes the hash. */
static inline uint64_t ps_hash_bytes(uint64_t hash, const void *bytes, size_t size) {
  const unsigned char *at = bytes;
  for (uint64_t word; size >= sizeof word; at += sizeof word, size -= sizeof word) {
    memcpy(&word, at, sizeof word);
    hash = ps_hash_add(hash, word);
  }
  for (; size; size--) hash = ps_hash_add(hash, *at++);
  return hash;
}

static inline ps_rng ps_rng_at(uint64_t seed, ps_stream stream, uint64_t index) {
  uint64_t key = ps_mix(seed + PS_HASH_STEP * (uint64_t)stream);
  return (ps_rng){ps_mix(key ^ ps_mix(index + PS_HASH_STEP))};
}

static inline uint64_t ps_rng_next(ps_rng *rng) {
  rng->state += PS_HASH_STEP;
  return ps_mix(rng->state);
}

/* Uniform in 0..bound-1, exactly: multiply-shift with rejection (Lemire 2019). */
static inline uint32_t ps_rng_below(ps_rng *rng, uint32_t bound) {
  uint64_t product = (ps_rng_next(rng) >> 32) * bound;
  if ((uint32_t)product < bound) {
    uint32_t threshold = (0u - bound) % bound;
    while ((uint32_t)product < threshold) product = (ps_rng_next(rng) >> 32) * bound;
  }
  return (uint32_t)(product >> 32);
}

/* Uniform in the open interval (0, 1): 52 random bits and a half. */
static inline double ps_rng_uniform(ps_rng *rng) {
  return ((double)(ps_rng_next(rng) >> 12) + 0.5) * 0x1p-52;
}

#endif

/* What the tests of kernels share: noise to feed them, and a trail of everything a set computed, to compare the sets of
 * one numeric mode bit for bit. */
#ifndef TRAIL_H
#define TRAIL_H

#include "check.h"
#include "ground/rng.h"
#include "kernels/kernels.h"

#include <stdbool.h>
#include <stdlib.h>

/* Buffers are guarded by room at their end: no kernel may write past its output. */
static inline float *noise(size_t count, uint64_t index, double scale) {
  float *x = malloc((count + 64) * sizeof(float));
  ps_rng rng = ps_rng_at(7, PS_STREAM_TEST, index);
  for (size_t i = 0; i < count + 64; i++) x[i] = (float)(scale * (2 * ps_rng_uniform(&rng) - 1));
  return x;
}

static inline double *widened(const float *x, size_t count) {
  double *y = malloc(count * sizeof(double));
  for (size_t i = 0; i < count; i++) y[i] = (double)x[i];
  return y;
}

/* Everything a set computed, to compare with the next set's. */
typedef struct trail {
  float *values;
  size_t count;
} trail;

static inline void leave(trail *t, const float *x, size_t count) {
  t->values = realloc(t->values, (t->count + count) * sizeof(float));
  memcpy(t->values + t->count, x, count * sizeof(float));
  t->count += count;
}

typedef void (*kernel_test)(const ps_kernels *kernels, trail *t);

/* Every test with every set this machine can run. */
static inline void test_every_set(const kernel_test *tests, size_t count) {
  trail trails[2] = {{NULL, 0}, {NULL, 0}}; /* of the first set of each numeric mode */
  const char *first[2] = {NULL, NULL};
  for (int i = 0; ps_kernels_at(i); i++) {
    const ps_kernels *k = ps_kernels_at(i);
    trail t = {NULL, 0};
    for (size_t j = 0; j < count; j++) tests[j](k, &t);
    trail *reference = &trails[k->fused != 0];
    if (!reference->values) {
      *reference = t;
      first[k->fused != 0] = k->name;
      continue;
    }
    bool same = t.count == reference->count && !memcmp(t.values, reference->values, t.count * sizeof(float));
    if (!CHECK(same)) fprintf(stderr, "%s and %s differ in their bits\n", k->name, first[k->fused != 0]);
    free(t.values);
  }
  free(trails[0].values), free(trails[1].values);
}

#endif

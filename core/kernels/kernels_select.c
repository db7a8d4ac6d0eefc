/* Which kernel sets this build holds, which of them this machine can run, and which it should. */
#include "kernels/kernels.h"

#include <stdbool.h>
#include <string.h>

extern const ps_kernels ps_kernels_scalar, ps_kernels_sse2, ps_kernels_avx2, ps_kernels_avx2_fma, ps_kernels_avx512,
    ps_kernels_avx512_fma, ps_kernels_neon, ps_kernels_neon_fma, ps_kernels_wasm, ps_kernels_wasm_relaxed;

#if defined(__x86_64__)
static bool avx512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
}
static bool avx512_fma(void) {
  return avx512() && __builtin_cpu_supports("fma");
}
static bool avx2(void) {
  return __builtin_cpu_supports("avx2");
}
static bool avx2_fma(void) {
  return avx2() && __builtin_cpu_supports("fma");
}
#endif
static bool always(void) {
  return true;
}

/* The fastest first. */
static const struct {
  const ps_kernels *kernels;
  bool (*runs)(void);
} sets[] = {
#if defined(__x86_64__)
    {&ps_kernels_avx512_fma, avx512_fma}, {&ps_kernels_avx2_fma, avx2_fma},
    {&ps_kernels_avx512, avx512},         {&ps_kernels_avx2, avx2},
    {&ps_kernels_sse2, always},           {&ps_kernels_scalar, always},
#elif defined(__aarch64__)
    {&ps_kernels_neon_fma, always},
    {&ps_kernels_neon, always},
    {&ps_kernels_scalar, always},
#elif PS_ISA_WASM_RELAXED
    {&ps_kernels_wasm_relaxed, always},
#elif defined(__wasm__)
    {&ps_kernels_wasm, always},
#else
    {&ps_kernels_scalar, always},
#endif
};
enum { SETS = sizeof sets / sizeof sets[0] };

const ps_kernels *ps_kernels_at(int i) {
  for (int s = 0; s < SETS; s++) {
    if (sets[s].runs() && i-- == 0) return sets[s].kernels;
  }
  return NULL;
}

const ps_kernels *ps_kernels_find(const char *name) {
  if (!name) return ps_kernels_at(0);
  for (int i = 0; ps_kernels_at(i); i++) {
    if (!strcmp(ps_kernels_at(i)->name, name)) return ps_kernels_at(i);
  }
  return NULL;
}

const char *ps_kernels_name(int i) {
  const ps_kernels *kernels = ps_kernels_at(i);
  return kernels ? kernels->name : NULL;
}

int ps_kernels_fused(const char *name) {
  static const struct {
    const char *name;
    int fused;
  } modes[] = {{"scalar", 0},     {"sse2", 0}, {"avx2", 0},     {"avx2_fma", 1}, {"avx512", 0},
               {"avx512_fma", 1}, {"neon", 0}, {"neon_fma", 1}, {"wasm", 0},     {"wasm_relaxed", 1}};
  for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
    if (!strcmp(modes[i].name, name)) return modes[i].fused;
  }
  return -1;
}

double ps_kernels_peak(const char *name, int rounds) {
  const ps_kernels *kernels = ps_kernels_find(name);
  float result;
  return kernels ? kernels->multiply_adds(&result, rounds) : 0;
}

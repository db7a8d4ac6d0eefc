/* The whole of the machine-dependent code: one machine vector `vf` and a dozen operations on it for every instruction
 * set; everything else is written once on top.
 *
 * Two vector types. `vf` is as wide as the machine's registers: for kernels in which every output is its own running
 * sum (GEMM, attention), so that the width cannot change a bit. `v16` is sixteen floats on every machine, held in
 * 16 / VF_LANES registers: for element-wise kernels and for reductions, which sum lane i, i + 16, i + 32, ... and then
 * fold the sixteen lanes in one fixed tree (8, 4, 2, 1), again the same bits at every width.
 *
 * vf_madd(a, b, c) is a b + c: rounded once where VF_FUSED is 1, twice where it is 0. These are the two numeric modes.
 * Maximum and minimum return their first argument when the comparison is false, NaN included, as wasm's pmax and pmin
 * do.
 *
 * This header is included only through kernels.c, which is compiled once per instruction set with one PS_ISA_ macro. */
#ifndef PS_SIMD_H
#define PS_SIMD_H

#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Sums in another order, or in another precision, would be other bits. */
#if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || __FINITE_MATH_ONLY__ + 0 || FLT_EVAL_METHOD != 0
#error "a run's bits must not depend on flags: compile without -Ofast, -ffast-math and its parts, and -mfpmath=387"
#endif

#define PS_INLINE static inline __attribute__((always_inline))

#if defined(__SSE2__)
#include <immintrin.h>

/* Four lanes by halves; wider registers come down to them by halves. */
PS_INLINE float vf_fold_add_4(__m128 a) {
  a = _mm_add_ps(a, _mm_movehl_ps(a, a));
  return _mm_cvtss_f32(_mm_add_ss(a, _mm_shuffle_ps(a, a, 1)));
}
PS_INLINE float vf_fold_max_4(__m128 a) {
  a = _mm_max_ps(_mm_movehl_ps(a, a), a);
  return _mm_cvtss_f32(_mm_max_ss(_mm_shuffle_ps(a, a, 1), a));
}
#endif

#if PS_ISA_AVX512 || PS_ISA_AVX512_FMA

#define VF_LANES 16
typedef __m512 vf;
#define vf_load(p) _mm512_loadu_ps(p)
#define vf_store(p, a) _mm512_storeu_ps(p, a)
#define vf_splat(x) _mm512_set1_ps(x)
#define vf_add(a, b) _mm512_add_ps(a, b)
#define vf_sub(a, b) _mm512_sub_ps(a, b)
#define vf_mul(a, b) _mm512_mul_ps(a, b)
#define vf_div(a, b) _mm512_div_ps(a, b)
#define vf_sqrt(a) _mm512_sqrt_ps(a)
#define vf_and(a, b) _mm512_castsi512_ps(_mm512_and_epi32(_mm512_castps_si512(a), _mm512_castps_si512(b)))
#define vf_max(a, b) _mm512_max_ps(b, a)
#define vf_min(a, b) _mm512_min_ps(b, a)
PS_INLINE float vf_fold_add(vf a) {
  __m256 b = _mm256_add_ps(_mm512_castps512_ps256(a), _mm512_extractf32x8_ps(a, 1));
  return vf_fold_add_4(_mm_add_ps(_mm256_castps256_ps128(b), _mm256_extractf128_ps(b, 1)));
}
PS_INLINE float vf_fold_max(vf a) {
  __m256 b = _mm256_max_ps(_mm512_extractf32x8_ps(a, 1), _mm512_castps512_ps256(a));
  return vf_fold_max_4(_mm_max_ps(_mm256_extractf128_ps(b, 1), _mm256_castps256_ps128(b)));
}
#define vf_shift_exponent(a, n)                                                                                        \
  _mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(a), _mm512_slli_epi32(_mm512_castps_si512(n), 23)))
#if PS_ISA_AVX512_FMA
#define VF_FUSED 1
#define vf_madd(a, b, c) _mm512_fmadd_ps(a, b, c)
#endif

/* Half a register, where no more is wanted: cores that split a whole one take half the time. */
typedef __m256 vh;
#define vh_load(p) _mm256_loadu_ps(p)
#define vh_store(p, a) _mm256_storeu_ps(p, a)
#define vh_splat(x) _mm256_set1_ps(x)
#if PS_ISA_AVX512_FMA
#define vh_madd(a, b, c) _mm256_fmadd_ps(a, b, c)
#else
#define vh_madd(a, b, c) _mm256_add_ps(_mm256_mul_ps(a, b), c)
#endif

#elif PS_ISA_AVX2 || PS_ISA_AVX2_FMA

#define VF_LANES 8
typedef __m256 vf;
#define vf_load(p) _mm256_loadu_ps(p)
#define vf_store(p, a) _mm256_storeu_ps(p, a)
#define vf_splat(x) _mm256_set1_ps(x)
#define vf_add(a, b) _mm256_add_ps(a, b)
#define vf_sub(a, b) _mm256_sub_ps(a, b)
#define vf_mul(a, b) _mm256_mul_ps(a, b)
#define vf_div(a, b) _mm256_div_ps(a, b)
#define vf_sqrt(a) _mm256_sqrt_ps(a)
#define vf_and(a, b) _mm256_and_ps(a, b)
#define vf_max(a, b) _mm256_max_ps(b, a)
#define vf_min(a, b) _mm256_min_ps(b, a)
#define vf_fold_add(a) vf_fold_add_4(_mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1)))
#define vf_fold_max(a) vf_fold_max_4(_mm_max_ps(_mm256_extractf128_ps(a, 1), _mm256_castps256_ps128(a)))
#define vf_shift_exponent(a, n)                                                                                        \
  _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(a), _mm256_slli_epi32(_mm256_castps_si256(n), 23)))
#if PS_ISA_AVX2_FMA
#define VF_FUSED 1
#define vf_madd(a, b, c) _mm256_fmadd_ps(a, b, c)
#endif

#elif PS_ISA_SSE2

#define VF_LANES 4
typedef __m128 vf;
#define vf_load(p) _mm_loadu_ps(p)
#define vf_store(p, a) _mm_storeu_ps(p, a)
#define vf_splat(x) _mm_set1_ps(x)
#define vf_add(a, b) _mm_add_ps(a, b)
#define vf_sub(a, b) _mm_sub_ps(a, b)
#define vf_mul(a, b) _mm_mul_ps(a, b)
#define vf_div(a, b) _mm_div_ps(a, b)
#define vf_sqrt(a) _mm_sqrt_ps(a)
#define vf_and(a, b) _mm_and_ps(a, b)
#define vf_max(a, b) _mm_max_ps(b, a)
#define vf_min(a, b) _mm_min_ps(b, a)
#define vf_fold_add(a) vf_fold_add_4(a)
#define vf_fold_max(a) vf_fold_max_4(a)
#define vf_shift_exponent(a, n)                                                                                        \
  _mm_castsi128_ps(_mm_add_epi32(_mm_castps_si128(a), _mm_slli_epi32(_mm_castps_si128(n), 23)))

#elif PS_ISA_NEON || PS_ISA_NEON_FMA

#include <arm_neon.h>
#define VF_LANES 4
typedef float32x4_t vf;
#define vf_load(p) vld1q_f32(p)
#define vf_store(p, a) vst1q_f32(p, a)
#define vf_splat(x) vdupq_n_f32(x)
#define vf_add(a, b) vaddq_f32(a, b)
#define vf_sub(a, b) vsubq_f32(a, b)
#define vf_mul(a, b) vmulq_f32(a, b)
#define vf_div(a, b) vdivq_f32(a, b)
#define vf_sqrt(a) vsqrtq_f32(a)
#define vf_and(a, b) vreinterpretq_f32_u32(vandq_u32(vreinterpretq_u32_f32(a), vreinterpretq_u32_f32(b)))
#define vf_max(a, b) vbslq_f32(vcltq_f32(a, b), b, a)
#define vf_min(a, b) vbslq_f32(vcltq_f32(b, a), b, a)
PS_INLINE float vf_fold_add(vf a) {
  float32x2_t b = vadd_f32(vget_low_f32(a), vget_high_f32(a));
  return vget_lane_f32(b, 0) + vget_lane_f32(b, 1);
}
PS_INLINE float vf_fold_max(vf a) {
  float32x4_t b = vf_max(a, vextq_f32(a, a, 2));
  return vgetq_lane_f32(vf_max(b, vextq_f32(b, b, 1)), 0);
}
#define vf_shift_exponent(a, n)                                                                                        \
  vreinterpretq_f32_s32(vaddq_s32(vreinterpretq_s32_f32(a), vshlq_n_s32(vreinterpretq_s32_f32(n), 23)))
#if PS_ISA_NEON_FMA
#define VF_FUSED 1
#define vf_madd(a, b, c) vfmaq_f32(c, a, b)
#endif

#elif PS_ISA_WASM || PS_ISA_WASM_RELAXED

#include <wasm_simd128.h>
#define VF_LANES 4
typedef v128_t vf;
#define vf_load(p) wasm_v128_load(p)
#define vf_store(p, a) wasm_v128_store(p, a)
#define vf_splat(x) wasm_f32x4_splat(x)
#define vf_add(a, b) wasm_f32x4_add(a, b)
#define vf_sub(a, b) wasm_f32x4_sub(a, b)
#define vf_mul(a, b) wasm_f32x4_mul(a, b)
#define vf_div(a, b) wasm_f32x4_div(a, b)
#define vf_sqrt(a) wasm_f32x4_sqrt(a)
#define vf_and(a, b) wasm_v128_and(a, b)
#define vf_max(a, b) wasm_f32x4_pmax(a, b)
#define vf_min(a, b) wasm_f32x4_pmin(a, b)
PS_INLINE float vf_fold_add(vf a) {
  a = wasm_f32x4_add(a, wasm_i32x4_shuffle(a, a, 2, 3, 0, 1));
  return wasm_f32x4_extract_lane(a, 0) + wasm_f32x4_extract_lane(a, 1);
}
PS_INLINE float vf_fold_max(vf a) {
  a = vf_max(a, wasm_i32x4_shuffle(a, a, 2, 3, 0, 1));
  return wasm_f32x4_extract_lane(vf_max(a, wasm_i32x4_shuffle(a, a, 1, 0, 3, 2)), 0);
}
#define vf_shift_exponent(a, n) wasm_i32x4_add(a, wasm_i32x4_shl(n, 23))
#if PS_ISA_WASM_RELAXED
#define VF_FUSED 1
#define vf_madd(a, b, c) wasm_f32x4_relaxed_madd(a, b, c)
#endif

#elif PS_ISA_SCALAR

#define VF_LANES 1
typedef float vf;
#define vf_load(p) (*(p))
#define vf_store(p, a) (void)(*(p) = (a))
#define vf_splat(x) (x)
#define vf_add(a, b) ((a) + (b))
#define vf_sub(a, b) ((a) - (b))
#define vf_mul(a, b) ((a) * (b))
#define vf_div(a, b) ((a) / (b))
#define vf_sqrt(a) sqrtf(a)
#define vf_fold_add(a) (a)
#define vf_fold_max(a) (a)
PS_INLINE vf vf_and(vf a, vf b) {
  uint32_t bits, mask;
  memcpy(&bits, &a, sizeof bits);
  memcpy(&mask, &b, sizeof mask);
  bits &= mask;
  memcpy(&a, &bits, sizeof a);
  return a;
}
PS_INLINE vf vf_max(vf a, vf b) {
  return a < b ? b : a;
}
PS_INLINE vf vf_min(vf a, vf b) {
  return b < a ? b : a;
}
PS_INLINE vf vf_shift_exponent(vf a, vf n) {
  uint32_t bits, shift;
  memcpy(&bits, &a, sizeof bits);
  memcpy(&shift, &n, sizeof shift);
  bits += shift << 23;
  memcpy(&a, &bits, sizeof a);
  return a;
}

#else
#error "compile with exactly one PS_ISA_ macro"
#endif

#ifndef VF_FUSED
#define VF_FUSED 0
#define vf_madd(a, b, c) vf_add(vf_mul(a, b), c)
#endif

/* ---- Four lanes, for transposing ---- */

/* out[j out_row + i] = the j-th float from row i's address, for i, j < 4 */
PS_INLINE void transpose_4x4(float *out, ptrdiff_t out_row, const float *row0, const float *row1, const float *row2,
                             const float *row3) {
#if defined(__SSE2__)
  __m128 a = _mm_loadu_ps(row0), b = _mm_loadu_ps(row1), c = _mm_loadu_ps(row2), d = _mm_loadu_ps(row3);
  _MM_TRANSPOSE4_PS(a, b, c, d);
  _mm_storeu_ps(out, a);
  _mm_storeu_ps(out + out_row, b);
  _mm_storeu_ps(out + 2 * out_row, c);
  _mm_storeu_ps(out + 3 * out_row, d);
#elif PS_ISA_NEON || PS_ISA_NEON_FMA
  float32x4_t a = vld1q_f32(row0), b = vld1q_f32(row1), c = vld1q_f32(row2), d = vld1q_f32(row3);
  float32x4x2_t ac = vzipq_f32(a, c), bd = vzipq_f32(b, d);
  float32x4x2_t low = vzipq_f32(ac.val[0], bd.val[0]), high = vzipq_f32(ac.val[1], bd.val[1]);
  vst1q_f32(out, low.val[0]);
  vst1q_f32(out + out_row, low.val[1]);
  vst1q_f32(out + 2 * out_row, high.val[0]);
  vst1q_f32(out + 3 * out_row, high.val[1]);
#elif PS_ISA_WASM || PS_ISA_WASM_RELAXED
  v128_t a = wasm_v128_load(row0), b = wasm_v128_load(row1), c = wasm_v128_load(row2), d = wasm_v128_load(row3);
  v128_t low_ac = wasm_i32x4_shuffle(a, c, 0, 4, 1, 5), high_ac = wasm_i32x4_shuffle(a, c, 2, 6, 3, 7);
  v128_t low_bd = wasm_i32x4_shuffle(b, d, 0, 4, 1, 5), high_bd = wasm_i32x4_shuffle(b, d, 2, 6, 3, 7);
  wasm_v128_store(out, wasm_i32x4_shuffle(low_ac, low_bd, 0, 4, 1, 5));
  wasm_v128_store(out + out_row, wasm_i32x4_shuffle(low_ac, low_bd, 2, 6, 3, 7));
  wasm_v128_store(out + 2 * out_row, wasm_i32x4_shuffle(high_ac, high_bd, 0, 4, 1, 5));
  wasm_v128_store(out + 3 * out_row, wasm_i32x4_shuffle(high_ac, high_bd, 2, 6, 3, 7));
#else
  const float *rows[4] = {row0, row1, row2, row3};
  for (int i = 0; i < 4; i++) {
    for (int j = 0; j < 4; j++) out[j * out_row + i] = rows[i][j];
  }
#endif
}

/* ---- Sixteen lanes on every machine ---- */

enum { V16_PARTS = 16 / VF_LANES };

typedef struct v16 {
  vf part[V16_PARTS];
} v16;

#define V16_MAP(expression)                                                                                            \
  do {                                                                                                                 \
    v16 result;                                                                                                        \
    for (int i = 0; i < V16_PARTS; i++) result.part[i] = (expression);                                                 \
    return result;                                                                                                     \
  } while (0)

PS_INLINE v16 v16_load(const float *p) {
  V16_MAP(vf_load(p + i * VF_LANES));
}
PS_INLINE v16 v16_splat(float x) {
  V16_MAP(vf_splat(x));
}
PS_INLINE v16 v16_add(v16 a, v16 b) {
  V16_MAP(vf_add(a.part[i], b.part[i]));
}
PS_INLINE v16 v16_sub(v16 a, v16 b) {
  V16_MAP(vf_sub(a.part[i], b.part[i]));
}
PS_INLINE v16 v16_mul(v16 a, v16 b) {
  V16_MAP(vf_mul(a.part[i], b.part[i]));
}
PS_INLINE v16 v16_div(v16 a, v16 b) {
  V16_MAP(vf_div(a.part[i], b.part[i]));
}
PS_INLINE v16 v16_sqrt(v16 a) {
  V16_MAP(vf_sqrt(a.part[i]));
}
PS_INLINE v16 v16_max(v16 a, v16 b) {
  V16_MAP(vf_max(a.part[i], b.part[i]));
}
PS_INLINE v16 v16_min(v16 a, v16 b) {
  V16_MAP(vf_min(a.part[i], b.part[i]));
}
PS_INLINE v16 v16_madd(v16 a, v16 b, v16 c) {
  V16_MAP(vf_madd(a.part[i], b.part[i], c.part[i]));
}
PS_INLINE void v16_store(float *p, v16 a) {
  for (int i = 0; i < V16_PARTS; i++) vf_store(p + i * VF_LANES, a.part[i]);
}

/* Sixteen ones and sixteen zeros, in bits: from `v16_ones + 16 - n` on, the first n of sixteen lanes are kept. */
static const uint32_t v16_ones[48] = {~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u,
                                      0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
                                      ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u};

/* A register of such bits: `uint32_t`s, which a plain load must not read as floats. */
PS_INLINE vf vf_mask(const uint32_t *bits) {
  vf a;
  memcpy(&a, bits, sizeof a);
  return a;
}

/* The first n of a's lanes (all of them if n >= 16), zeros after them. */
PS_INLINE v16 v16_first(v16 a, ptrdiff_t n) {
  const uint32_t *mask = v16_ones + (n < 16 ? 16 - n : 0);
  V16_MAP(vf_and(a.part[i], vf_mask(mask + i * VF_LANES)));
}

/* The first n of sixteen lanes (all of them if n >= 16), the others read as `fill`, where all sixteen are readable
 * memory: by masks, without a branch on every lane. */
PS_INLINE v16 v16_load_padded(const float *p, ptrdiff_t n, float fill) {
  if (n >= 16) return v16_load(p);
  const uint32_t *rest = v16_ones + 32 - n;
  v16 a = v16_first(v16_load(p), n);
  V16_MAP(vf_add(a.part[i], vf_and(vf_splat(fill), vf_mask(rest + i * VF_LANES))));
}

/* lanes (16) <- the first n of p, `fill` after them. Out of line: inlined wherever a row may end it was half the code.
 */
static __attribute__((noinline, unused)) void v16_read_some(float *lanes, const float *p, ptrdiff_t n, float fill) {
  for (int i = 0; i < 16; i++) lanes[i] = i < n ? p[i] : fill;
}
static __attribute__((noinline, unused)) void v16_write_some(float *p, ptrdiff_t n, const float *lanes) {
  for (int i = 0; i < n; i++) p[i] = lanes[i];
}

/* The first n of sixteen lanes (all of them if n >= 16); the others read as `fill`, and are not written. */
PS_INLINE v16 v16_load_some(const float *p, ptrdiff_t n, float fill) {
  if (n >= 16) return v16_load(p);
  float lanes[16];
  v16_read_some(lanes, p, n, fill);
  return v16_load(lanes);
}
PS_INLINE void v16_store_some(float *p, ptrdiff_t n, v16 a) {
  if (n >= 16) {
    v16_store(p, a);
    return;
  }
  float lanes[16];
  v16_store(lanes, a);
  v16_write_some(p, n, lanes);
}

/* The fixed tree: lane i with lane i + 8, then 4, 2, 1; first across registers, then within one. */
#define V16_FOLD(operation)                                                                                            \
  do {                                                                                                                 \
    for (int half = V16_PARTS / 2; half; half /= 2) {                                                                  \
      for (int i = 0; i < half; i++) a.part[i] = vf_##operation(a.part[i], a.part[i + half]);                          \
    }                                                                                                                  \
    return vf_fold_##operation(a.part[0]);                                                                             \
  } while (0)

PS_INLINE float v16_sum(v16 a) {
  V16_FOLD(add);
}
PS_INLINE float v16_maximum(v16 a) {
  V16_FOLD(max);
}

#endif

/* Vector exp and what is made of it: our own, because libm's differ from one platform to the next in the last bit. */
#ifndef PS_VMATH_H
#define PS_VMATH_H

#include "kernels/simd.h"

/* V8 makes a constant of four lanes by three instructions, anew wherever it is used; hidden from the compiler, it is one
 * that splats it from memory. */
#if PS_ISA_WASM || PS_ISA_WASM_RELAXED
#define VF_HIDE(pointer) __asm__("" : "+r"(pointer))
#else
#define VF_HIDE(pointer) (void)0
#endif

static const float vf_exp_bounds[2] = {-87.3f, 88.0f};
/* 1 / ln 2; 1.5 x 2^23: adding it rounds to an integer in the low bits; ln 2 in two parts */
static const float vf_exp_reduction[4] = {1.44269504f, 12582912.0f, -0.693359375f, 2.12194440e-4f};
static const float vf_exp_polynomial[7] = {
    1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f, 1.0f};

/* e^x, within 2 units in the last place; arguments below -87.3 or above 88 are taken as those.
 * Cody & Waite reduction to |r| <= ln 2 / 2, then the degree-6 minimax polynomial of the Cephes library. */
PS_INLINE vf vf_exp(vf x) {
  const float *bounds = vf_exp_bounds, *reduction = vf_exp_reduction, *polynomial = vf_exp_polynomial;
  VF_HIDE(bounds);
  VF_HIDE(reduction);
  VF_HIDE(polynomial);
  x = vf_min(vf_max(x, vf_splat(bounds[0])), vf_splat(bounds[1]));
  vf shifted = vf_madd(x, vf_splat(reduction[0]), vf_splat(reduction[1]));
  vf n = vf_sub(shifted, vf_splat(reduction[1]));
  vf r = vf_madd(n, vf_splat(reduction[2]), x);
  r = vf_madd(n, vf_splat(reduction[3]), r);
  vf p = vf_splat(polynomial[0]);
  p = vf_madd(p, r, vf_splat(polynomial[1]));
  p = vf_madd(p, r, vf_splat(polynomial[2]));
  p = vf_madd(p, r, vf_splat(polynomial[3]));
  p = vf_madd(p, r, vf_splat(polynomial[4]));
  p = vf_madd(p, r, vf_splat(polynomial[5]));
  p = vf_madd(p, vf_mul(r, r), vf_add(r, vf_splat(polynomial[6])));
  return vf_shift_exponent(p, shifted);
}
PS_INLINE v16 v16_exp(v16 x) {
  V16_MAP(vf_exp(x.part[i]));
}

/* 1 / (1 + e^-x) */
PS_INLINE v16 v16_sigmoid(v16 x) {
  const v16 one = v16_splat(1.0f);
  return v16_div(one, v16_add(one, v16_exp(v16_sub(v16_splat(0.0f), x))));
}

/* The same, called: Mamba's kernels have it five times, which inlined is half a kilobyte of gzipped module, and would
 * be 2 % faster. */
static __attribute__((noinline, unused)) v16 v16_sigmoid_called(v16 x) {
  return v16_sigmoid(x);
}

/* ln(1 + e^x) = max(x, 0) + ln(1 + y), y = e^-|x|: small values keep their relative precision, because
 * ln(1 + y) = 2 artanh(q) with q = y / (2 + y) <= 1/3, whose series is cut where it is below 2e-8 of the first term. */
PS_INLINE v16 v16_softplus(v16 x) {
  const v16 zero = v16_splat(0.0f);
  v16 y = v16_exp(v16_min(x, v16_sub(zero, x)));
  v16 q = v16_div(y, v16_add(y, v16_splat(2.0f))), q2 = v16_mul(q, q);
  v16 p = v16_splat(2.0f / 13);
  p = v16_madd(p, q2, v16_splat(2.0f / 11));
  p = v16_madd(p, q2, v16_splat(2.0f / 9));
  p = v16_madd(p, q2, v16_splat(2.0f / 7));
  p = v16_madd(p, q2, v16_splat(2.0f / 5));
  p = v16_madd(p, q2, v16_splat(2.0f / 3));
  p = v16_madd(p, q2, v16_splat(2.0f));
  return v16_madd(p, q, v16_max(x, zero));
}

#endif

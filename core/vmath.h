/* Vector exp and what is made of it: our own, because libm's differ from one platform to the next in the last bit. */
#ifndef PS_VMATH_H
#define PS_VMATH_H

#include "simd.h"

/* e^x, within 2 units in the last place; arguments below -87.3 or above 88 are taken as those.
 * Cody & Waite reduction to |r| <= ln 2 / 2, then the degree-6 minimax polynomial of the Cephes library. */
PS_INLINE v16 v16_exp(v16 x) {
  const v16 round = v16_splat(12582912.0f); /* 1.5 x 2^23: adding it rounds to an integer in the low bits */
  x = v16_min(v16_max(x, v16_splat(-87.3f)), v16_splat(88.0f));
  v16 shifted = v16_madd(x, v16_splat(1.44269504f), round);
  v16 n = v16_sub(shifted, round);
  v16 r = v16_madd(n, v16_splat(-0.693359375f), x);
  r = v16_madd(n, v16_splat(2.12194440e-4f), r);
  v16 p = v16_splat(1.9875691500e-4f);
  p = v16_madd(p, r, v16_splat(1.3981999507e-3f));
  p = v16_madd(p, r, v16_splat(8.3334519073e-3f));
  p = v16_madd(p, r, v16_splat(4.1665795894e-2f));
  p = v16_madd(p, r, v16_splat(1.6666665459e-1f));
  p = v16_madd(p, r, v16_splat(5.0000001201e-1f));
  p = v16_madd(p, v16_mul(r, r), v16_add(r, v16_splat(1.0f)));
  return v16_shift_exponent(p, shifted);
}

/* 1 / (1 + e^-x) */
PS_INLINE v16 v16_sigmoid(v16 x) {
  const v16 one = v16_splat(1.0f);
  return v16_div(one, v16_add(one, v16_exp(v16_sub(v16_splat(0.0f), x))));
}

#endif

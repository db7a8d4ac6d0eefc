#include "ground/math64.h"

#include <assert.h>
#include <string.h>

static const double ps_ln2 = 0.69314718055994530942;

/* x = 2^n m with m in [sqrt(1/2), sqrt 2), ln m = 2 artanh((m-1)/(m+1)). */
double ps_log(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  int n = (int)(bits >> 52) - 1023;
  bits = (bits & 0xfffffffffffffu) | 0x3ff0000000000000u;
  double m;
  memcpy(&m, &bits, sizeof m);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    n++;
  }
  double s = (m - 1) / (m + 1), s2 = s * s, sum = 0;
  for (int k = 21; k >= 1; k -= 2) sum = sum * s2 + 1.0 / k;
  return 2 * s * sum + n * ps_ln2;
}

double ps_exp(double x) {
  int n = (int)(x / ps_ln2 + (x < 0 ? -0.5 : 0.5));
  double r = x - n * 0.693147180369123816490 - n * 1.90821492927058770002e-10, sum = 1;
  for (int k = 14; k >= 1; k--) sum = sum * r / k + 1;
  uint64_t bits = (uint64_t)(1023 + n) << 52;
  double scale;
  memcpy(&scale, &bits, sizeof scale);
  return sum * scale;
}

void ps_sin_cos_turns(double *sine, double *cosine, double turns) {
  double fraction = turns - (double)(int64_t)turns; /* (-1, 1) */
  int quarter = (int)(fraction * 4 + (fraction < 0 ? -0.5 : 0.5));
  double x = (fraction - quarter * 0.25) * 2 * ps_pi, x2 = x * x; /* |x| <= pi / 4 */
  double s = 0, c = 0;
  for (int k = 17; k >= 3; k -= 2) s = (s + 1) * -x2 / (k * (k - 1));
  for (int k = 18; k >= 2; k -= 2) c = (c + 1) * -x2 / (k * (k - 1));
  s = (s + 1) * x;
  c = c + 1;
  switch (quarter & 3) {
  case 0:
    *sine = s, *cosine = c;
    break;
  case 1:
    *sine = c, *cosine = -s;
    break;
  case 2:
    *sine = -s, *cosine = -c;
    break;
  default:
    *sine = -c, *cosine = s;
    break;
  }
}

double ps_power(double x, int64_t n) {
  assert(n >= 0);
  double result = 1;
  for (; n; n >>= 1, x *= x) {
    if (n & 1) result *= x;
  }
  return result;
}

/* Double-precision functions for the few places that need them (initial weights, rotary tables, schedules, the loss):
 * only additions, multiplications, divisions and bit moves, so the same bits on every platform; about 1e-15 relative.
 */
#ifndef PS_MATH64_H
#define PS_MATH64_H

#include <math.h>
#include <stdint.h>
#include <string.h>

static const double ps_pi = 3.14159265358979323846;

/* Natural logarithm of a positive, normal x. */
double ps_log(double x);
/* e^x for |x| < 700 */
double ps_exp(double x);
/* Sine and cosine of 2 pi `turns`, |turns| < 2^31. */
void ps_sin_cos_turns(double *sine, double *cosine, double turns);
/* x^n for an integer n >= 0, by squaring. */
double ps_power(double x, int64_t n);

#endif

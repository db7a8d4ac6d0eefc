/* What a two-layer perceptron needs beside its products: the tanh-approximated GELU (Hendrycks & Gimpel 2016) and the
 * gradient of a bias. 0.5 (1 + tanh u) is the sigmoid of 2u, so gelu(x) = x sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3)).
 */

#define GELU_SCALE 1.5957691216057308f /* 2 sqrt(2 / pi) */
#define GELU_CUBIC 0.0713548162726009f /* 0.044715 GELU_SCALE */

static void gelu_forward(float *out, const float *x, size_t count) {
  assert(count > 0);
  for (size_t i = 0; i < count; i += 16) {
    ptrdiff_t n = (ptrdiff_t)(count - i);
    v16 a = v16_load_some(x + i, n, 0.0f), a2 = v16_mul(a, a);
    v16 u = v16_mul(a, v16_madd(a2, v16_splat(GELU_CUBIC), v16_splat(GELU_SCALE)));
    v16_store_some(out + i, n, v16_mul(a, v16_sigmoid(u)));
  }
}

static void gelu_backward(float *dx, const float *dout, const float *x, size_t count) {
  assert(count > 0 && dx != x);
  const v16 one = v16_splat(1.0f);
  for (size_t i = 0; i < count; i += 16) {
    ptrdiff_t n = (ptrdiff_t)(count - i);
    v16 a = v16_load_some(x + i, n, 0.0f), a2 = v16_mul(a, a);
    v16 u = v16_mul(a, v16_madd(a2, v16_splat(GELU_CUBIC), v16_splat(GELU_SCALE)));
    v16 slope = v16_madd(a2, v16_splat(3 * GELU_CUBIC), v16_splat(GELU_SCALE)); /* du/dx */
    v16 s = v16_sigmoid(u);
    v16 d = v16_madd(v16_mul(a, slope), v16_mul(s, v16_sub(one, s)), s);
    v16_store_some(dx + i, n, v16_mul(v16_load_some(dout + i, n, 0.0f), d));
  }
}

static void bias_backward(float *dbias, const float *dout, int rows, int width) {
  assert(rows > 0 && width > 0);
  for (int i = 0; i < width; i += 16) {
    ptrdiff_t n = width - i;
    v16 sum = v16_load_some(dbias + i, n, 0.0f);
    for (int r = 0; r < rows; r++) sum = v16_add(sum, v16_load_some(dout + (ptrdiff_t)r * width + i, n, 0.0f));
    v16_store_some(dbias + i, n, sum);
  }
}

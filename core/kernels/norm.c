/* Layer normalisation (Ba, Kiros & Hinton 2016) and its gradient. With x' = (x - mean) rstd and
 * out = weight x' + bias:
 *     dx = rstd (g - mean(g) - x' mean(g x')),  g = weight dout.
 * RMS normalisation (Zhang & Sennrich 2019) leaves the mean in, and has no bias. */

static const float norm_epsilon = 1e-5f;

static void layer_norm_forward(float *out, float *mean, float *rstd, const float *x, const float *weight,
                               const float *bias, int rows, int width) {
  assert(rows > 0 && width > 0);
  const float inverse = 1.0f / (float)width;
  for (int r = 0; r < rows; r++, out += width, x += width) {
    v16 sum = v16_splat(0.0f), squares = v16_splat(0.0f);
    for (int i = 0; i < width; i += 16) sum = v16_add(sum, v16_load_some(x + i, width - i, 0.0f));
    float centre = v16_sum(sum) * inverse;
    const v16 centres = v16_splat(centre);
    for (int i = 0; i < width; i += 16) {
      v16 d = v16_sub(v16_load_some(x + i, width - i, centre), centres);
      squares = v16_madd(d, d, squares);
    }
    float scale = 1.0f / sqrtf(v16_sum(squares) * inverse + norm_epsilon);
    const v16 scales = v16_splat(scale);
    for (int i = 0; i < width; i += 16) {
      v16 hat = v16_mul(v16_sub(v16_load_some(x + i, width - i, 0.0f), centres), scales);
      v16 y = v16_madd(hat, v16_load_some(weight + i, width - i, 0.0f), v16_load_some(bias + i, width - i, 0.0f));
      v16_store_some(out + i, width - i, y);
    }
    mean[r] = centre;
    rstd[r] = scale;
  }
}

static void layer_norm_backward(float *dx, float *dweight, float *dbias, const float *dout, const float *x,
                                const float *weight, const float *mean, const float *rstd, int rows, int width) {
  assert(rows > 0 && width > 0 && dx != dout);
  const float inverse = 1.0f / (float)width;
  for (int r = 0; r < rows; r++, dx += width, dout += width, x += width) {
    const v16 centres = v16_splat(mean[r]), scales = v16_splat(rstd[r]);
    v16 sum = v16_splat(0.0f), product = v16_splat(0.0f);
    for (int i = 0; i < width; i += 16) {
      ptrdiff_t n = width - i;
      v16 d = v16_load_some(dout + i, n, 0.0f);
      v16 hat = v16_mul(v16_sub(v16_load_some(x + i, n, 0.0f), centres), scales);
      v16 g = v16_mul(d, v16_load_some(weight + i, n, 0.0f));
      sum = v16_add(sum, g);
      product = v16_madd(g, hat, product);
      v16_store_some(dbias + i, n, v16_add(v16_load_some(dbias + i, n, 0.0f), d));
      v16_store_some(dweight + i, n, v16_madd(d, hat, v16_load_some(dweight + i, n, 0.0f)));
    }
    const v16 along_one = v16_splat(v16_sum(sum) * inverse), along_hat = v16_splat(v16_sum(product) * inverse);
    for (int i = 0; i < width; i += 16) {
      ptrdiff_t n = width - i;
      v16 hat = v16_mul(v16_sub(v16_load_some(x + i, n, 0.0f), centres), scales);
      v16 g = v16_mul(v16_load_some(dout + i, n, 0.0f), v16_load_some(weight + i, n, 0.0f));
      v16 d = v16_sub(v16_sub(g, along_one), v16_mul(hat, along_hat));
      v16_store_some(dx + i, n, v16_madd(d, scales, v16_load_some(dx + i, n, 0.0f)));
    }
  }
}

static void rms_norm_forward(float *out, float *rstd, const float *x, const float *weight, int rows, int width) {
  assert(rows > 0 && width > 0);
  const float inverse = 1.0f / (float)width;
  for (int r = 0; r < rows; r++, out += width, x += width) {
    v16 squares = v16_splat(0.0f);
    for (int i = 0; i < width; i += 16) {
      v16 a = v16_load_some(x + i, width - i, 0.0f);
      squares = v16_madd(a, a, squares);
    }
    rstd[r] = 1.0f / sqrtf(v16_sum(squares) * inverse + norm_epsilon);
    const v16 scales = v16_splat(rstd[r]);
    for (int i = 0; i < width; i += 16) {
      v16 hat = v16_mul(v16_load_some(x + i, width - i, 0.0f), scales);
      v16_store_some(out + i, width - i, v16_mul(hat, v16_load_some(weight + i, width - i, 0.0f)));
    }
  }
}

static void rms_norm_backward(float *dx, float *dweight, const float *dout, const float *x, const float *weight,
                              const float *rstd, int rows, int width) {
  assert(rows > 0 && width > 0 && dx != dout);
  const float inverse = 1.0f / (float)width;
  for (int r = 0; r < rows; r++, dx += width, dout += width, x += width) {
    const v16 scales = v16_splat(rstd[r]);
    v16 product = v16_splat(0.0f);
    for (int i = 0; i < width; i += 16) {
      ptrdiff_t n = width - i;
      v16 d = v16_load_some(dout + i, n, 0.0f), hat = v16_mul(v16_load_some(x + i, n, 0.0f), scales);
      product = v16_madd(v16_mul(d, v16_load_some(weight + i, n, 0.0f)), hat, product);
      v16_store_some(dweight + i, n, v16_madd(d, hat, v16_load_some(dweight + i, n, 0.0f)));
    }
    const v16 along_hat = v16_splat(v16_sum(product) * inverse);
    for (int i = 0; i < width; i += 16) {
      ptrdiff_t n = width - i;
      v16 hat = v16_mul(v16_load_some(x + i, n, 0.0f), scales);
      v16 g = v16_mul(v16_load_some(dout + i, n, 0.0f), v16_load_some(weight + i, n, 0.0f));
      v16 d = v16_sub(g, v16_mul(hat, along_hat));
      /* Of a single number nothing but epsilon is left, 1 - x'^2 = epsilon rstd^2, which the difference would lose. */
      if (width == 1) d = v16_mul(g, v16_mul(v16_splat(norm_epsilon), v16_mul(scales, scales)));
      v16_store_some(dx + i, n, v16_madd(d, scales, v16_load_some(dx + i, n, 0.0f)));
    }
  }
}

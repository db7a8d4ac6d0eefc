/* Layer normalisation (Ba, Kiros & Hinton 2016) and its gradient. With x' = (x - mean) rstd and
 * out = weight x' + bias:
 *     dx = rstd (g - mean(g) - x' mean(g x')),  g = weight dout.
 * RMS normalisation (Zhang & Sennrich 2019) leaves the mean in, and has no bias. */

static const float norm_epsilon = 1e-5f;

/* Sixteen lanes at a time and, of those, a register at a time: of whole sixteens there would be more under way than
 * machines of four lanes have registers. What is left of a row goes through copies. */
PS_INLINE void layer_norm_forward_16(float *out, const float *x, const float *weight, const float *bias, vf centre,
                                     vf scale) {
  GEMM_UNROLL
  for (int i = 0; i < 16; i += VF_LANES) {
    vf hat = vf_mul(vf_sub(vf_load(x + i), centre), scale);
    vf_store(out + i, vf_madd(hat, vf_load(weight + i), vf_load(bias + i)));
  }
}

PS_INLINE void layer_norm_forward_row(float *out, float *mean, float *rstd, const float *x, const float *weight,
                                      const float *bias, const int width) {
  const float inverse = 1.0f / (float)width;
  v16 sum = v16_splat(0.0f), squares = v16_splat(0.0f);
  for (int i = 0; i < width; i += 16) sum = v16_add(sum, v16_load_some(x + i, width - i, 0.0f));
  float centre = v16_sum(sum) * inverse;
  const v16 centres = v16_splat(centre);
  for (int i = 0; i < width; i += 16) {
    v16 d = v16_sub(v16_load_some(x + i, width - i, centre), centres);
    squares = v16_madd(d, d, squares);
  }
  *mean = centre;
  *rstd = 1.0f / sqrtf(v16_sum(squares) * inverse + norm_epsilon);
  const vf scale = vf_splat(*rstd);
  int i = 0;
  for (; i + 16 <= width; i += 16) {
    layer_norm_forward_16(out + i, x + i, weight + i, bias + i, centres.part[0], scale);
  }
  if (i < width) {
    float rest[3][16];
    v16_read_some(rest[0], x + i, width - i, 0.0f);
    v16_read_some(rest[1], weight + i, width - i, 0.0f);
    v16_read_some(rest[2], bias + i, width - i, 0.0f);
    layer_norm_forward_16(rest[0], rest[0], rest[1], rest[2], centres.part[0], scale);
    v16_write_some(out + i, width - i, rest[0]);
  }
}

/* Of the exhibit's width a row stays in registers. */
static void layer_norm_forward(float *out, float *mean, float *rstd, const float *x, const float *weight,
                               const float *bias, int rows, int width) {
  assert(rows > 0 && width > 0);
  for (int r = 0; r < rows; r++, out += width, x += width) {
    if (width == 32) {
      layer_norm_forward_row(out, mean + r, rstd + r, x, weight, bias, 32);
    } else {
      layer_norm_forward_row(out, mean + r, rstd + r, x, weight, bias, width);
    }
  }
}

/* Adds to dweight, dbias and to the two sums of a row: of g and of g x'. */
PS_INLINE void layer_norm_sums_16(v16 *sum, v16 *product, float *dweight, float *dbias, const float *dout,
                                  const float *x, const float *weight, vf centre, vf scale) {
  GEMM_UNROLL
  for (int p = 0, i = 0; p < V16_PARTS; p++, i += VF_LANES) {
    vf d = vf_load(dout + i), hat = vf_mul(vf_sub(vf_load(x + i), centre), scale), g = vf_mul(d, vf_load(weight + i));
    sum->part[p] = vf_add(sum->part[p], g);
    product->part[p] = vf_madd(g, hat, product->part[p]);
    vf_store(dbias + i, vf_add(vf_load(dbias + i), d));
    vf_store(dweight + i, vf_madd(d, hat, vf_load(dweight + i)));
  }
}

/* `along_one` and `along_hat` are the means of g and of g x'. */
PS_INLINE void layer_norm_backward_16(float *dx, const float *dout, const float *x, const float *weight, vf centre,
                                      vf scale, vf along_one, vf along_hat) {
  GEMM_UNROLL
  for (int i = 0; i < 16; i += VF_LANES) {
    vf hat = vf_mul(vf_sub(vf_load(x + i), centre), scale), g = vf_mul(vf_load(dout + i), vf_load(weight + i));
    vf d = vf_sub(vf_sub(g, along_one), vf_mul(hat, along_hat));
    vf_store(dx + i, vf_madd(d, scale, vf_load(dx + i)));
  }
}

static void layer_norm_backward(float *dx, float *dweight, float *dbias, const float *dout, const float *x,
                                const float *weight, const float *mean, const float *rstd, int rows, int width) {
  assert(rows > 0 && width > 0 && dx != dout);
  const float inverse = 1.0f / (float)width;
  const int whole = width / 16 * 16, left = width - whole;
  float rest[6][16]; /* of dx, dweight, dbias, dout, x, weight */
  for (int r = 0; r < rows; r++, dx += width, dout += width, x += width) {
    const vf centre = vf_splat(mean[r]), scale = vf_splat(rstd[r]);
    v16 sum = v16_splat(0.0f), product = v16_splat(0.0f);
    for (int i = 0; i < whole; i += 16) {
      layer_norm_sums_16(&sum, &product, dweight + i, dbias + i, dout + i, x + i, weight + i, centre, scale);
    }
    if (left) {
      const float *from[6] = {dx, dweight, dbias, dout, x, weight};
      for (int i = 0; i < 6; i++) v16_read_some(rest[i], from[i] + whole, left, 0.0f);
      layer_norm_sums_16(&sum, &product, rest[1], rest[2], rest[3], rest[4], rest[5], centre, scale);
      v16_write_some(dweight + whole, left, rest[1]);
      v16_write_some(dbias + whole, left, rest[2]);
    }
    const vf along_one = vf_splat(v16_sum(sum) * inverse), along_hat = vf_splat(v16_sum(product) * inverse);
    for (int i = 0; i < whole; i += 16) {
      layer_norm_backward_16(dx + i, dout + i, x + i, weight + i, centre, scale, along_one, along_hat);
    }
    if (left) {
      layer_norm_backward_16(rest[0], rest[3], rest[4], rest[5], centre, scale, along_one, along_hat);
      v16_write_some(dx + whole, left, rest[0]);
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

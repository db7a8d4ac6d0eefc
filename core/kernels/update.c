/* Whole-vector arithmetic of the optimisers. */

static void vector_add(float *sum, const float *x, size_t count) {
  assert(sum != x);
  for (size_t i = 0; i < count; i += 16) {
    ptrdiff_t n = (ptrdiff_t)(count - i);
    v16_store_some(sum + i, n, v16_add(v16_load_some(sum + i, n, 0.0f), v16_load_some(x + i, n, 0.0f)));
  }
}

/* Blocks of 4096 in sixteen float lanes, blocks summed in double. */
static double sum_of_squares(const float *x, size_t count) {
  double total = 0;
  for (size_t first = 0; first < count; first += 4096) {
    size_t last = first + 4096 < count ? first + 4096 : count;
    v16 sum = v16_splat(0.0f);
    for (size_t i = first; i < last; i += 16) {
      v16 a = v16_load_some(x + i, (ptrdiff_t)(last - i), 0.0f);
      sum = v16_madd(a, a, sum);
    }
    total += (double)v16_sum(sum);
  }
  return total;
}

static void blend(float *out, float a, const float *x, float b, const float *y, size_t count) {
  const v16 as = v16_splat(a), bs = v16_splat(b);
  for (size_t i = 0; i < count; i += 16) {
    ptrdiff_t n = (ptrdiff_t)(count - i);
    v16 by = v16_mul(bs, v16_load_some(y + i, n, 0.0f));
    v16_store_some(out + i, n, v16_madd(as, v16_load_some(x + i, n, 0.0f), by));
  }
}

static void adamw(float *weight, float *first, float *second, const float *gradient, float gradient_scale, float keep,
                  float step_size, float root_scale, double beta1, double beta2, float epsilon, size_t count) {
  assert(count > 0 && beta1 < 1 && beta2 < 1 && epsilon > 0);
  const v16 b1 = v16_splat((float)beta1), b2 = v16_splat((float)beta2);
  const v16 c1 = v16_splat((float)(1 - beta1)), c2 = v16_splat((float)(1 - beta2));
  const v16 scale = v16_splat(gradient_scale), kept = v16_splat(keep), size = v16_splat(-step_size);
  const v16 root = v16_splat(root_scale), small = v16_splat(epsilon);
  for (size_t i = 0; i < count; i += 16) {
    ptrdiff_t n = (ptrdiff_t)(count - i);
    v16 g = v16_mul(v16_load_some(gradient + i, n, 0.0f), scale);
    v16 m = v16_madd(b1, v16_load_some(first + i, n, 0.0f), v16_mul(c1, g));
    v16 s = v16_madd(b2, v16_load_some(second + i, n, 0.0f), v16_mul(c2, v16_mul(g, g)));
    v16 w = v16_mul(v16_load_some(weight + i, n, 0.0f), kept);
    v16 down = v16_div(m, v16_madd(v16_sqrt(s), root, small));
    v16_store_some(first + i, n, m);
    v16_store_some(second + i, n, s);
    v16_store_some(weight + i, n, v16_madd(down, size, w));
  }
}

static void nesterov(float *out, float *momentum, const float *gradient, float gradient_scale, float mu, size_t count) {
  assert(count > 0 && out != momentum);
  const v16 scale = v16_splat(gradient_scale), keep = v16_splat(mu);
  for (size_t i = 0; i < count; i += 16) {
    ptrdiff_t n = (ptrdiff_t)(count - i);
    v16 g = v16_mul(v16_load_some(gradient + i, n, 0.0f), scale);
    v16 m = v16_madd(keep, v16_load_some(momentum + i, n, 0.0f), g);
    v16_store_some(momentum + i, n, m);
    v16_store_some(out + i, n, v16_madd(keep, m, g));
  }
}

/* Softmax and cross-entropy. */

/* out <- e^(logits - max) and returns the sum; *most = max. out may be logits. */
__attribute__((noinline)) static float softmax_exp(float *out, float *most, const float *logits, int classes) {
  v16 highest = v16_splat(-INFINITY), sum = v16_splat(0.0f);
  for (int i = 0; i < classes; i += 16) highest = v16_max(highest, v16_load_some(logits + i, classes - i, -INFINITY));
  *most = v16_maximum(highest);
  highest = v16_splat(*most);
  for (int i = 0; i < classes; i += 16) {
    ptrdiff_t n = classes - i;
    v16_store_some(out + i, n, v16_exp(v16_sub(v16_load_some(logits + i, n, 0.0f), highest)));
    sum = v16_add(sum, v16_load_some(out + i, n, 0.0f));
  }
  return v16_sum(sum);
}

__attribute__((noinline)) static void scale_in_place(float *x, float factor, size_t count) {
  const v16 factors = v16_splat(factor);
  for (size_t i = 0; i < count; i += 16) {
    ptrdiff_t n = (ptrdiff_t)(count - i);
    v16_store_some(x + i, n, v16_mul(v16_load_some(x + i, n, 0.0f), factors));
  }
}

static void softmax(float *p, const float *logits, int classes) {
  float most, sum = softmax_exp(p, &most, logits, classes);
  scale_in_place(p, 1.0f / sum, (size_t)classes);
}

/* Not inlined, and neither is what it calls: a visitor waits for the module's bytes, and one call a row costs little
 * beside the row's exponentials. */
__attribute__((noinline)) static double soft_cross_entropy(float *dlogits, const float *logits, const int32_t *label,
                                                           const float *share, int labels, float scale, int classes) {
  double said = 0;
  for (int j = 0; j < labels; j++) {
    assert(label[j] >= 0 && label[j] < classes);
    said += (double)share[j] * (double)logits[label[j]];
  }
  float most, sum = softmax_exp(dlogits, &most, logits, classes);
  scale_in_place(dlogits, scale / sum, (size_t)classes);
  for (int j = 0; j < labels; j++) dlogits[label[j]] -= scale * share[j];
  return ps_log((double)sum) + ((double)most - said);
}

static double cross_entropy(float *dlogits, const float *logits, const int32_t *y, ptrdiff_t y_sequence, float scale,
                            int sequences, int positions, int classes) {
  const float whole = 1.0f;
  double loss = 0;
  for (int n = 0; n < sequences; n++) {
    for (int t = 0; t < positions; t++, logits += classes, dlogits += classes) {
      const int32_t *target = &y[n * y_sequence + t];
      if (*target < 0) {
        for (int i = 0; i < classes; i++) dlogits[i] = 0;
        continue;
      }
      loss += soft_cross_entropy(dlogits, logits, target, &whole, 1, scale, classes);
    }
  }
  return loss;
}

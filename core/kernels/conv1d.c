/* Causal depthwise convolution over time, then SiLU, and its gradient. With `taps` weights a channel, and x before the
 * sequence's start taken as zero:
 *     c[t] = bias + sum over k of weight[k] x[t - taps + 1 + k],  out = c sigmoid(c).
 * Only x is kept for the gradient; c is made again. The vector runs over channels. */

enum { CONV_BLOCK = 16 };

/* wide (taps, 16) <- the weights of the first n channels of weight (channels, taps); the other lanes are zero. */
static void conv1d_gather(float *wide, const float *weight, ptrdiff_t n, int taps) {
  for (int k = 0; k < taps; k++) {
    for (int i = 0; i < CONV_BLOCK; i++) wide[k * CONV_BLOCK + i] = i < n ? weight[i * taps + k] : 0.0f;
  }
}

/* c[t] of one block of channels; x is position 0 of the sequence. */
PS_INLINE v16 conv1d_at(const float *x, const float *wide, v16 bias, ptrdiff_t n, int t, int channels, int taps) {
  v16 sum = bias;
  for (int k = t + 1 < taps ? taps - 1 - t : 0; k < taps; k++) {
    v16 past = v16_load_some(x + (ptrdiff_t)(t - taps + 1 + k) * channels, n, 0.0f);
    sum = v16_madd(v16_load(wide + k * CONV_BLOCK), past, sum);
  }
  return sum;
}

static void conv1d_forward(float *out, const float *x, const float *weight, const float *bias, int sequences,
                           int capacity, int first, int positions, int channels, int taps) {
  assert(taps >= 1 && taps <= PS_CONV_MAX && first >= 0 && first + positions <= capacity);
  float wide[PS_CONV_MAX * CONV_BLOCK];
  for (int i = 0; i < channels; i += CONV_BLOCK) {
    ptrdiff_t n = channels - i;
    conv1d_gather(wide, weight + (ptrdiff_t)i * taps, n, taps);
    const v16 offset = v16_load_some(bias + i, n, 0.0f);
    for (int s = 0; s < sequences; s++) {
      const float *from = x + (ptrdiff_t)s * capacity * channels + i;
      float *to = out + (ptrdiff_t)s * positions * channels + i;
      for (int t = first; t < first + positions; t++, to += channels) {
        v16 c = conv1d_at(from, wide, offset, n, t, channels, taps);
        v16_store_some(to, n, v16_mul(c, v16_sigmoid_called(c)));
      }
    }
  }
}

/* From the last position back: dx[t] takes the gradients of c[t..t + taps - 1], which wait in a ring. */
static void conv1d_backward(float *dx, float *dweight, float *dbias, const float *dout, const float *x,
                            const float *weight, const float *bias, int sequences, int positions, int channels,
                            int taps) {
  assert(taps >= 1 && taps <= PS_CONV_MAX);
  const v16 one = v16_splat(1.0f);
  float wide[PS_CONV_MAX * CONV_BLOCK], dwide[PS_CONV_MAX * CONV_BLOCK], ring[PS_CONV_MAX * CONV_BLOCK];
  for (int i = 0; i < channels; i += CONV_BLOCK) {
    ptrdiff_t n = channels - i;
    conv1d_gather(wide, weight + (ptrdiff_t)i * taps, n, taps);
    memset(dwide, 0, sizeof dwide);
    const v16 offset = v16_load_some(bias + i, n, 0.0f);
    v16 sum = v16_splat(0.0f);
    for (int s = 0; s < sequences; s++) {
      ptrdiff_t start = (ptrdiff_t)s * positions * channels + i;
      for (int t = positions - 1; t >= 0; t--) {
        v16 c = conv1d_at(x + start, wide, offset, n, t, channels, taps), g = v16_sigmoid_called(c);
        v16 slope = v16_madd(v16_mul(c, g), v16_sub(one, g), g);
        v16 dc = v16_mul(v16_load_some(dout + start + (ptrdiff_t)t * channels, n, 0.0f), slope);
        v16_store(ring + t % PS_CONV_MAX * CONV_BLOCK, dc);
        sum = v16_add(sum, dc);
        v16 d = v16_splat(0.0f);
        for (int k = 0; k < taps; k++) {
          int later = t + taps - 1 - k, earlier = t - taps + 1 + k;
          if (later < positions) {
            v16 waiting = v16_load(ring + later % PS_CONV_MAX * CONV_BLOCK);
            d = v16_madd(v16_load(wide + k * CONV_BLOCK), waiting, d);
          }
          if (earlier >= 0) {
            v16 past = v16_load_some(x + start + (ptrdiff_t)earlier * channels, n, 0.0f);
            v16_store(dwide + k * CONV_BLOCK, v16_madd(dc, past, v16_load(dwide + k * CONV_BLOCK)));
          }
        }
        v16_store_some(dx + start + (ptrdiff_t)t * channels, n, d);
      }
    }
    v16_store_some(dbias + i, n, v16_add(v16_load_some(dbias + i, n, 0.0f), sum));
    for (int k = 0; k < taps; k++) {
      for (int j = 0; j < CONV_BLOCK && j < n; j++) dweight[(ptrdiff_t)(i + j) * taps + k] += dwide[k * CONV_BLOCK + j];
    }
  }
}

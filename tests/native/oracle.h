/* Naive double-precision statements of the kernels, straight from their definitions: the oracles. Forward only;
 * gradients are checked against central differences of these. */
#ifndef ORACLE_H
#define ORACLE_H

#include <math.h>
#include <stddef.h>

/* c (m, n) = a (m, k) b (k, n), any strides */
static inline void oracle_gemm(double *c, const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *b,
                               ptrdiff_t b_row, ptrdiff_t b_column, int m, int n, int k) {
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int l = 0; l < k; l++) sum += (double)a[i * a_row + l * a_column] * (double)b[l * b_row + j * b_column];
      c[i * n + j] = sum;
    }
  }
}

/* One head of one sequence, at its first column of tensors that are `width` wide: out and q (queries, head), k and v
 * (keys, head); causal or full */
static inline void oracle_attention_head(double *out, const double *q, const double *k, const double *v, int queries,
                                         int keys, int width, int head, int full) {
  double p[256];
  for (int i = 0; i < queries; i++) {
    int visible = full ? keys : keys - queries + i + 1;
    double most = -INFINITY, sum = 0;
    for (int j = 0; j < visible; j++) {
      p[j] = 0;
      for (int c = 0; c < head; c++) p[j] += q[i * width + c] * k[j * width + c];
      p[j] /= sqrt(head);
      most = fmax(most, p[j]);
    }
    for (int j = 0; j < visible; j++) sum += p[j] = exp(p[j] - most);
    for (int c = 0; c < head; c++) {
      double mixed = 0;
      for (int j = 0; j < visible; j++) mixed += p[j] / sum * v[j * width + c];
      out[i * width + c] = mixed;
    }
  }
}

/* out (queries, heads x head): attention of one sequence; q (queries, width), k and v (keys, width) */
static inline void oracle_attention(double *out, const double *q, const double *k, const double *v, int queries,
                                    int keys, int heads, int head, int full) {
  for (int h = 0; h < heads * head; h += head) {
    oracle_attention_head(out + h, q + h, k + h, v + h, queries, keys, heads * head, head, full);
  }
}

static inline void oracle_layer_norm(double *out, const double *x, const double *weight, const double *bias, int rows,
                                     int width) {
  for (int r = 0; r < rows; r++, x += width, out += width) {
    double mean = 0, variance = 0;
    for (int i = 0; i < width; i++) mean += x[i] / width;
    for (int i = 0; i < width; i++) variance += (x[i] - mean) * (x[i] - mean) / width;
    for (int i = 0; i < width; i++) out[i] = (x[i] - mean) / sqrt(variance + 1e-5) * weight[i] + bias[i];
  }
}

static inline void oracle_rms_norm(double *out, const double *x, const double *weight, int rows, int width) {
  for (int r = 0; r < rows; r++, x += width, out += width) {
    double square = 0;
    for (int i = 0; i < width; i++) square += x[i] * x[i] / width;
    for (int i = 0; i < width; i++) out[i] = x[i] / sqrt(square + 1e-5) * weight[i];
  }
}

static inline double oracle_silu(double x) {
  return x / (1 + exp(-x));
}

static inline double oracle_softplus(double x) {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/* out, x (positions, channels) of one sequence; weight (channels, taps): SiLU of the causal convolution */
static inline void oracle_conv1d(double *out, const double *x, const double *weight, const double *bias, int positions,
                                 int channels, int taps) {
  for (int t = 0; t < positions; t++) {
    for (int i = 0; i < channels; i++) {
      double sum = bias[i];
      for (int k = 0; k < taps; k++) {
        int from = t - taps + 1 + k;
        if (from >= 0) sum += weight[i * taps + k] * x[from * channels + i];
      }
      out[t * channels + i] = oracle_silu(sum);
    }
  }
}

/* y, u, raw (positions, inner), b and c (positions, state), a_log (inner, state), skip (inner), of one sequence */
static inline void oracle_scan(double *y, const double *u, const double *raw, const double *b, const double *c,
                               const double *a_log, const double *skip, int positions, int inner, int state) {
  for (int i = 0; i < inner; i++) {
    double h[64] = {0};
    for (int t = 0; t < positions; t++) {
      double in = u[t * inner + i], step = oracle_softplus(raw[t * inner + i]), sum = skip[i] * in;
      for (int s = 0; s < state; s++) {
        h[s] = exp(-step * exp(a_log[i * state + s])) * h[s] + step * b[t * state + s] * in;
        sum += c[t * state + s] * h[s];
      }
      y[t * inner + i] = sum;
    }
  }
}

static inline double oracle_gelu(double x) {
  return 0.5 * x * (1 + tanh(0.79788456080286535588 * (x + 0.044715 * x * x * x)));
}

/* Sum of -log softmax(logits)[y] over rows with y >= 0 */
static inline double oracle_cross_entropy(const double *logits, const int *y, int rows, int classes) {
  double loss = 0;
  for (int r = 0; r < rows; r++, logits += classes) {
    if (y[r] < 0) continue;
    double most = -INFINITY, sum = 0;
    for (int i = 0; i < classes; i++) most = fmax(most, logits[i]);
    for (int i = 0; i < classes; i++) sum += exp(logits[i] - most);
    loss += log(sum) + most - logits[y[r]];
  }
  return loss;
}

/* -sum_j share[j] log softmax(logits)[label[j]] */
static inline double oracle_soft_cross_entropy(const double *logits, const int *label, const float *share, int labels,
                                               int classes) {
  double loss = 0;
  for (int j = 0; j < labels; j++) loss += (double)share[j] * oracle_cross_entropy(logits, label + j, 1, classes);
  return loss;
}

#endif

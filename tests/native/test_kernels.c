/* Every kernel of every set this machine can run: against its naive oracle, its gradient against central differences of
 * that oracle in double, and bit for bit against the other sets of the same numeric mode. */
#include "kernels/kernels.h"

#include "check.h"
#include "ground/math64.h"
#include "oracle.h"
#include "trail.h"

#include <stdbool.h>
#include <stdlib.h>

static void test_gemm(const ps_kernels *k, trail *t) {
  static const int sizes[][3] = {{1, 1, 1},    {2, 3, 5},    {5, 8, 7},   {6, 16, 33},  {7, 17, 300}, {8, 32, 256},
                                 {9, 33, 257}, {13, 31, 64}, {100, 7, 3}, {96, 64, 32}, {40, 40, 520}};
  for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
    int m = sizes[s][0], n = sizes[s][1], d = sizes[s][2];
    for (int form = 0; form < 4; form++) {
      bool b_turned = form & 1, added = form & 2;
      float *a = noise((size_t)(m * d), s, 1), *b = noise((size_t)(d * n), s + 100, 1);
      float *bias = noise((size_t)n, s + 200, 1), *c = noise((size_t)(m * (n + 3)), s + 300, 1);
      ptrdiff_t b_row = b_turned ? 1 : n, b_column = b_turned ? d : 1;
      double *expected = malloc((size_t)(m * n) * sizeof(double));
      float *kept = malloc((size_t)(m * (n + 3)) * sizeof(float)), *got = malloc((size_t)(m * n) * sizeof(float));
      memcpy(kept, c, (size_t)(m * (n + 3)) * sizeof(float));
      oracle_gemm(expected, a, d, 1, b, b_row, b_column, m, n, d);
      float *packed = malloc(k->packed_size(d, n) * sizeof(float));
      k->pack(packed, b, b_row, b_column, d, n);
      k->gemm(c, n + 3, a, d, packed, added ? NULL : bias, added ? PS_ADD : PS_SET, m, n, d);
      bool untouched = true;
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          expected[i * n + j] += (double)(added ? kept[i * (n + 3) + j] : bias[j]);
          got[i * n + j] = c[i * (n + 3) + j];
        }
        for (int j = n; j < n + 3; j++) untouched = untouched && c[i * (n + 3) + j] == kept[i * (n + 3) + j];
      }
      CHECK(untouched);
      CHECK_NEAR("gemm", got, expected, m * n, 1e-6, 2e-6);
      leave(t, got, (size_t)(m * n));
      free(a), free(b), free(bias), free(c), free(expected), free(kept), free(got), free(packed);
    }
  }
}

static void test_gemm_outer(const ps_kernels *k, trail *t) {
  static const int sizes[][3] = {{1, 1, 1},     {3, 2, 5},     {8, 7, 5},       {17, 33, 16},  {31, 64, 300},
                                 {33, 9, 257},  {200, 13, 64}, {140, 101, 257}, {128, 64, 32}, {300, 20, 520},
                                 {16, 15, 100}, {32, 34, 240}, {192, 9, 40}};
  for (size_t s = 0; s < 2 * sizeof sizes / sizeof sizes[0]; s++) {
    const int *size = sizes[s / 2];
    int n = size[0], m = size[1], d = size[2];
    ptrdiff_t b_row = n % 16 ? n + 1 : n; /* with nothing between, small ones are read where they lie */
    float *a = noise((size_t)(d * (m + 2)), s, 1), *b = noise((size_t)(d * b_row), s + 100, 1);
    float *c = noise((size_t)(m * (n + 3)), s + 300, 1), *kept = malloc((size_t)(m * (n + 3)) * sizeof(float));
    double *expected = malloc((size_t)(m * n) * sizeof(double));
    float *got = malloc((size_t)(m * n) * sizeof(float)),
          *scratch = malloc(k->gemm_outer_scratch(n, d) * sizeof(float));
    memcpy(kept, c, (size_t)(m * (n + 3)) * sizeof(float));
    oracle_gemm(expected, a, 1, m + 2, b, b_row, 1, m, n, d);
    ps_gemm_mode mode = s % 2 ? PS_SET : PS_ADD;
    k->gemm_outer(c, n + 3, a, m + 2, b, b_row, scratch, mode, m, n, d);
    bool untouched = true;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        if (mode == PS_ADD) expected[i * n + j] += (double)kept[i * (n + 3) + j];
        got[i * n + j] = c[i * (n + 3) + j];
      }
      for (int j = n; j < n + 3; j++) untouched = untouched && c[i * (n + 3) + j] == kept[i * (n + 3) + j];
    }
    CHECK(untouched);
    CHECK_NEAR("gemm_outer", got, expected, m * n, 1e-6, 2e-6);
    leave(t, got, (size_t)(m * n));
    free(a), free(b), free(c), free(kept), free(expected), free(got), free(scratch);
  }
}

/* sum over `weights` x attention(q, k, v), of the one sequence and the one head whose columns these are: no other part
 * of the sum depends on them. Its gradient is what attention_backward gives. */
static double attention_value(const double *q, const double *k, const double *v, const float *weights, int queries,
                              int keys, int width, int head, int full) {
  double out[4096], sum = 0;
  oracle_attention_head(out, q, k, v, queries, keys, width, head, full);
  for (int i = 0; i < queries; i++) {
    for (int c = 0; c < head; c++) sum += out[i * width + c] * (double)weights[i * width + c];
  }
  return sum;
}

static void test_attention(const ps_kernels *k, trail *t) {
  static const int sizes[][5] = {/* n, queries, keys, heads, head */
                                 {1, 1, 1, 1, 1},    {2, 4, 15, 4, 8}, {2, 15, 15, 4, 8}, {1, 5, 33, 3, 10},
                                 {1, 33, 33, 2, 16}, {2, 1, 9, 2, 5},  {1, 17, 40, 1, 33}};
  enum { SIZES = sizeof sizes / sizeof sizes[0] };
  static double *differences[2 * SIZES][3]; /* of q, k, v: the oracle's are every set's */
  for (size_t both = 0; both < 2 * SIZES; both++) {
    size_t s = both % SIZES;
    int full = both >= SIZES;
    int n = sizes[s][0], queries = sizes[s][1], keys = sizes[s][2], heads = sizes[s][3], head = sizes[s][4];
    int width = heads * head, capacity = keys;
    ps_attention_shape shape = {n, heads, width, keys, queries, full, capacity};
    size_t asked = (size_t)(n * queries * width), held = (size_t)(n * keys * width);
    float *q = noise(asked, s, 2), *key = noise(held, s + 50, 2), *v = noise(held, s + 100, 1);
    float *weights = noise(asked, s + 150, 1), *scratch = malloc(k->attention_scratch(&shape) * sizeof(float));
    float *out = malloc(asked * sizeof(float));
    float *p = malloc((size_t)(n * heads * queries * k->attention_row(keys)) * sizeof(float));
    k->attention_forward(out, p, q, key, v, scratch, &shape);
    double *q2 = widened(q, asked), *k2 = widened(key, held), *v2 = widened(v, held);
    double *expected = malloc((asked + held) * sizeof(double));
    for (int i = 0; i < n; i++) {
      oracle_attention(expected + i * queries * width, q2 + i * queries * width, k2 + i * keys * width,
                       v2 + i * keys * width, queries, keys, heads, head, full);
    }
    CHECK_NEAR("attention", out, expected, asked, 1e-6, 2e-6);
    float *dq = malloc(asked * sizeof(float)), *dk = malloc(held * sizeof(float)), *dv = malloc(held * sizeof(float));
    k->attention_backward(dq, dk, dv, weights, p, q, key, v, scratch, &shape);
    float *gradients[3] = {dq, dk, dv};
    const char *names[3] = {"dq", "dk", "dv"};
    for (int which = 0; which < 3; which++) {
      int count = n * (which ? keys : queries) * width;
      double **difference = &differences[both][which], *inputs[3] = {q2, k2, v2};
      if (!*difference) {
        *difference = malloc((size_t)count * sizeof(double));
        for (int i = 0; i < count; i++) {
          double *x = &inputs[which][i], kept = *x, h = 1e-5;
          int sequence = i / (count / n), column = i % width / head * head;
          ptrdiff_t of_asked = sequence * queries * width + column, of_held = sequence * keys * width + column;
          const double *q_at = q2 + of_asked, *k_at = k2 + of_held, *v_at = v2 + of_held;
          *x = kept + h;
          double above = attention_value(q_at, k_at, v_at, weights + of_asked, queries, keys, width, head, full);
          *x = kept - h;
          double below = attention_value(q_at, k_at, v_at, weights + of_asked, queries, keys, width, head, full);
          *x = kept;
          (*difference)[i] = (above - below) / (2 * h);
        }
      }
      CHECK_NEAR(names[which], gradients[which], *difference, (size_t)count, 2e-6, 1e-5);
      leave(t, gradients[which], (size_t)count);
    }
    leave(t, out, asked);
    free(q), free(key), free(v), free(weights), free(scratch), free(out), free(p), free(q2), free(k2), free(v2);
    free(expected), free(dq), free(dk), free(dv);
  }
}

static void test_rope(const ps_kernels *k, trail *t) {
  enum { SEQUENCES = 2, FIRST = 3, POSITIONS = 5, HEADS = 3, HALF = 5, WIDTH = HEADS * 2 * HALF };
  float *x = noise(SEQUENCES * POSITIONS * WIDTH, 1, 1), cosines[8 * HALF], sines[8 * HALF];
  for (int i = 0; i < 8 * HALF; i++) cosines[i] = (float)cos(i), sines[i] = (float)sin(i);
  double *expected = widened(x, SEQUENCES * POSITIONS * WIDTH), *before = widened(x, SEQUENCES * POSITIONS * WIDTH);
  for (int row = 0; row < SEQUENCES * POSITIONS * HEADS; row++) {
    int position = FIRST + row / HEADS % POSITIONS;
    for (int i = 0; i < HALF; i++) {
      double a = before[row * 2 * HALF + i], b = before[row * 2 * HALF + HALF + i], angle = position * HALF + i;
      expected[row * 2 * HALF + i] = a * cos(angle) - b * sin(angle);
      expected[row * 2 * HALF + HALF + i] = a * sin(angle) + b * cos(angle);
    }
  }
  k->rope(x, POSITIONS * WIDTH, cosines, sines, 0, SEQUENCES, FIRST, POSITIONS, HEADS, HALF);
  CHECK_NEAR("rope", x, expected, SEQUENCES * POSITIONS * WIDTH, 1e-6, 0);
  leave(t, x, SEQUENCES * POSITIONS * WIDTH);
  k->rope(x, POSITIONS * WIDTH, cosines, sines, 1, SEQUENCES, FIRST, POSITIONS, HEADS, HALF);
  CHECK_NEAR("rope and back", x, before, SEQUENCES * POSITIONS * WIDTH, 1e-6, 0);
  free(x), free(expected), free(before);
}

static double norm_value(const double *x, const double *weight, const double *bias, const float *weights, int rows,
                         int width) {
  double out[1024], sum = 0;
  oracle_layer_norm(out, x, weight, bias, rows, width);
  for (int i = 0; i < rows * width; i++) sum += out[i] * (double)weights[i];
  return sum;
}

static void test_layer_norm(const ps_kernels *k, trail *t) {
  static const int widths[] = {1, 7, 16, 32, 45, 130};
  enum { ROWS = 5 };
  for (size_t s = 0; s < sizeof widths / sizeof widths[0]; s++) {
    int width = widths[s];
    size_t count = (size_t)ROWS * (size_t)width;
    float *x = noise(count, s, 3), *weight = noise((size_t)width, s + 10, 1), *bias = noise((size_t)width, s + 20, 1);
    float *weights = noise(count, s + 30, 1), *out = malloc(count * sizeof(float)), mean[ROWS], rstd[ROWS];
    double *x2 = widened(x, count), *w2 = widened(weight, (size_t)width), *b2 = widened(bias, (size_t)width);
    double *expected = malloc(count * sizeof(double));
    k->layer_norm_forward(out, mean, rstd, x, weight, bias, ROWS, width);
    oracle_layer_norm(expected, x2, w2, b2, ROWS, width);
    CHECK_NEAR("layer norm", out, expected, count, 2e-6, 2e-6);
    /* Gradients are added to what is there. */
    float *dx = noise(count, s + 40, 1), *dweight = noise((size_t)width, s + 50, 1);
    float *dbias = noise((size_t)width, s + 60, 1);
    float *before[3] = {noise(count, s + 40, 1), noise((size_t)width, s + 50, 1), noise((size_t)width, s + 60, 1)};
    k->layer_norm_backward(dx, dweight, dbias, weights, x, weight, mean, rstd, ROWS, width);
    double *inputs[3] = {x2, w2, b2};
    float *gradients[3] = {dx, dweight, dbias};
    const char *names[3] = {"norm dx", "norm dweight", "norm dbias"};
    for (int which = 0; which < 3; which++) {
      size_t each = which ? (size_t)width : count;
      for (size_t i = 0; i < each; i++) {
        double *at = &inputs[which][i], kept = *at, h = 1e-5;
        *at = kept + h;
        double above = norm_value(x2, w2, b2, weights, ROWS, width);
        *at = kept - h;
        double below = norm_value(x2, w2, b2, weights, ROWS, width);
        *at = kept;
        expected[i] = (above - below) / (2 * h) + (double)before[which][i];
      }
      CHECK_NEAR(names[which], gradients[which], expected, each, 5e-6, 1e-5);
      leave(t, gradients[which], each);
      free(before[which]);
    }
    leave(t, out, count);
    free(x), free(weight), free(bias), free(weights), free(out), free(x2), free(w2), free(b2), free(expected);
    free(dx), free(dweight), free(dbias);
  }
}

static void test_gelu_and_bias(const ps_kernels *k, trail *t) {
  enum { ROWS = 6, WIDTH = 19, COUNT = ROWS * WIDTH };
  float *x = noise(COUNT, 1, 6), *dout = noise(COUNT, 2, 1), out[COUNT], dx[COUNT];
  double expected[COUNT];
  k->gelu_forward(out, x, COUNT);
  for (int i = 0; i < COUNT; i++) expected[i] = oracle_gelu((double)x[i]);
  CHECK_NEAR("gelu", out, expected, COUNT, 1e-6, 1e-6);
  k->gelu_backward(dx, dout, x, COUNT);
  for (int i = 0; i < COUNT; i++) {
    expected[i] = (oracle_gelu((double)x[i] + 1e-5) - oracle_gelu((double)x[i] - 1e-5)) / 2e-5 * (double)dout[i];
  }
  CHECK_NEAR("gelu dx", dx, expected, COUNT, 2e-6, 2e-6);
  float *dbias = noise(WIDTH, 3, 1);
  for (int i = 0; i < WIDTH; i++) {
    expected[i] = (double)dbias[i];
    for (int r = 0; r < ROWS; r++) expected[i] += (double)dout[r * WIDTH + i];
  }
  k->bias_backward(dbias, dout, ROWS, WIDTH);
  CHECK_NEAR("dbias", dbias, expected, WIDTH, 1e-6, 1e-6);
  leave(t, out, COUNT), leave(t, dx, COUNT), leave(t, dbias, WIDTH);
  free(x), free(dout), free(dbias);
}

static void test_embedding(const ps_kernels *k, trail *t) {
  enum { N = 2, TIME = 6, WIDTH = 21, IDS = 9 };
  float *tables[6];
  for (int i = 0; i < 6; i++) tables[i] = noise(IDS * WIDTH, (uint64_t)i, 1);
  ps_token x[N * TIME];
  for (int i = 0; i < N * TIME; i++) {
    /* Of four kinds: with a place, or a slot in its stead; and some of each ask for a slot. */
    x[i] = (ps_token){.id = (int16_t)(i * 5 % IDS), .child = (int16_t)(i % 3 ? i * 7 % IDS : -1)};
    x[i].slot = (uint8_t)(i % 2 ? 1 + i % IDS : 0), x[i].asked = (uint8_t)(i % 5 ? 1 + i * 2 % IDS : 0);
  }
  float out[N * TIME * WIDTH];
  double expected[N * TIME * WIDTH], sums[6][IDS * WIDTH];
  memset(sums, 0, sizeof sums);
  float *dout = noise(N * TIME * WIDTH, 9, 1);
  for (int i = 0; i < N * TIME; i++) {
    for (int j = 0; j < WIDTH; j++) {
      bool edge = x[i].child >= 0;
      double sum = (double)tables[edge][x[i].id * WIDTH + j];
      int slot = x[i].slot, place = slot ? slot - 1 : i % TIME, asked = x[i].asked;
      sum += (double)tables[slot ? 4 : 3][place * WIDTH + j];
      if (asked) sum += (double)tables[5][(asked - 1) * WIDTH + j];
      if (edge) sum += (double)tables[2][x[i].child * WIDTH + j];
      expected[i * WIDTH + j] = sum;
      double d = (double)dout[i * WIDTH + j];
      sums[edge][x[i].id * WIDTH + j] += d;
      if (edge) sums[2][x[i].child * WIDTH + j] += d;
      sums[slot ? 4 : 3][place * WIDTH + j] += d;
      if (asked) sums[5][(asked - 1) * WIDTH + j] += d;
    }
  }
  k->embedding_forward(out, x, tables[0], tables[1], tables[2], tables[3], tables[4], tables[5], N, TIME, 0, TIME,
                       WIDTH);
  CHECK_NEAR("embedding", out, expected, N * TIME * WIDTH, 1e-6, 0);
  leave(t, out, N * TIME * WIDTH);
  /* The last two positions alone are those rows. */
  float part[N * 2 * WIDTH];
  k->embedding_forward(part, x, tables[0], tables[1], tables[2], tables[3], tables[4], tables[5], N, TIME, TIME - 2, 2,
                       WIDTH);
  for (int n = 0; n < N; n++) {
    CHECK(!memcmp(part + n * 2 * WIDTH, out + (n * TIME + TIME - 2) * WIDTH, 2 * WIDTH * sizeof(float)));
  }
  float gradients[6][IDS * WIDTH] = {{0}};
  k->embedding_backward(gradients[0], gradients[1], gradients[2], gradients[3], gradients[4], gradients[5], dout, x, N,
                        TIME, WIDTH);
  for (int i = 0; i < 6; i++) {
    CHECK_NEAR("embedding gradient", gradients[i], sums[i], IDS * WIDTH, 1e-6, 0);
    leave(t, gradients[i], IDS * WIDTH);
    free(tables[i]);
  }
  free(dout);
}

static void test_cross_entropy(const ps_kernels *k, trail *t) {
  static const int classes[] = {3, 14, 16, 54, 516};
  enum { N = 3, POSITIONS = 2, ROWS = N * POSITIONS };
  for (size_t s = 0; s < sizeof classes / sizeof classes[0]; s++) {
    int c = classes[s];
    size_t count = (size_t)(ROWS * c);
    float *logits = noise(count, s, 8), *dlogits = malloc(count * sizeof(float));
    int32_t y[N * 5];
    int targets[ROWS];
    for (int i = 0; i < N * 5; i++) y[i] = i * 3 % c;
    y[5] = -1;
    for (int i = 0; i < ROWS; i++) targets[i] = y[i / POSITIONS * 5 + i % POSITIONS];
    double *wide = widened(logits, count), *expected = malloc(count * sizeof(double));
    double loss = k->cross_entropy(dlogits, logits, y, 5, 0.25f, N, POSITIONS, c);
    double value = oracle_cross_entropy(wide, targets, ROWS, c);
    CHECK_NEAR("loss", &loss, &value, 1, 0, 1e-6);
    for (size_t i = 0; i < count; i++) {
      double kept = wide[i];
      wide[i] = kept + 1e-5;
      double above = oracle_cross_entropy(wide, targets, ROWS, c);
      wide[i] = kept - 1e-5;
      expected[i] = 0.25 * (above - oracle_cross_entropy(wide, targets, ROWS, c)) / 2e-5;
      wide[i] = kept;
    }
    CHECK_NEAR("dlogits", dlogits, expected, count, 1e-6, 1e-6);
    leave(t, dlogits, count);
    float *p = malloc(count * sizeof(float)), sum = 0;
    k->softmax(p, logits, c);
    for (int i = 0; i < c; i++) sum += p[i];
    CHECK(fabs((double)sum - 1) < 1e-5 &&
          fabs((double)p[0] - exp((double)logits[0] - (double)logits[1]) * (double)p[1]) < 1e-6);
    free(logits), free(dlogits), free(wide), free(expected), free(p);
  }
}

static void test_soft_cross_entropy(const ps_kernels *k, trail *t) {
  enum { MOST = 516 };
  static const int classes[] = {3, 14, 16, 54, MOST};
  static const float share[] = {0.625f, 0.25f, 0.125f};
  for (size_t s = 0; s < sizeof classes / sizeof classes[0]; s++) {
    int c = classes[s];
    size_t count = (size_t)c;
    const int label[] = {c - 1, 0, 1};
    const int32_t narrow[] = {c - 1, 0, 1};
    float *logits = noise(MOST, s, 8), *dlogits = malloc(MOST * sizeof(float)), *hard = malloc(MOST * sizeof(float));
    double *wide = widened(logits, MOST), *expected = malloc(MOST * sizeof(double));
    double loss = k->soft_cross_entropy(dlogits, logits, narrow, share, 3, 0.25f, c);
    double value = oracle_soft_cross_entropy(wide, label, share, 3, c);
    CHECK_NEAR("soft loss", &loss, &value, 1, 0, 1e-6);
    for (size_t i = 0; i < count; i++) {
      double kept = wide[i];
      wide[i] = kept + 1e-5;
      double above = oracle_soft_cross_entropy(wide, label, share, 3, c);
      wide[i] = kept - 1e-5;
      expected[i] = 0.25 * (above - oracle_soft_cross_entropy(wide, label, share, 3, c)) / 2e-5;
      wide[i] = kept;
    }
    CHECK_NEAR("soft dlogits", dlogits, expected, count, 1e-6, 1e-6);
    leave(t, dlogits, count);
    float whole = 1; /* all of it on one class is the hard loss, bit for bit; and in place */
    double one = k->cross_entropy(hard, logits, narrow, 1, 0.25f, 1, 1, c);
    CHECK(k->soft_cross_entropy(logits, logits, narrow, &whole, 1, 0.25f, c) == one);
    CHECK(!memcmp(logits, hard, count * sizeof(float)));
    free(logits), free(dlogits), free(hard), free(wide), free(expected);
  }
}

static void test_update(const ps_kernels *k, trail *t) {
  enum { COUNT = 5003 };
  float *w = noise(COUNT, 1, 1), *m = noise(COUNT, 2, 0.1), *v = noise(COUNT, 3, 0.1), *g = noise(COUNT, 4, 1);
  for (int i = 0; i < COUNT; i++) v[i] = fabsf(v[i]);
  static double weight[COUNT], first[COUNT], second[COUNT], sum[COUNT], mixed[COUNT], momentum[COUNT], step[COUNT];
  const double rate = 0.01, decay = 0.1, b1 = 0.9, b2 = 0.99, epsilon = 1e-8, scale = 0.5;
  double squares = 0;
  for (int i = 0; i < COUNT; i++) {
    double gi = (double)g[i] * scale;
    first[i] = b1 * (double)m[i] + (1 - b1) * gi;
    second[i] = b2 * (double)v[i] + (1 - b2) * gi * gi;
    weight[i] = (double)w[i] * (1 - rate * decay) -
                rate / (1 - pow(b1, 3)) * first[i] / (sqrt(second[i] / (1 - pow(b2, 3))) + epsilon);
    sum[i] = (double)w[i] + (double)g[i];
    mixed[i] = 2 * (double)w[i] - 3 * (double)g[i];
    squares += (double)g[i] * (double)g[i];
    momentum[i] = 0.95 * (double)m[i] + gi;
    step[i] = gi + 0.95 * momentum[i];
  }
  float *out = malloc(COUNT * sizeof(float)), *added = noise(COUNT, 1, 1);
  k->add(added, g, COUNT);
  CHECK_NEAR("add", added, sum, COUNT, 1e-6, 0);
  k->blend(out, 2, w, -3, g, COUNT);
  CHECK_NEAR("blend", out, mixed, COUNT, 1e-6, 0);
  leave(t, out, COUNT);
  double got = k->sum_of_squares(g, COUNT);
  CHECK_NEAR("sum of squares", &got, &squares, 1, 0, 1e-6);
  float rounded = (float)got;
  leave(t, &rounded, 1);
  float *moment = noise(COUNT, 2, 0.1);
  k->nesterov(out, moment, g, 0.5f, 0.95f, COUNT);
  CHECK_NEAR("momentum", moment, momentum, COUNT, 1e-6, 0);
  CHECK_NEAR("nesterov", out, step, COUNT, 1e-6, 0);
  leave(t, out, COUNT);
  k->adamw(w, m, v, g, 0.5f, (float)(1 - rate * decay), (float)(rate / (1 - pow(b1, 3))),
           (float)(1 / sqrt(1 - pow(b2, 3))), b1, b2, (float)epsilon, COUNT);
  CHECK_NEAR("adamw weight", w, weight, COUNT, 1e-6, 0);
  CHECK_NEAR("adamw first", m, first, COUNT, 1e-6, 0);
  CHECK_NEAR("adamw second", v, second, COUNT, 1e-6, 0);
  leave(t, w, COUNT);
  k->scale(g, 4, 17);
  float *unscaled = noise(COUNT, 4, 1);
  CHECK(g[16] == 4 * unscaled[16] && !memcmp(g + 17, unscaled + 17, (COUNT - 17) * sizeof(float)));
  free(unscaled);
  free(w), free(m), free(v), free(g), free(out), free(added), free(moment);
}

static void test_math64(void) {
  for (int i = 1; i < 2000; i++) {
    double x = i * 0.37, sine, cosine;
    CHECK(fabs(ps_log(x) - log(x)) <= 4e-16 * fmax(1, fabs(log(x))));
    CHECK(fabs(ps_log(1 / x) - log(1 / x)) <= 4e-16 * fmax(1, fabs(log(x))));
    CHECK(fabs(ps_exp(x / 10 - 30) / exp(x / 10 - 30) - 1) < 4e-15);
    ps_sin_cos_turns(&sine, &cosine, i * 0.0317 - 20);
    CHECK(fabs(sine - sin(2 * ps_pi * (i * 0.0317 - 20))) < 1e-13);
    CHECK(fabs(cosine - cos(2 * ps_pi * (i * 0.0317 - 20))) < 1e-13);
  }
  CHECK(ps_power(0.9, 0) == 1 && fabs(ps_power(0.9, 77) / pow(0.9, 77) - 1) < 1e-14);
}

int main(void) {
  static const kernel_test tests[] = {
      test_gemm,      test_gemm_outer,    test_attention,          test_rope,  test_layer_norm, test_gelu_and_bias,
      test_embedding, test_cross_entropy, test_soft_cross_entropy, test_update};
  test_math64();
  for (int i = 0; ps_kernels_at(i); i++) CHECK(ps_kernels_fused(ps_kernels_name(i)) == ps_kernels_at(i)->fused);
  CHECK(ps_kernels_fused("wasm_relaxed") == 1 && ps_kernels_fused("neon") == 0 &&
        ps_kernels_fused("no such set") == -1);
  CHECK(ps_kernels_find("no such set") == NULL && ps_kernels_find(NULL) == ps_kernels_at(0));
  test_every_set(tests, sizeof tests / sizeof tests[0]);
  return check_done("kernels");
}

/* The kernels of Mamba's blocks, in every set this machine can run: against their naive oracles, their gradients
 * against central differences of those oracles in double, and bit for bit against the other sets of the same numeric
 * mode. */
#include "kernels/kernels.h"

#include "check.h"
#include "oracle.h"
#include "trail.h"

/* A scalar of some inputs, each an array, whose gradient a backward kernel gives. */
typedef struct scalar {
  double (*value)(const struct scalar *of);
  const float *weights; /* of the outputs in the sum */
  double *inputs[6];
  int sizes[5];
  double *out; /* room for the outputs */
} scalar;

/* Compares with the central differences by input `which`, plus what the gradient held before. */
static void check_gradient(const scalar *f, const char *name, int which, const float *gradient, const float *before,
                           size_t count, double relative) {
  double *expected = malloc(count * sizeof(double));
  for (size_t i = 0; i < count; i++) {
    double *x = &f->inputs[which][i], kept = *x;
    const double h = 1e-5;
    *x = kept + h;
    double above = f->value(f);
    *x = kept - h;
    double below = f->value(f);
    *x = kept;
    expected[i] = (above - below) / (2 * h) + (before ? (double)before[i] : 0);
  }
  CHECK_NEAR(name, gradient, expected, count, 2e-6, relative);
  free(expected);
}

static double weighted(const float *weights, const double *out, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += (double)weights[i] * out[i];
  return sum;
}

/* ---- RMSNorm ---- */

static double rms_norm_value(const scalar *f) {
  oracle_rms_norm(f->out, f->inputs[0], f->inputs[1], f->sizes[0], f->sizes[1]);
  return weighted(f->weights, f->out, (size_t)(f->sizes[0] * f->sizes[1]));
}

static void test_rms_norm(const ps_kernels *k, trail *t) {
  static const int sizes[][2] = {{1, 1}, {3, 7}, {4, 16}, {2, 33}, {5, 64}};
  for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
    int rows = sizes[s][0], width = sizes[s][1];
    size_t count = (size_t)(rows * width), across = (size_t)width;
    float *x = noise(count, s, 2), *weight = noise(across, s + 20, 1), *weights = noise(count, s + 40, 1);
    float *out = malloc(count * sizeof(float)), *rstd = malloc((size_t)rows * sizeof(float));
    float *dx = noise(count, s + 60, 1), *dx_before = noise(count, s + 60, 1);
    float *dweight = noise(across, s + 80, 1), *dweight_before = noise(across, s + 80, 1);
    scalar f = {.value = rms_norm_value,
                .weights = weights,
                .inputs = {widened(x, count), widened(weight, across)},
                .sizes = {rows, width},
                .out = malloc(count * sizeof(double))};
    f.value(&f);
    k->rms_norm_forward(out, rstd, x, weight, rows, width);
    CHECK_NEAR("rms norm", out, f.out, count, 1e-6, 1e-6);
    k->rms_norm_backward(dx, dweight, weights, x, weight, rstd, rows, width);
    check_gradient(&f, "rms norm dx", 0, dx, dx_before, count, 5e-6);
    check_gradient(&f, "rms norm dweight", 1, dweight, dweight_before, across, 5e-6);
    leave(t, out, count), leave(t, dx, count), leave(t, dweight, across);
    free(x), free(weight), free(weights), free(out), free(rstd), free(dx), free(dx_before), free(dweight);
    free(dweight_before), free(f.inputs[0]), free(f.inputs[1]), free(f.out);
  }
}

/* ---- Convolution ---- */

static double conv1d_value(const scalar *f) {
  int n = f->sizes[0], positions = f->sizes[1], channels = f->sizes[2], taps = f->sizes[3];
  for (int i = 0; i < n; i++) {
    int at = i * positions * channels;
    oracle_conv1d(f->out + at, f->inputs[0] + at, f->inputs[1], f->inputs[2], positions, channels, taps);
  }
  return weighted(f->weights, f->out, (size_t)(n * positions * channels));
}

static void test_conv1d(const ps_kernels *k, trail *t) {
  static const int sizes[][4] = {/* n, positions, channels, taps */
                                 {1, 1, 1, 1},   {2, 7, 5, 4},   {1, 3, 16, 4},
                                 {2, 11, 21, 3}, {1, 12, 33, 8}, {2, 2, 17, 6}};
  for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
    int n = sizes[s][0], positions = sizes[s][1], channels = sizes[s][2], taps = sizes[s][3];
    size_t count = (size_t)(n * positions * channels), held = (size_t)(channels * taps), across = (size_t)channels;
    float *x = noise(count, s, 1), *weight = noise(held, s + 20, 1), *bias = noise(across, s + 40, 1);
    float *weights = noise(count, s + 60, 1), *out = malloc(count * sizeof(float)), *dx = malloc(count * sizeof(float));
    float *dweight = noise(held, s + 80, 1), *dweight_before = noise(held, s + 80, 1);
    float *dbias = noise(across, s + 100, 1), *dbias_before = noise(across, s + 100, 1);
    scalar f = {.value = conv1d_value,
                .weights = weights,
                .inputs = {widened(x, count), widened(weight, held), widened(bias, across)},
                .sizes = {n, positions, channels, taps},
                .out = malloc(count * sizeof(double))};
    f.value(&f);
    k->conv1d_forward(out, x, weight, bias, n, positions, 0, positions, channels, taps);
    CHECK_NEAR("conv1d", out, f.out, count, 1e-6, 1e-6);
    k->conv1d_backward(dx, dweight, dbias, weights, x, weight, bias, n, positions, channels, taps);
    check_gradient(&f, "conv1d dx", 0, dx, NULL, count, 5e-6);
    check_gradient(&f, "conv1d dweight", 1, dweight, dweight_before, held, 5e-6);
    check_gradient(&f, "conv1d dbias", 2, dbias, dbias_before, across, 5e-6);
    leave(t, out, count), leave(t, dx, count), leave(t, dweight, held), leave(t, dbias, across);
    /* The last positions alone are those rows. */
    int last = positions / 2 + 1, first = positions - last;
    float *part = malloc((size_t)(n * last * channels) * sizeof(float));
    k->conv1d_forward(part, x, weight, bias, n, positions, first, last, channels, taps);
    for (int i = 0; i < n; i++) {
      size_t whole = (size_t)((i * positions + first) * channels), some = (size_t)(i * last * channels);
      CHECK(!memcmp(part + some, out + whole, (size_t)(last * channels) * sizeof(float)));
    }
    free(x), free(weight), free(bias), free(weights), free(out), free(dx), free(dweight), free(dweight_before);
    free(dbias), free(dbias_before), free(part), free(f.inputs[0]), free(f.inputs[1]), free(f.inputs[2]), free(f.out);
  }
}

/* ---- Scan ---- */

/* sizes: n, positions, asked, inner, state; only asked positions count. */
static double scan_value(const scalar *f) {
  int n = f->sizes[0], positions = f->sizes[1], asked = f->sizes[2], inner = f->sizes[3], state = f->sizes[4];
  double sum = 0;
  for (int i = 0; i < n; i++) {
    int at = i * positions * inner, at_state = i * positions * state;
    double *out = f->out + at;
    oracle_scan(out, f->inputs[0] + at, f->inputs[1] + at, f->inputs[2] + at_state, f->inputs[3] + at_state,
                f->inputs[4], f->inputs[5], positions, inner, state);
    sum += weighted(f->weights + i * asked * inner, out + (positions - asked) * inner, (size_t)(asked * inner));
  }
  return sum;
}

/* out (rows, 2 state + 3) holds b at column 1 and c behind it, as x_proj's output does. */
static float *interleaved(const float *b, const float *c, int rows, int state) {
  float *out = noise((size_t)(rows * (2 * state + 3)), 77, 1);
  for (int r = 0; r < rows; r++) {
    memcpy(out + r * (2 * state + 3) + 1, b + r * state, (size_t)state * sizeof(float));
    memcpy(out + r * (2 * state + 3) + 1 + state, c + r * state, (size_t)state * sizeof(float));
  }
  return out;
}

static void check_scan(const ps_kernels *k, trail *t, const int sizes[5], uint64_t index) {
  int n = sizes[0], positions = sizes[1], asked = sizes[2], inner = sizes[3], state = sizes[4], row = 2 * state + 3;
  size_t count = (size_t)(n * positions * inner), selected = (size_t)(n * positions * state);
  size_t held = (size_t)(inner * state), across = (size_t)inner, heard = (size_t)(n * asked * inner);
  float *u = noise(count, index, 1), *raw = noise(count, index + 20, 3), *a_log = noise(held, index + 80, 1);
  float *b = noise(selected, index + 40, 1), *c = noise(selected, index + 60, 1), *skip = noise(across, index + 100, 1);
  float *weights = noise(heard, index + 120, 1), *bc = interleaved(b, c, n * positions, state);
  size_t states = k->scan_state(inner, state);
  float *scratch = malloc(k->scan_scratch(inner, state) * sizeof(float));
  float *boundaries = malloc((size_t)(n * k->scan_boundaries(positions) + 1) * states * sizeof(float));
  float *kept = malloc((size_t)(n * positions) * states * sizeof(float)), *y = malloc(heard * sizeof(float));
  ps_scan_shape shape = {.sequences = n,
                         .positions = positions,
                         .asked = asked,
                         .inner = inner,
                         .state = state,
                         .bc_row = row,
                         .keep = positions,
                         .slots = positions};
  scalar f = {.value = scan_value,
              .weights = weights,
              .inputs = {widened(u, count), widened(raw, count), widened(b, selected), widened(c, selected),
                         widened(a_log, held), widened(skip, across)},
              .out = malloc(count * sizeof(double))};
  memcpy(f.sizes, sizes, sizeof f.sizes);
  f.value(&f);
  k->scan_forward(y, boundaries, kept, NULL, u, raw, bc + 1, bc + 1 + state, a_log, skip, scratch, &shape);
  double *expected = malloc(heard * sizeof(double));
  for (int i = 0; i < n; i++) {
    memcpy(expected + i * asked * inner, f.out + ((i + 1) * positions - asked) * inner,
           (size_t)(asked * inner) * sizeof(double));
  }
  CHECK_NEAR("scan", y, expected, heard, 1e-6, 2e-6);
  leave(t, y, heard);

  float *du = malloc(count * sizeof(float)), *draw = malloc(count * sizeof(float));
  float *dbc = noise((size_t)(n * positions * row), 78, 1), *dbc_before = noise((size_t)(n * positions * row), 78, 1);
  float *da_log = noise(held, index + 140, 1), *da_log_before = noise(held, index + 140, 1);
  float *dskip = noise(across, index + 160, 1), *dskip_before = noise(across, index + 160, 1);
  k->scan_backward(du, draw, dbc + 1, dbc + 1 + state, da_log, dskip, weights, boundaries, u, raw, bc + 1,
                   bc + 1 + state, a_log, skip, scratch, &shape);
  float *db = malloc(selected * sizeof(float)), *dc = malloc(selected * sizeof(float));
  for (int r = 0; r < n * positions; r++) {
    memcpy(db + r * state, dbc + r * row + 1, (size_t)state * sizeof(float));
    memcpy(dc + r * state, dbc + r * row + 1 + state, (size_t)state * sizeof(float));
    for (int i = 0; i < row; i++) { /* what lies beside them stays */
      if (i < 1 || i > 2 * state) CHECK(dbc[r * row + i] == dbc_before[r * row + i]);
    }
  }
  check_gradient(&f, "scan du", 0, du, NULL, count, 1e-5);
  check_gradient(&f, "scan draw", 1, draw, NULL, count, 1e-5);
  check_gradient(&f, "scan db", 2, db, NULL, selected, 1e-5);
  check_gradient(&f, "scan dc", 3, dc, NULL, selected, 1e-5);
  check_gradient(&f, "scan da_log", 4, da_log, da_log_before, held, 1e-5);
  check_gradient(&f, "scan dskip", 5, dskip, dskip_before, across, 1e-5);
  leave(t, du, count), leave(t, draw, count), leave(t, db, selected), leave(t, dc, selected);
  leave(t, da_log, held), leave(t, dskip, across);

  /* From the state after any position, the rest comes out the same, bit for bit, and leaves the same states. */
  for (int first = 1; first < positions; first++) {
    int rest = positions - first, heard_rest = asked < rest ? asked : rest;
    size_t rest_count = (size_t)(rest * inner);
    float *part = malloc((size_t)(n * heard_rest * inner) * sizeof(float));
    float *u_rest = malloc((size_t)n * rest_count * sizeof(float)),
          *raw_rest = malloc((size_t)n * rest_count * sizeof(float));
    float *bc_rest = malloc((size_t)(n * rest * row) * sizeof(float));
    float *again = malloc((size_t)(n * positions) * states * sizeof(float));
    memcpy(again, kept, (size_t)(n * positions) * states * sizeof(float));
    for (int i = 0; i < n; i++) {
      size_t from = (size_t)((i * positions + first) * inner), to = (size_t)i * rest_count;
      memcpy(u_rest + to, u + from, rest_count * sizeof(float));
      memcpy(raw_rest + to, raw + from, rest_count * sizeof(float));
      memcpy(bc_rest + i * rest * row, bc + (i * positions + first) * row, (size_t)(rest * row) * sizeof(float));
      memset(again + (size_t)(i * positions + first) * states, 0, (size_t)rest * states * sizeof(float));
    }
    ps_scan_shape later = shape;
    later.positions = later.keep = rest;
    later.asked = heard_rest;
    k->scan_forward(part, NULL, again + (size_t)first * states, again + (size_t)(first - 1) * states, u_rest, raw_rest,
                    bc_rest + 1, bc_rest + 1 + state, a_log, skip, scratch, &later);
    CHECK(!memcmp(again, kept, (size_t)(n * positions) * states * sizeof(float)));
    for (int i = 0; i < n; i++) {
      const float *whole = y + ((i + 1) * asked - heard_rest) * inner;
      CHECK(!memcmp(part + i * heard_rest * inner, whole, (size_t)(heard_rest * inner) * sizeof(float)));
    }
    free(part), free(u_rest), free(raw_rest), free(bc_rest), free(again);
  }
  free(u), free(raw), free(a_log), free(b), free(c), free(skip), free(weights), free(bc), free(scratch);
  free(boundaries), free(kept), free(y), free(expected), free(du), free(draw), free(dbc), free(dbc_before);
  free(da_log), free(da_log_before), free(dskip), free(dskip_before), free(db), free(dc), free(f.out);
  for (int i = 0; i < 6; i++) free(f.inputs[i]);
}

static void test_scan(const ps_kernels *k, trail *t) {
  static const int sizes[][5] = {/* n, positions, asked, inner, state */
                                 {1, 1, 1, 1, 1}, {2, 15, 4, 17, 4},  {1, 9, 9, 16, 16},
                                 {2, 8, 3, 5, 7}, {1, 19, 19, 21, 3}, {1, 26, 1, 3, 2}};
  for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) check_scan(k, t, sizes[s], s);
}

/* ---- Functions of one number ---- */

static void test_gate(const ps_kernels *k, trail *t) {
  enum { COUNT = 999 };
  float *x = noise(COUNT, 1, 2), *gate = noise(COUNT, 2, 8), *dout = noise(COUNT, 3, 1), out[COUNT], dgate[COUNT];
  double expected[COUNT], slope[COUNT], through[COUNT];
  for (int i = 0; i < COUNT; i++) {
    double g = (double)gate[i], d = (oracle_silu(g + 1e-5) - oracle_silu(g - 1e-5)) / 2e-5;
    expected[i] = (double)x[i] * oracle_silu(g);
    slope[i] = (double)dout[i] * (double)x[i] * d;
    through[i] = (double)dout[i] * oracle_silu(g);
  }
  k->gate_forward(out, x, gate, COUNT);
  CHECK_NEAR("gate", out, expected, COUNT, 1e-6, 5e-7);
  k->gate_backward(dout, dgate, dout, x, gate, COUNT); /* in place */
  CHECK_NEAR("gate dgate", dgate, slope, COUNT, 1e-6, 5e-7);
  CHECK_NEAR("gate dx", dout, through, COUNT, 1e-6, 5e-7);
  leave(t, out, COUNT), leave(t, dgate, COUNT), leave(t, dout, COUNT);
  free(x), free(gate), free(dout);
}

/* A scan of one position from zeros, with B = C = u = 1 and nothing skipped, says softplus(raw) itself. */
static void test_softplus(const ps_kernels *k, trail *t) {
  enum { COUNT = 1601 };
  float *raw = malloc(COUNT * sizeof(float)), *ones = malloc(COUNT * sizeof(float)),
        *zeros = calloc(COUNT, sizeof(float));
  float *got = malloc(COUNT * sizeof(float)), *scratch = malloc(k->scan_scratch(COUNT, 1) * sizeof(float));
  for (int i = 0; i < COUNT; i++) raw[i] = (float)(i - 800) / 10, ones[i] = 1;
  ps_scan_shape shape = {.sequences = 1, .positions = 1, .asked = 1, .inner = COUNT, .state = 1, .bc_row = 1};
  k->scan_forward(got, NULL, NULL, NULL, ones, raw, ones, ones, zeros, zeros, scratch, &shape);
  double worst = 0;
  for (int i = 0; i < COUNT; i++) {
    double expected = oracle_softplus((double)raw[i]);
    worst = fmax(worst, fabs((double)got[i] - expected) / expected);
  }
  CHECK(worst < 4e-7); /* relative, however small */
  leave(t, got, COUNT);
  free(raw), free(ones), free(zeros), free(got), free(scratch);
}

int main(void) {
  static const kernel_test tests[] = {test_rms_norm, test_conv1d, test_scan, test_gate, test_softplus};
  test_every_set(tests, sizeof tests / sizeof tests[0]);
  return check_done("mamba kernels");
}

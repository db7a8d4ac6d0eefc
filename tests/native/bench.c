/* The kernel benchmark: the three products of a linear layer (in -> out) over many rows, against what multiply-adds on
 * registers alone reach here, by turns within milliseconds: a shared machine's speed changes by a third from one second
 * to the next, and a share is only one where both sides had the same speed.
 *
 *     forward   y (rows, out) = x (rows, in) W^T      W packed beforehand, as the model does once a step
 *     input     dx (rows, in) = dy (rows, out) W      likewise
 *     weight    dW (out, in) += dy^T x                packs its operands itself
 *
 * Each once more over so few rows that its operands stay in the cache: what is lost between the two is lost to memory,
 * whose speed is measured beside.
 *
 * Natively a program that prints one JSON object, with the cost of evaluation as well; as WebAssembly a module whose
 * clock is the tab's. Nothing here passes or fails: tests/bench/run.mjs compares. */
#include "../../cli/base/clock.h"
#include "kernels/kernels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#if defined(__wasm__)
#define EXPORT(type, name) __attribute__((export_name(#name), used)) type name
#else
#include <stdio.h>
#define EXPORT(type, name) static type name
#endif

enum { FORWARD, INPUT, WEIGHT, PRODUCTS };
static const int row_counts[] = {2048, 8192}, widths[] = {32, 64, 128, 384, 512};
enum { ROWS = 2, WIDTHS = 5, ROWS_MAX = 8192, WIDTH_MAX = 512, SAMPLES_MAX = 256, SAMPLES_MIN = 5, TURNS_MIN = 9 };
enum { ROWS_NEAR = 240 }; /* a multiple of every tile's rows; of 64 + 128 floats, 180 KiB */

/* A browser recompiles what is hot only after a while; a sample must be long for a clock of 0.1 ms. */
static const double warm_seconds = 0.7, case_warm_seconds = 0.02, case_seconds = 0.05, look_seconds = 0.02,
                    sample_seconds = 0.002, turn_seconds = 0.0005;

static const ps_kernels *kernels;
static float *x, *y, *weight, *packed; /* (rows, in), (rows, out), (out, in), a packed W or scratch */

static float *filled(size_t count) {
  float *values = aligned_alloc(64, count * sizeof(float));
  for (size_t i = 0; values && i < count; i++) values[i] = (float)(i * 2654435761u % 1024) / 1024 - 0.5f;
  return values;
}

/* ---- Time ---- */

typedef struct timing {
  double best, median; /* seconds a call */
} timing;

static int compare(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return (difference > 0) - (difference < 0);
}

/* Calls work(what) warm, many a sample, until `seconds` have passed. */
static timing time_calls(void (*work)(void *), void *what, double warm, double seconds, double sample) {
  static double samples[SAMPLES_MAX];
  int calls = 0, count = 0;
  double begin = clock_seconds(), now = begin;
  for (; calls < 3 || now - begin < warm; now = clock_seconds(), calls++) work(what);
  int each = 1 + (int)(sample * calls / (now - begin));
  for (begin = now = clock_seconds(); count < SAMPLES_MAX; count++) {
    if (count >= SAMPLES_MIN && now - begin > seconds) break;
    double last = now;
    for (int i = 0; i < each; i++) work(what);
    now = clock_seconds();
    samples[count] = (now - last) / each;
  }
  qsort(samples, (size_t)count, sizeof samples[0], compare);
  return (timing){samples[0], samples[count / 2]};
}

enum { PEAK_ROUNDS = 20000 };

static void multiply_adds(void *set) {
  float result;
  (*(const ps_kernels **)set)->multiply_adds(&result, PEAK_ROUNDS);
}

/* GFLOP/s of a kernel set's multiply-adds on registers: the best of many short looks. */
static double peak_of(const ps_kernels *set, double warm, double seconds) {
  float result;
  double operations = set->multiply_adds(&result, PEAK_ROUNDS);
  return 1e-9 * operations / time_calls(multiply_adds, &set, warm, seconds, sample_seconds).best;
}

/* ---- Products ---- */

typedef struct product {
  int kind, rows, in, out;
} product;

static product product_at(int i) {
  return (product){i / (ROWS * WIDTHS * WIDTHS), row_counts[i / (WIDTHS * WIDTHS) % ROWS], widths[i / WIDTHS % WIDTHS],
                   widths[i % WIDTHS]};
}

static void pack_weight(const product *p) {
  if (p->kind == FORWARD) kernels->pack(packed, weight, 1, p->in, p->in, p->out);
  if (p->kind == INPUT) kernels->pack(packed, weight, p->in, 1, p->out, p->in);
}

static void multiply(void *what) {
  const product *p = what;
  int rows = p->rows, in = p->in, out = p->out;
  if (p->kind == FORWARD) {
    kernels->gemm(y, out, x, in, packed, NULL, PS_SET, rows, out, in);
  } else if (p->kind == INPUT) {
    kernels->gemm(x, in, y, out, packed, NULL, PS_SET, rows, in, out);
  } else {
    kernels->gemm_outer(weight, in, y, out, x, in, packed, PS_ADD, out, in, rows);
  }
}

/* Chooses the kernels and takes memory; how many products there are to time, 0 on failure. */
EXPORT(int, prepare)(void) {
  kernels = ps_kernels_at(0);
  size_t side = (size_t)ROWS_MAX * WIDTH_MAX;
  x = filled(side);
  y = filled(side);
  weight = filled((size_t)WIDTH_MAX * WIDTH_MAX);
  size_t w = kernels->packed_size(WIDTH_MAX, WIDTH_MAX), outer = kernels->gemm_outer_scratch(WIDTH_MAX, ROWS_MAX);
  packed = filled(w > outer ? w : outer);
  return x && y && weight && packed ? PRODUCTS * ROWS * WIDTHS * WIDTHS : 0;
}

/* The chosen set's peak, GFLOP/s. Called between products too, so that both had the same machine. */
EXPORT(double, peak)(int cold) {
  return peak_of(kernels, cold ? warm_seconds : 0, look_seconds);
}

typedef struct turns {
  double share;        /* of the peak, the median over turns */
  double best, median; /* GFLOP/s */
} turns;

/* Peak, product, peak, again and again; each turn is a share of its own. */
static turns take_turns(product *p, double warm) {
  static double shares[SAMPLES_MAX], rates[SAMPLES_MAX];
  float result;
  double once = kernels->multiply_adds(&result, PEAK_ROUNDS), operations = 2.0 * p->rows * p->in * p->out;
  const ps_kernels *set = kernels;
  timing look = time_calls(multiply_adds, &set, 0, 4 * turn_seconds, turn_seconds),
         work = time_calls(multiply, p, warm, 4 * sample_seconds, sample_seconds);
  int looks = 1 + (int)(turn_seconds / look.best), calls = 1 + (int)(sample_seconds / work.best), count = 0;
  double begin = clock_seconds(), now = begin;
  for (; count < SAMPLES_MAX && (count < TURNS_MIN || now - begin < case_seconds); count++) {
    double at[4] = {clock_seconds()};
    for (int side = 0; side < 2; side++) {
      for (int k = 0; k < looks; k++) multiply_adds(&set);
      at[1 + 2 * side] = clock_seconds();
      for (int k = 0; k < calls && !side; k++) multiply(p);
      if (!side) at[2] = clock_seconds();
    }
    now = at[3];
    double peak = 2 * looks * once / (at[1] - at[0] + at[3] - at[2]);
    rates[count] = calls * operations / (at[2] - at[1]);
    shares[count] = rates[count] / peak;
  }
  qsort(shares, (size_t)count, sizeof shares[0], compare);
  qsort(rates, (size_t)count, sizeof rates[0], compare);
  return (turns){shares[count / 2], 1e-9 * rates[count - 1], 1e-9 * rates[count / 2]};
}

static void copy_all(void *size) {
  memcpy(y, x, *(size_t *)size);
}

/* GB/s that a copy of 16 MiB reads and writes. */
EXPORT(double, bandwidth)(void) {
  size_t size = (size_t)ROWS_MAX * WIDTH_MAX * sizeof *x;
  return 2e-9 * (double)size / time_calls(copy_all, &size, case_warm_seconds, case_seconds, sample_seconds).best;
}

/* The i-th product: [kind, rows, in, out, share of the peak, GFLOP/s best, median, share over ROWS_NEAR rows]; valid
 * until the next call. */
EXPORT(double *, measure)(int i) {
  static double result[8];
  product p = product_at(i);
  size_t side = (size_t)ROWS_MAX * WIDTH_MAX;
  /* Products read what products wrote: keep the numbers small. */
  for (size_t k = 0; k < side; k++) x[k] = y[k] = (float)(k % 7) / 8 - 0.5f;
  pack_weight(&p);
  turns t = take_turns(&p, i ? case_warm_seconds : warm_seconds);
  double values[8] = {p.kind, p.rows, p.in, p.out, t.share, t.best, t.median};
  p.rows = ROWS_NEAR;
  values[7] = take_turns(&p, case_warm_seconds).share;
  for (int k = 0; k < 8; k++) result[k] = values[k];
  return result;
}

#if !defined(__wasm__)

/* ---- Evaluation, as the page asks by default: 250 graphs every 25 steps of preset A. ---- */

enum { CADENCE = 25, GRAPHS = 250 };

static void step(void *run) {
  ps_run_step(run, 1, NULL);
}

static void evaluate(void *run) {
  ps_metrics metrics;
  ps_run_evaluate(&metrics, run, PS_HELD_OUT, GRAPHS, NULL);
}

int main(void) {
  int count = prepare();
  if (!count) {
    fprintf(stderr, "bench_kernels: out of memory\n");
    return 1;
  }
  printf("{\"kernels\": \"%s\", \"peaks\": {", kernels->name);
  for (int i = 0; ps_kernels_at(i); i++) {
    const ps_kernels *set = ps_kernels_at(i);
    printf("%s\"%s\": %.6g", i ? ", " : "", set->name, peak_of(set, i ? 0.1 : warm_seconds, case_seconds));
  }
  printf("}, \"products\": [");
  double highest = peak(0);
  for (int i = 0; i < count; i++) {
    double *r = measure(i);
    highest = fmax(highest, peak(0));
    printf("%s[%g, %g, %g, %g, %.6g, %.6g, %.6g, %.6g]", i ? ", " : "", r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7]);
  }
  ps_config config;
  ps_run *run;
  ps_message why;
  if (ps_config_preset(&config, "A", &why) || ps_run_create(&run, &config, NULL, &why)) {
    fprintf(stderr, "bench_kernels: %s\n", why.text);
    return 1;
  }
  timing training = time_calls(step, run, warm_seconds, 1, 0), asking = time_calls(evaluate, run, warm_seconds, 1, 0);
  ps_run_destroy(run);
  printf("], \"peak\": %.6g, \"bandwidth\": %.6g, "
         "\"evaluation\": {\"step_seconds\": %.6g, \"evaluation_seconds\": %.6g, \"cadence\": %d}}\n",
         highest, bandwidth(), training.best, asking.best, CADENCE);
  return 0;
}
#endif

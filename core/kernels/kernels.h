/* The kernel table: every numeric loop of the library, once per instruction set. kernels.c fills one table for each set
 * it is compiled for; kernels_select.c picks one at run time. Rows are row-major; `*_row` and `*_column` are strides in
 * floats. All sizes are positive unless said; no two pointers of a call alias unless said.
 *
 * How things are named:
 *   layer_forward, layer_backward   a layer's two functions, outputs first; a gradient is its value's name after a d
 *   layer_scratch, _state, _row     floats of something, or between two of them: scratch for a call, a sequence's state
 *   gemm, gemm_outer, gemm_packed_  matrix products: a row panel by packed columns; a sum of outer products
 *   v16_name                        (simd.h, vmath.h) sixteen lanes whatever the machine's vectors: what fixes the bits
 *   vf_name                         (simd.h) one vector of the machine, VF_LANES lanes
 *   scalar, sse2, avx2_fma, ...     a kernel set: instruction set, then _fma where multiply-add rounds once */
#ifndef PS_KERNELS_H
#define PS_KERNELS_H

#include "pathstar.h"

/* What a product does with what its output held. */
typedef enum { PS_SET, PS_ADD } ps_gemm_mode;

/* Products sum over their depth in blocks of so many, each block from zero. */
enum { PS_GEMM_DEPTH = 256 };

typedef struct ps_attention_shape {
  int sequences, heads, width; /* width = heads x head width */
  int keys;                    /* positions 0..keys-1 can be looked at */
  int queries;                 /* the last `queries` of those positions ask */
  int full;                    /* position t sees 0..t; if set, every key */
  int capacity;                /* rows between two sequences in k and v, and their gradients */
} ps_attention_shape;

typedef struct ps_scan_shape {
  int sequences, positions;
  int asked;        /* y is wanted of the last `asked` positions of every sequence */
  int inner, state; /* channels, and how many states each has */
  ptrdiff_t bc_row; /* floats between two positions' rows of B, of C, and of their gradients */
  int keep, slots;  /* states are kept after the last `keep` positions; room of a sequence's states: `slots` */
} ps_scan_shape;

typedef struct ps_kernels {
  const char *name;
  int fused; /* numeric mode: multiply-add rounds once */

  /* --- gemm.c --- */
  /* Floats that packing a (depth, columns) matrix takes. */
  size_t (*packed_size)(int depth, int columns);
  /* packed <- b (depth, columns) */
  void (*pack)(float *packed, const float *b, ptrdiff_t b_row, ptrdiff_t b_column, int depth, int columns);
  /* c (rows, columns) = or += a (rows, depth) b (depth, columns) [+ bias (columns)] */
  void (*gemm)(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row, const float *packed_b, const float *bias,
               ps_gemm_mode mode, int rows, int columns, int depth);

  /* c (rows, columns) = or += a^T b, a (depth, rows), b (depth, columns): a sum of outer products; and the floats of
   * scratch it takes. */
  size_t (*gemm_outer_scratch)(int columns, int depth);
  void (*gemm_outer)(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row, const float *b, ptrdiff_t b_row,
                     float *scratch, ps_gemm_mode mode, int rows, int columns, int depth);

  /* --- attention.c --- */
  /* Floats between two rows of p, and floats of scratch for one call. */
  int (*attention_row)(int keys);
  size_t (*attention_scratch)(const ps_attention_shape *shape);
  /* out (sequences, queries, width), p (sequences, heads, queries, row), q as out, k and v (sequences, capacity, width)
   */
  void (*attention_forward)(float *out, float *p, const float *q, const float *k, const float *v, float *scratch,
                            const ps_attention_shape *shape);
  /* dq, dk, dv are set, not added to. */
  void (*attention_backward)(float *dq, float *dk, float *dv, const float *dout, const float *p, const float *q,
                             const float *k, const float *v, float *scratch, const ps_attention_shape *shape);
  /* x (sequences, positions, heads, 2 half) in place, turned by the angles of positions first.. (inverse: turned back);
   * cosines and sines (positions, half) of all positions. `x_sequence`: floats between sequences. */
  void (*rope)(float *x, ptrdiff_t x_sequence, const float *cosines, const float *sines, int inverse, int sequences,
               int first, int positions, int heads, int half);

  /* --- norm.c --- */
  /* out, x (rows, width); mean, rstd (rows) */
  void (*layer_norm_forward)(float *out, float *mean, float *rstd, const float *x, const float *weight,
                             const float *bias, int rows, int width);
  /* dx (rows, width) is added to; so are dweight, dbias (width) */
  void (*layer_norm_backward)(float *dx, float *dweight, float *dbias, const float *dout, const float *x,
                              const float *weight, const float *mean, const float *rstd, int rows, int width);

  /* out, x (rows, width); rstd (rows) */
  void (*rms_norm_forward)(float *out, float *rstd, const float *x, const float *weight, int rows, int width);
  /* dx (rows, width) is added to; so is dweight (width) */
  void (*rms_norm_backward)(float *dx, float *dweight, const float *dout, const float *x, const float *weight,
                            const float *rstd, int rows, int width);

  /* --- conv1d.c --- */
  /* out (sequences, positions, channels) = SiLU(conv) of positions first.. of x (sequences, capacity, channels), which
   * holds all earlier ones; weight (channels, taps), taps <= PS_CONV_MAX */
  void (*conv1d_forward)(float *out, const float *x, const float *weight, const float *bias, int sequences,
                         int capacity, int first, int positions, int channels, int taps);
  /* dx, dout, x (sequences, positions, channels), first = 0; dx is set, dweight and dbias are added to. */
  void (*conv1d_backward)(float *dx, float *dweight, float *dbias, const float *dout, const float *x,
                          const float *weight, const float *bias, int sequences, int positions, int channels, int taps);

  /* --- scan.c --- */
  /* Floats of one sequence's states; how many states forward leaves for backward; floats of scratch. */
  size_t (*scan_state)(int inner, int state);
  int (*scan_boundaries)(int positions);
  size_t (*scan_scratch)(int inner, int state);
  /* y (sequences, asked, inner); u and raw (sequences, positions, inner); b and c (sequences, positions, state) with
   * rows bc_row apart; a_log (inner, state), state <= PS_STATE_MAX; skip (inner). boundaries (sequences,
   * scan_boundaries, scan_state), or NULL if no backward follows. kept (sequences, slots, scan_state) from the slot of
   * the first state kept; start (likewise) from the slot of the state to start from, or NULL for zeros. */
  void (*scan_forward)(float *y, float *boundaries, float *kept, const float *start, const float *u, const float *raw,
                       const float *b, const float *c, const float *a_log, const float *skip, float *scratch,
                       const ps_scan_shape *shape);
  /* Of a scan that started from zeros: du, draw, db, dc are set, da_log and dskip are added to. */
  void (*scan_backward)(float *du, float *draw, float *db, float *dc, float *da_log, float *dskip, const float *dy,
                        const float *boundaries, const float *u, const float *raw, const float *b, const float *c,
                        const float *a_log, const float *skip, float *scratch, const ps_scan_shape *shape);

  /* --- gate.c --- */
  /* out = x SiLU(gate) */
  void (*gate_forward)(float *out, const float *x, const float *gate, size_t count);
  /* dx may be dout */
  void (*gate_backward)(float *dx, float *dgate, const float *dout, const float *x, const float *gate, size_t count);

  /* --- mlp.c --- */
  void (*gelu_forward)(float *out, const float *x, size_t count);
  /* dx may be dout */
  void (*gelu_backward)(float *dx, const float *dout, const float *x, size_t count);
  /* dbias (width) += column sums of dout (rows, width) */
  void (*bias_backward)(float *dbias, const float *dout, int rows, int width);

  /* --- embedding.c --- */
  /* out (sequences, positions, width) for positions first.. of x (sequences, time); tables (., width); parents and
   * children may be NULL when no token is an edge, places when positions are not embedded, slots and asked when no token
   * tells them */
  void (*embedding_forward)(float *out, const ps_token *x, const float *tokens, const float *parents,
                            const float *children, const float *places, const float *slots, const float *asked,
                            int sequences, int time, int first, int positions, int width);
  void (*embedding_backward)(float *dtokens, float *dparents, float *dchildren, float *dplaces, float *dslots,
                             float *dasked, const float *dout, const ps_token *x, int sequences, int time, int width);

  /* --- loss.c --- */
  /* Softmax cross-entropy in nats: returns the sum over rows with y >= 0, and dlogits (rows, classes) of `scale` times
   * that sum (zero where y < 0). dlogits may be logits. Row r of sequence s has the target
   * y[s y_sequence + r]. */
  double (*cross_entropy)(float *dlogits, const float *logits, const int32_t *y, ptrdiff_t y_sequence, float scale,
                          int sequences, int positions, int classes);
  /* The same of one row whose target is a distribution: share[j] of the class label[j], `labels` of them, adding up to
   * one. */
  double (*soft_cross_entropy)(float *dlogits, const float *logits, const int32_t *label, const float *share,
                               int labels, float scale, int classes);
  /* p (classes) = softmax(logits) */
  void (*softmax)(float *p, const float *logits, int classes);

  /* --- update.c --- */
  void (*add)(float *sum, const float *x, size_t count); /* sum += x */
  double (*sum_of_squares)(const float *x, size_t count);
  /* x = factor x */
  void (*scale)(float *x, float factor, size_t count);
  /* out = a x + b y; out may be x or y */
  void (*blend)(float *out, float a, const float *x, float b, const float *y, size_t count);
  /* One AdamW step (Loshchilov & Hutter 2019): the gradient is multiplied by `gradient_scale` first. `keep` = 1 - rate
   * x decay; `step_size` = rate / (1 - beta1^t); `root_scale` = 1 / sqrt(1 - beta2^t). */
  void (*adamw)(float *weight, float *first, float *second, const float *gradient, float gradient_scale, float keep,
                float step_size, float root_scale, double beta1, double beta2, float epsilon, size_t count);
  /* Nesterov momentum: momentum = mu momentum + scale gradient; out = scale gradient + mu momentum */
  void (*nesterov)(float *out, float *momentum, const float *gradient, float gradient_scale, float mu, size_t count);

  /* --- peak.c --- */
  /* Floating-point operations of `rounds` rounds of multiply-adds on registers; *result depends on all of them. */
  double (*multiply_adds)(float *result, int rounds);
} ps_kernels;

/* The named set, or the fastest if name is NULL; NULL if this machine cannot run it or there is none of that name. */
const ps_kernels *ps_kernels_find(const char *name);
/* The i-th set this machine can run, the fastest first; NULL past the last. */
const ps_kernels *ps_kernels_at(int i);

#endif

/* Matrix products. One micro-kernel does all three products of a linear layer:
 *
 *     forward   y  (rows, out)  = x  (rows, in)   W^T            b = W read by columns, packed once a step
 *     backward  dx (rows, in)   = dy (rows, out)  W              b = W read by rows, packed once a step
 *     backward  dW (out, in)   += dy^T            x (rows, in)   a = dy read by columns, b = x packed on the way
 *
 * a is read where it lies, through two strides. b is copied into panels of GEMM_COLUMNS columns: a panel of one depth
 * block (GEMM_DEPTH x GEMM_COLUMNS floats, 8 KiB at four lanes) stays in the first-level cache while all rows of a row
 * block of a pass by it from the second-level cache.
 *
 * The micro-kernel holds a tile of GEMM_ROWS x GEMM_COLUMNS sums in registers: for each step of depth it loads two
 * vectors of b and multiplies them by GEMM_ROWS splats of a. With sixteen registers of four lanes 6 x 8 sums (12), two
 * vectors of b and one splat fit exactly when multiply-add is one instruction; without, the product needs a register
 * and 5 x 8 fits. Thirty-two registers allow 8 rows.
 *
 * Every output is one running sum over depth in blocks of GEMM_DEPTH, so its bits depend on neither lanes nor tile. */

#if VF_LANES == 16 || PS_ISA_NEON || PS_ISA_NEON_FMA
#define GEMM_ROWS 8
#elif VF_FUSED
#define GEMM_ROWS 6
#else
#define GEMM_ROWS 5
#endif

enum { GEMM_COLUMNS = 2 * VF_LANES, GEMM_DEPTH = 256, GEMM_ROW_BLOCK = GEMM_ROWS * 16 };

/* V8 keeps the sums in registers only if the splats are not hoisted above one another. */
#if PS_ISA_WASM || PS_ISA_WASM_RELAXED
#define GEMM_KEEP_ORDER() __asm__ volatile("" ::: "memory")
#else
#define GEMM_KEEP_ORDER() (void)0
#endif

#if defined(__clang__)
#define GEMM_NO_UNROLL _Pragma("clang loop unroll(disable)")
#else
#define GEMM_NO_UNROLL _Pragma("GCC unroll 1")
#endif

/* c (rows, columns <= GEMM_COLUMNS) = [c +] a (rows, depth) panel (depth, GEMM_COLUMNS) [+ bias]; `rows` is a constant.
 */
PS_INLINE void gemm_tile(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                         const float *panel, const float *bias, ps_gemm_mode mode, int columns, int depth,
                         const int rows) {
  vf sum[GEMM_ROWS][2];
  const float *row[GEMM_ROWS];
#pragma GCC unroll 8
  for (int i = 0; i < rows; i++) {
    sum[i][0] = sum[i][1] = vf_splat(0.0f);
    row[i] = a + i * a_row;
  }
  GEMM_NO_UNROLL
  for (ptrdiff_t k = 0, at = 0; k < depth; k++, at += a_column) {
    vf b0 = vf_load(panel), b1 = vf_load(panel + VF_LANES);
    panel += GEMM_COLUMNS;
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++) {
      vf splat = vf_splat(row[i][at]);
      sum[i][0] = vf_madd(splat, b0, sum[i][0]);
      sum[i][1] = vf_madd(splat, b1, sum[i][1]);
      GEMM_KEEP_ORDER();
    }
  }
  float edge[GEMM_COLUMNS] = {0};
  const float *added = bias;
  if (bias && columns < GEMM_COLUMNS) {
    for (int j = 0; j < columns; j++) edge[j] = bias[j];
    added = edge;
  }
#pragma GCC unroll 8
  for (int i = 0; i < rows; i++) {
    float *out = c + i * c_row;
    vf s0 = sum[i][0], s1 = sum[i][1];
    if (added) {
      s0 = vf_add(s0, vf_load(added));
      s1 = vf_add(s1, vf_load(added + VF_LANES));
    }
    if (columns == GEMM_COLUMNS) {
      if (mode == PS_ADD) {
        s0 = vf_add(vf_load(out), s0);
        s1 = vf_add(vf_load(out + VF_LANES), s1);
      }
      vf_store(out, s0);
      vf_store(out + VF_LANES, s1);
    } else {
      float lanes[GEMM_COLUMNS];
      vf_store(lanes, s0);
      vf_store(lanes + VF_LANES, s1);
      for (int j = 0; j < columns; j++) out[j] = mode == PS_ADD ? out[j] + lanes[j] : lanes[j];
    }
  }
}

typedef void gemm_tile_function(float *, ptrdiff_t, const float *, ptrdiff_t, ptrdiff_t, const float *, const float *,
                                ps_gemm_mode, int, int);
/* Not inlined: inside the driver V8 would spill the sums. */
#define GEMM_TILE(rows)                                                                                                \
  static __attribute__((noinline)) void gemm_tile_##rows(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row,   \
                                                         ptrdiff_t a_column, const float *panel, const float *bias,    \
                                                         ps_gemm_mode mode, int columns, int depth) {                  \
    gemm_tile(c, c_row, a, a_row, a_column, panel, bias, mode, columns, depth, rows);                                  \
  }
GEMM_TILE(1)
GEMM_TILE(2)
GEMM_TILE(3)
GEMM_TILE(4)
GEMM_TILE(5)
#if GEMM_ROWS > 5
GEMM_TILE(6)
#endif
#if GEMM_ROWS > 6
GEMM_TILE(7)
GEMM_TILE(8)
#endif

/* By how many rows are left, at most GEMM_ROWS. */
static gemm_tile_function *const gemm_tiles[GEMM_ROWS + 1] = {NULL,        gemm_tile_1, gemm_tile_2,
                                                              gemm_tile_3, gemm_tile_4, gemm_tile_5,
#if GEMM_ROWS > 5
                                                              gemm_tile_6,
#endif
#if GEMM_ROWS > 6
                                                              gemm_tile_7, gemm_tile_8
#endif
};

static inline int least(int a, int b) {
  return a < b ? a : b;
}
static inline int panels(int columns) {
  return (columns + GEMM_COLUMNS - 1) / GEMM_COLUMNS;
}

static size_t gemm_packed_size(int depth, int columns) {
  return (size_t)depth * (size_t)panels(columns) * GEMM_COLUMNS;
}

/* One panel: packed (depth, GEMM_COLUMNS) <- b (depth, columns <= GEMM_COLUMNS), zeros on the right. */
static void gemm_pack_panel(float *packed, const float *b, ptrdiff_t b_row, ptrdiff_t b_column, int depth,
                            int columns) {
  if (columns == GEMM_COLUMNS && b_column == 1) {
    for (int k = 0; k < depth; k++, packed += GEMM_COLUMNS, b += b_row) {
      vf_store(packed, vf_load(b));
      vf_store(packed + VF_LANES, vf_load(b + VF_LANES));
    }
    return;
  }
  for (int k = 0; k < depth; k++, packed += GEMM_COLUMNS, b += b_row) {
    int j = 0;
    for (; j < columns; j++) packed[j] = b[j * b_column];
    for (; j < GEMM_COLUMNS; j++) packed[j] = 0;
  }
}

static void gemm_pack(float *packed, const float *b, ptrdiff_t b_row, ptrdiff_t b_column, int depth, int columns) {
  for (int k = 0; k < depth; k += GEMM_DEPTH) {
    int block = least(GEMM_DEPTH, depth - k);
    for (int j = 0; j < columns; j += GEMM_COLUMNS) {
      gemm_pack_panel(packed, b + k * b_row + j * b_column, b_row, b_column, block, least(GEMM_COLUMNS, columns - j));
      packed += (size_t)block * GEMM_COLUMNS;
    }
  }
}

static void gemm(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *packed_b,
                 const float *bias, ps_gemm_mode mode, int rows, int columns, int depth) {
  assert(rows > 0 && columns > 0 && depth > 0);
  for (int k = 0; k < depth; k += GEMM_DEPTH) {
    int block = least(GEMM_DEPTH, depth - k);
    for (int first = 0; first < rows; first += GEMM_ROW_BLOCK) {
      int last = least(first + GEMM_ROW_BLOCK, rows);
      const float *panel = packed_b;
      for (int j = 0; j < columns; j += GEMM_COLUMNS, panel += (size_t)block * GEMM_COLUMNS) {
        for (int i = first; i < last; i += GEMM_ROWS) {
          gemm_tiles[least(GEMM_ROWS, last - i)](c + i * c_row + j, c_row, a + i * a_row + k * a_column, a_row,
                                                 a_column, panel, bias ? bias + j : NULL, mode,
                                                 least(GEMM_COLUMNS, columns - j), block);
        }
      }
    }
    packed_b += (size_t)block * (size_t)panels(columns) * GEMM_COLUMNS;
    bias = NULL;
    mode = PS_ADD;
  }
}

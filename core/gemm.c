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
 * The micro-kernel holds a tile of GEMM_ROWS x GEMM_COLUMNS sums in registers: for each step of depth it loads
 * GEMM_VECTORS vectors of b and multiplies them by GEMM_ROWS splats of a. With sixteen registers of four lanes 6 x 8
 * sums (12), two vectors of b and one splat fit exactly when multiply-add is one instruction; without, the product
 * needs a register and 5 x 8 fits. NEON's thirty-two registers allow 8 rows. AVX-512 multiplies by a splat straight
 * from memory, so one vector is enough to keep its units busy, and panels of 16 columns waste less on narrow heads: 8 x
 * 16 reaches 97 % of the register-only peak at depth and columns 32 to 128, 8 x 32 reached 93 % (bench_kernels).
 *
 * Every output is one running sum over depth in blocks of GEMM_DEPTH, so its bits depend on neither lanes nor tile. */

#if VF_LANES == 16
#define GEMM_ROWS 8
#define GEMM_VECTORS 1
#elif PS_ISA_NEON || PS_ISA_NEON_FMA
#define GEMM_ROWS 8
#define GEMM_VECTORS 2
#elif VF_FUSED
#define GEMM_ROWS 6
#define GEMM_VECTORS 2
#else
#define GEMM_ROWS 5
#define GEMM_VECTORS 2
#endif

enum {
  GEMM_COLUMNS = GEMM_VECTORS * VF_LANES,
  GEMM_DEPTH = 256,
  GEMM_ROW_BLOCK = GEMM_ROWS * 16,
  GEMM_CACHED = 4096 /* floats of b at a time: half of a 32 KiB first-level cache */
};

/* V8 keeps the sums in registers only if the splats are not hoisted above one another. */
#if PS_ISA_WASM || PS_ISA_WASM_RELAXED
#define GEMM_KEEP_ORDER() __asm__ volatile("" ::: "memory")
#else
#define GEMM_KEEP_ORDER() (void)0
#endif

/* Rows are unrolled fully, or the sums would live in memory; depth never, or they would be spilled. */
#if defined(__clang__)
#define GEMM_UNROLL _Pragma("clang loop unroll(full)")
#define GEMM_NO_UNROLL _Pragma("clang loop unroll(disable)")
#else
#define GEMM_UNROLL _Pragma("GCC unroll 12")
#define GEMM_NO_UNROLL _Pragma("GCC unroll 1")
#endif

/* What a row of tiles needs to know beside its operands; passed by pointer, because V8 spills arguments past the sixth.
 */
typedef struct gemm_shape {
  ptrdiff_t c_row, a_row, a_column;
  const float *bias; /* (columns) or NULL */
  ps_gemm_mode mode;
  int columns, depth;
  ptrdiff_t panel; /* floats from one panel of b to the next */
} gemm_shape;

/* The rightmost tile, narrower than a panel, from its sums (GEMM_COLUMNS). */
PS_INLINE void gemm_store_edge(float *out, const float *sums, const float *bias, ps_gemm_mode mode, int columns) {
  for (int j = 0; j < columns; j++) {
    float sum = bias ? sums[j] + bias[j] : sums[j];
    out[j] = mode == PS_ADD ? out[j] + sum : sum;
  }
}

/* c (rows, columns) = [c +] a (rows, depth) b (depth, columns) [+ bias], panel by panel; `rows` is a constant. */
PS_INLINE void gemm_tiles_of(float *c, const float *a, const float *b, const gemm_shape *s, const int rows) {
  const ptrdiff_t c_row = s->c_row, a_row = s->a_row, a_column = s->a_column;
  const float *bias = s->bias;
  for (int columns = s->columns; columns > 0; columns -= GEMM_COLUMNS, c += GEMM_COLUMNS, b += s->panel) {
    vf sum[GEMM_ROWS][GEMM_VECTORS], of_b[GEMM_VECTORS];
    const float *row[GEMM_ROWS], *panel = b;
    GEMM_UNROLL
    for (int i = 0; i < rows; i++) {
      GEMM_UNROLL
      for (int v = 0; v < GEMM_VECTORS; v++) sum[i][v] = vf_splat(0.0f);
      row[i] = a + i * a_row;
    }
    GEMM_NO_UNROLL
    for (int k = s->depth; k > 0; k--) {
      GEMM_UNROLL
      for (int v = 0; v < GEMM_VECTORS; v++) of_b[v] = vf_load(panel + v * VF_LANES);
      panel += GEMM_COLUMNS;
      GEMM_UNROLL
      for (int i = 0; i < rows; i++) {
        vf splat = vf_splat(*row[i]);
        row[i] += a_column;
        GEMM_UNROLL
        for (int v = 0; v < GEMM_VECTORS; v++) sum[i][v] = vf_madd(splat, of_b[v], sum[i][v]);
        GEMM_KEEP_ORDER();
      }
    }
    if (columns < GEMM_COLUMNS) {
      GEMM_UNROLL
      for (int i = 0; i < rows; i++) {
        float lanes[GEMM_COLUMNS];
        for (int v = 0; v < GEMM_VECTORS; v++) vf_store(lanes + v * VF_LANES, sum[i][v]);
        gemm_store_edge(c + i * c_row, lanes, bias, s->mode, columns);
      }
      return;
    }
    if (bias) {
      GEMM_UNROLL
      for (int i = 0; i < rows; i++) {
        GEMM_UNROLL
        for (int v = 0; v < GEMM_VECTORS; v++) sum[i][v] = vf_add(sum[i][v], vf_load(bias + v * VF_LANES));
      }
      bias += GEMM_COLUMNS;
    }
    float *out = c;
    if (s->mode == PS_ADD) {
      GEMM_UNROLL
      for (int i = 0; i < rows; i++, out += c_row) {
        GEMM_UNROLL
        for (int v = 0; v < GEMM_VECTORS; v++) {
          vf_store(out + v * VF_LANES, vf_add(vf_load(out + v * VF_LANES), sum[i][v]));
        }
      }
    } else {
      GEMM_UNROLL
      for (int i = 0; i < rows; i++, out += c_row) {
        GEMM_UNROLL
        for (int v = 0; v < GEMM_VECTORS; v++) vf_store(out + v * VF_LANES, sum[i][v]);
      }
    }
  }
}

typedef void gemm_tile_function(float *, const float *, const float *, const gemm_shape *);
/* Not inlined: inside the driver V8 would spill the sums. */
#define GEMM_TILE(rows)                                                                                                \
  static                                                                                                               \
      __attribute__((noinline)) void gemm_tile_##rows(float *c, const float *a, const float *b, const gemm_shape *s) { \
    gemm_tiles_of(c, a, b, s, rows);                                                                                   \
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
static gemm_tile_function *const gemm_tiles[GEMM_ROWS + 1] = {
    NULL,        gemm_tile_1, gemm_tile_2, gemm_tile_3, gemm_tile_4, gemm_tile_5,
#if GEMM_ROWS > 5
    gemm_tile_6,
#endif
#if GEMM_ROWS > 6
    gemm_tile_7, gemm_tile_8,
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
      for (int v = 0; v < GEMM_VECTORS; v++) vf_store(packed + v * VF_LANES, vf_load(b + v * VF_LANES));
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

/* All rows by tiles. */
static void gemm_rows(float *c, const float *a, const float *b, const gemm_shape *s, int rows) {
  for (; rows >= GEMM_ROWS; rows -= GEMM_ROWS, a += GEMM_ROWS * s->a_row, c += GEMM_ROWS * s->c_row) {
    gemm_tiles[GEMM_ROWS](c, a, b, s);
  }
  if (rows) gemm_tiles[rows](c, a, b, s);
}

static void gemm(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *packed_b,
                 const float *bias, ps_gemm_mode mode, int rows, int columns, int depth) {
  assert(rows > 0 && columns > 0 && depth > 0);
  gemm_shape s = {c_row, a_row, a_column, bias, mode, 0, 0, 0};
  for (int k = 0; k < depth; k += GEMM_DEPTH, bias = NULL, s.mode = PS_ADD) {
    s.depth = least(GEMM_DEPTH, depth - k);
    s.panel = (ptrdiff_t)s.depth * GEMM_COLUMNS;
    /* As many panels as the first-level cache holds pass by each row block. */
    int wide = GEMM_CACHED / (int)s.panel * GEMM_COLUMNS;
    if (wide < GEMM_COLUMNS) wide = GEMM_COLUMNS;
    for (int first = 0; first < rows; first += GEMM_ROW_BLOCK) {
      const float *panel = packed_b;
      for (int j = 0; j < columns; j += wide, panel += wide * s.depth) {
        s.columns = least(wide, columns - j);
        s.bias = bias ? bias + j : NULL;
        gemm_rows(c + first * c_row + j, a + first * a_row + k * a_column, panel, &s,
                  least(GEMM_ROW_BLOCK, rows - first));
      }
    }
    packed_b += s.panel * panels(columns);
  }
}

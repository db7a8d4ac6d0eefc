/* Matrix products. One micro-kernel does all three products of a linear layer:
 *
 *     forward   y  (rows, out)  = x  (rows, in)   W^T            b = W read by columns, packed once a step
 *     backward  dx (rows, in)   = dy (rows, out)  W              b = W read by rows, packed once a step
 *     backward  dW (out, in)   += dy^T            x (rows, in)   both packed on the way, a block of rows at a time
 *
 * The micro-kernel holds a tile of GEMM_ROWS x GEMM_COLUMNS sums in registers: for each step of depth it loads
 * GEMM_VECTORS vectors of b and multiplies them by GEMM_ROWS splats of a. With sixteen registers of four lanes 6 x 8
 * sums (12), two vectors of b and one splat fit exactly when multiply-add is one instruction; without, the product
 * needs a register and 5 x 8 fits. NEON's thirty-two registers allow 8 rows. AVX-512 multiplies by a splat straight
 * from memory and has panels of one vector, which waste less on narrow heads; two panels beside each other are taken
 * at once where there are so many. 8 x 16 sums are nine loads for eight multiply-adds: a core that does two of each a
 * cycle is bound to 89 % by its loads, and eight sums are no more than its latency needs (Zen 5: 67 to 78 % reached).
 * 8 x 32 are ten loads for sixteen (87 to 95 %; bench_kernels).
 *
 * What moves. With GEMM_ROWS = 6, two vectors of eight lanes and two multiply-adds a cycle, a step of depth takes 6
 * cycles, 64 bytes of b and 24 of a. 64 bytes in 6 cycles is what any second-level cache gives, so b's panels may come
 * from there: GEMM_CACHED floats of them (128 KiB). The rows of a tile (6 rows of 512 floats are 12 KiB) stay in the
 * first-level cache while all those panels pass by, over the whole depth, so a is read once, in the order it lies in,
 * and a tile's part of c is complete before the next one's begins. Where the
 * operands come from memory (8192 rows of 512 floats are 16 MiB) the next tile's rows are asked for while this one's
 * are multiplied (GEMM_FETCH); without, such a product ran at two thirds of the speed. WebAssembly has no such
 * instruction and leaves it to the machine's own guess.
 *
 * In dW the depth is the batch's rows, and a is read by columns: GEMM_ROWS floats from every row, each in a cache line,
 * and often a page, of its own. So a is packed as well, GEMM_TALL columns of PS_GEMM_DEPTH rows at a time (96 KiB), by
 * whole lines.
 *
 * Every output is one running sum over depth in blocks of PS_GEMM_DEPTH, so its bits depend on neither lanes nor tile.
 */

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
  GEMM_WIDEST = VF_LANES == 16 ? 2 : GEMM_VECTORS, /* vectors of b at once */
  GEMM_COLUMNS = GEMM_VECTORS * VF_LANES,
  GEMM_TALL = GEMM_ROWS * 16, /* rows that meet all of b before the next ones do */
  GEMM_CACHED = 32768,
  GEMM_NEAREST = 8192,             /* floats of b that stay in the first-level cache */
  GEMM_NEAR = 131072,              /* floats of a and c that stay in the second-level cache */
  GEMM_PACKED = 64 / GEMM_COLUMNS, /* panels that are filled at once */
  GEMM_AHEAD = 12                  /* rows that are asked for ahead of the one being copied */
};

/* V8 keeps the sums in registers only if the splats are not hoisted above one another. Nor has WebAssembly a prefetch. */
#if PS_ISA_WASM || PS_ISA_WASM_RELAXED
#define GEMM_KEEP_ORDER() __asm__ volatile("" ::: "memory")
#define GEMM_FETCH(address, write) (void)0
enum { GEMM_FETCHES = 0 };
#else
#define GEMM_KEEP_ORDER() (void)0
#define GEMM_FETCH(address, write) __builtin_prefetch(address, write)
enum { GEMM_FETCHES = 1 };
#endif
enum { GEMM_LINE = 16 }; /* floats that one fetch brings */

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
  int columns, depth, more; /* tiles of the same height below the first */
  ptrdiff_t b_row, panel;   /* floats from one step of depth and one panel to the next */
  int far;                  /* a and c come from beyond the second-level cache */
} gemm_shape;

/* The rightmost tile, narrower than a panel, from its sums (GEMM_COLUMNS). Narrow heads are eights. */
PS_INLINE void gemm_store_edge(float *out, const float *sums, const float *bias, ps_gemm_mode mode, int columns) {
  int j = 0;
  for (; j + 8 <= columns && mode == PS_SET && !bias; j += 8) memcpy(out + j, sums + j, 8 * sizeof(float));
  for (; j < columns; j++) {
    float sum = bias ? sums[j] + bias[j] : sums[j];
    out[j] = mode == PS_ADD ? out[j] + sum : sum;
  }
}

/* c (rows, columns) = [c +] a (rows, depth) b (depth, columns) [+ bias] for as many columns as `vectors` hold, the rest
 * of them less than a panel; `rows` and `vectors` are constants. */
PS_INLINE void gemm_tile_of(float *c, const float *a, const float *b, const gemm_shape *s, const float *bias,
                            int columns, const int rows, const int vectors) {
  const ptrdiff_t c_row = s->c_row, a_row = s->a_row, a_column = s->a_column, b_row = s->b_row;
  const ptrdiff_t next = vectors > GEMM_VECTORS ? s->panel : VF_LANES; /* from one vector of b to the next */
  const int far = GEMM_FETCHES && s->far;
  vf sum[GEMM_ROWS][GEMM_WIDEST], of_b[GEMM_WIDEST];
  const float *row[GEMM_ROWS], *panel = b;
  GEMM_UNROLL
  for (int i = 0; i < rows; i++) {
    GEMM_UNROLL
    for (int v = 0; v < vectors; v++) sum[i][v] = vf_splat(0.0f);
    row[i] = a + i * a_row;
  }
  if (far) {
    GEMM_UNROLL
    for (int i = 0; i < rows; i++) {
      for (int v = 0; v < vectors; v += GEMM_VECTORS) GEMM_FETCH(c + i * c_row + v * VF_LANES, 1);
    }
  }
  int left = s->depth;
  do {
    int steps = left;
    if (far) {
      steps = left < GEMM_LINE ? left : GEMM_LINE;
      GEMM_UNROLL
      for (int i = 0; i < rows; i++) GEMM_FETCH(row[i] + rows * a_row, 0);
    }
    left -= steps;
    GEMM_NO_UNROLL
    do {
      GEMM_UNROLL
      for (int v = 0; v < vectors; v++) of_b[v] = vf_load(panel + v * next);
      panel += b_row;
      GEMM_UNROLL
      for (int i = 0; i < rows; i++) {
        vf splat = vf_splat(*row[i]);
        row[i] += a_column;
        GEMM_UNROLL
        for (int v = 0; v < vectors; v++) sum[i][v] = vf_madd(splat, of_b[v], sum[i][v]);
        GEMM_KEEP_ORDER();
      }
    } while (--steps > 0);
  } while (far && left > 0);
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
      for (int v = 0; v < vectors; v++) sum[i][v] = vf_add(sum[i][v], vf_load(bias + v * VF_LANES));
    }
  }
  if (s->mode == PS_ADD) {
    GEMM_UNROLL
    for (int i = 0; i < rows; i++, c += c_row) {
      GEMM_UNROLL
      for (int v = 0; v < vectors; v++) vf_store(c + v * VF_LANES, vf_add(vf_load(c + v * VF_LANES), sum[i][v]));
    }
  } else {
    GEMM_UNROLL
    for (int i = 0; i < rows; i++, c += c_row) {
      GEMM_UNROLL
      for (int v = 0; v < vectors; v++) vf_store(c + v * VF_LANES, sum[i][v]);
    }
  }
}

#if VF_LANES == 16
/* The same for at most eight columns, a narrow head's: by half registers. */
PS_INLINE void gemm_tile_half(float *c, const float *a, const float *b, const gemm_shape *s, const float *bias,
                              int columns, const int rows) {
  const ptrdiff_t c_row = s->c_row, a_column = s->a_column, b_row = s->b_row;
  const float *row[GEMM_ROWS];
  vh sum[GEMM_ROWS];
  GEMM_UNROLL
  for (int i = 0; i < rows; i++) {
    sum[i] = vh_splat(0.0f);
    row[i] = a + i * s->a_row;
  }
  GEMM_NO_UNROLL
  for (int steps = s->depth; steps > 0; steps--, b += b_row) {
    vh of_b = vh_load(b);
    GEMM_UNROLL
    for (int i = 0; i < rows; i++) {
      sum[i] = vh_madd(vh_splat(*row[i]), of_b, sum[i]);
      row[i] += a_column;
    }
  }
  GEMM_UNROLL
  for (int i = 0; i < rows; i++, c += c_row) {
    if (columns == 8 && s->mode == PS_SET && !bias) {
      vh_store(c, sum[i]);
    } else {
      float lanes[8];
      vh_store(lanes, sum[i]);
      gemm_store_edge(c, lanes, bias, s->mode, columns);
    }
  }
}
#endif

/* The same for all columns, panel by panel or, where registers allow, two at a time. */
PS_INLINE void gemm_tiles_of(float *c, const float *a, const float *b, const gemm_shape *s, const int rows) {
  const float *bias = s->bias;
  int columns = s->columns;
  if (GEMM_WIDEST > GEMM_VECTORS) {
    for (; columns >= 2 * GEMM_COLUMNS; columns -= 2 * GEMM_COLUMNS, c += 2 * GEMM_COLUMNS, b += 2 * s->panel) {
      gemm_tile_of(c, a, b, s, bias, columns, rows, GEMM_WIDEST);
      if (bias) bias += 2 * GEMM_COLUMNS;
    }
  }
  for (; columns > 0; columns -= GEMM_COLUMNS, c += GEMM_COLUMNS, b += s->panel) {
#if VF_LANES == 16
    if (columns <= 8) {
      gemm_tile_half(c, a, b, s, bias, columns, rows);
      return;
    }
#endif
    gemm_tile_of(c, a, b, s, bias, columns, rows, GEMM_VECTORS);
    if (bias) bias += GEMM_COLUMNS;
  }
}

typedef void gemm_tile_function(float *, const float *, const float *, const gemm_shape *);
/* Not inlined: inside the driver V8 would spill the sums. One call for all tiles of a height, where they are many: a call
 * takes V8 a fifth of the time of a tile of sixteen columns and steps. */
#define GEMM_TILE(rows)                                                                                                \
  static                                                                                                               \
      __attribute__((noinline)) void gemm_tile_##rows(float *c, const float *a, const float *b, const gemm_shape *s) { \
    for (int more = s->more; more >= 0; more--, c += (rows)*s->c_row, a += (rows)*s->a_row) {                          \
      gemm_tiles_of(c, a, b, s, rows);                                                                                 \
    }                                                                                                                  \
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

/* Rows of the next tile: the last ones are shared between two of about the same height, since a low tile has fewer sums
 * than multiply-adds are under way, and waits for them. */
static inline int tile_rows(int left) {
  return left <= GEMM_ROWS || left >= 2 * GEMM_ROWS ? least(left, GEMM_ROWS) : (left + 1) / 2;
}

/* How many tiles of that height there are. */
static inline int tiles_alike(int left) {
  int whole = left / GEMM_ROWS;
  if (left % GEMM_ROWS && whole) whole--;
  return whole ? whole : 1;
}

static size_t gemm_packed_size(int depth, int columns) {
  return (size_t)depth * (size_t)panels(columns) * GEMM_COLUMNS;
}

/* One panel: packed (depth, GEMM_COLUMNS) <- b (depth, columns <= GEMM_COLUMNS). What stands on the right of the
 * columns reaches sums that are not used; it only has to be a number, and is one of b's: zeros there cost more than the
 * copying, because compilers make a string instruction of them. */
static void gemm_pack_panel(float *packed, const float *b, ptrdiff_t b_row, ptrdiff_t b_column, int depth,
                            int columns) {
  int k = 0, whole = b_column == 1 && columns % VF_LANES == 0;
  if (b_row == 1 && GEMM_COLUMNS % 4 == 0) {
    for (int j = 0; j < GEMM_COLUMNS; j += 4) {
      const float *column[4];
      for (int i = 0; i < 4; i++) column[i] = b + least(j + i, columns - 1) * b_column;
      for (k = 0; k + 4 <= depth; k += 4) {
        transpose_4x4(packed + k * GEMM_COLUMNS + j, GEMM_COLUMNS, column[0] + k, column[1] + k, column[2] + k,
                      column[3] + k);
      }
    }
  }
  for (; k < depth; k++) {
    float *out = packed + k * GEMM_COLUMNS;
    const float *row = b + k * b_row;
    if (whole) {
      GEMM_UNROLL
      for (int j = 0; j < GEMM_COLUMNS; j += VF_LANES) vf_store(out + j, vf_load(row + least(j, columns - VF_LANES)));
    } else {
      for (int j = 0; j < GEMM_COLUMNS; j++) out[j] = row[least(j, columns - 1) * b_column];
    }
  }
}

/* `count` whole panels of rows that lie in one piece, so that memory is read by long pieces of rows. */
static void gemm_pack_rows(float *packed, const float *b, ptrdiff_t b_row, int depth, int count) {
  for (int k = 0; k < depth; k++, packed += GEMM_COLUMNS, b += b_row) {
    float *out = packed;
    for (int i = 0; i < count * GEMM_COLUMNS; i += GEMM_LINE) GEMM_FETCH(b + GEMM_AHEAD * b_row + i, 0);
    for (int i = 0; i < count; i++, out += (ptrdiff_t)depth * GEMM_COLUMNS) {
      for (int v = 0; v < GEMM_VECTORS; v++) {
        vf_store(out + v * VF_LANES, vf_load(b + i * GEMM_COLUMNS + v * VF_LANES));
      }
    }
  }
}

static void gemm_pack(float *packed, const float *b, ptrdiff_t b_row, ptrdiff_t b_column, int depth, int columns) {
  for (int k = 0; k < depth; k += PS_GEMM_DEPTH, b += PS_GEMM_DEPTH * b_row) {
    int block = least(PS_GEMM_DEPTH, depth - k), wide = 1;
    for (int j = 0; j < columns; j += wide * GEMM_COLUMNS, packed += (ptrdiff_t)block * wide * GEMM_COLUMNS) {
      wide = b_column == 1 ? least(GEMM_PACKED, (columns - j) / GEMM_COLUMNS) : 0;
      if (wide) {
        gemm_pack_rows(packed, b + j, b_row, block, wide);
      } else {
        wide = 1;
        gemm_pack_panel(packed, b + j * b_column, b_row, b_column, block, least(GEMM_COLUMNS, columns - j));
      }
    }
  }
}

static void gemm(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row, const float *packed_b, const float *bias,
                 ps_gemm_mode mode, int rows, int columns, int depth) {
  assert(rows > 0 && columns > 0 && depth > 0);
  int wide = GEMM_CACHED / depth / GEMM_COLUMNS * GEMM_COLUMNS, far = (int64_t)rows * (depth + columns) > GEMM_NEAR;
  if (wide < GEMM_COLUMNS) wide = GEMM_COLUMNS;
  gemm_shape s = {.c_row = c_row, .a_row = a_row, .a_column = 1, .b_row = GEMM_COLUMNS, .far = far};
  for (int first = 0; first < rows; first += GEMM_TALL) {
    const int end = least(first + GEMM_TALL, rows);
    for (int j = 0; j < columns; j += wide) {
      s.columns = least(wide, columns - j);
      for (int i = first, height; i < end; i += height * (s.more + 1)) {
        height = tile_rows(end - i);
        s.more = depth <= PS_GEMM_DEPTH ? tiles_alike(end - i) - 1 : 0;
        s.bias = bias ? bias + j : NULL;
        s.mode = mode;
        const float *block = packed_b;
        for (int k = 0; k < depth; k += PS_GEMM_DEPTH, s.bias = NULL, s.mode = PS_ADD) {
          s.depth = least(PS_GEMM_DEPTH, depth - k);
          s.panel = (ptrdiff_t)s.depth * GEMM_COLUMNS;
          gemm_tiles[height](c + i * c_row + j, a + i * a_row + k, block + j * s.depth, &s);
          block += s.panel * panels(columns);
        }
      }
    }
  }
}

/* ---- Sums of outer products ---- */

/* Columns of b packed at a time. */
static int outer_wide(int columns) {
  return least(columns, GEMM_CACHED / PS_GEMM_DEPTH);
}
/* Copying a takes about a third of the time that one panel takes with it: it pays from eight panels on. */
static int outer_packs(int columns) {
  return panels(outer_wide(columns)) >= 8;
}

/* Whole rows of b that stay in the first-level cache are read where they lie. */
static int outer_straight(ptrdiff_t b_row, int columns, int depth) {
  return b_row == columns && columns % GEMM_COLUMNS == 0 && depth * columns <= GEMM_NEAREST;
}

/* Floats from one tile's rows of packed a to the next one's. A line more than they are: at full depth they are a
 * multiple of 4096 bytes, and the sixteen places that are written in turn would meet in one set of the first-level
 * cache. */
static ptrdiff_t outer_tile(int depth) {
  return (ptrdiff_t)depth * GEMM_ROWS + GEMM_LINE;
}

static size_t gemm_outer_scratch(int columns, int depth) {
  int block = least(PS_GEMM_DEPTH, depth);
  size_t packed_a = outer_packs(columns) ? (size_t)outer_tile(block) * (GEMM_TALL / GEMM_ROWS) : 0;
  return gemm_packed_size(block, outer_wide(columns)) + packed_a;
}

/* packed (rows / GEMM_ROWS, depth, GEMM_ROWS), outer_tile(depth) apart, <- a (depth, rows) by rows; what is missing of
 * the last GEMM_ROWS is left as it is. */
static void outer_pack(float *packed, const float *a, ptrdiff_t a_row, int rows, int depth) {
  for (int k = 0; k < depth; k++, a += a_row, packed += GEMM_ROWS) {
    float *out = packed;
    int i = 0;
    for (; i < rows; i += GEMM_LINE) GEMM_FETCH(a + GEMM_AHEAD * a_row + i, 0);
    for (i = 0; i + GEMM_ROWS <= rows; i += GEMM_ROWS, out += outer_tile(depth)) {
      memcpy(out, a + i, GEMM_ROWS * sizeof(float));
    }
    for (; i < rows; i++) *out++ = a[i];
  }
}

static void gemm_outer(float *c, ptrdiff_t c_row, const float *a, ptrdiff_t a_row, const float *b, ptrdiff_t b_row,
                       float *scratch, ps_gemm_mode mode, int rows, int columns, int depth) {
  assert(rows > 0 && columns > 0 && depth > 0);
  int wide = outer_wide(columns), packs = outer_packs(columns);
  float *packed_a = scratch + gemm_packed_size(least(PS_GEMM_DEPTH, depth), wide);
  for (int k = 0; k < depth;
       k += PS_GEMM_DEPTH, a += PS_GEMM_DEPTH * a_row, b += PS_GEMM_DEPTH * b_row, mode = PS_ADD) {
    int block = least(PS_GEMM_DEPTH, depth - k);
    int straight = outer_straight(b_row, columns, block);
    for (int j = 0; j < columns; j += wide) {
      const float *panel = straight ? b + j : scratch;
      gemm_shape s = {.c_row = c_row,
                      .a_row = 1,
                      .a_column = packs ? GEMM_ROWS : a_row,
                      .b_row = straight ? b_row : GEMM_COLUMNS,
                      .panel = straight ? GEMM_COLUMNS : (ptrdiff_t)block * GEMM_COLUMNS,
                      .mode = mode,
                      .columns = least(wide, columns - j),
                      .depth = block};
      if (!straight) gemm_pack(scratch, b + j, b_row, 1, block, s.columns);
      for (int first = 0; first < rows; first += GEMM_TALL) {
        int tall = least(GEMM_TALL, rows - first);
        /* Where all rows fit, they stay for the next columns. */
        if (packs && (j == 0 || rows > GEMM_TALL)) outer_pack(packed_a, a + first, a_row, tall, block);
        for (int i = 0, height; i < tall; i += height) {
          height = packs ? least(GEMM_ROWS, tall - i) : tile_rows(tall - i);
          const float *rows_of_a = packs ? packed_a + i / GEMM_ROWS * outer_tile(block) : a + first + i;
          gemm_tiles[height](c + (first + i) * c_row + j, rows_of_a, panel, &s);
        }
      }
    }
  }
}

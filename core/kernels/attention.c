/* Multi-head attention (Vaswani et al. 2017), causal or full, one sequence at a time so that its scores stay in the
 * first-level cache between the two products: S = Q K^T / sqrt(head width), P = softmax of each row's visible part,
 * O = P V. The products are tiles of gemm.c: every output element is one running sum over its depth, keys beyond a row
 * block's last visible one are neither computed nor summed (2 x less work at long inputs), and those inside the block
 * that a row must not see have P = 0, which adds nothing.
 *
 * P is kept for the backward pass: (sequences, heads, queries, row) floats; at 16 sequences of 15 to 31 tokens, the
 * sizes this library lives at, that is less than the activations of an MLP. Backward, per head:
 *     dV = P^T dO,  dP = dO V^T,  dS = P (dP - rowsum(P dP)) / sqrt(head width),  dQ = dS K,  dK = dS^T Q. */

/* A multiple of sixteen, so that rows can be read in whole blocks. */
static int attention_row(int keys) {
  return (keys + 15) / 16 * 16;
}

/* Keys that every query sees; query i sees i + 1 more, if there are so many. */
static int attention_shared(const ps_attention_shape *s) {
  return s->full ? s->keys : s->keys - s->queries;
}

/* Two packed matrices of the larger kind, and dS. */
static size_t attention_packed(const ps_attention_shape *s) {
  int head = s->width / s->heads;
  size_t by_key = gemm_packed_size(head, s->keys), by_channel = gemm_packed_size(s->keys, head);
  return by_key > by_channel ? by_key : by_channel;
}
static size_t attention_scratch(const ps_attention_shape *s) {
  return (size_t)s->heads * attention_packed(s) + (size_t)s->queries * (size_t)attention_row(s->keys);
}

/* The right side of a product: b (depth, columns), all depth in one block. The two strides stand apart: side by side
 * gcc reads them as one vector, which has to wait until both were stored. */
typedef struct attention_side {
  ptrdiff_t row; /* floats from one step of depth to the next */
  const float *b;
  ptrdiff_t panel; /* and from one panel to the next */
} attention_side;

static attention_side attention_of_packed(const float *packed, int depth) {
  return (attention_side){GEMM_COLUMNS, packed, (ptrdiff_t)depth * GEMM_COLUMNS};
}

/* b = x^T for x (columns, depth) with rows `width` apart: packed. */
static attention_side attention_turned(float *packed, const float *x, int width, int depth, int columns) {
  for (int j = 0; j < columns; j += GEMM_COLUMNS) {
    gemm_pack_panel(packed + (ptrdiff_t)j * depth, x + (ptrdiff_t)j * width, 1, width, depth,
                    least(GEMM_COLUMNS, columns - j));
  }
  return attention_of_packed(packed, depth);
}

/* b = x (depth, columns), a head's part of rows of `width`, of which x has `room` floats: read where it lies if the
 * tiles can and its panels end within that; what they hold of the next heads and rows reaches sums that are not used.
 */
static attention_side attention_straight(float *packed, const float *x, ptrdiff_t room, int width, int depth,
                                         int columns) {
  if ((ptrdiff_t)(depth - 1) * width + panels(columns) * GEMM_COLUMNS <= room) {
    return (attention_side){width, x, GEMM_COLUMNS};
  }
  for (int j = 0; j < columns; j += GEMM_COLUMNS) {
    gemm_pack_panel(packed + (ptrdiff_t)j * depth, x + j, width, 1, depth, least(GEMM_COLUMNS, columns - j));
  }
  return attention_of_packed(packed, depth);
}

/* What the tiles of each product have in common whatever the sequence and the head. */
typedef struct attention_shapes {
  gemm_shape scores, mix, mix_back;
} attention_shapes;

static attention_shapes attention_shapes_of(const ps_attention_shape *s) {
  const int head = s->width / s->heads, row = attention_row(s->keys);
  return (attention_shapes){
      .scores = {.c_row = row, .a_row = s->width, .a_column = 1, .mode = PS_SET, .depth = head},
      .mix = {.c_row = s->width, .a_row = row, .a_column = 1, .mode = PS_SET, .columns = head},
      .mix_back = {.c_row = s->width, .a_row = 1, .a_column = row, .mode = PS_SET, .columns = head}};
}

/* By blocks of queries: scores (queries, row) = a (queries, head) b (head, keys), as far right as a block sees; or a mix,
 * out (queries, head) = weights (queries, row) b (keys, head), as deep. */
static void attention_by_queries(float *out, const float *a, const attention_side *b, const ps_attention_shape *s,
                                 gemm_shape *shape, int mixes) {
  const int shared = attention_shared(s), queries = s->queries;
  shape->b_row = b->row;
  shape->panel = b->panel;
  for (int i = 0, rows; i < queries; i += rows) {
    rows = tile_rows(queries - i);
    int visible = least(shared + i + rows, s->keys);
    if (mixes) {
      shape->depth = visible;
    } else {
      shape->columns = least(panels(visible) * GEMM_COLUMNS, (int)shape->c_row);
    }
    gemm_tiles[rows](out + i * shape->c_row, a + i * shape->a_row, b->b, shape);
  }
}

/* By blocks of keys: out (keys, head) = weights^T (keys, queries) b (queries, head), from each row block's first seeing query on. */
static void attention_by_keys(float *out, const float *weights, const attention_side *b, const ps_attention_shape *s,
                              gemm_shape *shape) {
  const int shared = attention_shared(s), keys = s->keys;
  shape->b_row = b->row;
  shape->panel = b->panel;
  for (int t = 0, rows; t < keys; t += rows) {
    rows = tile_rows(keys - t);
    int first = t > shared ? t - shared : 0;
    shape->depth = s->queries - first;
    gemm_tiles[rows](out + t * shape->c_row, weights + first * shape->a_column + t, b->b + first * b->row, shape);
  }
}

/* row <- softmax of scale x its first `visible` entries, zeros up to `width`, a multiple of sixteen. */
static void attention_softmax(float *row, float scale, int visible, int width) {
  const float lowest = -3e38f;
  const vf scales = vf_splat(scale);
  v16 most = v16_splat(lowest), sum = v16_splat(0.0f);
  for (int j = 0; j < visible; j += 16) most = v16_max(most, v16_load_padded(row + j, visible - j, lowest));
  const vf highest = vf_splat(v16_maximum(most));
  for (int j = 0; j < visible; j += VF_LANES) {
    vf_store(row + j, vf_exp(vf_mul(vf_sub(vf_load(row + j), highest), scales)));
  }
  for (int j = 0; j < visible; j += 16) {
    v16 e = v16_first(v16_load(row + j), visible - j);
    v16_store(row + j, e);
    sum = v16_add(sum, e);
  }
  const v16 inverse = v16_splat(1.0f / v16_sum(sum));
  int j = 0;
  for (; j < visible; j += 16) v16_store(row + j, v16_mul(v16_load(row + j), inverse));
  for (; j < width; j += 16) v16_store(row + j, v16_splat(0.0f));
}

#if VF_LANES == 4

/* The same for a row of sixteen: in registers, the first `parts` of the row, since no more are seen. */
PS_INLINE void attention_softmax_16(float *row, float scale, int visible, const int parts) {
  const vf scales = vf_splat(scale);
  const int last = parts - 1;
  const uint32_t *seen = v16_ones + 16 - (visible - 4 * last), *unseen = seen + 16;
  vf e[4], most;
  GEMM_UNROLL
  for (int j = 0; j < parts; j++) e[j] = vf_load(row + 4 * j);
  e[last] = vf_add(vf_and(e[last], vf_mask(seen)), vf_and(vf_splat(-3e38f), vf_mask(unseen)));
  most = e[0];
  GEMM_UNROLL
  for (int j = 1; j < parts; j++) most = vf_max(most, e[j]);
  const vf highest = vf_splat(vf_fold_max(most));
  GEMM_UNROLL
  for (int j = 0; j < parts; j++) e[j] = vf_exp(vf_mul(vf_sub(e[j], highest), scales));
  e[last] = vf_and(e[last], vf_mask(seen));
  /* The tree of v16_sum(), without what is zero. */
  vf sum = parts > 2 ? vf_add(e[0], e[2]) : e[0];
  if (parts > 1) sum = vf_add(sum, parts > 3 ? vf_add(e[1], e[3]) : e[1]);
  const vf inverse = vf_splat(1.0f / vf_fold_add(sum));
  GEMM_UNROLL
  for (int j = 0; j < 4; j++) vf_store(row + 4 * j, j < parts ? vf_mul(e[j], inverse) : vf_splat(0.0f));
}

static void attention_softmax_rows_16(float *p, float scale, const ps_attention_shape *s) {
  const int shared = attention_shared(s), keys = s->keys, queries = s->queries;
  for (int h = 0; h < s->heads; h++) {
    for (int i = 0; i < queries; i++, p += 16) {
      int visible = least(shared + i + 1, keys);
      if (visible <= 4) {
        attention_softmax_16(p, scale, visible, 1);
      } else if (visible <= 8) {
        attention_softmax_16(p, scale, visible, 2);
      } else if (visible <= 12) {
        attention_softmax_16(p, scale, visible, 3);
      } else {
        attention_softmax_16(p, scale, visible, 4);
      }
    }
  }
}

#else

/* The same for `rows` rows of sixteen, of which the first is query i's and the others the next queries', beginning
 * again after the last: in registers, and without the exponentials of lanes that no query sees. Several at a time,
 * because one alone is a chain of some forty instructions that wait for each other. */
enum { SOFTMAX_ROWS = VF_LANES == 16 ? 4 : VF_LANES == 8 ? 2 : 1 };
PS_INLINE void attention_softmax_16(float *row, float scale, int i, const ps_attention_shape *s, const int rows) {
  const vf scales = vf_splat(scale);
  const int shared = attention_shared(s);
  v16 x[SOFTMAX_ROWS], e[SOFTMAX_ROWS];
  vf highest[SOFTMAX_ROWS];
  int visible[SOFTMAX_ROWS];
  GEMM_UNROLL
  for (int r = 0; r < rows; r++, i = i + 1 < s->queries ? i + 1 : 0) {
    visible[r] = least(shared + i + 1, s->keys);
    x[r] = v16_load_padded(row + 16 * r, visible[r], -3e38f);
  }
  GEMM_UNROLL
  for (int r = 0; r < rows; r++) highest[r] = vf_splat(v16_maximum(x[r]));
  GEMM_UNROLL
  for (int r = 0; r < rows; r++) {
    e[r] = v16_splat(0.0f);
    for (int j = 0; j < V16_PARTS; j++) {
      if (j * VF_LANES < visible[r]) e[r].part[j] = vf_exp(vf_mul(vf_sub(x[r].part[j], highest[r]), scales));
    }
    e[r] = v16_first(e[r], visible[r]);
  }
  GEMM_UNROLL
  for (int r = 0; r < rows; r++) v16_store(row + 16 * r, v16_mul(e[r], v16_splat(1.0f / v16_sum(e[r]))));
}

static void attention_softmax_rows_16(float *p, float scale, const ps_attention_shape *s) {
  int count = s->heads * s->queries, i = 0;
  for (; i + SOFTMAX_ROWS <= count; i += SOFTMAX_ROWS) {
    attention_softmax_16(p + i * 16, scale, i % s->queries, s, SOFTMAX_ROWS);
  }
  for (; SOFTMAX_ROWS > 1 && i < count; i++) attention_softmax_16(p + i * 16, scale, i % s->queries, s, 1);
}

#endif

/* Every row of p (heads, queries, row), scores before, of one sequence. */
static void attention_probabilities(float *p, float scale, const ps_attention_shape *s) {
  int count = s->heads * s->queries, row = attention_row(s->keys), shared = attention_shared(s);
  if (row == 16) {
    attention_softmax_rows_16(p, scale, s);
    return;
  }
  for (int i = 0; i < count; i++) {
    attention_softmax(p + (ptrdiff_t)i * row, scale, least(shared + i % s->queries + 1, s->keys), row);
  }
}

static void attention_forward(float *out, float *p, const float *q, const float *k, const float *v, float *scratch,
                              const ps_attention_shape *s) {
  assert(s->queries > 0 && s->queries <= s->keys && s->keys <= s->capacity && s->width % s->heads == 0);
  int head = s->width / s->heads, row = attention_row(s->keys);
  float scale = 1.0f / sqrtf((float)head);
  size_t packed = attention_packed(s);
  attention_shapes shapes = attention_shapes_of(s);
  for (int n = 0; n < s->sequences; n++) {
    ptrdiff_t asked = (ptrdiff_t)n * s->queries * s->width, held = (ptrdiff_t)n * s->capacity * s->width;
    ptrdiff_t rows = (ptrdiff_t)s->queries * row;
    /* The heads take turns: what was stored by fours and is loaded by sixteens should reach the cache in between. */
    for (int h = 0; h < s->heads; h++) {
      attention_turned(scratch + (size_t)h * packed, k + held + h * head, s->width, head, s->keys);
    }
    for (int h = 0; h < s->heads; h++) {
      attention_side side = attention_of_packed(scratch + (size_t)h * packed, head);
      attention_by_queries(p + h * rows, q + asked + h * head, &side, s, &shapes.scores, 0);
    }
    attention_probabilities(p, scale, s);
    for (int h = 0; h < s->heads; h++) {
      ptrdiff_t room = (ptrdiff_t)(s->sequences - n) * s->capacity * s->width - h * head;
      attention_side side = attention_straight(scratch, v + held + h * head, room, s->width, s->keys, head);
      attention_by_queries(out + asked + h * head, p + h * rows, &side, s, &shapes.mix, 1);
    }
    p += s->heads * rows;
  }
}

/* ds (width) <- dS of one row; it holds dP, of which what lies beyond `visible` was never computed. Of sixteen it stays in
 * registers. */
PS_INLINE void attention_softmax_backward(float *ds, const float *p, v16 scale, int visible, const int width) {
  if (width == 16) {
    v16 dp = v16_load_padded(ds, visible, 0.0f), weight = v16_load(p);
    const v16 mean = v16_splat(v16_sum(v16_madd(weight, dp, v16_splat(0.0f))));
    v16_store(ds, v16_mul(v16_mul(weight, v16_sub(dp, mean)), scale));
    return;
  }
  v16 sum = v16_splat(0.0f);
  for (int j = 0; j < visible; j += 16) {
    v16 dp = v16_load_padded(ds + j, visible - j, 0.0f);
    v16_store(ds + j, dp);
    sum = v16_madd(v16_load(p + j), dp, sum);
  }
  const v16 mean = v16_splat(v16_sum(sum));
  int j = 0;
  for (; j < visible; j += 16) {
    v16_store(ds + j, v16_mul(v16_mul(v16_load(p + j), v16_sub(v16_load(ds + j), mean)), scale));
  }
  for (; j < width; j += 16) v16_store(ds + j, v16_splat(0.0f));
}

static void attention_backward(float *dq, float *dk, float *dv, const float *dout, const float *p, const float *q,
                               const float *k, const float *v, float *scratch, const ps_attention_shape *s) {
  assert(s->queries > 0 && s->queries <= s->keys && s->keys <= s->capacity && s->width % s->heads == 0);
  int head = s->width / s->heads, row = attention_row(s->keys), shared = attention_shared(s);
  const v16 scale = v16_splat(1.0f / sqrtf((float)head));
  float *ds = scratch + attention_packed(s); /* (queries, row) */
  attention_shapes shapes = attention_shapes_of(s);
  for (int n = 0; n < s->sequences; n++) {
    for (int h = 0; h < s->heads; h++) {
      ptrdiff_t asked = (ptrdiff_t)n * s->queries * s->width + h * head;
      ptrdiff_t held = (ptrdiff_t)n * s->capacity * s->width + h * head;
      ptrdiff_t room = (ptrdiff_t)(s->sequences - n) * s->width;
      ptrdiff_t of_queries = room * s->queries - h * head, of_keys = room * s->capacity - h * head;
      attention_side side = attention_straight(scratch, dout + asked, of_queries, s->width, s->queries, head);
      attention_by_keys(dv + held, p, &side, s, &shapes.mix_back);
      side = attention_turned(scratch, v + held, s->width, head, s->keys);
      attention_by_queries(ds, dout + asked, &side, s, &shapes.scores, 0);
      for (int i = 0; i < s->queries; i++) {
        int visible = least(shared + i + 1, s->keys);
        if (row == 16) {
          attention_softmax_backward(ds + i * 16, p + i * 16, scale, visible, 16);
        } else {
          attention_softmax_backward(ds + (ptrdiff_t)i * row, p + (ptrdiff_t)i * row, scale, visible, row);
        }
      }
      side = attention_straight(scratch, k + held, of_keys, s->width, s->keys, head);
      attention_by_queries(dq + asked, ds, &side, s, &shapes.mix, 1);
      side = attention_straight(scratch, q + asked, of_queries, s->width, s->queries, head);
      attention_by_keys(dk + held, ds, &side, s, &shapes.mix_back);
      p += (ptrdiff_t)s->queries * row;
    }
  }
}

/* Rotary positions (Su et al. 2021): channel i of a head is turned against channel i + half by position x 100^(-i /
 * half) radians. */
static void rope(float *x, ptrdiff_t x_sequence, const float *cosines, const float *sines, int inverse, int sequences,
                 int first, int positions, int heads, int half) {
  for (int n = 0; n < sequences; n++) {
    for (int t = 0; t < positions; t++) {
      const float *cosine = cosines + (ptrdiff_t)(first + t) * half, *sine = sines + (ptrdiff_t)(first + t) * half;
      for (int h = 0; h < heads; h++) {
        float *u = x + n * x_sequence + ((ptrdiff_t)t * heads + h) * 2 * half, *w = u + half;
        for (int i = 0; i < half; i++) {
          float turn = inverse ? -sine[i] : sine[i], a = u[i], b = w[i];
          u[i] = a * cosine[i] - b * turn;
          w[i] = b * cosine[i] + a * turn;
        }
      }
    }
  }
}

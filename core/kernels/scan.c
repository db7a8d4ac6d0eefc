/* The selective scan of Mamba (Gu & Dao 2023), and its gradient. Every channel i has `state` numbers h[s], started at
 * zero. At each position, with the step D = softplus(raw) of the channel and B, C of the position,
 *     h[s] = exp(D A[s]) h[s] + D u B[s],   A = -exp(a_log),   y = sum over s of C[s] h[s] + skip u.
 *
 * The vector runs over 16 channels, and everything with a channel and a state is kept as (block of 16 channels, state,
 * 16): a block's states are 1 KiB at 16 states and stay in the first-level cache. Sums over states are the same in
 * every lane, sums over channels (dB, dC) collect lane by lane over the blocks and are folded once, in the fixed order.
 *
 * Memory. Backward needs h before every position and the factors exp(D A). All of them for t positions would be
 * 2 t x state numbers a channel. Instead forward keeps h before positions 8, 16, 24, ... (CHUNK = 8), and backward,
 * chunk by chunk from the last, makes the chunk's h and factors again from there. With S = 16 ceil(inner / 16) x state,
 * the numbers of one sequence's state, n sequences take
 *     boundaries   n S floor((t - 1) / CHUNK)                           kept from forward to backward, a layer
 *     states kept  n S slots                                            what a continuation may start from, a layer
 *     scratch      3 S + 16 CHUNK (4 state + 1)                         one for all layers and sequences
 * floats, against 2 n S t. (G(3,4), `edge`: t = 15, so 1 and 3 slots beside 30.) */

enum { SCAN_LANES = 16, SCAN_CHUNK = 8 };

static size_t scan_state(int inner, int state) {
  return (size_t)((inner + SCAN_LANES - 1) / SCAN_LANES * SCAN_LANES) * (size_t)state;
}

static int scan_boundaries(int positions) {
  return (positions - 1) / SCAN_CHUNK;
}

static size_t scan_scratch(int inner, int state) {
  return 3 * scan_state(inner, state) + (size_t)(SCAN_CHUNK * SCAN_LANES * (4 * state + 1));
}

/* rates (blocks, state, 16) <- A = -exp(a_log), a_log (inner, state); lanes past the last channel are zero. */
static void scan_rates(float *rates, const float *a_log, int inner, int state) {
  for (int i = 0; i < inner; i += SCAN_LANES) {
    for (int s = 0; s < state; s++, rates += SCAN_LANES) {
      for (int j = 0; j < SCAN_LANES; j++) rates[j] = i + j < inner ? a_log[(ptrdiff_t)(i + j) * state + s] : 0.0f;
      v16 rate = v16_sub(v16_splat(0.0f), v16_exp(v16_load(rates)));
      v16_store(rates, rate);
      for (int j = inner - i; j < SCAN_LANES; j++) rates[j] = 0.0f;
    }
  }
}

/* h (state, 16) goes on by one position. */
PS_INLINE void scan_step(float *h, const float *rates, const float *b, v16 step, v16 drive, int state) {
  for (int s = 0; s < state; s++) {
    v16 factor = v16_exp(v16_mul(step, v16_load(rates + s * SCAN_LANES)));
    v16 in = v16_mul(drive, v16_splat(b[s]));
    v16_store(h + s * SCAN_LANES, v16_madd(factor, v16_load(h + s * SCAN_LANES), in));
  }
}

static void scan_forward(float *y, float *boundaries, float *kept, const float *start, const float *u, const float *raw,
                         const float *b, const float *c, const float *a_log, const float *skip, float *scratch,
                         const ps_scan_shape *shape) {
  const int positions = shape->positions, inner = shape->inner, state = shape->state;
  const int silent = positions - shape->asked, unkept = positions - shape->keep;
  const size_t size = scan_state(inner, state), block = (size_t)(state * SCAN_LANES);
  assert(state <= PS_STATE_MAX && silent >= 0 && unkept >= 0 && !(start && boundaries));
  float h[PS_STATE_MAX * SCAN_LANES];
  scan_rates(scratch, a_log, inner, state);
  for (int n = 0; n < shape->sequences; n++) {
    const float *rates = scratch;
    for (int i = 0; i < inner; i += SCAN_LANES, rates += block) {
      const size_t at = (size_t)(rates - scratch);
      const ptrdiff_t lanes = inner - i;
      const v16 through = v16_load_some(skip + i, lanes, 0.0f);
      if (start) {
        memcpy(h, start + (size_t)(n * shape->slots) * size + at, block * sizeof(float));
      } else {
        memset(h, 0, block * sizeof(float));
      }
      for (int t = 0; t < positions; t++) {
        const ptrdiff_t row = (ptrdiff_t)n * positions + t;
        if (boundaries && t && t % SCAN_CHUNK == 0) {
          size_t boundary = (size_t)(n * scan_boundaries(positions) + t / SCAN_CHUNK - 1);
          memcpy(boundaries + boundary * size + at, h, block * sizeof(float));
        }
        v16 in = v16_load_some(u + row * inner + i, lanes, 0.0f);
        v16 step = v16_softplus(v16_load_some(raw + row * inner + i, lanes, 0.0f));
        scan_step(h, rates, b + row * shape->bc_row, step, v16_mul(step, in), state);
        if (t >= silent) {
          const float *weights = c + row * shape->bc_row;
          v16 sum = v16_mul(through, in);
          for (int s = 0; s < state; s++) {
            sum = v16_madd(v16_splat(weights[s]), v16_load(h + s * SCAN_LANES), sum);
          }
          v16_store_some(y + ((ptrdiff_t)n * shape->asked + t - silent) * inner + i, lanes, sum);
        }
        if (t >= unkept) {
          memcpy(kept + (size_t)(n * shape->slots + t - unkept) * size + at, h, block * sizeof(float));
        }
      }
    }
  }
}

/* One block of channels over one chunk. `past` is h before each of the chunk's positions, `factors` is exp(D A),
 * `steps` is D. */
typedef struct scan_chunk {
  float *past, *factors; /* (SCAN_CHUNK, state, 16) */
  float *db, *dc;        /* (SCAN_CHUNK, state, 16) summed over the blocks so far */
  float *steps;          /* (SCAN_CHUNK, 16) */
} scan_chunk;

static void scan_recall(const scan_chunk *chunk, const float *h, const float *rates, const float *u, const float *raw,
                        const float *b, ptrdiff_t lanes, int positions, const ps_scan_shape *shape) {
  const int state = shape->state;
  for (int t = 0; t < positions; t++, u += shape->inner, raw += shape->inner, b += shape->bc_row) {
    float *past = chunk->past + t * state * SCAN_LANES, *factors = chunk->factors + t * state * SCAN_LANES;
    v16 in = v16_load_some(u, lanes, 0.0f), step = v16_softplus(v16_load_some(raw, lanes, 0.0f));
    v16 drive = v16_mul(step, in);
    v16_store(chunk->steps + t * SCAN_LANES, step);
    for (int s = 0; s < state; s++) {
      v16 factor = v16_exp(v16_mul(step, v16_load(rates + s * SCAN_LANES)));
      v16 before = h ? v16_load(h + s * SCAN_LANES) : v16_splat(0.0f);
      v16_store(factors + s * SCAN_LANES, factor);
      v16_store(past + s * SCAN_LANES, before);
      if (t + 1 == positions) continue;
      v16_store(past + (state + s) * SCAN_LANES, v16_madd(factor, before, v16_mul(drive, v16_splat(b[s]))));
    }
    h = past + state * SCAN_LANES;
  }
}

/* One position of one block, after all later ones. dh (state, 16) holds the gradient of h from the later positions and
 * takes that of the h before; dy is NULL where y was not asked. */
PS_INLINE void scan_position_backward(float *du, float *draw, float *db, float *dc, float *dh, float *da, v16 *dskip,
                                      const float *dy, const float *u, const float *raw, const float *b, const float *c,
                                      const float *past, const float *factors, const float *rates, v16 step,
                                      v16 through, ptrdiff_t lanes, int state) {
  v16 in = v16_load_some(u, lanes, 0.0f), before = v16_load_some(raw, lanes, 0.0f);
  v16 drive = v16_mul(step, in);
  v16 out = dy ? v16_load_some(dy, lanes, 0.0f) : v16_splat(0.0f);
  v16 dstep = v16_splat(0.0f), ddrive = v16_splat(0.0f);
  for (int s = 0; s < state; s++) {
    const int at = s * SCAN_LANES;
    v16 factor = v16_load(factors + at), h = v16_load(past + at), g = v16_load(dh + at), bs = v16_splat(b[s]);
    if (dy) {
      v16 now = v16_madd(factor, h, v16_mul(drive, bs));
      v16_store(dc + at, v16_madd(out, now, v16_load(dc + at)));
      g = v16_madd(out, v16_splat(c[s]), g);
    }
    v16_store(db + at, v16_madd(g, drive, v16_load(db + at)));
    ddrive = v16_madd(g, bs, ddrive);
    v16 carried = v16_mul(g, factor), decayed = v16_mul(carried, h); /* of D A: dL/d(D A) */
    v16_store(dh + at, carried);
    v16_store(da + at, v16_madd(decayed, step, v16_load(da + at)));
    dstep = v16_madd(decayed, v16_load(rates + at), dstep);
  }
  dstep = v16_madd(ddrive, in, dstep);
  v16_store_some(draw, lanes, v16_mul(dstep, v16_sigmoid_called(before)));
  v16_store_some(du, lanes, v16_madd(ddrive, step, v16_mul(through, out)));
  *dskip = v16_madd(out, in, *dskip);
}

static void scan_backward(float *du, float *draw, float *db, float *dc, float *da_log, float *dskip, const float *dy,
                          const float *boundaries, const float *u, const float *raw, const float *b, const float *c,
                          const float *a_log, const float *skip, float *scratch, const ps_scan_shape *shape) {
  const int positions = shape->positions, inner = shape->inner, state = shape->state;
  const int silent = positions - shape->asked;
  const size_t size = scan_state(inner, state), block = (size_t)(state * SCAN_LANES);
  float *rates = scratch, *da = rates + size, *dh = da + size, *rest = dh + size;
  const scan_chunk chunk = {rest, rest + SCAN_CHUNK * block, rest + 2 * SCAN_CHUNK * block,
                            rest + 3 * SCAN_CHUNK * block, rest + 4 * SCAN_CHUNK * block};
  scan_rates(rates, a_log, inner, state);
  memset(da, 0, size * sizeof(float));
  for (int n = 0; n < shape->sequences; n++) {
    memset(dh, 0, size * sizeof(float));
    for (int k = scan_boundaries(positions); k >= 0; k--) {
      const int first = k * SCAN_CHUNK, count = positions - first < SCAN_CHUNK ? positions - first : SCAN_CHUNK;
      const ptrdiff_t row = (ptrdiff_t)n * positions + first;
      const float *start = k ? boundaries + (size_t)(n * scan_boundaries(positions) + k - 1) * size : NULL;
      memset(chunk.db, 0, 2 * SCAN_CHUNK * block * sizeof(float));
      size_t at = 0;
      for (int i = 0; i < inner; i += SCAN_LANES, at += block) {
        const ptrdiff_t lanes = inner - i;
        const v16 through = v16_load_some(skip + i, lanes, 0.0f);
        scan_recall(&chunk, start ? start + at : NULL, rates + at, u + row * inner + i, raw + row * inner + i,
                    b + row * shape->bc_row, lanes, count, shape);
        v16 sum = v16_load_some(dskip + i, lanes, 0.0f);
        for (int t = count - 1; t >= 0; t--) {
          const ptrdiff_t here = (row + t) * inner + i, there = (row + t) * shape->bc_row;
          const size_t local = (size_t)t * block;
          const int asked = first + t - silent;
          const float *out = asked < 0 ? NULL : dy + ((ptrdiff_t)n * shape->asked + asked) * inner + i;
          scan_position_backward(du + here, draw + here, chunk.db + local, chunk.dc + local, dh + at, da + at, &sum,
                                 out, u + here, raw + here, b + there, c + there, chunk.past + local,
                                 chunk.factors + local, rates + at, v16_load(chunk.steps + t * SCAN_LANES), through,
                                 lanes, state);
        }
        v16_store_some(dskip + i, lanes, sum);
      }
      for (int t = 0; t < count; t++) {
        for (int s = 0; s < state; s++) {
          const size_t local = (size_t)t * block + (size_t)(s * SCAN_LANES);
          db[(row + t) * shape->bc_row + s] = v16_sum(v16_load(chunk.db + local));
          dc[(row + t) * shape->bc_row + s] = v16_sum(v16_load(chunk.dc + local));
        }
      }
    }
  }
  for (int i = 0; i < inner; i += SCAN_LANES) { /* A = -exp(a_log) is its own derivative */
    for (int s = 0; s < state; s++, da += SCAN_LANES, rates += SCAN_LANES) {
      v16_store(da, v16_mul(v16_load(da), v16_load(rates)));
      for (int j = 0; j < SCAN_LANES && i + j < inner; j++) da_log[(ptrdiff_t)(i + j) * state + s] += da[j];
    }
  }
}

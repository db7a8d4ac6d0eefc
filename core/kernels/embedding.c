/* Input embedding: a row of the token table, or for an edge the sum of its parent's and its child's row; plus the
 * position's row where positions are learned, or, of a token that tells its slot, the slot's; plus the row of the slot that
 * is asked for. */

/* sum += row, or = row */
PS_INLINE void embedding_add_row(float *sum, const float *row, int set, const int width) {
  for (int i = 0; i < width; i += 16) {
    v16 a = v16_load_some(row + i, width - i, 0.0f);
    if (!set) a = v16_add(v16_load_some(sum + i, width - i, 0.0f), a);
    v16_store_some(sum + i, width - i, a);
  }
}

/* Of the exhibit's width without a branch on what is left of a row. */
static void embedding_add(float *sum, const float *row, int set, int width) {
  if (width == 32) {
    embedding_add_row(sum, row, set, 32);
  } else {
    embedding_add_row(sum, row, set, width);
  }
}

static void embedding_forward(float *out, const ps_token *x, const float *tokens, const float *parents,
                              const float *children, const float *places, const float *slots, const float *asked,
                              int sequences, int time, int first, int positions, int width) {
  assert(sequences > 0 && first >= 0 && positions > 0 && first + positions <= time && width > 0);
  for (int n = 0; n < sequences; n++) {
    for (int t = first; t < first + positions; t++, out += width) {
      ps_token token = x[(ptrdiff_t)n * time + t];
      const float *table = token.child < 0 ? tokens : parents;
      assert(table && token.id >= 0 && (token.child < 0 || children));
      embedding_add(out, table + (ptrdiff_t)token.id * width, 1, width);
      if (token.child >= 0) embedding_add(out, children + (ptrdiff_t)token.child * width, 0, width);
      assert((!token.slot || slots) && (!token.asked || asked));
      if (token.slot) {
        embedding_add(out, slots + (ptrdiff_t)(token.slot - 1) * width, 0, width);
      } else if (places) {
        embedding_add(out, places + (ptrdiff_t)t * width, 0, width);
      }
      if (token.asked) embedding_add(out, asked + (ptrdiff_t)(token.asked - 1) * width, 0, width);
    }
  }
}

static void embedding_backward(float *dtokens, float *dparents, float *dchildren, float *dplaces, float *dslots,
                               float *dasked, const float *dout, const ps_token *x, int sequences, int time,
                               int width) {
  assert(sequences > 0 && time > 0 && width > 0);
  for (int n = 0; n < sequences; n++) {
    for (int t = 0; t < time; t++, dout += width) {
      ps_token token = x[(ptrdiff_t)n * time + t];
      float *table = token.child < 0 ? dtokens : dparents;
      assert(table && token.id >= 0 && (token.child < 0 || dchildren));
      embedding_add(table + (ptrdiff_t)token.id * width, dout, 0, width);
      if (token.child >= 0) embedding_add(dchildren + (ptrdiff_t)token.child * width, dout, 0, width);
      assert((!token.slot || dslots) && (!token.asked || dasked));
      if (token.slot) {
        embedding_add(dslots + (ptrdiff_t)(token.slot - 1) * width, dout, 0, width);
      } else if (dplaces) {
        embedding_add(dplaces + (ptrdiff_t)t * width, dout, 0, width);
      }
      if (token.asked) embedding_add(dasked + (ptrdiff_t)(token.asked - 1) * width, dout, 0, width);
    }
  }
}

/* A branch gated by another: out = x SiLU(gate), SiLU(g) = g sigmoid(g), and its gradient. */

static void gate_forward(float *out, const float *x, const float *gate, size_t count) {
  assert(count > 0 && out != gate);
  for (size_t i = 0; i < count; i += 16) {
    ptrdiff_t n = (ptrdiff_t)(count - i);
    v16 g = v16_load_some(gate + i, n, 0.0f);
    v16 silu = v16_mul(g, v16_sigmoid_called(g));
    v16_store_some(out + i, n, v16_mul(v16_load_some(x + i, n, 0.0f), silu));
  }
}

static void gate_backward(float *dx, float *dgate, const float *dout, const float *x, const float *gate, size_t count) {
  assert(count > 0 && dx != dgate && dx != gate);
  const v16 one = v16_splat(1.0f);
  for (size_t i = 0; i < count; i += 16) {
    ptrdiff_t n = (ptrdiff_t)(count - i);
    v16 g = v16_load_some(gate + i, n, 0.0f), d = v16_load_some(dout + i, n, 0.0f), s = v16_sigmoid_called(g);
    v16 silu = v16_mul(g, s), slope = v16_madd(silu, v16_sub(one, s), s);
    v16_store_some(dgate + i, n, v16_mul(v16_mul(d, v16_load_some(x + i, n, 0.0f)), slope));
    v16_store_some(dx + i, n, v16_mul(d, silu));
  }
}

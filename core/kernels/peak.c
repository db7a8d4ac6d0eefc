/* The machine's own limit, to measure kernels against: multiply-adds on registers alone. Twelve independent sums hide
 * the latency of every set's multiply-add and, with two constants and a product, fit sixteen registers. */
static double multiply_adds(float *result, int rounds) {
  enum { SUMS = 12 };
  vf sum[SUMS];
  const vf shrink = vf_splat(0.5f), grow = vf_splat(0.25f);
  GEMM_UNROLL
  for (int i = 0; i < SUMS; i++) sum[i] = vf_splat((float)i);
  GEMM_NO_UNROLL
  for (int r = 0; r < rounds; r++) {
    GEMM_UNROLL
    for (int i = 0; i < SUMS; i++) sum[i] = vf_madd(sum[i], shrink, grow);
  }
  float lanes[VF_LANES];
  *result = 0;
  for (int i = 0; i < SUMS; i++) {
    vf_store(lanes, sum[i]);
    *result += lanes[0];
  }
  return 2.0 * SUMS * VF_LANES * rounds;
}

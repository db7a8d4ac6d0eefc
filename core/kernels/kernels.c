/* Every kernel of one instruction set in one translation unit, compiled once per set (PS_ISA_<NAME>=1 and its machine
 * flags): the included files are never compiled alone. One unit lets the compiler see all of a kernel at the right
 * width, and keeps the names free of suffixes. */
#include "kernels/kernels.h"

#include "ground/math64.h"
#include "ground/parts.h"
#include "kernels/vmath.h"

#include <assert.h>

#include "gemm.c"

#include "attention.c"
#include "conv1d.c"
#include "embedding.c"
#include "gate.c"
#include "loss.c"
#include "mlp.c"
#include "norm.c"
#include "peak.c"
#include "scan.c"
#include "update.c"

#if PS_ISA_SCALAR
#define TABLE ps_kernels_scalar
#define NAME "scalar"
#elif PS_ISA_SSE2
#define TABLE ps_kernels_sse2
#define NAME "sse2"
#elif PS_ISA_AVX2
#define TABLE ps_kernels_avx2
#define NAME "avx2"
#elif PS_ISA_AVX2_FMA
#define TABLE ps_kernels_avx2_fma
#define NAME "avx2_fma"
#elif PS_ISA_AVX512
#define TABLE ps_kernels_avx512
#define NAME "avx512"
#elif PS_ISA_AVX512_FMA
#define TABLE ps_kernels_avx512_fma
#define NAME "avx512_fma"
#elif PS_ISA_NEON
#define TABLE ps_kernels_neon
#define NAME "neon"
#elif PS_ISA_NEON_FMA
#define TABLE ps_kernels_neon_fma
#define NAME "neon_fma"
#elif PS_ISA_WASM
#define TABLE ps_kernels_wasm
#define NAME "wasm"
#elif PS_ISA_WASM_RELAXED
#define TABLE ps_kernels_wasm_relaxed
#define NAME "wasm_relaxed"
#endif

extern const ps_kernels TABLE;
const ps_kernels TABLE = {.name = NAME,
                          .fused = VF_FUSED,
                          .packed_size = gemm_packed_size,
                          .pack = gemm_pack,
                          .gemm = gemm,
                          .gemm_outer_scratch = gemm_outer_scratch,
                          .gemm_outer = gemm_outer,
                          .attention_row = attention_row,
                          .attention_scratch = attention_scratch,
                          .attention_forward = attention_forward,
                          .attention_backward = attention_backward,
                          .rope = rope,
                          .layer_norm_forward = layer_norm_forward,
                          .layer_norm_backward = layer_norm_backward,
                          .rms_norm_forward = PS_IN_WHOLE(rms_norm_forward),
                          .rms_norm_backward = PS_IN_WHOLE(rms_norm_backward),
                          .conv1d_forward = PS_IN_WHOLE(conv1d_forward),
                          .conv1d_backward = PS_IN_WHOLE(conv1d_backward),
                          .scan_state = PS_IN_WHOLE(scan_state),
                          .scan_boundaries = PS_IN_WHOLE(scan_boundaries),
                          .scan_scratch = PS_IN_WHOLE(scan_scratch),
                          .scan_forward = PS_IN_WHOLE(scan_forward),
                          .scan_backward = PS_IN_WHOLE(scan_backward),
                          .gate_forward = PS_IN_WHOLE(gate_forward),
                          .gate_backward = PS_IN_WHOLE(gate_backward),
                          .gelu_forward = gelu_forward,
                          .gelu_backward = gelu_backward,
                          .bias_backward = bias_backward,
                          .embedding_forward = embedding_forward,
                          .embedding_backward = embedding_backward,
                          .cross_entropy = cross_entropy,
                          .soft_cross_entropy = soft_cross_entropy,
                          .softmax = softmax,
                          .add = vector_add,
                          .sum_of_squares = sum_of_squares,
                          .scale = scale_in_place,
                          .blend = blend,
                          .adamw = adamw,
                          .nesterov = nesterov,
                          .multiply_adds = multiply_adds};

/* Multi-token prediction in a chain (DeepSeek-V3, arXiv 2412.19437): as mtp_block, but head k goes on from head k - 1, told
 * the true target between them. With h(0) the trunk's output before the final norm and E x a token's embedding,
 *
 *     h(k, i) = block_k(P_k [norm(h(k - 1, i)); norm(E x(i + k))]),    logits(k, i) = W norm(h(k, i)),
 *
 * for k = 1..horizon - 1, with two norms and a matrix P_k for each head. E, the final norm and W are the model's own, and
 * are trained by this loss too. The loss is the heads' mean. models/own_blocks.c computes it. */
#include "objectives/objective.h"

const ps_auxiliary_row ps_mtp_chain_row = {
    .own = PS_OWN_BLOCKS, .everywhere = true, .chained = true, .heads = ps_head_each};

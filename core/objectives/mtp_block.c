/* Multi-token prediction as it was proposed (Gloeckle et al. 2024, arXiv 2404.19737): beside the next target, the model says
 * the targets 2, ..., horizon places ahead. Each of those heads is a block of its own, of the trunk's kind, on the trunk's
 * output before the final norm,
 *
 *     logits(k, i) = W norm(block_k(h)(i)),    k = 1..horizon - 1,
 *
 * with the final norm and the head W that all share and train, and is asked for target i + k where position i predicts
 * target i. A head whose target is past the path's end says nothing there. The loss is the heads' mean. (In the paper the
 * heads take the place of the trunk's last layers; here they are on top of it, so that the trunk stays the same.)
 * models/own_blocks.c computes it. */
#include "objectives/objective.h"

const ps_auxiliary_row ps_mtp_block_row = {.own = PS_OWN_BLOCKS, .everywhere = true, .heads = ps_head_each};

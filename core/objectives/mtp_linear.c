/* Multi-token prediction (Gloeckle et al. 2024, arXiv 2404.19737) with heads that are one matrix each: beside the next
 * target, the hidden state says the targets 2, ..., horizon places ahead, each through a head of its own. A head whose
 * target is past the path's end says nothing there. The loss is the heads' mean. */
#include "objectives/objective.h"

static double loss(float *logits, const ps_kernels *kernels, const ps_loss_rows *rows, int heads) {
  double loss = 0;
  float scale = rows->scale / (float)heads;
  for (int s = 0; s < rows->sequences; s++) {
    for (int r = 0; r < rows->positions; r++) {
      ptrdiff_t at = s * rows->y_sequence + r;
      for (int ahead = 1; ahead <= heads; ahead++, logits += rows->classes) {
        int32_t target = rows->y[at] >= 0 && r + ahead < rows->positions ? rows->path[at + ahead] : -1;
        loss += kernels->cross_entropy(logits, logits, &target, 0, scale, 1, 1, rows->classes);
      }
    }
  }
  return loss / heads;
}

const ps_auxiliary_row ps_mtp_linear_row = {.module = "mtp_heads", .heads = ps_head_each, .loss = loss};

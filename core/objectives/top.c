/* Token order prediction (Zuhri et al. 2025, arXiv 2508.19228): beside the next target the hidden state ranks all that
 * follow, by how soon they come. A target k places ahead has the share e^-k, of all the path's from here on. (The
 * paper's softmax of window - distance is just that: the window cancels, and a path's nodes all differ.) */
#include "ground/math64.h"
#include "objectives/objective.h"

#include <assert.h>

/* label, share <- the targets from `path` on, their shares adding up to one; returns how many. */
static int rank(int32_t *label, float *share, const int32_t *path, int positions) {
  int labels = 0;
  double weight[PS_POSITIONS_MAX], sum = 0;
  for (int k = 0; k < positions; k++) {
    if (path[k] < 0) continue;
    assert(labels < PS_POSITIONS_MAX);
    label[labels] = path[k];
    sum += weight[labels++] = ps_exp(-k);
  }
  for (int j = 0; j < labels; j++) share[j] = (float)(weight[j] / sum);
  return labels;
}

static double loss(float *logits, const ps_kernels *kernels, const ps_loss_rows *rows, int heads) {
  (void)heads;
  int32_t label[PS_POSITIONS_MAX];
  float share[PS_POSITIONS_MAX];
  double loss = 0;
  for (int s = 0; s < rows->sequences; s++) {
    for (int r = 0; r < rows->positions; r++, logits += rows->classes) {
      ptrdiff_t at = s * rows->y_sequence + r;
      if (rows->y[at] < 0) {
        for (int i = 0; i < rows->classes; i++) logits[i] = 0;
        continue;
      }
      int labels = rank(label, share, rows->path + at, rows->positions - r);
      loss += kernels->soft_cross_entropy(logits, logits, label, share, labels, rows->scale, rows->classes);
    }
  }
  return loss;
}

const ps_auxiliary_row ps_top_row = {.module = "top_head", .heads = ps_one_head, .loss = loss};

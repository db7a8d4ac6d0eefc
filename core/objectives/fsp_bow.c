/* Future summary prediction with a bag of words (Mahajan et al. 2025, arXiv 2510.14751): beside the next target, the
 * hidden state says of every token whether it is among the targets after the next, in any order. The loss of a position
 * is the mean binary cross-entropy over the vocabulary; the last position has nothing after it. */
#include "ground/math64.h"
#include "objectives/objective.h"

#include <stdbool.h>

/* Binary cross-entropy of `z`, a log-odds, in nats; *slope <- its derivative. */
static double binary_cross_entropy(double *slope, double z, bool true_label) {
  double small = ps_exp(-fmin(fabs(z), 600)), sigmoid = (z > 0 ? 1 : small) / (1 + small);
  *slope = sigmoid - true_label;
  return (z > 0 ? z : 0) - z * true_label + ps_log(1 + small);
}

static double loss(float *logits, const ps_kernels *kernels, const ps_loss_rows *rows, int heads) {
  (void)kernels, (void)heads;
  double loss = 0;
  int classes = rows->classes;
  for (int s = 0; s < rows->sequences; s++) {
    for (int r = 0; r < rows->positions; r++, logits += classes) {
      ptrdiff_t at = s * rows->y_sequence + r;
      const int32_t *after = rows->path + at + 1;
      int left = rows->y[at] < 0 ? 0 : rows->positions - r - 1, targets = 0;
      double row = 0;
      for (int k = 0; k < left; k++) targets += after[k] >= 0;
      for (int v = 0; v < classes; v++) {
        double slope = 0;
        bool follows = false;
        for (int k = 0; k < left; k++) follows |= after[k] == v;
        if (targets) row += binary_cross_entropy(&slope, logits[v], follows);
        logits[v] = (float)(slope * rows->scale / classes);
      }
      loss += row / classes;
    }
  }
  return loss;
}

const ps_auxiliary_row ps_fsp_bow_row = {.module = "bow_head", .heads = ps_one_head, .loss = loss};

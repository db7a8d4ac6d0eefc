/* Ranking into the future (Frydenlund 2025, arXiv 2503.10542, as others report it): in place of cross-entropy, the logits at
 * target i rank all that is left of the path in its order, and all of that above the nodes of the other arms. A pair whose
 * upper logit is not 1 above its lower one costs what is missing; a target costs the mean over its pairs:
 *
 *     max(0, 1 - (s[upper] - s[lower])),  upper = y_j, lower = y_k with i <= j < k, or a node of another arm.
 *
 * So no pair has the nodes said before target i, which an answer may then be again; with rank_said they are lower ones, too.
 * Labels that the graph does not use and special tokens are in no pair. The input names every node of the graph: other arms'
 * are those that the path has not. */
#include "objectives/objective.h"

#include <assert.h>
#include <string.h>

/* What a node of the input is to the path of one sequence. */
typedef enum { UNNAMED, ON_PATH, ON_OTHER_ARM } standing;

/* others <- the labels that the input names and the path does not have, in ascending order; returns how many.
 * x, path (time) of one sequence. */
static int other_arms(int32_t others[PS_LABELS_MAX], const ps_token *x, const int32_t *path, int time, int labels) {
  unsigned char is[PS_LABELS_MAX] = {UNNAMED};
  int count = 0;
  for (int t = 0; t < time; t++) {
    if (x[t].id < labels) is[x[t].id] = ON_OTHER_ARM;
    if (x[t].child >= 0) is[x[t].child] = ON_OTHER_ARM;
  }
  for (int t = 0; t < time; t++) {
    if (path[t] >= 0 && path[t] < labels) is[path[t]] = ON_PATH;
  }
  for (int v = 0; v < labels; v++) {
    if (is[v] == ON_OTHER_ARM) others[count++] = v;
  }
  return count;
}

/* What the pair costs; where it costs anything, pulls (classes) <- one more for the upper one, one less for the lower. */
static double pair(int32_t *pulls, const float *logits, int32_t upper, int32_t lower) {
  double missing = 1 - ((double)logits[upper] - (double)logits[lower]);
  if (missing <= 0) return 0;
  pulls[upper]++, pulls[lower]--;
  return missing;
}

/* The mean over the pairs of the target at path[0], whose path goes on to path[left - 1], with what is `below` all of it;
 * logits (classes) <- its gradient times `scale`. Without a pair both are zero. Where a logit is no finite number, neither is
 * the loss: in no pair or far above its lower one it would not show. */
static double rank(float *logits, const int32_t *path, int left, const int32_t *below, int lower, float scale,
                   int classes) {
  int32_t pulls[PS_LABELS_MAX + PS_TOKEN_SPECIALS] = {0};
  double sum = 0, unsound = 0;
  int pairs = 0;
  assert(classes <= PS_LABELS_MAX + PS_TOKEN_SPECIALS);
  for (int j = 0; j < left; j++) {
    if (path[j] < 0) continue;
    for (int k = j + 1; k < left; k++) {
      if (path[k] < 0) continue;
      sum += pair(pulls, logits, path[j], path[k]);
      pairs++;
    }
    for (int k = 0; k < lower; k++) sum += pair(pulls, logits, path[j], below[k]);
    pairs += lower;
  }
  for (int v = 0; v < classes; v++) {
    unsound += (double)logits[v] - (double)logits[v];
    logits[v] = pairs ? (float)(-(double)scale * pulls[v] / pairs) : 0;
  }
  return (pairs ? sum / pairs : 0) + unsound;
}

double ps_ritf_loss(float *logits, const ps_kernels *kernels, const ps_loss_rows *rows) {
  (void)kernels;
  int32_t below[PS_LABELS_MAX + PS_POSITIONS_MAX];
  const ps_config *c = rows->config;
  int time = (int)rows->y_sequence;
  double loss = 0;
  for (int s = 0; s < rows->sequences; s++) {
    const int32_t *y = rows->y + s * rows->y_sequence, *path = rows->path + s * rows->y_sequence - rows->look;
    int lower = other_arms(below, rows->x + s * rows->y_sequence, path, time, c->labels);
    for (int t = 0; t < rows->look + rows->positions; t++) {
      if (t >= rows->look) {
        if (y[t - rows->look] < 0) {
          memset(logits, 0, (size_t)rows->classes * sizeof *logits);
        } else {
          loss += rank(logits, path + t, time - t, below, lower, rows->scale, rows->classes);
        }
        logits += rows->classes;
      }
      if (c->rank_said && path[t] >= 0) below[lower++] = path[t];
    }
  }
  return loss;
}

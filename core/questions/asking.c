#include "questions/asking.h"

#include "objectives/objective.h"
#include "task/graph.h"

#include <math.h>

int ps_most_likely(const float *logits, int classes) {
  int best = 0;
  for (int i = 1; i < classes; i++) {
    if (logits[i] > logits[best]) best = i;
  }
  return best;
}

/* How far the logit of `truth` is above the largest other one. */
static float margin_of(const float *logits, int classes, int truth) {
  float largest = -INFINITY;
  for (int i = 0; i < classes; i++) {
    if (i != truth && logits[i] > largest) largest = logits[i];
  }
  return logits[truth] - largest;
}

/* What was said at the first step. */
static int kind_of(const ps_graph *graph, int said) {
  int kind = PS_SAID_ELSE, last = graph->path_length - 1;
  for (int j = 0; j < graph->degree; j++) {
    bool right = j == graph->goal_arm;
    for (int k = 0; k <= last; k++) {
      if (said != graph->arms[j][k]) continue;
      if (k == 1) return right ? PS_SAID_RIGHT : PS_SAID_ARM;
      if (right) kind = k == last ? PS_SAID_GOAL : PS_SAID_PATH;
    }
  }
  return kind;
}

ps_asking ps_ask_graphs(const ps_run *run, ps_worker *worker, int graphs) {
  const ps_config *c = &run->config;
  ps_asking a = {.run = run,
                 .worker = worker,
                 .sequences = graphs,
                 .asked = graphs,
                 .time = ps_input_length(c),
                 .prefix = ps_prefix_length(c),
                 .classes = ps_vocabulary(c)};
  for (int i = 0; i < graphs; i++) {
    ps_objective_sample(worker->x + i * a.time, worker->y + i * a.time, c, &worker->graphs[i]);
  }
  return a;
}

void ps_ask_forward(const ps_asking *a, int first, int end, int look) {
  ps_span span = {.x = a->worker->x,
                  .sequences = a->sequences,
                  .time = a->time,
                  .first = first,
                  .end = end,
                  .look = look,
                  .surgery = a->surgery};
  ps_model_forward(&a->run->model, &a->worker->workspace, &span);
}

void ps_ask_forced(ps_tally *tally, int32_t said[][PS_TARGETS_MAX], const ps_asking *a, uint64_t first_index) {
  const ps_run *run = a->run;
  const ps_config *c = &run->config;
  int length = ps_target_length(c), answers = a->time - length, choice = ps_stride(c) * ps_target_position(c, 1);
  bool in_place = ps_says_in_place(c);
  for (int first = 0, after; first < length; first = after) {
    after = in_place ? first + 1 : length;
    ps_ask_forward(a, 0, a->time, answers + first);
    float *logits = a->worker->workspace.logits;
    for (int i = 0; i < a->asked; i++) {
      int index = (int)first_index + i;
      const int32_t *y = a->worker->y + i * a->time + answers;
      for (int k = first; k < length; k++, logits += a->classes) {
        if (k >= after) continue;
        said[i][k] = ps_most_likely(logits, a->classes);
        tally->counts.forced[k] += said[i][k] == y[k];
        if (k == choice) {
          float margin = margin_of(logits, a->classes, y[k]);
          tally->sums.margin += margin;
          if (a->apart && index % a->apart == 0) run->margins[index / a->apart] = margin;
          tally->counts.said[kind_of(&a->worker->graphs[i], said[i][k])]++;
        }
        ps_loss_rows row = {.y = y + k,
                            .path = y + k,
                            .y_sequence = a->time,
                            .x = a->worker->x + i * a->time,
                            .look = answers + k,
                            .config = c,
                            .sequences = 1,
                            .positions = 1,
                            .classes = a->classes,
                            .scale = 1};
        double loss = ps_objective_of(c)->loss(logits, run->model.kernels, &row);
        tally->sums.loss += loss;
        tally->sums.losses[k] += loss;
      }
    }
    for (int i = 0; i < a->sequences && in_place; i++) {
      int at = i * a->time + answers + first;
      a->worker->x[at].id = a->worker->y[at];
    }
  }
}

void ps_tally_add(ps_tally *total, const ps_tally *tally) {
  int *counts = (int *)&total->counts;
  double *sums = (double *)&total->sums;
  for (size_t i = 0; i < sizeof tally->counts / sizeof *counts; i++) counts[i] += ((const int *)&tally->counts)[i];
  for (size_t i = 0; i < sizeof tally->sums / sizeof *sums; i++) sums[i] += ((const double *)&tally->sums)[i];
}

/* What an evaluation cannot tell: where a model looks, and which target positions teach it. */
#include "ground/fail.h"
#include "objectives/objective.h"
#include "task/graph.h"
#include "training/batch.h"

#include <math.h>
#include <string.h>

ps_status ps_run_attention(float *attention, ps_run *run, const ps_graph *graph, ps_message *why) {
  const ps_config *c = &run->config;
  const ps_architecture_row *architecture = run->model.architecture;
  ps_worker *worker = &run->workers[0];
  ps_status status = ps_graph_check(c, graph, why);
  if (status) return status;
  if (!architecture->attention) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NO_ATTENTION, "");
  }
  int time = ps_input_length(c);
  ps_objective_sample(worker->x, worker->y, c, graph);
  ps_span span = {.x = worker->x, .sequences = 1, .time = time, .end = time, .look = ps_answer_place(c)};
  ps_model_forward(&run->model, &worker->workspace, &span);
  /* Where a row's weights are not numbers, its position's logits are not numbers either. */
  for (int i = 0; i < ps_target_length(c) * ps_vocabulary(c); i++) {
    if (!isfinite(worker->workspace.logits[i])) {
      return ps_fail(why, PS_DIVERGED, PS_REFUSE_LOGITS_NOT_FINITE, "");
    }
  }
  architecture->attention(attention, &run->model, &worker->workspace, &span);
  return PS_OK;
}

ps_status ps_run_supervision(double *loss, double *gradient, ps_run *run, int graphs, ps_message *why) {
  const ps_config *c = &run->config;
  int length = ps_target_length(c), counted = ps_objective_counted(c);
  double losses[PS_TARGETS_MAX], norms[PS_TARGETS_MAX];
  if (graphs < 1 || graphs > c->batch) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_OUTSIDE_BATCH, "graphs", graphs, c->batch);
  }
  ps_status status = ps_run_check_given(run, why);
  ps_batch b = ps_batch_of_step(run, graphs);
  for (int i = 0; i < length && !status; i++) {
    b.from = i;
    b.until = i + 1;
    if (b.look && !ps_tells_slots(c)) b.look = ps_answer_place(c) + i; /* elsewhere it is said at any position */
    ps_losses share;
    status = ps_batch_gradients(&share, &norms[i], &b, why);
    losses[i] = share.main * counted; /* of the position alone, not its share of the path's */
  }
  if (status) return status;
  memcpy(loss, losses, (size_t)length * sizeof *loss);
  memcpy(gradient, norms, (size_t)length * sizeof *gradient);
  return PS_OK;
}

/* Questions to a trained model: accuracies with the true previous tokens given (forced) and with its own (free), whole
 * paths, the Clever Hans test, and the step-by-step decoding of one graph.
 *
 * Forced accuracy computes a whole sequence at once. Its keys and values stay in the workspace, so the Clever Hans
 * continuation and free decoding compute only target positions, and of those only what the true path has not answered.
 * The Clever Hans test comes first: it shares target 1 with the true path, a model's first fault is often there.
 *
 * Where positions see later ones (mlm) nothing stays: each answer is a whole pass over sequences that show, in place, what
 * is given and `$` everywhere else. Forced: the targets before are given. Clever Hans: target 1 and the wrong arm's
 * target 2; free: nothing; both settle the surest answer of all open places in each pass.
 *
 * Where targets can be said in any order (any_order) all is as elsewhere, from the start to the goal, and so measures the same.
 * In another order only free decoding and ps_run_decode() go (ps_run_set_order()): whole passes, one for each target that
 * may be said next. */
#include "ground/fail.h"
#include "ground/rng.h"
#include "objectives/objective.h"
#include "questions/asking.h"
#include "task/graph.h"

#include <assert.h>
#include <math.h>
#include <string.h>

void ps_wilson_interval(double *low, double *high, int successes, int trials) {
  const double z = 1.959963984540054, n = trials, share = successes / n;
  double centre = share + z * z / (2 * n), spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  *low = successes ? (centre - spread) / (1 + z * z / n) : 0;
  *high = successes < trials ? (centre + spread) / (1 + z * z / n) : 1;
}

/* Shell's sort: qsort() may allocate, and questions do not; for so few values no other is worth its code. */
static void sort(float *values, int count) {
  for (int gap = count / 2; gap; gap = gap == 2 ? 1 : gap * 5 / 11) {
    for (int i = gap; i < count; i++) {
      float value = values[i];
      int k = i;
      for (; k >= gap && values[k - gap] > value; k -= gap) values[k] = values[k - gap];
      values[k] = value;
    }
  }
}

/* The pass in which a place settled, from 1; 0 where its answer was given. */
enum { OPEN = -1 };

/* The probability of all other answers than `best`, which stays apart from 0 where that of the best has become 1. */
static double doubt_of(const float *probabilities, int classes, int best) {
  double doubt = 0;
  for (int j = 0; j < classes; j++) doubt += j == best ? 0 : (double)probabilities[j];
  return doubt;
}

/* One pass over sequences that are said in place: in each, of the places that are open, the one with the surest answer
 * settles (of equals the first), or, with `handed` >= 0, place 1 as if that had been its answer. The answer goes into
 * `said` and the input, the pass's number into `rounds`. Logits of the path <- probabilities, at places that were open.
 * Returns the place that settled in the last sequence. */
static int settle(const ps_asking *a, int32_t said[][PS_TARGETS_MAX], int16_t rounds[][PS_TARGETS_MAX], int round,
                  int handed) {
  int length = ps_target_length(&a->run->config), surest = 0;
  ps_ask_forward(a, 0, a->time, a->time - length);
  for (int i = 0; i < a->sequences; i++) {
    double least = INFINITY;
    int answer = 0;
    surest = OPEN;
    for (int k = 0; k < length; k++) {
      if (rounds[i][k] != OPEN || (handed >= 0 && k != 1)) continue;
      float *row = a->worker->workspace.logits + (ptrdiff_t)(i * length + k) * a->classes;
      int best = ps_most_likely(row, a->classes);
      a->run->model.kernels->softmax(row, row, a->classes);
      double doubt = doubt_of(row, a->classes, best);
      if (surest != OPEN && !(doubt < least)) continue;
      surest = k, least = doubt;
      answer = handed >= 0 ? handed : best;
    }
    said[i][surest] = answer;
    rounds[i][surest] = (int16_t)round;
    a->worker->x[i * a->time + a->prefix + surest].id = answer;
  }
  return surest;
}

/* Settles all places one by one, but the first `given`, whose answers are in x already. */
static void settle_all(const ps_asking *a, int32_t said[][PS_TARGETS_MAX], int given) {
  const ps_config *c = &a->run->config;
  int16_t rounds[PS_SHARD_SEQUENCES][PS_TARGETS_MAX];
  int length = ps_target_length(c), dummy = c->labels + PS_TOKEN_DUMMY;
  assert(a->sequences <= PS_SHARD_SEQUENCES);
  for (int i = 0; i < a->sequences; i++) {
    for (int k = 0; k < PS_TARGETS_MAX; k++) rounds[i][k] = k < given ? 0 : OPEN;
    for (int k = given; k < length; k++) a->worker->x[i * a->time + a->prefix + k].id = dummy;
  }
  for (int round = 1; round <= length - given; round++) settle(a, said, rounds, round, -1);
}

/* The n-th target, from 0, that is open; counted from the last if `back`. */
static int open_target(const int16_t *rounds, int length, int n, bool back) {
  for (int i = 0; i < length; i++) {
    int k = back ? length - 1 - i : i;
    if (rounds[k] == OPEN && !n--) return k;
  }
  assert(false);
  return OPEN;
}

/* One turn of sequences whose targets are said in the run's order: `turn` have been said, which are in x. In each the last
 * open target is said or, of all, the one with the surest answer (of equals the first); or, with `handed` >= 0, target 1 as
 * if that had been its answer. The answer goes into `said` and the input, `round` into `rounds`; into `probabilities`
 * (targets, labels), unless it is NULL, those of the last sequence, at targets that might have been said. Returns which
 * one was in the last sequence. */
static int take_turn(float (*probabilities)[PS_LABELS_MAX], const ps_asking *a, int32_t said[][PS_TARGETS_MAX],
                     int16_t rounds[][PS_TARGETS_MAX], int turn, int round, int handed) {
  const ps_config *c = &a->run->config;
  int length = c->path_length, at = a->prefix - 1 + turn, surest[PS_SHARD_SEQUENCES];
  int passes = handed < 0 && a->run->order == PS_ORDER_SUREST ? length - turn : 1;
  double least[PS_SHARD_SEQUENCES];
  assert(a->sequences <= PS_SHARD_SEQUENCES);
  for (int pass = 0; pass < passes; pass++) {
    int target[PS_SHARD_SEQUENCES];
    for (int i = 0; i < a->sequences; i++) {
      bool back = a->run->order == PS_ORDER_BACKWARDS;
      target[i] = handed >= 0 ? 1 : open_target(rounds[i], length, pass, back);
      a->worker->x[i * a->time + at].asked = (uint8_t)(target[i] + 1);
    }
    ps_ask_forward(a, 0, at + 1, at);
    for (int i = 0; i < a->sequences; i++) {
      float *row = a->worker->workspace.logits + (ptrdiff_t)i * a->classes;
      int k = target[i], best = ps_most_likely(row, a->classes);
      a->run->model.kernels->softmax(row, row, a->classes);
      if (probabilities) memcpy(probabilities[k], row, (size_t)c->labels * sizeof *row);
      double doubt = doubt_of(row, a->classes, best);
      if (pass && !(doubt < least[i])) continue;
      surest[i] = k, least[i] = doubt;
      said[i][k] = handed >= 0 ? handed : best;
    }
  }
  for (int i = 0; i < a->sequences; i++) {
    ps_token *x = a->worker->x + i * a->time + at;
    int k = surest[i];
    rounds[i][k] = (int16_t)round;
    x[0].asked = (uint8_t)(k + 1);
    if (turn + 1 < length) x[1].id = said[i][k], x[1].slot = x[0].asked;
  }
  return surest[a->sequences - 1];
}

/* Continues every sequence greedily: targets from..l-1 (counted from 0) are decoded and put into `said`, each becoming
 * the next input. Inputs up to that of target from - 1 must be in x; keys and values up to position `known` are those
 * of x. With `guessed` the later inputs are there too, as guesses, and a pass decodes as far as they prove right in
 * every sequence, and one further. */
static void continue_greedily(const ps_asking *a, int32_t said[][PS_TARGETS_MAX], int from, int known, bool guessed) {
  int length = ps_target_length(&a->run->config);
  while (from < length) {
    /* Target k is said at the input of target k - 1, at position prefix + k - 1. */
    int asked = guessed ? length - from : 1, agreed = asked;
    ps_ask_forward(a, known, a->prefix + from - 1 + asked, a->prefix + from - 1);
    ps_token *x = a->worker->x + a->prefix + from;
    for (int i = 0; i < a->sequences; i++) {
      const float *logits = a->worker->workspace.logits + (ptrdiff_t)i * asked * a->classes;
      for (int k = 0; k < agreed; k++) {
        said[i][from + k] = ps_most_likely(logits + (ptrdiff_t)k * a->classes, a->classes);
        if (k + 1 < agreed && said[i][from + k] != x[i * a->time + k].id) agreed = k + 1;
      }
    }
    from += agreed;
    known = a->prefix + from - 1;
    for (int i = 0; i < a->sequences && from < length; i++) {
      x[i * a->time + agreed - 1].id = said[i][from - 1];
    }
  }
}

/* Free decoding, from the answers to the true path in `said`: up to a sequence's first fault they are its own as well,
 * and only what follows the first fault of all is decoded. Keys and values of `known` targets are those of the true
 * path. A `walker` is guessed to stay on the arm it is on. */
static void decode_freely(const ps_asking *a, int32_t said[][PS_TARGETS_MAX], int known, bool walker) {
  const ps_config *c = &a->run->config;
  int length = ps_target_length(c), right = length;
  for (int i = 0; i < a->sequences; i++) {
    const int32_t *y = a->worker->y + i * a->time + a->prefix - 1;
    for (int k = 0; k < right; k++) {
      if (said[i][k] != y[k]) right = k;
    }
  }
  if (right + 1 >= length) return;
  for (int i = 0; i < a->sequences; i++) {
    ps_token *x = a->worker->x + i * a->time + a->prefix;
    const int32_t *y = a->worker->y + i * a->time + a->prefix - 1;
    for (int k = 0; k < right; k++) x[k].id = y[k];
    x[right].id = said[i][right];
    int16_t arm[PS_TARGETS_MAX];
    for (int j = 0; j < c->degree && walker; j++) {
      ps_objective_targets(arm, c, &a->worker->graphs[i], j);
      if (j && arm[right] != said[i][right]) continue;
      for (int k = right + 1; k + 1 < length; k++) x[k].id = arm[k];
    }
  }
  continue_greedily(a, said, right + 1, a->prefix + (known < right ? known : right), walker);
}

static bool hans_defined(const ps_config *c) {
  return ps_objective_of(c)->decoder != PS_SAY_AT_ONCE && c->degree > 1 && c->path_length > 2;
}

/* Hands over target 1 and a wrong arm's target 2, and sees whether that arm's other targets follow. Who walks an arm is
 * fed that arm: all of its targets are asked for at once, and who says them all walks it step by step as well. Keys and
 * values of target 1 (and GPT-2's comma after it) must be the true path's, and stay. In place the other targets settle
 * one by one; the true target 1 must be in x. */
static void ask_hans(ps_tally *tally, const ps_asking *a, uint64_t first_index) {
  const ps_config *c = &a->run->config;
  int length = ps_target_length(c), handed = ps_stride(c), asked = length - 1 - handed;
  int16_t wrong[PS_SHARD_SEQUENCES][PS_TARGETS_MAX];
  int32_t said[PS_SHARD_SEQUENCES][PS_TARGETS_MAX];
  assert(a->sequences <= PS_SHARD_SEQUENCES);
  for (int i = 0; i < a->sequences; i++) {
    const ps_graph *graph = &a->worker->graphs[i];
    ps_rng rng = ps_rng_at((uint64_t)c->seed, PS_STREAM_WRONG_STEP, first_index + (uint64_t)i);
    int arm = (int)ps_rng_below(&rng, (uint32_t)c->degree - 1);
    ps_objective_targets(wrong[i], c, graph, arm + (arm >= graph->goal_arm));
    ps_token *x = a->worker->x + i * a->time + a->prefix;
    for (int k = handed; k + 1 < length; k++) x[k].id = wrong[i][k];
  }
  bool in_place = ps_says_in_place(c);
  if (in_place) {
    settle_all(a, said, 2);
  } else {
    ps_ask_forward(a, a->prefix + handed, a->time, a->prefix + handed);
  }
  tally->counts.hans_graphs = a->sequences;
  for (int i = 0; i < a->sequences; i++) {
    const float *logits = a->worker->workspace.logits + (ptrdiff_t)i * asked * a->classes;
    int right = 0;
    for (; right < asked; right++, logits += a->classes) {
      int place = length - asked + right;
      if ((in_place ? said[i][place] : ps_most_likely(logits, a->classes)) != wrong[i][place]) break;
    }
    tally->counts.hans_walked += right >= asked - 1;
    tally->counts.hans_followed += right == asked;
  }
}

/* All questions about the `sequences` graphs in the worker. */
static void ask(ps_tally *tally, const ps_asking *a, uint64_t first_index) {
  const ps_config *c = &a->run->config;
  ps_decoder decoder = ps_objective_of(c)->decoder;
  int length = ps_target_length(c);
  int32_t said[PS_SHARD_SEQUENCES][PS_TARGETS_MAX];
  *tally = (ps_tally){.sums = {.loss = 0}};
  assert(a->sequences <= PS_SHARD_SEQUENCES);
  ps_ask_forced(tally, said, a, first_index);
  bool hans = hans_defined(c);
  if (hans) ask_hans(tally, a, first_index);
  if (decoder == PS_SAY_SUREST) settle_all(a, said, 0);
  if (a->run->order != PS_ORDER_FORWARDS) {
    int16_t rounds[PS_SHARD_SEQUENCES][PS_TARGETS_MAX];
    for (int i = 0; i < a->sequences; i++) {
      for (int k = 0; k < length; k++) rounds[i][k] = OPEN;
    }
    for (int turn = 0; turn < length; turn++) take_turn(NULL, a, said, rounds, turn, turn + 1, -1);
  } else if (decoder == PS_SAY_IN_TURN) {
    decode_freely(a, said, hans ? ps_stride(c) : length, hans && tally->counts.hans_walked == a->sequences);
  }
  for (int i = 0; i < a->sequences; i++) {
    const int32_t *y = a->worker->y + (i + 1) * a->time - length;
    int right = 0;
    for (int k = 0; k < length; k++) {
      tally->counts.free[k] += said[i][k] == y[k];
      right += said[i][k] == y[k];
    }
    tally->counts.path_correct += right == length;
  }
}

/* One pool call's worth of graphs. */
typedef struct stretch {
  ps_run *run;
  const ps_graph *given; /* or NULL: graphs of the split */
  ps_split split;
  int first, count, apart;
} stretch;

static void ask_task(void *context, int task, int thread) {
  const stretch *r = context;
  const ps_run *run = r->run;
  ps_worker *worker = &run->workers[thread];
  int first = task * run->shard_sequences, left = r->count - first;
  int sequences = left < run->shard_sequences ? left : run->shard_sequences;
  for (int i = 0; i < sequences; i++) {
    if (r->given) {
      worker->graphs[i] = r->given[r->first + first + i];
    } else {
      ps_graph_generate(&worker->graphs[i], &run->space, r->split, (uint64_t)(r->first + first + i));
    }
  }
  ps_asking a = ps_ask_graphs(run, worker, sequences);
  a.apart = r->apart;
  ask(&run->tallies[task], &a, (uint64_t)(r->first + first));
}

static ps_status evaluate(ps_metrics *metrics, ps_run *run, const ps_graph *given, ps_split split, int graphs,
                          ps_message *why) {
  int length = run->config.path_length, stride = ps_stride(&run->config), most = PS_TALLIES * run->shard_sequences;
  int apart = (graphs - 1) / PS_MARGINS_MAX + 1, kept = (graphs - 1) / apart + 1;
  ps_tally total = {.sums = {.loss = 0}};
  const struct ps_counts *counts = &total.counts;
  const struct ps_sums *sums = &total.sums;
  for (int first = 0, count; first < graphs; first += count) {
    count = graphs - first < most ? graphs - first : most;
    stretch r = {run, given, split, first, count, apart};
    int tasks = (count + run->shard_sequences - 1) / run->shard_sequences;
    ps_pool_run(run->pool, ask_task, &r, tasks);
    for (int i = 0; i < tasks; i++) ps_tally_add(&total, &run->tallies[i]);
  }
  /* What a model says whose logits are not numbers is not an answer. */
  if (!isfinite(sums->loss)) return ps_fail(why, PS_DIVERGED, PS_REFUSE_LOSS_NOT_FINITE, "");
  sort(run->margins, kept);
  double asked = graphs, handed = counts->hans_graphs;
  ps_metrics m = {.graphs = asked,
                  .path_correct = counts->path_correct,
                  .loss = sums->loss / (asked * ps_target_length(&run->config)),
                  .margin = sums->margin / asked,
                  .margin_low = run->margins[(kept - 1) / 4],
                  .margin_high = run->margins[kept - 1 - (kept - 1) / 4],
                  .said_arm = counts->said[PS_SAID_ARM] / asked,
                  .said_path = counts->said[PS_SAID_PATH] / asked,
                  .said_goal = counts->said[PS_SAID_GOAL] / asked,
                  .said_else = counts->said[PS_SAID_ELSE] / asked,
                  .path = counts->path_correct / asked,
                  .hans = handed > 0 ? counts->hans_followed / handed : NAN,
                  .hans_inner = handed > 0 && length > 3 ? counts->hans_walked / handed : NAN,
                  .hans_graphs = handed};
  ps_wilson_interval(&m.path_low, &m.path_high, counts->path_correct, graphs);
  for (int k = 0; k < length; k++) {
    m.forced[k] = counts->forced[k * stride] / asked;
    m.free[k] = counts->free[k * stride] / asked;
    m.losses[k] = sums->losses[k * stride] / asked;
  }
  ps_metrics_read_forced(&m, &run->config);
  *metrics = m;
  return PS_OK;
}

ps_status ps_run_evaluate(ps_metrics *metrics, ps_run *run, ps_split split, int graphs, ps_message *why) {
  if (graphs < 1) return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NOT_POSITIVE, "graphs", graphs);
  if (split != PS_TRAIN && split != PS_HELD_OUT) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_OUTSIDE, "split", (int)split, 0, 1);
  }
  if (split == PS_HELD_OUT) return evaluate(metrics, run, NULL, split, graphs, why);
  int known = ps_run_training_set(run);
  ps_status status = ps_run_check_given(run, why);
  if (known && graphs > known) graphs = known;
  return status ? status : evaluate(metrics, run, run->given, split, graphs, why);
}

ps_status ps_run_evaluate_graphs(ps_metrics *metrics, ps_run *run, const ps_graph *graphs, int count, ps_message *why) {
  if (count < 1) return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NOT_POSITIVE, "count", count);
  for (int i = 0; i < count; i++) {
    ps_status status = ps_graph_check(&run->config, &graphs[i], why);
    if (status) return status;
  }
  return evaluate(metrics, run, graphs, PS_HELD_OUT, count, why);
}

const char *ps_order_name(int order) {
  static const char *const names[] = {
      [PS_ORDER_FORWARDS] = "forwards", [PS_ORDER_BACKWARDS] = "backwards", [PS_ORDER_SUREST] = "surest"};
  return order >= 0 && order < PS_ORDERS ? names[order] : NULL;
}

ps_status ps_run_set_order(ps_run *run, int order, ps_message *why) {
  if (!ps_order_name(order)) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_OUTSIDE, "order", order, 0, PS_ORDERS - 1);
  }
  if (order != PS_ORDER_FORWARDS && !ps_tells_slots(&run->config)) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_ONE_ORDER, "order");
  }
  run->order = order;
  return PS_OK;
}

ps_status ps_run_decode(ps_decoding *d, ps_run *run, const ps_graph *graph, int first_step, ps_message *why) {
  const ps_config *c = &run->config;
  ps_status status = ps_graph_check(c, graph, why);
  if (status) return status;
  if (first_step >= 0 && ps_objective_of(c)->decoder == PS_SAY_AT_ONCE) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NO_HAND, "");
  }
  if (first_step < -1 || first_step >= c->labels) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_OUTSIDE, "first_step", first_step, -1, c->labels - 1);
  }
  ps_worker *worker = &run->workers[0];
  worker->graphs[0] = *graph;
  ps_asking a = ps_ask_graphs(run, worker, 1);
  d->path_length = ps_target_length(c);
  d->labels = c->labels;
  d->correct = 1;
  ps_objective_targets(d->targets, c, graph, graph->goal_arm);
  /* What is handed over in place, or in another order than forwards, is settled in a pass before the first. */
  ps_decoder decoder = ps_objective_of(c)->decoder;
  int32_t said[1][PS_TARGETS_MAX];
  int16_t rounds[1][PS_TARGETS_MAX];
  bool handed = first_step >= 0, surest = decoder == PS_SAY_SUREST, ordered = run->order != PS_ORDER_FORWARDS;
  if (!surest && !ordered) ps_ask_forward(&a, 0, a.time, a.prefix - 1);
  for (int k = 0; k < PS_TARGETS_MAX; k++) rounds[0][k] = OPEN;
  for (int turn = 0; turn < d->path_length; turn++) {
    int k = turn, round = surest || ordered                ? turn + !handed
                          : decoder == PS_SAY_AT_ONCE      ? 1
                          : turn == ps_stride(c) && handed ? 0
                                                           : turn + 1;
    float *logits = worker->workspace.logits;
    if (ordered) {
      k = take_turn(d->probabilities, &a, said, rounds, turn, round, round ? -1 : first_step);
      logits = d->probabilities[k];
    } else if (surest) {
      k = settle(&a, said, rounds, round, round ? -1 : first_step);
    } else if (decoder == PS_SAY_IN_TURN && k) {
      worker->x[a.prefix + k - 1].id = d->tokens[k - 1];
      ps_ask_forward(&a, a.prefix + k - 1, a.prefix + k, a.prefix + k - 1);
    }
    if (decoder != PS_SAY_IN_TURN) logits += (ptrdiff_t)k * a.classes;
    if (!surest && !ordered) {
      said[0][k] = round ? ps_most_likely(logits, a.classes) : first_step;
      run->model.kernels->softmax(logits, logits, a.classes);
    }
    d->tokens[k] = said[0][k];
    d->rounds[k] = (int16_t)round;
    if (!ordered) memcpy(d->probabilities[k], logits, (size_t)c->labels * sizeof(float));
    if (!isfinite(logits[0])) return ps_fail(why, PS_DIVERGED, PS_REFUSE_PROBABILITIES_NOT_FINITE, "");
    d->correct &= d->tokens[k] == d->targets[k];
  }
  return PS_OK;
}

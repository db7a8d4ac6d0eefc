/* What a model says while some of its parts are switched off, or have the outputs that they have in another graph.
 *
 * A patched graph and the one it takes outputs from are computed together: the first half of a worker's sequences are the
 * graphs asked, the second half, in the same order, those they are patched from (models/trunk_parts.c). */
#include "ground/fail.h"
#include "ground/text.h"
#include "questions/asking.h"
#include "task/graph.h"

#include <math.h>
#include <string.h>

enum { PARTS_MAX = PS_TRUNK_MAX * (PS_GPT2_HEADS_MAX + 1) }; /* heads and MLP; no other model has more heads */

int ps_run_part_count(const ps_run *run) {
  return ps_model_parts(&run->model);
}

ps_part ps_run_part(const ps_run *run, int i) {
  return ps_model_part(&run->model, i);
}

static const char *const kinds[] = {[PS_HEAD] = "head", [PS_MLP] = "mlp", [PS_MIXER] = "mixer"};

static void write_name(ps_text *text, ps_part part) {
  ps_text_format(text, "layer%d.%s", part.layer + 1, kinds[part.kind]);
  if (part.kind == PS_HEAD) ps_text_integer(text, part.head + 1);
}

size_t ps_part_name(char *name, size_t capacity, ps_part part) {
  ps_text text = ps_text_begin(name, capacity);
  write_name(&text, part);
  return ps_text_end(&text);
}

size_t ps_run_parts_json(char *json, size_t capacity, const ps_run *run) {
  ps_text text = ps_text_begin(json, capacity);
  for (int i = 0; i < ps_run_part_count(run); i++) {
    ps_part part = ps_run_part(run, i);
    ps_text_string(&text, i ? ",{\"name\":\"" : "[{\"name\":\"");
    write_name(&text, part);
    ps_text_format(&text, "\",\"kind\":\"%s\",\"layer\":%d,\"head\":", kinds[part.kind], part.layer + 1);
    if (part.kind == PS_HEAD) {
      ps_text_format(&text, "%d}", part.head + 1);
    } else {
      ps_text_string(&text, "null}");
    }
  }
  ps_text_character(&text, ']');
  return ps_text_end(&text);
}

/* A whole number after `word`, up to `end`. */
static bool read_number(int64_t *number, const char *text, const char *end, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(end - text) <= length || memcmp(text, word, length) != 0) return false;
  return ps_parse_integer(number, text + length, (size_t)(end - text) - length);
}

static bool is_word(const char *text, const char *end, const char *word) {
  return (size_t)(end - text) == strlen(word) && memcmp(text, word, strlen(word)) == 0;
}

ps_status ps_run_find_part(int *part, const ps_run *run, const char *name, size_t length, ps_message *why) {
  const ps_config *c = &run->config;
  char quoted[PS_ARGUMENT_MOST + 8]; /* ps_fail() cuts what is longer, between characters */
  size_t kept = length < sizeof quoted - 1 ? length : sizeof quoted - 1;
  memcpy(quoted, name, kept);
  quoted[kept] = 0;
  const char *end = name + length, *dot = length ? memchr(name, '.', length) : NULL, *rest = dot ? dot + 1 : end;
  int64_t layer = 0, head = 1;
  bool mlp = is_word(rest, end, kinds[PS_MLP]), mixer = is_word(rest, end, kinds[PS_MIXER]);
  bool attends = run->model.architecture->attention;
  if (!dot || !read_number(&layer, name, dot, "layer") || !(mlp || mixer || read_number(&head, rest, end, "head"))) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_PART_NAME, "parts", quoted);
  }
  if (mixer && attends) return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_PART_NO_MIXER, "parts", quoted);
  if (!mixer && !attends) return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_PART_ONLY_MIXERS, "parts", quoted);
  if (mlp && !c->mlp_ratio) return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_PART_NO_MLP, "parts", quoted);
  if (layer < 1 || layer > c->layers) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_PART_LAYER, "parts", quoted, c->layers);
  }
  if (attends && (head < 1 || head > c->heads)) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_PART_HEAD, "parts", quoted, c->heads);
  }
  int of_layer = ps_run_part_count(run) / c->layers;
  *part = ((int)layer - 1) * of_layer + (mlp ? c->heads : (int)head - 1);
  return PS_OK;
}

/* One pool call's worth of graphs. */
typedef struct stretch {
  ps_run *run;
  const ps_surgery *surgery; /* or NULL */
  int shift;                 /* of the graphs patched from; -1: none is */
  int first, count, at_a_time;
} stretch;

static void operate_task(void *context, int task, int thread) {
  const stretch *r = context;
  const ps_run *run = r->run;
  ps_worker *worker = &run->workers[thread];
  ps_tally *tally = &run->tallies[task];
  bool patched = r->shift >= 0;
  int first = task * r->at_a_time, left = r->count - first, asked = left < r->at_a_time ? left : r->at_a_time;
  for (int i = 0; i < asked; i++) {
    uint64_t index = (uint64_t)(r->first + first + i);
    ps_graph_generate(&worker->graphs[i], &run->space, PS_HELD_OUT, index);
    if (patched) {
      ps_graph_generate(&worker->graphs[asked + i], &run->space, PS_HELD_OUT, index + (uint64_t)r->shift);
    }
  }
  ps_asking a = ps_ask_graphs(run, worker, patched ? 2 * asked : asked);
  a.asked = asked;
  a.surgery = r->surgery;
  int32_t said[PS_SHARD_SEQUENCES][PS_TARGETS_MAX];
  *tally = (ps_tally){.sums = {.loss = 0}};
  ps_ask_forced(tally, said, &a, (uint64_t)(r->first + first));
  int length = ps_target_length(&run->config);
  for (int i = 0; i < asked && patched; i++) {
    const int32_t *y = worker->y + (i + 1) * a.time - length, *source = y + asked * a.time;
    for (int k = 0; k < length; k++) tally->counts.source[k] += said[i][k] == source[k] && source[k] != y[k];
  }
}

ps_status ps_run_operate(ps_answers *answers, ps_run *run, const ps_operation *operation, int graphs, ps_message *why) {
  int parts = ps_run_part_count(run), stride = ps_stride(&run->config);
  bool changed[PARTS_MAX] = {false}, patched = operation->patched && operation->count > 0;
  if (graphs < 1) return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NOT_POSITIVE, "graphs", graphs);
  if (patched && operation->shift < 0) {
    return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_NEGATIVE, "shift", operation->shift);
  }
  for (int i = 0; i < operation->count; i++) {
    int part = operation->parts[i];
    if (part < 0 || part >= parts) {
      return ps_fail(why, PS_INVALID_ARGUMENT, PS_REFUSE_OUTSIDE, "parts", part, 0, parts - 1);
    }
    changed[part] = true;
  }
  ps_surgery surgery = {.parts = changed, .patched = patched};
  ps_tally total = {.sums = {.loss = 0}};
  int at_a_time = patched ? ps_run_room(run) / 2 : ps_run_room(run), most = PS_TALLIES * at_a_time;
  for (int first = 0, count; first < graphs; first += count) {
    count = graphs - first < most ? graphs - first : most;
    stretch r = {run, operation->count ? &surgery : NULL, patched ? operation->shift : -1, first, count, at_a_time};
    int tasks = (count + at_a_time - 1) / at_a_time;
    ps_pool_run(run->pool, operate_task, &r, tasks);
    for (int i = 0; i < tasks; i++) ps_tally_add(&total, &run->tallies[i]);
  }
  if (!isfinite(total.sums.loss)) return ps_fail(why, PS_DIVERGED, PS_REFUSE_LOSS_NOT_FINITE, "");
  *answers = (ps_answers){.graphs = graphs};
  for (int k = 0; k < run->config.path_length; k++) {
    answers->right[k] = total.counts.forced[k * stride];
    answers->source[k] = total.counts.source[k * stride];
    answers->loss[k] = total.sums.losses[k * stride] / graphs;
  }
  return PS_OK;
}

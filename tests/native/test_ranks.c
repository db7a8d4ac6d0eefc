/* A run cut over ranks, each of them a thread here: it ends with the bits of one process, and sends what it was said to. */
#include "run_check.h"

#include <pthread.h>
#include <string.h>

enum { RANKS_MAX = 8, STEPS = 3, UNTIL_DIVERGED = 200 };

/* What each rank holds out to each other one. */
typedef struct exchange {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  struct {
    bool full;
    const void *bytes;
    size_t size;
  } offer[RANKS_MAX][RANKS_MAX]; /* [from][to] */
} exchange;

typedef struct process {
  pthread_t thread;
  exchange *exchange;
  ps_ranks ranks;
  const ps_config *config;
  const void *checkpoint; /* what it goes on from, or NULL */
  size_t checkpoint_size;
  int threads, steps;
  ps_run *run;
  ps_status status;
  double sent;
  int swaps, unequal;
} process;

static void swap(void *context, int peer, void *received, size_t received_bytes, const void *sent, size_t sent_bytes) {
  process *p = context;
  exchange *e = p->exchange;
  int rank = p->ranks.rank;
  p->sent += (double)sent_bytes;
  p->swaps++;
  pthread_mutex_lock(&e->lock);
  e->offer[rank][peer].bytes = sent;
  e->offer[rank][peer].size = sent_bytes;
  e->offer[rank][peer].full = true;
  pthread_cond_broadcast(&e->changed);
  while (!e->offer[peer][rank].full) pthread_cond_wait(&e->changed, &e->lock);
  p->unequal += received_bytes != e->offer[peer][rank].size; /* checks are counted by the main thread alone */
  memcpy(received, e->offer[peer][rank].bytes, received_bytes);
  e->offer[peer][rank].full = false;
  pthread_cond_broadcast(&e->changed);
  while (e->offer[rank][peer].full) pthread_cond_wait(&e->changed, &e->lock);
  pthread_mutex_unlock(&e->lock);
}

static void *train(void *context) {
  process *p = context;
  ps_run_options options = {.threads = p->threads, .ranks = &p->ranks};
  if (p->checkpoint)
    p->status = ps_run_load(&p->run, p->checkpoint, p->checkpoint_size, &options, NULL);
  else
    p->status = ps_run_create(&p->run, p->config, &options, NULL);
  if (!p->status) p->status = ps_run_step(p->run, p->steps, NULL);
  return NULL;
}

/* Each process's run, some steps on; all are the caller's to destroy. */
static void train_cut(process *processes, exchange *e, int ranks, const process *like) {
  for (int i = 0; i < ranks; i++) {
    processes[i] = *like;
    processes[i].exchange = e;
    processes[i].ranks = (ps_ranks){.rank = i, .ranks = ranks, .context = &processes[i], .swap = swap};
    if (pthread_create(&processes[i].thread, NULL, train, &processes[i])) exit(1);
  }
  for (int i = 0; i < ranks; i++) pthread_join(processes[i].thread, NULL);
}

static void destroy(process *processes, int ranks) {
  for (int i = 0; i < ranks; i++) ps_run_destroy(processes[i].run);
}

static void *saved(size_t *size, const ps_run *run) {
  *size = ps_run_save(NULL, 0, run);
  void *bytes = malloc(*size);
  ps_run_save(bytes, *size, run);
  return bytes;
}

/* Checkpoints are compared: weights, moments and step. */
static void check_same(const process *p, const ps_run *alone) {
  if (!CHECK(p->run)) exit(1);
  CHECK_INTEGER(p->unequal, 0);
  size_t size, other_size;
  void *bytes = saved(&size, p->run), *other = saved(&other_size, alone);
  CHECK(size == other_size && !memcmp(bytes, other, size));
  free(bytes), free(other);
  ps_progress mine = ps_run_progress(p->run), whole = ps_run_progress(alone);
  CHECK(mine.loss == whole.loss && mine.auxiliary == whole.auxiliary);
  CHECK(mine.gradient_norm == whole.gradient_norm);
}

static void test_same_bits(exchange *e) {
  for (int i = 0; i < CONFIGS; i++) {
    ps_config c = config_of(configs[i]);
    ps_run *alone = made(&c, 1, NULL);
    CHECK(ps_run_step(alone, STEPS, NULL) == PS_OK);
    for (int ranks = 2; ranks <= RANKS_MAX; ranks *= 2) {
      process processes[RANKS_MAX], like = {.config = &c, .threads = 1 + (i + ranks / 2) % 2, .steps = STEPS};
      train_cut(processes, e, ranks, &like);
      for (int k = 0; k < ranks; k++) {
        CHECK_INTEGER(processes[k].status, PS_OK);
        check_same(&processes[k], alone);
      }
      ps_rank_work work;
      CHECK(ps_run_rank_work(&work, alone, ranks, NULL) == PS_OK);
      CHECK(processes[0].sent == STEPS * work.bytes);
      CHECK_INTEGER(processes[0].swaps, STEPS * work.swaps);
      CHECK_NEAR("FLOPs", &(double){ranks * work.flops + work.repeated}, &(double){ps_run_flops(alone)}, 1, 0, 1e-12);
      destroy(processes, ranks);
    }
    ps_run_destroy(alone);
  }
}

/* A checkpoint goes on with any number of ranks. */
static void test_resume(exchange *e) {
  ps_config c = config_of(mamba_top);
  process four[4], two[2];
  train_cut(four, e, 4, &(process){.config = &c, .threads = 1, .steps = STEPS});
  ps_run *alone = made(&c, 1, NULL);
  CHECK(ps_run_step(alone, STEPS, NULL) == PS_OK);
  size_t size;
  void *bytes = saved(&size, four[3].run);
  train_cut(two, e, 2, &(process){.checkpoint = bytes, .checkpoint_size = size, .threads = 2, .steps = STEPS});
  CHECK(ps_run_step(alone, STEPS, NULL) == PS_OK);
  for (int i = 0; i < 2; i++) check_same(&two[i], alone);
  free(bytes);
  ps_run_destroy(alone);
  destroy(four, 4), destroy(two, 2);
}

/* All ranks end where one process does, with the weights before the step that broke. */
static void test_diverged(exchange *e) {
  static const char *const wild[][2] = {{"learning_rate", "10"},
                                        {"weight_decay", "10"},
                                        {"optimizer", "adamw"},
                                        {"warmup", "0"},
                                        {"clip", "0"},
                                        {"mlp_ratio", "4"},
                                        {NULL, NULL}};
  ps_config c = config_of(wild);
  ps_run *alone = made(&c, 1, NULL);
  CHECK_INTEGER(ps_run_step(alone, UNTIL_DIVERGED, NULL), PS_DIVERGED);
  process processes[4];
  train_cut(processes, e, 4, &(process){.config = &c, .threads = 1, .steps = UNTIL_DIVERGED});
  for (int i = 0; i < 4; i++) {
    CHECK_INTEGER(processes[i].status, PS_DIVERGED);
    check_same(&processes[i], alone);
  }
  ps_run_destroy(alone);
  destroy(processes, 4);
}

static void test_refusals(void) {
  ps_config c = config_of(plain);
  ps_run *run = NULL;
  ps_message why = {""};
  static const struct {
    int ranks;
    const char *text;
  } cases[] = {
      {0, "ranks must be a power of two, not 0, and at most 8: the batch is cut into so many shards"},
      {3, "ranks must be a power of two, not 3, and at most 8: the batch is cut into so many shards"},
      {16, "ranks must be a power of two, not 16, and at most 8: the batch is cut into so many shards"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    ps_ranks ranks = {.ranks = cases[i].ranks};
    ps_run_options options = {.threads = 1, .ranks = &ranks};
    CHECK_INTEGER(ps_run_create(&run, &c, &options, &why), PS_INVALID_ARGUMENT);
    CHECK_TEXT(why.text, cases[i].text);
  }
  CHECK(!run);
  run = made(&c, 1, NULL);
  ps_rank_work work;
  CHECK_INTEGER(ps_run_rank_work(&work, run, 16, &why), PS_INVALID_ARGUMENT);
  CHECK(ps_run_rank_work(&work, run, 1, NULL) == PS_OK);
  CHECK_INTEGER(work.shards, 8);
  CHECK(work.bytes == 0 && work.swaps == 0);
  ps_run_destroy(run);
}

int main(void) {
  exchange e = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
  test_same_bits(&e);
  test_resume(&e);
  test_diverged(&e);
  test_refusals();
  return check_done("ranks");
}

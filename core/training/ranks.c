/* The rest of the tree between processes. Ranks that differ in bit 0 are neighbours in it, then those that differ in bit 1,
 * and so on. Neighbours share their sum's work: each adds up one half of the floats, and goes on with that half alone, so
 * that in the end every rank has the sum over all of them of its own part; on the way back the parts are handed round. That
 * is recursive halving and doubling (Rabenseifner 2004): each rank sends less than two gradients, however many ranks there
 * are. a + b has the bits of b + a, so it is the tree of one process. */
#include "training/ranks.h"

static void swap(const ps_ranks *r, int peer, void *received, size_t received_bytes, const void *sent,
                 size_t sent_bytes) {
  r->swap(r->context, peer, received, received_bytes, sent, sent_bytes);
}

/* Floats from..until-1 of the gradient <- their sum over the ranks that differ from this one in bit `apart` or higher
 * ones; each has the sum over the lower ones. What is received lies at its own place in the second gradient, so that the
 * table's gaps stay zeros there, too. */
static void sum_gradients(const ps_run *run, size_t from, size_t until, int apart) {
  const ps_ranks *r = &run->ranks;
  if (apart >= r->ranks) return;
  float *gradient = run->workers[0].gradients[0], *received = run->workers[0].gradients[1];
  size_t middle = from + (until - from) / 2;
  bool upper = r->rank & apart;
  size_t mine = upper ? middle : from, mine_until = upper ? until : middle, other = upper ? from : middle;
  size_t count = mine_until - mine, bytes = count * sizeof(float), other_bytes = (until - from) * sizeof(float) - bytes;
  int peer = r->rank ^ apart;
  swap(r, peer, received + mine, bytes, gradient + other, other_bytes);
  run->model.kernels->add(gradient + mine, received + mine, count);
  sum_gradients(run, mine, mine_until, apart * 2);
  swap(r, peer, gradient + other, other_bytes, gradient + mine, bytes);
}

/* Each rank's, as they are: they are added up in the order of the shards. */
static void gather_losses(ps_run *run) {
  const ps_ranks *r = &run->ranks;
  for (int apart = 1; apart < r->ranks; apart *= 2) {
    int count = apart * ps_run_own_shards(run), mine = r->rank / apart * count, other = (r->rank / apart ^ 1) * count;
    size_t bytes = (size_t)count * sizeof(ps_losses);
    swap(r, r->rank ^ apart, run->shard_losses + other, bytes, run->shard_losses + mine, bytes);
  }
}

void ps_ranks_sum(ps_run *run) {
  sum_gradients(run, 0, run->model.floats, 1);
  gather_losses(run);
}

ps_status ps_run_rank_work(ps_rank_work *work, const ps_run *run, int ranks, ps_message *why) {
  ps_status status = ps_run_check_ranks(run, ranks, why);
  if (status) return status;
  double repeated = ps_optimizer_flops(&run->model);
  *work = (ps_rank_work){.shards = run->shards / ranks,
                         .flops = (ps_run_flops(run) - repeated) / ranks,
                         .repeated = repeated,
                         .bytes = (double)(run->shards - run->shards / ranks) * sizeof(ps_losses)};
  size_t floats = run->model.floats; /* the first rank has the lower half of them, of that again, and so on */
  for (int apart = 1; apart < ranks; apart *= 2) {
    work->bytes += (double)floats * sizeof(float);
    floats /= 2;
    work->swaps += 3;
  }
  return PS_OK;
}

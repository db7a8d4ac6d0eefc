const TURN_MS = 30;

/* Calls `work` warm, then by turns with `look`, which gives the operations it did on registers alone: a shared machine's
 * speed changes by a third from one second to the next, and a share wants both sides at the same speed. The best and the
 * median call of `work` in milliseconds, the median turn's share of the peak if a call does `operations`. */
export async function timedByTurns(work, operations, look, seconds) {
  await timed(work, 0);
  const rate = () => {
    const began = performance.now();
    const done = look();
    return done / (performance.now() - began);
  };
  const samples = [];
  const shares = [];
  const until = performance.now() + 1000 * seconds;
  let before = rate();
  while (shares.length < 3 || performance.now() < until) {
    const turn = performance.now();
    let calls = 0;
    do {
      const began = performance.now();
      await work();
      samples.push(performance.now() - began);
      calls++;
    } while (performance.now() - turn < TURN_MS);
    const reached = (calls * operations) / (performance.now() - turn);
    const after = rate();
    shares.push(reached / ((before + after) / 2));
    before = after;
  }
  samples.sort((a, b) => a - b);
  shares.sort((a, b) => a - b);
  const timing = { best: samples[0], median: samples[samples.length >> 1], samples: samples.length };
  return { ...timing, share: shares[shares.length >> 1] };
}

/* Calls `work` warm, then times single calls for `seconds`: the best and the median, in milliseconds. */
export async function timed(work, seconds) {
  const WARM_SECONDS = 0.7;
  const SAMPLES_MIN = 3;
  const warmUntil = performance.now() + 1000 * WARM_SECONDS;
  do await work();
  while (performance.now() < warmUntil);
  const samples = [];
  const until = performance.now() + 1000 * seconds;
  while (samples.length < SAMPLES_MIN || performance.now() < until) {
    const began = performance.now();
    await work();
    samples.push(performance.now() - began);
  }
  samples.sort((a, b) => a - b);
  return { best: samples[0], median: samples[samples.length >> 1], samples: samples.length };
}

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

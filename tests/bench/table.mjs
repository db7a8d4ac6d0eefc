/* The results beside their targets. */
import { cpus } from 'node:os';
import { EVALUATION, MODES, RACE, STEPS } from './cases.mjs';

const WIDE = 64;
const PRODUCTS = ['forward', 'dX', 'dW'];
/* tests/native/bench.c */
const ROWS_NEAR = 240;
const TWO_GIB = 2 ** 31;

const percent = (share) => `${(100 * share).toFixed(0)} %`;
const times = (ratio) => `${ratio.toFixed(2)}x`;

/** Rows {line, bound, target, reached, overall, met, note}. A share of the peak is `reached` by turns, product and peak
 * within milliseconds, and `overall` with the medians of the whole run; a ratio is reached by the best times, overall by
 * the medians. Without a target there is nothing to meet. */
export function table({ kernels, steps, races, graphs_per_second, memory, gpt2 }) {
  const rows = [];
  const row = (bound) => (line, target, reached, overall, show, note) => {
    const met = target === null ? null : bound === '>=' ? reached >= target : reached <= target;
    rows.push({ line, bound, target, reached, overall, met, note, show });
  };
  const atLeast = row('>=');
  const atMost = row('<=');

  for (const [mode, { peak, products }] of Object.entries(kernels)) {
    for (const [kind, product] of PRODUCTS.entries()) {
      for (const wide of [true, false]) {
        const group = products.filter(([k, , a, b]) => k === kind && Math.min(a, b) >= WIDE === wide);
        const worst = group.reduce((a, b) => (b[4] < a[4] ? b : a));
        const shares = group.map(([, , , , share]) => share).sort((a, b) => a - b);
        const note = `worst at ${worst[1]} rows, ${worst[2]} -> ${worst[3]}, which over ${ROWS_NEAR} rows, in cache, reaches ${percent(worst[7])}; the middle shape ${percent(shares[shares.length >> 1])}`;
        const line = `${product}, ${mode}, ${wide ? 'K, N >= 64' : 'K or N = 32'}`;
        atLeast(line, wide ? 0.8 : 0.6, worst[4], Math.min(...group.map((p) => p[6])) / peak, percent, note);
      }
    }
  }
  for (const { name, ...targets } of STEPS) {
    const aims = {
      'native 1': targets.native,
      'native 2': null,
      ...Object.fromEntries(MODES.map((m) => [m.name, targets.share])),
    };
    for (const [who, target] of Object.entries(aims)) {
      const { step, flops, peak } = steps[name][who];
      const note = `${step.best.toFixed(2)} ms, ${(flops / step.best / 1e6).toFixed(1)} of ${peak.toFixed(1)} GFLOP/s`;
      const label = who.startsWith('native') ? `native, threads ${who.slice(-1)}` : who;
      atLeast(`step ${name}, ${label}`, target, step.share, flops / step.median / 1e6 / peak, percent, note);
    }
  }
  const ratio = (line, target, slow, fast) => {
    const note = `${fast.step.best.toFixed(1)} against ${slow.step.best.toFixed(1)} ms`;
    atLeast(line, target, slow.step.best / fast.step.best, slow.step.median / fast.step.median, times, note);
  };
  for (const { name, twoThreads, peers } of STEPS) {
    const s = steps[name];
    if (twoThreads) {
      ratio(`two threads, ${name}, native`, twoThreads, s['native 1'], s['native 2']);
      for (const { name: mode, threads } of MODES)
        if (threads) ratio(`two threads, ${name}, ${mode}`, twoThreads, s[`${mode} 1`], s[`${mode} 2`]);
    }
    if (!peers) continue;
    ratio(`${name}, relaxed wasm to jax-js`, 3, s.jax, s['relaxed wasm']);
    ratio(`${name}, relaxed wasm to tfjs-wasm`, 10, s.tfjs, s['relaxed wasm']);
    ratio(`${name}, native to PyTorch`, 1.5, s.torch, s['native 1']);
    ratio(`${name}, relaxed wasm to native PyTorch`, 1, s.torch, s['relaxed wasm']);
  }
  for (const threads of [1, 2]) {
    const { native, torch, memory: bytes, ratio: overall } = gpt2[threads];
    const note = `${native.best.toFixed(0)} against ${torch.best.toFixed(0)} ms; the run takes ${(bytes / 1e9).toFixed(2)} GB`;
    const line = `GPT-2 small, batch 16, G(2, 5), native to PyTorch, threads ${threads}`;
    atLeast(line, 1, torch.best / native.best, overall, times, note);
  }
  const middle = (values) => {
    const sorted = values.toSorted((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  };
  const reached = races.map(({ seconds }) => seconds ?? Number.POSITIVE_INFINITY);
  const points = races.map(({ firstPoint }) => firstPoint);
  const late = reached.filter((seconds) => !Number.isFinite(seconds)).length;
  atMost(
    `race to ${percent(RACE.path)} teacherless, median of ${races.length} seeds`,
    RACE.seconds,
    middle(reached),
    middle(reached),
    (seconds) => `${seconds.toFixed(1)} s`,
    `from Start on the page, ${Math.min(...reached).toFixed(1)} s the fastest; ${late} not within ${RACE.limit} s`,
  );
  atMost(
    'first point of a curve after Start, median',
    RACE.firstPoint,
    middle(points),
    middle(points),
    (milliseconds) => `${milliseconds.toFixed(0)} ms`,
    `the slowest ${Math.max(...points).toFixed(0)} ms`,
  );
  const gib = (bytes) => `${(bytes / 2 ** 30).toFixed(2)} GiB`;
  atMost(
    'memory, 12 layers x 384, batch 256, G(2, 5)',
    TWO_GIB,
    memory.whole,
    memory.whole,
    gib,
    `the tab's whole memory after one step (${memory.seconds.toFixed(1)} s, ${(memory.flops / memory.seconds / 1e9).toFixed(0)} GFLOP/s, loss ${memory.loss.toFixed(2)}); the run by the formula of run.c ${gib(memory.bytes)}`,
  );
  const a = steps['preset A'];
  const { step_seconds, evaluation_seconds } = kernels.native.evaluation;
  const evaluations = {
    native: [step_seconds, evaluation_seconds],
    ...Object.fromEntries(MODES.map(({ name }) => [name, [a[name].step.best, a[name].evaluation.best]])),
  };
  for (const [who, [step, evaluation]] of Object.entries(evaluations)) {
    const share = evaluation / (EVALUATION.cadence * step);
    atMost(
      `evaluation to training, preset A, ${who}`,
      0.05,
      share,
      share,
      percent,
      `${EVALUATION.graphs} graphs every ${EVALUATION.cadence} steps`,
    );
  }
  const millions = (count) => `${(count / 1e6).toFixed(2)} M/s`;
  atLeast('graphs drawn, d=5 l=5 N=50, native', 2e6, graphs_per_second, graphs_per_second, millions, '');
  return rows;
}

export function print(result, rows) {
  const { kernels, versions } = result;
  console.log(
    `${cpus()[0].model}, ${cpus().length} cores; ${Object.entries(versions)
      .map((pair) => pair.join(' '))
      .join(', ')}`,
  );
  const sets = Object.entries(kernels.native.peaks).map(([name, peak]) => `${name} ${peak.toFixed(1)}`);
  const wasm = MODES.map(({ name }) => `${name} ${kernels[name].peak.toFixed(1)}`);
  console.log(`Registers alone, GFLOP/s: ${[...sets, ...wasm].join(', ')}`);
  const copies = Object.entries(kernels).map(([mode, { bandwidth }]) => `${mode} ${bandwidth.toFixed(1)}`);
  console.log(`A copy of 16 MiB, read and written, GB/s: ${copies.join(', ')}\n`);
  console.log('| line | target | reached | overall | met | |\n|---|---|---|---|---|---|');
  for (const { line, bound, target, reached, overall, met, note, show } of rows) {
    const cells = [line, target === null ? '' : `${bound} ${show(target)}`, show(reached), show(overall)];
    console.log(`| ${[...cells, met === null ? '' : met ? 'yes' : '**no**', note].join(' | ')} |`);
  }
}

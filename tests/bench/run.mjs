/* `make bench`: every speed target in one run, as a table and as build/bench.json. Each share and ratio is between things
 * timed on the same machine: shares of the peak by turns within milliseconds, ratios of best and median times within
 * minutes. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { EVALUATION, LARGEST, MODES, RACE, STEPS } from './cases.mjs';
import { inChromium } from './chromium.mjs';
import { writeFixture } from './fixture.mjs';
import { gpt2 } from './gpt2.mjs';
import { race } from './race.mjs';
import { print, table } from './table.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const out = `${root}build/bench`;
const run = promisify(execFile);

const ROUNDS = 2; /* everything, then everything again: a disturbance seldom meets both */
const SECONDS = 2;
const LOSS_TOLERANCE = 1e-3;

/* ---- What is timed ---- */

const say = (text) => process.stderr.write(`${Math.round(performance.now() / 1000)} s: ${text}\n`);

async function native(config, threads) {
  const flags = Object.entries(config).flatMap(([name, value]) => [`--${name.replaceAll('_', '-')}`, `${value}`]);
  const { stdout } = await run(`${root}build/native/pathstar`, [
    'bench',
    '--json',
    '--threads',
    `${threads}`,
    ...flags,
  ]);
  const bench = JSON.parse(stdout);
  return {
    step: {
      best: bench.best_ms_per_step,
      median: bench.ms_per_step,
      samples: bench.steps,
      share: bench.share_of_peak,
    },
    flops: bench.flops_per_step,
    peak: bench.peak_gflops,
    graphs: bench.graphs_per_second,
  };
}

async function torch(fixture) {
  const { stdout } = await run('/usr/bin/python3', [`${root}tests/bench/peer_torch.py`, fixture, `${SECONDS}`], {
    env: { ...process.env, OPENBLAS_NUM_THREADS: '1' },
  });
  return JSON.parse(stdout);
}

/** The peer did Pathstar's work: as many steps from the same weights on the same batches gave the same losses. */
function checked(peer, name, fixture) {
  const { losses } = JSON.parse(readFileSync(`${fixture}.json`, 'utf8'));
  const worst = Math.max(...losses.map((loss, i) => Math.abs(loss - peer.losses[i])));
  if (!(worst <= LOSS_TOLERANCE)) throw new Error(`${name} does other work: its losses differ by ${worst}`);
  return { ...peer, worst_loss_difference: worst };
}

const fixtureOf = ({ name }) => `${out}/${name.replace('=', '')}`;

/** {step name: {engine or peer: result}} */
async function stepsRound(call) {
  const results = {};
  for (const step of STEPS) {
    const { name, config } = step;
    say(`training step, ${name}`);
    const result = { 'native 1': await native(config, 1), 'native 2': await native(config, 2) };
    for (const mode of MODES) {
      const graphs = step.peers ? 0 : EVALUATION.graphs;
      const values = [`/${mode.page}`, config, SECONDS, graphs];
      result[mode.name] = await call('/tests/bench/tab.mjs', 'training', values, { isolated: true });
      if (!mode.threads || !step.twoThreads) continue;
      for (const threads of [1, 2]) {
        const given = [`/${mode.threads}`, config, SECONDS, 0, threads];
        result[`${mode.name} ${threads}`] = await call('/tests/bench/tab.mjs', 'trainingInWorker', given, { isolated: true });
      }
    }
    if (step.peers) {
      const fixture = fixtureOf(step);
      const served = `/${fixture.slice(root.length)}`;
      result.torch = checked(await torch(fixture), 'PyTorch', fixture);
      for (const peer of ['jax', 'tfjs'])
        result[peer] = checked(await call(`/build/bench/peer-${peer}.mjs`, 'run', [served, SECONDS]), peer, fixture);
    }
    results[name] = result;
  }
  return results;
}

/** {mode: {peak, products}}, the native one with {peaks, evaluation} as well. */
async function kernelsRound(call) {
  say('products, native');
  const { stdout } = await run(`${root}build/native/tests/native/bench_kernels`);
  const kernels = { native: JSON.parse(stdout) };
  for (const mode of MODES) {
    say(`products, ${mode.name}`);
    kernels[mode.name] = await call('/tests/bench/tab.mjs', 'kernels', [`/${mode.kernels}`], { isolated: true });
  }
  return kernels;
}

/* Two results of the same thing to the less disturbed of every figure: rates and shares are the higher, times the lower. */
const RATES = ['peak', 'peaks', 'bandwidth', 'products', 'share'];
const TIMES = ['step', 'evaluation'];
function merged(a, b, choose = null) {
  if (typeof a === 'number') return choose ? choose(a, b) : a;
  if (typeof a !== 'object') return a;
  if (Array.isArray(a)) return a.map((value, i) => merged(value, b[i], choose));
  const pairs = Object.entries(a).map(([key, value]) => {
    const chosen = RATES.includes(key) ? Math.max : TIMES.includes(key) ? Math.min : choose;
    return [key, merged(value, b[key], chosen)];
  });
  return Object.fromEntries(pairs);
}

async function measure(call, chromium, open) {
  const results = [];
  for (let i = 0; i < ROUNDS; i++) results.push({ kernels: await kernelsRound(call), steps: await stepsRound(call) });
  say('graphs, memory');
  const { graphs } = await native({ degree: 5, path_length: 5, labels: 50, batch: 8 }, 1);
  const memory = await call('/tests/bench/tab.mjs', 'memory', [`/${MODES[0].page}`, LARGEST], { isolated: true });
  const races = [];
  for (const seed of RACE.seeds) {
    say(`race, seed ${seed}`);
    races.push({ seed, ...(await race(open, seed)) });
  }
  const best = results.reduce((a, b) => merged(a, b));
  return { ...best, races, chromium, graphs_per_second: graphs, memory };
}

/* ---- */

mkdirSync(out, { recursive: true });
await build({
  entryPoints: ['jax', 'tfjs'].map((peer) => `${root}tests/bench/peer-${peer}.mjs`),
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  logLevel: 'warning',
});
for (const step of STEPS) if (step.peers) writeFixture(`${root}${MODES[1].page}`, fixtureOf(step), step.config);
const result = { ...(await inChromium(root, measure)), gpt2: await gpt2(say) };
const { devDependencies } = JSON.parse(readFileSync(`${root}tests/bench/package.json`, 'utf8'));
result.versions = {
  chromium: result.chromium,
  pytorch: result.steps['d=128'].torch.version,
  'jax-js': devDependencies['@jax-js/jax'],
  'tfjs-wasm': devDependencies['@tensorflow/tfjs-backend-wasm'],
};
const rows = table(result);
writeFileSync(`${root}build/bench.json`, `${JSON.stringify({ ...result, rows }, null, 1)}\n`);
print(result, rows);

/* What is timed, and the targets. */
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/* What the page opens with. */
const source = readFileSync(new URL('../../web/src/state/config/exhibit.ts', import.meta.url), 'utf8');
const { code } = transformSync(source, { loader: 'ts' });
export const { EXHIBIT } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

export const EVALUATION = { graphs: 250, cadence: 25 }; /* the page's defaults */

const paper = { layout: 'paper', degree: 2, path_length: 5, labels: 50, layers: 4, heads: 4, mlp_ratio: 4, batch: 64 };
const adamw = { optimizer: 'adamw', learning_rate: 3e-3, warmup: 0, beta1: 0.9, beta2: 0.98, epsilon: 1e-8, clip: 1 };
/** `share`: what the step must reach of its mode's peak; `native`: natively. */
export const STEPS = [
  { name: 'd=128', config: { ...paper, ...adamw, width: 128 }, share: 0.7, native: 0.7, twoThreads: 1.8, peers: true },
  { name: 'd=64', config: { ...paper, ...adamw, width: 64 }, share: 0.6, native: 0.6, peers: true },
  { name: 'preset A', config: EXHIBIT, share: 0.68, native: 0.55, twoThreads: 1.4 },
];
/** The paper's larger model, which must fit in a tab. */
export const LARGEST = { ...paper, ...adamw, layers: 12, heads: 6, width: 384, batch: 256 };

export const MODES = [
  {
    name: 'relaxed wasm',
    kernels: 'build/wasm/bench/bench-relaxed.wasm',
    page: 'web/public/engine/pathstar-relaxed.wasm',
    threads: 'web/public/engine/pathstar-relaxed-threads.wasm',
  },
  { name: 'base wasm', kernels: 'build/wasm/bench/bench.wasm', page: 'web/public/engine/pathstar.wasm' },
];

/** The default race in the built page: two runs on the machine's cores, one race a seed. */
export const RACE = { seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], objective: 'teacherless', path: 0.95, limit: 60, seconds: 4, firstPoint: 200 };

/* GPT-2 small with random weights: the program's training step against PyTorch's, by turns. Alone: node gpt2.mjs TURNS. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

const FOLDER = `${root}build/bench/gpt2`;
const GRAPHS = `${root}build/bench/gpt2-graphs.txt`;
const SMALL = ['12', '12', '768', '3072', '1024', '50257'];
const TASK = ['--degree=2', '--path-length=5', '--labels=50'];
const BATCH = 16;
const STEPS = 3;
const TURNS = 3;
const LOSS_TOLERANCE = 1e-3;

const program = async (...args) => (await run(`${root}build/native/pathstar`, args, { maxBuffer: 2 ** 26 })).stdout;
const python = async (threads, ...args) =>
  (
    await run('/usr/bin/python3', args, {
      env: { ...process.env, OPENBLAS_NUM_THREADS: `${threads}`, OMP_NUM_THREADS: `${threads}` },
    })
  ).stdout;

async function prepare() {
  mkdirSync(`${root}build/bench`, { recursive: true });
  writeFileSync(GRAPHS, await program('graph', ...TASK, `--count=${BATCH * (STEPS + 1)}`));
  if (existsSync(`${FOLDER}/model.safetensors`)) return;
  await python(1, '-B', `${root}tests/native/golden/gpt2_reference.py`, 'make', FOLDER, '1', 'F32', '0', ...SMALL);
}

/** Both trained alike: the loss of the last of these steps is the same. */
async function check(peer) {
  const flags = ['--pretrained', FOLDER, ...TASK, `--steps=${STEPS + 1}`, '--evaluate-every=0', '--graphs=1', '--json'];
  const summary = JSON.parse((await program('train', ...flags)).trim().split('\n').at(-1));
  const difference = Math.abs(summary.loss - peer.losses.at(-1));
  if (!(difference <= LOSS_TOLERANCE))
    throw new Error(`PyTorch does other work on GPT-2: losses differ by ${difference}`);
  return difference;
}

/** {1: {native, torch, memory, ratios, ratio}, 2: ...} by threads: the best step of each in milliseconds, the run's bytes, and
 * by how much PyTorch's median step is the longer one in each turn and in the middle one. */
export async function gpt2(say, rounds = TURNS) {
  await prepare();
  const results = {};
  let worst = null;
  for (const threads of [1, 2]) {
    const turns = [];
    for (let round = 0; round < rounds; round++) {
      say(`GPT-2 small, threads ${threads}, turn ${round + 1} of ${rounds}`);
      const bench = await program(
        'bench',
        '--pretrained',
        FOLDER,
        ...TASK,
        `--threads=${threads}`,
        `--steps=${STEPS}`,
        '--json',
      );
      const { best_ms_per_step: best, ms_per_step: median, memory_bytes: memory } = JSON.parse(bench);
      const script = `${root}tests/bench/peer_gpt2.py`;
      const torch = JSON.parse(await python(threads, script, FOLDER, GRAPHS, `${BATCH}`, `${threads}`, `${STEPS}`));
      turns.push({ native: { best, memory }, torch, ratio: torch.step.median / median });
    }
    worst ??= await check(turns[0].torch);
    turns.sort((a, b) => a.ratio - b.ratio);
    results[threads] = {
      native: { best: Math.min(...turns.map(({ native }) => native.best)) },
      torch: { best: Math.min(...turns.map(({ torch }) => torch.step.best)) },
      memory: turns[0].native.memory,
      ratios: turns.map(({ ratio }) => ratio),
      ratio: turns[turns.length >> 1].ratio,
    };
  }
  return { ...results, worst_loss_difference: worst };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(
    JSON.stringify(await gpt2((text) => process.stderr.write(`${text}\n`), Number(process.argv[2] ?? TURNS)), null, 1),
  );

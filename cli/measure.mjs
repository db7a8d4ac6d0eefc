// Measures a preset over seeds and prints its table for the README: node cli/measure.mjs [preset] [seeds] [program].
// Each run is one process; as many at a time as there are cores.
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);
const preset = process.argv[2] ?? 'A';
const seeds = Number(process.argv[3] ?? 20);
const program = process.argv[4] ?? 'build/native/pathstar';
const BUDGET = 1500;
const GOAL = 0.95;

async function train(objective, seed) {
  const stop = objective === 'teacher_forcing' ? [] : ['--until-path', `${GOAL}`];
  const { stdout } = await run(program, [
    ...['train', '--json', '--preset', preset, '--objective', objective, '--seed', `${seed}`, '--steps', `${BUDGET}`, ...stop],
  ]);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** Runs every job, `width` at a time, and returns their results in order. */
async function all(jobs, width) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < jobs.length) {
      const at = next++;
      results[at] = await jobs[at]();
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** 95 % score interval of a share (Wilson 1927). */
function wilson(successes, trials) {
  const z = 1.959963984540054;
  const share = successes / trials;
  const centre = share + (z * z) / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => {
  const order = sorted(values);
  const middle = order.length >> 1;
  return order.length % 2 ? order[middle] : (order[middle - 1] + order[middle]) / 2;
};
const spread = (values, digits) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;

const objectives = ['teacher_forcing', 'teacherless', 'reverse'];
const jobs = objectives.flatMap((objective) =>
  Array.from({ length: seeds }, (_, i) => () => train(objective, i + 1)),
);
const results = await all(jobs, availableParallelism());

console.log(`| objective | held-out path >= ${GOAL} within ${BUDGET} steps | steps to it, median (range) | first step at the end, median (range) | the worst other position at the end, median (range) | handed a wrong first step: walks that arm up to its last node | to its end (hans) |`);
console.log('|---|---|---|---|---|---|---|');
for (const [i, objective] of objectives.entries()) {
  const runs = results.slice(i * seeds, (i + 1) * seeds);
  const solved = runs.filter((r) => r.held_out.path >= GOAL);
  const [low, high] = wilson(solved.length, seeds);
  const steps = solved.map((r) => r.step);
  const handed = (key) => {
    const values = runs.map((r) => r.held_out[key]).filter((value) => value !== null);
    return values.length ? spread(values, 2) : 'not defined';
  };
  const cells = [
    `\`${objective}\``,
    `${solved.length} of ${seeds} (95 % interval ${low.toFixed(2)} to ${high.toFixed(2)})`,
    steps.length ? spread(steps, 0) : 'none',
    spread(runs.map((r) => r.held_out.forced[1]), 2),
    spread(runs.map((r) => Math.min(...r.held_out.forced.filter((_, k) => k !== 1))), 3),
    handed('hans_inner'),
    handed('hans'),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

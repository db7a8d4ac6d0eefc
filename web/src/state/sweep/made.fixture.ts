/* Made-up results for tests: two objectives, two seeds each. */
import type { Description } from '../../engine/shared/description';

const about = { group: '', help: '', when: {} };
const int = (name: string, minimum: number, maximum: number, usual: number) =>
  ({ type: 'int', name, minimum, maximum, default: usual, ...about }) as const;

export const description: Description = {
  version: '0',
  options: [
    int('degree', 1, 20, 3),
    int('path_length', 2, 20, 4),
    int('labels', 2, 512, 10),
    {
      type: 'choice',
      name: 'objective',
      choices: ['teacher_forcing', 'reverse'],
      default: 'teacher_forcing',
      ...about,
    },
    { type: 'number', name: 'clip', minimum: 0, maximum: 100, default: 1, ...about },
    { type: 'bool', name: 'biases', default: false, ...about },
    int('seed', 0, 1e15, 1),
  ],
  presets: [],
  metrics: [],
};

const run = (objective: string, seed: number, backwards: boolean) => {
  const forced = backwards ? [0.9, 1, 0.96, 1] : [1, 0.3, 1, 0.9];
  const curve = {
    step: [25, 50],
    path: [0.2, 0.3],
    hans: [null, 0.5],
    hans_inner: [null, 0.5],
    forced: [forced, forced],
  };
  return {
    id: `${objective}${seed}`,
    config: { objective, seed },
    digest: `00${seed}-fma`,
    budget: 100,
    steps: 50,
    seconds: 2,
    flops_per_step: 4e7,
    parameters: 1234,
    reached: backwards ? 50 : null,
    status: 'done',
    curve,
    final: { graphs: 500, path: 0.3, hans: null, hans_inner: null, forced, free: forced },
    depths: backwards ? [3, 2, 1, 0] : [0, 1, 2, 3],
  };
};

/** A results file, to be changed at will. */
export const made = () => ({
  format: 'pathstar-results-1',
  program: '0.1.0',
  goal: 0.9,
  spec: { name: 'duel', claim: 'One learns & the other does <not>.', stop_at_path: 0.9 },
  varied: ['objective', 'seed'],
  config: { degree: 3, path_length: 4 },
  runs: [
    run('reverse', 2, true),
    run('reverse', 1, true),
    run('teacher_forcing', 2, false),
    run('teacher_forcing', 1, false),
  ],
});

export type Made = ReturnType<typeof made>;

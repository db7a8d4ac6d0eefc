import { afterEach, expect, test } from 'vitest';
import { type TrialResult, tally } from '../../state/trials/result';
import { locale } from '../../text/say';
import { fanSeen, mapSeen } from './seen';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

afterEach(() => {
  locale.value = 'en';
});

const ended = (seed: number, solvedAt: number | null, firstStep: readonly number[]): TrialResult => ({
  experiment: '',
  config: {},
  seed,
  budget: 100,
  steps: 100,
  solvedAt,
  firstStep: firstStep.at(-1) ?? Number.NaN,
  path: 0.25,
  interval: [0.2, 0.3],
  graphs: 250,
  curve: {
    step: firstStep.map((_, row) => 50 * row),
    firstStep: [...firstStep],
    path: firstStep.map((share) => share / 2),
  },
  digest: null,
  failure: null,
});

test('the seeds’ caption says how many solved it, its interval, and where the drawn measure ended', () => {
  const seeds = [ended(1, 90, [0.3, 0.4, 0.96]), ended(2, null, [0.3, 0.34]), ended(3, null, [0.3, 0.32, 0.4])];
  const solved = 'Seeds that solved it within 100 steps: 1 of 3 (95 % interval 6 % to 79 %).';
  expect(plain(fanSeen(seeds, 'firstStep', 100))).toBe(
    `${solved} At the end the first step is right on 40 %, the median of the seeds (34 % to 96 %).`,
  );
  expect(plain(fanSeen(seeds, 'path', 100))).toBe(
    `${solved} At the end the whole path is right on 20 %, the median of the seeds (17 % to 48 %).`,
  );
  /* As they stood when a smaller budget ended. */
  expect(plain(fanSeen(seeds, 'firstStep', 60))).toMatch(
    /within 60 steps: 0 of 3 .* right on 34 %, .* \(32 % to 40 %\)\.$/,
  );
  locale.value = 'zh';
  expect(fanSeen(seeds, 'firstStep', 100)).toBe(
    '100 步以内成功的种子：3 个中有 1 个（95% 区间 6% 至 79%）。结束时第一步正确的比例，各种子的中位数为 40%（34% 至 96%）。',
  );
});

test('of seeds that were never asked, and of none, no share is told', () => {
  expect(plain(fanSeen([ended(1, null, [])], 'path', 100))).toBe(
    'Seeds that solved it within 100 steps: 0 of 1 (95 % interval 0 % to 79 %).',
  );
  expect(fanSeen([], 'path', 100)).toBe('No seed has ended yet.');
});

test('the map’s caption counts the stars by what became of their seeds', () => {
  const cell = (solved: number, runs: number) => ({
    tally: tally(
      Array.from({ length: runs }, (_, seed) => ({ solvedAt: seed < solved ? 50 : null, firstStep: 0.3 })),
      100,
    ),
  });
  expect(mapSeen([cell(3, 3), cell(3, 3), cell(1, 3), cell(0, 3), { tally: null }])).toBe(
    'Stars solved by all of their seeds: 2 of 4; by some: 1; by none: 1. Seeds a star: 3.',
  );
  expect(mapSeen([cell(1, 1), cell(0, 3)])).toMatch(/ 1 of 2; by some: 0; by none: 1\. Seeds a star: 1 to 3\.$/);
  expect(mapSeen([{ tally: null }])).toBe('No star has been run yet.');
  locale.value = 'zh';
  expect(mapSeen([cell(1, 1), cell(0, 3)])).toBe(
    '2 种星形图中，所有种子都解出的：1 种；部分种子解出的：0 种；无一解出的：1 种。每种的种子数：1 至 3。',
  );
});

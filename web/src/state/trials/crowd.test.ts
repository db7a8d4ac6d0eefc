import { expect, test } from 'vitest';
import { crowdOf, pairsOf } from './crowd';
import type { TrialResult } from './result';

const result = (seed: number, solvedAt: number | null, more: Partial<TrialResult> = {}): TrialResult => ({
  experiment: 'objective=reverse',
  config: { seed },
  seed,
  budget: 100,
  steps: solvedAt ?? 100,
  solvedAt,
  firstStep: 0.5,
  path: 0.5,
  interval: [0.4, 0.6],
  graphs: 250,
  curve: { step: [], firstStep: [], path: [] },
  digest: 'd',
  failure: null,
  ...more,
});

const told = (ended: readonly TrialResult[], running: readonly TrialResult[], within: number) =>
  crowdOf(ended, running, within).map(({ seed, until, end }) => `${seed} ${end} ${until}`);

test('stands in the order in which the seeds solved it, what is not known yet before what has not', () => {
  const ended = [result(1, null), result(2, 75), result(3, 25), result(4, null, { budget: 50, steps: 50 })];
  const running = [result(5, null, { steps: 25, digest: null })];
  expect(told(ended, running, 100)).toEqual([
    '3 solved 25',
    '2 solved 75',
    '5 running 25',
    '4 stopped 50',
    '1 unsolved 100',
  ]);
  /* As they stood then. */
  expect(told(ended, running, 50)).toEqual([
    '3 solved 25',
    '5 running 25',
    '1 unsolved 50',
    '2 unsolved 50',
    '4 unsolved 50',
  ]);
});

test('what has diverged stays unsolved; a seed that is run again counts once, as far as is known', () => {
  const diverged = result(1, null, { steps: 30, failure: 'the loss is not finite', digest: null });
  expect(told([diverged], [], 100)).toEqual(['1 diverged 100']);
  expect(told([diverged], [], 25)).toEqual(['1 unsolved 25']);
  const stopped = result(2, null, { budget: 50, steps: 50, digest: null });
  expect(told([stopped], [result(2, null, { steps: 25 })], 100)).toEqual(['2 stopped 50']);
  expect(told([stopped], [result(2, null, { steps: 75 })], 100)).toEqual(['2 running 75']);
});

test('a budget that no evaluation falls on was used up all the same', () => {
  expect(told([result(1, null, { budget: 60, steps: 50 })], [], 60)).toEqual(['1 unsolved 60']);
});

test('two experiments are compared over the seeds that both have run', () => {
  const one = crowdOf(
    [1, 2, 3, 4, 5, 6].map((seed) => result(seed, null)).concat(result(7, 50), result(8, 25)),
    [],
    100,
  );
  const other = crowdOf(
    [result(1, 25), result(2, 50), result(3, 50), result(4, 75), result(5, 75), result(6, null), result(7, 25)],
    [result(8, null, { steps: 50 }), result(9, null, { steps: 50 })],
    100,
  );
  expect(pairsOf(one, other)).toEqual({
    both: 1,
    neither: 1,
    onlyOne: 0,
    onlyOther: 5,
    oneSooner: 0,
    otherSooner: 6,
    solvedP: 2 / 32,
    soonerP: 2 / 64,
  });
  expect(pairsOf(other, one)).toMatchObject({ onlyOne: 5, onlyOther: 0, oneSooner: 6, otherSooner: 0 });
});

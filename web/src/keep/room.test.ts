import { expect, test } from 'vitest';
import { excess, type Held } from './room';

const run = (createdAt: number, size: number, racing = false, named = false): Held => ({
  id: `r${createdAt}`,
  createdAt,
  size,
  racing,
  named,
});

test('what fits stays', () => {
  expect(excess([run(1, 10), run(2, 10)], 'r2', 2, 20)).toEqual({ runs: [], weights: [], fits: true });
});

test('too many: the oldest go, but neither those of a race nor the newcomer', () => {
  const held = [run(3, 1), run(1, 1, true), run(2, 1), run(0, 1)];
  expect(excess(held, 'r0', 2, 100)).toEqual({ runs: ['r2', 'r3'], weights: [], fits: true });
});

test('runs with a name go after those without, and lose their weights after them', () => {
  const named = run(1, 10, false, true);
  expect(excess([named, run(2, 10), run(3, 10), run(4, 10)], 'r4', 2, 100).runs).toEqual(['r2', 'r3']);
  expect(excess([named, run(2, 10), run(3, 10)], 'r3', 9, 20).weights).toEqual(['r2']);
  expect(excess([named, run(2, 10)], 'r2', 1, 100).runs).toEqual(['r1']);
});

test('too large: older weights make way, oldest first, no more than needed', () => {
  const held = [run(1, 10), run(2, 0), run(3, 10), run(4, 10)];
  expect(excess(held, 'r4', 9, 25)).toEqual({ runs: [], weights: ['r1'], fits: true });
});

test('what goes altogether takes its bytes with it', () => {
  expect(excess([run(1, 20), run(2, 10), run(3, 10)], 'r3', 2, 20)).toEqual({ runs: ['r1'], weights: [], fits: true });
});

test('what is too large by itself, or beside its rival, does not fit', () => {
  expect(excess([run(1, 10), run(2, 30)], 'r2', 9, 25).fits).toBe(false);
  expect(excess([run(1, 15, true), run(2, 15, true)], 'r2', 9, 25)).toEqual({ runs: [], weights: [], fits: false });
});

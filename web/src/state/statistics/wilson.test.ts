import { expect, test } from 'vitest';
import { wilson } from './wilson';

/* The core's own (core/questions/evaluate.c), as `pathstar train --json` prints them. */
test.each([
  [0, 500, 0, 0.00762434046155224],
  [1, 500, 1 - 0.00762434046155224, 1],
])('%f of %i', (share, trials, low, high) => {
  const interval = wilson(share, trials);
  expect(interval[0]).toBeCloseTo(low, 12);
  expect(interval[1]).toBeCloseTo(high, 12);
});

/* The intervals that the native program prints for the same counts (docs/exhibit.md). */
test.each([
  [0, 20, 0, 0.161],
  [18, 20, 0.699, 0.972],
  [20, 20, 0.839, 1],
  [149, 500, 0.2596, 0.3395],
])('%i of %i is %f to %f', (successes, trials, low, high) => {
  const interval = wilson(successes / trials, trials);
  expect(interval[0]).toBeCloseTo(low, 3);
  expect(interval[1]).toBeCloseTo(high, 3);
});

test('lies about the share, narrower the more is asked', () => {
  const few = wilson(1 / 3, 50);
  const many = wilson(1 / 3, 5000);
  for (const [low, high] of [few, many]) {
    expect(low).toBeLessThan(1 / 3);
    expect(high).toBeGreaterThan(1 / 3);
  }
  expect(few[1] - few[0]).toBeGreaterThan(9 * (many[1] - many[0]));
});

test('ends exactly at none and at all, whatever the number', () => {
  for (let trials = 1; trials < 1000; trials++) {
    expect(wilson(0, trials)[0]).toBe(0);
    expect(wilson(1, trials)[1]).toBe(1);
  }
});

test('knows nothing of what was not asked or not measured', () => {
  expect(wilson(0.5, 0)).toEqual([0, 1]);
  expect(wilson(0 / 0, 0)).toEqual([0, 1]);
  expect(wilson(Number.NaN, 10)).toEqual([0, 1]);
});

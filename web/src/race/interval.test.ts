import { expect, test } from 'vitest';
import { wilson } from './interval';

/* Values of the core's own (core/evaluate.c), as `pathstar train --json` prints them. */
test.each([
  [0, 500, 0, 0.00762434046155224],
  [1, 500, 1 - 0.00762434046155224, 1],
])('%f of %i', (share, trials, low, high) => {
  const interval = wilson(share, trials);
  expect(interval[0]).toBeCloseTo(low, 12);
  expect(interval[1]).toBeCloseTo(high, 12);
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

test('says nothing of what was not asked', () => {
  expect(wilson(0.5, 0)).toEqual([0, 1]);
  expect(wilson(Number.NaN, 10)).toEqual([0, 1]);
});

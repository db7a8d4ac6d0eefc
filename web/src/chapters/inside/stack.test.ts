import { expect, test } from 'vitest';
import { bandPath, stack } from './stack';

test('shares are stacked from 0 to 1', () => {
  const [one, two] = stack([Float64Array.of(1, 3), Float64Array.of(3, 1)]);
  expect([...(one?.low ?? [])]).toEqual([0, 0]);
  expect([...(one?.high ?? [])]).toEqual([0.25, 0.75]);
  expect([...(two?.low ?? [])]).toEqual([0.25, 0.75]);
  expect([...(two?.high ?? [])]).toEqual([1, 1]);
});

test('of nothing there are no shares', () => {
  const [one] = stack([Float64Array.of(0), Float64Array.of(0)]);
  expect(one?.high[0]).toBeNaN();
  expect(one && bandPath([0], one, Number, Number)).toBe('');
});

test('a band is drawn there and back', () => {
  const [, two] = stack([Float64Array.of(1, 1), Float64Array.of(1, 3)]);
  expect(
    two &&
      bandPath(
        [0, 10],
        two,
        (step) => step,
        (share) => 100 * share,
      ),
  ).toBe('M0 100L10 100L10 25L0 50Z');
});

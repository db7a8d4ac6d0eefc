import { expect, test } from 'vitest';
import { wilson } from './wilson';

test('the interval of Wilson (1927): known values, and never outside 0..1', () => {
  const [low, high] = wilson(0.5, 100);
  expect(low).toBeCloseTo(0.4038, 4);
  expect(high).toBeCloseTo(0.5962, 4);
  expect(wilson(0, 250)[0]).toBeCloseTo(0, 12);
  expect(wilson(0, 250)[1]).toBeCloseTo(0.01513, 5);
  expect(wilson(1, 250)[1]).toBeCloseTo(1, 12);
  expect(wilson(Number.NaN, 250)[0]).toBeNaN();
});

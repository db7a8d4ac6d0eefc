import { expect, test } from 'vitest';
import { threadsPerLane } from './threads';

test.each([
  [1, 2, 1],
  [2, 2, 1],
  [3, 2, 1],
  [4, 2, 2],
  [6, 2, 2],
  [8, 2, 4],
  [12, 2, 4],
  [16, 2, 8],
  [2, 1, 2],
  [8, 3, 2],
  [1000, 2, 64],
  [0, 2, 1],
  [Number.NaN, 2, 1],
])('%d cores for %d lanes: %d each', (cores, lanes, threads) => {
  expect(threadsPerLane(cores, lanes)).toBe(threads);
});

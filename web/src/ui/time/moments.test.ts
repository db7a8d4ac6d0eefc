import { expect, test } from 'vitest';
import { keptAt, momentsOf, nearestIndex } from './moments';

test('the moments of all lanes are theirs together, in order', () => {
  expect(momentsOf([[0, 50, 100], [0, 25, 50], []])).toEqual([0, 25, 50, 100]);
});

test('each lane answers with its nearest kept step', () => {
  expect(keptAt([0, 50, 100], 60)).toBe(50);
  expect(keptAt([0, 50, 100], 75)).toBe(50);
  expect(keptAt([0, 50, 100], 9000)).toBe(100);
  expect(keptAt([0, 50, 100], null)).toBeNull();
  expect(keptAt([], 60)).toBeNull();
  expect(nearestIndex(Float64Array.of(0, 10, 20), 14)).toBe(1);
});

import { expect, test } from 'vitest';
import { raceTime } from './pace';

test('a race takes as long as its steps, and longer where its lanes share a core', () => {
  expect(raceTime(7, 2000, 2, 4)).toBe(14);
  expect(raceTime(7, 2000, 2, 1)).toBe(28);
  expect(raceTime(7, 2000, 3, 2)).toBe(21);
  expect(raceTime(7, 2000, 2, 0)).toBe(28);
});

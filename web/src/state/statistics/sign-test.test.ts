import { expect, test } from 'vitest';
import { signTest } from './sign-test';

/* By hand: twice the sum of C(n, k) for k up to the smaller count, over 2^n. */
test.each([
  [0, 1, 1],
  [0, 5, 2 / 32],
  [0, 6, 2 / 64],
  [1, 9, (2 * (1 + 10)) / 1024],
  [2, 8, (2 * (1 + 10 + 45)) / 1024],
  [3, 7, (2 * (1 + 10 + 45 + 120)) / 1024],
])('%i to %i: %f, whichever way round', (one, other, p) => {
  expect(signTest(one, other)).toBeCloseTo(p, 14);
  expect(signTest(other, one)).toBeCloseTo(p, 14);
});

test('an even split, or none, is no evidence', () => {
  expect(signTest(0, 0)).toBe(1);
  expect(signTest(5, 5)).toBe(1);
});

test('holds for as many seeds as a crowd may have', () => {
  /* 2 * 2^-100, and the normal distribution's 2 * P(Z < -3.9), continuity corrected, for 30 to 70. */
  expect(signTest(0, 100) * 2 ** 99).toBeCloseTo(1, 12);
  expect(signTest(30, 70)).toBeCloseTo(0.0000785, 6);
});

import { expect, test } from 'vitest';
import { bandOf, lineOf } from './plot-paths';

const at = (row: number, values: ArrayLike<number>) => `${row} ${values[row]}`;
const rows = (length: number) => Array.from({ length }, (_, row) => row);

test('a line breaks where there is no value', () => {
  expect(lineOf({ x: rows(4), y: [1, 2, Number.NaN, 3] }, 100, at)).toBe('M0 1L1 2M3 3');
});

test('a single measurement is a point', () => {
  expect(lineOf({ x: [0], y: [5] }, 100, at)).toBe('M0 5h0.1');
  expect(lineOf({ x: [0], y: [Number.NaN] }, 100, at)).toBe('');
});

test('of more rows than pixels, each stretch keeps its least and its greatest', () => {
  expect(lineOf({ x: rows(8), y: [1, 9, 2, 3, 5, 5, 0, 4] }, 2, at)).toBe('M0 1L1 9L4 5L6 0');
});

test('a band has one area for each stretch of rows that has both ends', () => {
  const low = [0, 0, Number.NaN, 0, 0, 0];
  const high = [1, 1, 1, Number.NaN, 2, 2];
  expect(bandOf({ x: rows(6), y: rows(6), low, high }, at)).toBe('M0 1L1 1L1 0L0 0ZM4 2L5 2L5 0L4 0Z');
  expect(bandOf({ x: rows(6), y: rows(6) }, at)).toBe('');
});

import { expect, test } from 'vitest';
import { Slice } from './slice';

test('trains a single step until a step has been timed', () => {
  expect(new Slice().steps(100)).toBe(1);
});

test('fits as many steps as take about 30 ms', () => {
  const slice = new Slice();
  slice.observe(1, 5);
  expect(slice.steps(100)).toBe(6);
});

test('never passes the steps that are left, nor falls below one', () => {
  const slice = new Slice();
  slice.observe(10, 1);
  expect(slice.steps(7)).toBe(7);
  slice.observe(1, 100_000);
  expect(slice.steps(7)).toBe(1);
});

test('follows a lasting change of speed, but not one jolt', () => {
  const slice = new Slice();
  slice.observe(1, 3);
  slice.observe(1, 30);
  expect(slice.steps(100)).toBeGreaterThan(1);
  for (let slow = 0; slow < 30; slow++) slice.observe(1, 30);
  expect(slice.steps(100)).toBe(1);
});

test('a clock too coarse to see a slice still gives a bounded one', () => {
  const slice = new Slice();
  slice.observe(4, 0);
  expect(slice.steps(1_000_000)).toBe(1000);
});

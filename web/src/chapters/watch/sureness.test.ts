import { expect, test } from 'vitest';
import { surenessOf } from './sureness';

const probabilities = [0.1, 0.6, 0.1, 0.2];

test('a node is shown by its probability', () => {
  const sure = surenessOf('teacher_forcing', probabilities);
  expect(sure.value(1)).toBe(0.6);
  expect(sure.shade(1)).toBe(0.6);
  expect(sure.text(3)).toMatch(/^20.%$/);
});

test('where the objective asks for an order alone, by its rank; equal ones share the better', () => {
  const sure = surenessOf('ritf', probabilities);
  expect([0, 1, 2, 3].map(sure.value)).toEqual([3, 1, 3, 2]);
  expect(sure.text(1)).toBe('#1');
  expect([1, 3, 0].map(sure.shade)).toEqual([1, 1 / 2, 1 / 3]);
});

test('a token that is no node has neither', () => {
  for (const objective of ['teacher_forcing', 'ritf']) {
    const sure = surenessOf(objective, probabilities);
    expect(sure.value(7)).toBeNaN();
    expect(sure.text(7)).not.toContain('#');
    expect(sure.shade(7)).toBe(0);
  }
});

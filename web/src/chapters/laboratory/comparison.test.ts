import { expect, test } from 'vitest';
import { chanceOf, differing } from './comparison';

const option = (name: string) => ({ name, type: 'bool', default: false, group: '', help: '', when: {} }) as const;
const setup = {
  config: {},
  degree: 4,
  length: 2,
  objective: '',
  depths: [0, 1],
  unhandable: null,
  threads: 1,
  trainsOn: '',
};

test('only what differs is named, in the core’s order', () => {
  const options = ['width', 'objective', 'seed', 'rope'].map(option);
  const one = { width: 32, objective: 'reverse', seed: 1, rope: false };
  expect(differing(options, [one, { ...one, objective: 'teacherless' }])).toEqual([]);
  expect(differing(options, [one, { ...one, seed: 2 }, { ...one, width: 16 }])).toEqual(['width', 'seed']);
  expect(differing(options, [])).toEqual([]);
});

test('chance is one arm of so many, or its cross-entropy shared among the positions', () => {
  expect(chanceOf(setup, 'first')).toBe(0.25);
  expect(chanceOf(setup, 'loss')).toBeCloseTo(Math.log(4) / 2);
});

test('where the loss is a hinge a guess has no cross-entropy', () => {
  expect(chanceOf({ ...setup, objective: 'ritf' }, 'loss')).toBeNull();
  expect(chanceOf({ ...setup, objective: 'ritf' }, 'path')).toBe(0.25);
});

import { expect, test } from 'vitest';
import { applies, type Graph, isDescription, targetDepths } from './description';

const tokens = (targets: readonly number[]): Graph['tokens'] => [
  { text: '0>1', role: 'edge', node: 1, arm: 0, target: null, position: null },
  ...targets.map((target, index) => ({
    text: '$',
    role: 'dummy' as const,
    node: null,
    arm: null,
    target,
    position: index + 1,
  })),
];

const graph: Graph = {
  start: 0,
  goal: 4,
  goal_arm: 1,
  arms: [
    [0, 1, 2],
    [0, 3, 4],
  ],
  tokens: tokens([0, 3, 4]),
  text: '0,1|1,2|0,3|3,4/0,4=0,3,4',
  split: 'held_out',
};

test('reads off the targets how far from the start each position is', () => {
  expect(targetDepths(graph)).toEqual([0, 1, 2]);
});

test('and so needs no name for an objective that writes the path backwards', () => {
  expect(targetDepths({ ...graph, tokens: tokens([4, 3, 0]) })).toEqual([2, 1, 0]);
});

test('option types this page has no control for are refused', () => {
  const option = {
    name: 'degree',
    type: 'int',
    minimum: 1,
    maximum: 20,
    default: 3,
    group: 'graph',
    help: '',
    when: {},
  };
  const description = { version: '0.1.0', presets: [], metrics: [] };
  expect(isDescription({ ...description, options: [option] })).toBe(true);
  expect(isDescription({ ...description, options: [{ ...option, type: 'colour' }] })).toBe(false);
  expect(isDescription({ ...description, options: [{ ...option, maximum: undefined }] })).toBe(false);
});

test('an option may be read only where others have certain values', () => {
  const option = { name: 'heads', type: 'int', minimum: 1, maximum: 16, default: 4, group: 'model', help: '' } as const;
  const described = { ...option, when: { architecture: ['transformer'] } };
  expect(isDescription({ version: '0.1.0', presets: [], metrics: [], options: [described] })).toBe(true);
  expect(isDescription({ version: '0.1.0', presets: [], metrics: [], options: [{ ...option, when: 'always' }] })).toBe(
    false,
  );
  expect(applies(described, () => 'transformer')).toBe(true);
  expect(applies(described, () => 'mamba')).toBe(false);
  expect(applies({ ...option, when: {} }, () => 'mamba')).toBe(true);
});

import { expect, test } from 'vitest';
import type { Description } from '../engine/shared/description';
import { commandOf } from './command';

const rest = { group: 'model', help: '', when: {} };
const description: Description = {
  version: '0',
  options: [
    { name: 'path_length', type: 'int', minimum: 2, maximum: 20, default: 4, ...rest },
    { name: 'rope', type: 'bool', default: false, ...rest },
    { name: 'epsilon', type: 'number', minimum: 0, maximum: 1, default: 1e-8, ...rest },
    { name: 'objective', type: 'choice', choices: ['teacher_forcing', 'reverse'], default: 'teacher_forcing', ...rest },
  ],
  presets: [],
  metrics: [],
};

test('names what differs from the defaults, and nothing else', () => {
  const usual = { path_length: 4, rope: false, epsilon: 1e-8, objective: 'teacher_forcing' };
  expect(commandOf(description, usual, 40, '0123456789abcdef-fma', null)).toBe('pathstar train --steps=40');
  expect(commandOf(description, { ...usual, path_length: 5, rope: true, objective: 'reverse' }, 7, 'x-fma', null)).toBe(
    'pathstar train --path-length=5 --rope=true --objective=reverse --steps=7',
  );
  expect(commandOf(description, { ...usual, epsilon: 1e-9 }, 7, 'x-fma', null)).toContain('--epsilon=1e-9 ');
});

test('without fused multiply-add it asks for the kernels that have none either', () => {
  expect(commandOf(description, {}, 1, 'x-nofma', null)).toBe('pathstar train --steps=1 --kernels=scalar');
});

test('graphs of a file are named as one word of the shell', () => {
  expect(commandOf(description, {}, 1, 'x-fma', 'my-graphs.txt')).toBe(
    'pathstar train --train-on=my-graphs.txt --steps=1',
  );
  expect(commandOf(description, {}, 1, 'x-fma', "bob's $(graphs).txt")).toBe(
    "pathstar train --train-on='bob'\\''s $(graphs).txt' --steps=1",
  );
});

import { expect, test } from 'vitest';
import type { Description } from '../../engine/shared/description';
import { experimentOf } from '../../state/trials/experiment';
import { isOn, possible, REBUTTALS, withChange, withoutChange } from './rebuttals';

const about = { group: '', help: '', when: {} };
const int = { type: 'int' as const, minimum: 0, maximum: 1000, ...about };
const description: Description = {
  version: '1',
  options: [
    { ...int, name: 'degree', default: 3 },
    { ...int, name: 'goals', default: 1 },
    { ...int, name: 'seed', default: 2 },
    { type: 'number', name: 'learning_rate', minimum: 0, maximum: 1, default: 0.001, ...about },
    { type: 'choice', name: 'layout', choices: ['pairs', 'edge'], default: 'edge', ...about },
    { type: 'choice', name: 'optimizer', choices: ['adamw', 'muon'], default: 'muon', ...about },
  ],
  presets: [],
  metrics: [],
};
const usual: Readonly<Record<string, string>> = { degree: '3', goals: '1', layout: 'edge', optimizer: 'muon' };

test('only what the engine can do is offered', () => {
  expect(possible(description, (name) => usual[name] ?? '').map(({ name }) => name)).toEqual(['goals', 'adamw']);
});

test('a switch is put on and off without touching the rest of the draft', () => {
  const goals = REBUTTALS.find(({ name }) => name === 'goals');
  if (!goals) throw new Error('no such switch');
  const text = (name: string) => usual[name] ?? '';
  const on = withChange(goals, { learning_rate: '0.01' }, text);
  expect(on).toEqual({ learning_rate: '0.01', goals: '3' });
  expect(isOn(goals, (name) => on[name] ?? text(name))).toBe(true);
  expect(withoutChange(goals, on, text, text)).toEqual({ learning_rate: '0.01', goals: '1' });
});

test('an experiment is its settings without the seed, however they are written', () => {
  expect(experimentOf(description, { learning_rate: '1e-2', seed: '9', degree: '3', later: '1' })).toBe(
    'learning_rate=0.01',
  );
  expect(experimentOf(description, { learning_rate: 0.01, seed: 1, degree: 3, goals: 1 })).toBe('learning_rate=0.01');
});

import { expect, test } from 'vitest';
import type { Arms } from '../../ui/graph/layout';
import { ask, askable, begin, guesses, outcome, type Puzzle, retry, shownEdges } from './puzzle';

const graph: Arms = {
  start: 7,
  goal: 5,
  goal_arm: 0,
  arms: [
    [7, 3, 1, 5],
    [7, 6, 2, 8],
    [7, 0, 4, 9],
  ],
};

const through = (puzzle: Puzzle, nodes: readonly number[]) => nodes.reduce(ask, puzzle);

test('forward: the start leads to every arm, and nothing tells which', () => {
  const begun = begin(graph, 'forward');
  expect(askable(begun)).toEqual([7]);
  expect(shownEdges(begun)).toEqual([]);
  const opened = ask(begun, 7);
  expect(askable(opened)).toEqual([3, 6, 0]);
  expect(shownEdges(opened).map(({ to, kind }) => [to, kind])).toEqual([
    [3, 'offered'],
    [6, 'offered'],
    [0, 'offered'],
  ]);
});

test('forward: the wrong arm is walked to its end, one guess and then no choice', () => {
  const lost = through(begin(graph, 'forward'), [7, 6, 2]);
  expect(outcome(lost)).toBe('lost');
  expect(lost.walk).toEqual([7, 6, 2, 8]);
  expect(lost.marks).toEqual(['guess', 'only', 'only']);
  expect(lost.questions).toBe(3);
  expect(askable(lost)).toEqual([]);
});

test('forward: after two wrong arms the third is no guess', () => {
  const twice = through(retry(through(retry(through(begin(graph, 'forward'), [7, 6, 2])), [0, 4])), []);
  const third = retry(twice);
  expect(askable(third)).toEqual([3]);
  const found = through(third, [3, 1]);
  expect(outcome(found)).toBe('found');
  expect(guesses(found)).toBe(2);
  expect(found.marks).toHaveLength(9);
  expect(shownEdges(found).filter(({ kind }) => kind === 'tried')).toHaveLength(6);
});

test('backward: every question has one answer', () => {
  const begun = begin(graph, 'backward');
  const found = through(begun, [5, 1, 3]);
  expect(outcome(found)).toBe('found');
  expect(guesses(found)).toBe(0);
  expect(found.questions).toBe(3);
  expect(shownEdges(found)).toEqual([
    { from: 1, to: 5, depth: 3, kind: 'walked' },
    { from: 3, to: 1, depth: 2, kind: 'walked' },
    { from: 7, to: 3, depth: 1, kind: 'walked' },
  ]);
});

test('a node that cannot be asked changes nothing', () => {
  const begun = begin(graph, 'forward');
  expect(ask(begun, 3)).toBe(begun);
  expect(retry(begun)).toBe(begun);
});

test('paths of two nodes: the guess is the whole walk', () => {
  const short = begin(
    {
      start: 1,
      goal: 3,
      goal_arm: 1,
      arms: [
        [1, 2],
        [1, 3],
      ],
    },
    'forward',
  );
  expect(outcome(through(short, [1, 2]))).toBe('lost');
  const found = through(short, [1, 3]);
  expect(outcome(found)).toBe('found');
  expect(found.marks).toEqual(['guess']);
  expect(outcome(ask(begin(short.graph, 'backward'), 3))).toBe('found');
});

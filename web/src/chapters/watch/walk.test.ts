import { expect, test } from 'vitest';
import type { Decoding, Graph } from '../../engine/shared/description';
import { followedArm, legs, passesOf, ringShares, verdict } from './walk';

const graph: Graph = {
  start: 0,
  goal: 4,
  goal_arm: 1,
  arms: [
    [0, 1, 2],
    [0, 3, 4],
    [0, 5, 6],
  ],
  tokens: [],
  text: '',
  split: 'held_out',
};
const forward = [0, 1, 2];
const backward = [2, 1, 0];

function decoding(
  said: readonly number[],
  targets: readonly number[],
  probabilities: readonly number[] = [],
  rounds: readonly number[] = [],
): Decoding {
  return {
    correct: said.every((token, index) => token === targets[index]),
    steps: said.map((token, index) => ({
      position: index + 1,
      token,
      text: String(token),
      target: targets[index] ?? -1,
      round: rounds[index] ?? index + 1,
      probabilities,
    })),
  };
}

test('a right walk is two legs along edges', () => {
  const walked = legs(graph, decoding([0, 3, 4], [0, 3, 4]));
  expect(walked.map(({ edge }) => edge)).toEqual([true, true]);
  expect(walked[1]?.to).toEqual({ arm: 1, depth: 2 });
});

test('passes are told where blanks are filled one after another, in the order that the model chose', () => {
  const said = (rounds: readonly number[]) => decoding([0, 3, 4], [0, 3, 4], [], rounds);
  expect(passesOf('mlm', said([2, 3, 1]))).toEqual([2, 3, 1]);
  expect(passesOf('mlm', said([2, 0, 1]))).toEqual([2, 0, 1]);
  expect(passesOf('any_order', said([3, 2, 1]), 'backwards')).toEqual([3, 2, 1]);
  expect(passesOf('any_order', said([1, 2, 3]), 'forwards')).toBeNull();
  expect(passesOf('teacherless', said([1, 1, 1]))).toBeNull();
  expect(passesOf('teacher_forcing', said([1, 2, 3]))).toBeNull();
});

test('a jump between arms is no edge, and a node that is not there is no leg', () => {
  expect(legs(graph, decoding([0, 1, 4], [0, 3, 4])).map(({ edge }) => edge)).toEqual([true, false]);
  expect(legs(graph, decoding([0, 9, 4], [0, 3, 4]))).toEqual([]);
});

test('sees which arm was followed, in either writing direction', () => {
  expect(followedArm(graph, decoding([0, 5, 6], [0, 3, 4]), forward)).toBe(2);
  expect(followedArm(graph, decoding([0, 5, 4], [0, 3, 4]), forward)).toBeNull();
  expect(followedArm(graph, decoding([4, 3, 0], [4, 3, 0]), backward)).toBe(1);
});

test('says what happened', () => {
  expect(verdict(graph, decoding([0, 3, 4], [0, 3, 4]), forward, null).en).toBe('It walked arm B to the goal.');
  expect(verdict(graph, decoding([0, 1, 2], [0, 3, 4]), forward, 0).en).toBe(
    'Handed a first step on arm A, it followed arm A from end to end without a fault. The goal is on arm B.',
  );
  expect(verdict(graph, decoding([0, 1, 6], [0, 3, 4]), forward, 0).en).toContain('left the path at position 3');
  expect(verdict(graph, decoding([0, 9, 4], [0, 3, 4]), forward, null).en).toContain('it said 9, the path has 3');
});

test('says that what is handed over is a second node where the path is written from the goal', () => {
  const longer: Graph = { ...graph, arms: graph.arms.map((nodes, arm) => [...nodes, 10 + arm]), goal: 11 };
  const walk = decoding([11, 2, 1, 0], [11, 4, 3, 0]);
  expect(verdict(longer, walk, [3, 2, 1, 0], 0).en).toContain('Handed a second node on arm A, it followed arm A');
  expect(verdict(longer, walk, [3, 2, 1, 0], 0).zh).toContain('给它 A 臂上的第二步');
});

test('tells a walk down the wrong arm that ends by naming the goal from one that is lost', () => {
  const longer: Graph = { ...graph, arms: graph.arms.map((nodes, arm) => [...nodes, 10 + arm]), goal: 11 };
  const walk = decoding([0, 1, 2, 11], [0, 3, 4, 11]);
  expect(verdict(longer, walk, [0, 1, 2, 3], null).en).toBe(
    'It followed arm A and then said the goal, which is not on that arm but on arm B.',
  );
  expect(verdict(longer, decoding([0, 1, 6, 11], [0, 3, 4, 11]), [0, 1, 2, 3], null).en).toContain(
    'left the path at position 2',
  );
});

test('shares a position among the nodes of its ring and the rest', () => {
  const walk = decoding([0, 3, 4], [0, 3, 4], [0.05, 0.2, 0, 0.5, 0.1, 0.1]);
  const { arms, elsewhere } = ringShares(graph, walk, forward, 1);
  expect(arms).toEqual([0.2, 0.5, 0.1]);
  expect(elsewhere).toBeCloseTo(0.2);
  expect(ringShares(graph, walk, forward, 0).arms).toEqual([0.05]);
  expect(ringShares(graph, walk, forward, 2).arms).toEqual([0, 0.1, 0]);
});

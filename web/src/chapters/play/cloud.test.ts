import { expect, test } from 'vitest';
import type { Arms } from '../../ui/graph/layout';
import { bendOf, cloudOf, NODES_MOST, STAGE, TOUCH } from './cloud';
import { EXAMPLES } from './examples';

function star(degree: number, length: number): Arms {
  const arms = Array.from({ length: degree }, (_, arm) => [
    0,
    ...Array.from({ length: length - 1 }, (_, depth) => 1 + arm * (length - 1) + depth),
  ]);
  return { start: 0, goal: length - 1, goal_arm: 0, arms };
}

const graphs = [...EXAMPLES, star(2, 2), star(2, 11), star(5, 5), star(4, 6), star(20, 2)].map(
  (graph) => [graph.arms.length, graph.arms[0]?.length, graph] as const,
);

test.each(graphs)(
  '%i arms of %i nodes: every node has room for a finger, inside the stage',
  (_degree, _length, graph) => {
    const places = [...cloudOf(graph).values()];
    expect(places.length).toBeLessThanOrEqual(NODES_MOST);
    for (const { x, y } of places) {
      expect(Math.min(x, STAGE.width - x, y, STAGE.height - y)).toBeGreaterThanOrEqual(TOUCH);
    }
    const gaps = places.flatMap((place, index) =>
      places.slice(index + 1).map((other) => Math.hypot(place.x - other.x, place.y - other.y)),
    );
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2 * TOUCH);
  },
);

test('the same graph has the same cloud, and the goal’s arm has no part in it', () => {
  const [graph] = EXAMPLES;
  const moved = { ...graph, goal_arm: 2, arms: [...graph.arms].reverse() };
  expect([...cloudOf(graph)]).toEqual([...cloudOf(moved)]);
});

test('an edge bends round a node that is in its way, and is straight where none is', () => {
  const from = { x: 0, y: 0 };
  const to = { x: 40, y: 0 };
  expect(bendOf(from, to, [from, to, { x: 20, y: 30 }])).toEqual({ x: 20, y: 0 });
  const { y } = bendOf(from, to, [from, to, { x: 20, y: 1 }]);
  expect(Math.abs(y)).toBeGreaterThan(10);
});

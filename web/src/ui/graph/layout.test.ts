import { expect, test } from 'vitest';
import { nodesOf, type Point, placeOf, starLayout } from './layout';

const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);

test('arms share no node but the start', () => {
  expect(nodesOf(3, 4)).toBe(10);
  expect(nodesOf(1, 2)).toBe(2);
});

/* Corners and middle of what the core allows, and the default. */
const sizes = [
  [1, 2],
  [1, 20],
  [2, 4],
  [3, 4],
  [5, 5],
  [20, 2],
  [20, 20],
] as const;

test.each(sizes)('degree %i, path length %i: every node inside the picture and none on another', (degree, length) => {
  const { spokes, rings, nodeRadius, extent } = starLayout(degree, length);
  expect(spokes).toHaveLength(degree);
  expect(rings).toHaveLength(length);
  const nodes = [{ x: 0, y: 0 }, ...spokes.flatMap((spoke) => spoke.nodes.slice(1))];
  expect(nodes).toHaveLength(1 + degree * (length - 1));
  const reach = Math.max(...nodes.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y))));
  expect(reach + nodeRadius).toBeLessThanOrEqual(extent);
  const gaps = nodes.flatMap((node, index) => nodes.slice(index + 1).map((other) => distance(node, other)));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1.9 * nodeRadius);
});

test('rings grow outwards from the start', () => {
  const { rings } = starLayout(20, 20);
  expect(rings[0]).toBe(0);
  for (let depth = 1; depth < rings.length; depth++) expect(rings[depth]).toBeGreaterThan(rings[depth - 1] ?? 0);
});

test('the first arm points up and arms go round evenly', () => {
  const [first, second, third] = starLayout(3, 4).spokes;
  expect(first?.nodes[3]?.x).toBeCloseTo(0);
  expect(first?.nodes[3]?.y).toBeLessThan(0);
  expect((second?.angle ?? 0) - (first?.angle ?? 0)).toBeCloseTo((third?.angle ?? 0) - (second?.angle ?? 0));
});

test('finds where a node is, and that a stray one is nowhere', () => {
  const arms = [
    [0, 1, 2],
    [0, 3, 4],
  ];
  expect(placeOf(arms, 4)).toEqual({ arm: 1, depth: 2 });
  expect(placeOf(arms, 0)?.depth).toBe(0);
  expect(placeOf(arms, 9)).toBeNull();
});

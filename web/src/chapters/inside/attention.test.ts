import { expect, test } from 'vitest';
import type { Graph } from '../../engine/shared/description';
import { keenest, matrixOf, onEdges, onNodes, readingOf, type Weights } from './attention';
import { graphOf, token } from './attention.fixture';
import { tableOfHeads, tableOfStar } from './attention-table';
import { contrastAt, differenceOf } from './contrast';

/* The edges written as single tokens. */
const graph = graphOf([
  token('0>3', 'edge', 3),
  token('1>2', 'edge', 2),
  token('3>4', 'edge', 4),
  token('0>1', 'edge', 1),
  token('0', 'start', 0),
  token('4', 'goal', 4),
  token('=', 'equals', null, 0),
  token('0', 'path', 0, 3),
  token('3', 'path', 3, 4),
]);

const row = [0.3, 0.1, 0.1, 0.1, 0.05, 0.15, 0.1, 0.1, 0];

test('sums what goes to edges, to nodes by name, and to the rest', () => {
  expect(onEdges(graph, row).get(3)).toBeCloseTo(0.3);
  expect(onNodes(graph, row).get(0)).toBeCloseTo(0.15);
  expect(onNodes(graph, row).get(4)).toBeCloseTo(0.15);
  const reading = readingOf(graph, row, 1);
  expect(reading.edges).toBeCloseTo(0.6);
  expect(reading.right).toBeCloseTo(0.4 / 0.6);
  expect(reading.needed).toBeCloseTo(0.3);
  expect(reading.edges + reading.question + reading.path + reading.marks).toBeCloseTo(1);
  expect(readingOf(graph, row, 2).needed).toBeCloseTo(0.1);
  expect(readingOf(graph, row, 0).needed).toBeNull();
});

test('an edge of two tokens is one edge', () => {
  const pairs: Graph = {
    ...graph,
    tokens: [token('0', 'parent', 0), token('3', 'child', 3), token('|', 'separator', null)],
  };
  expect(onEdges(pairs, [0.2, 0.3, 0.5]).get(3)).toBeCloseTo(0.5);
});

test('a target that is not on the goal’s arm needs no edge of it', () => {
  const reversed: Graph = {
    ...graph,
    tokens: graph.tokens.map((each) => (each.target === null ? each : { ...each, target: 4 - each.target })),
  };
  /* Targets 4, 1 (of no arm here) and 0: only the first is on the goal's arm. */
  expect(readingOf(reversed, row, 0).needed).toBeNull();
});

const one = Float32Array.from([...row, ...row, ...row]);
const other = Float32Array.from({ length: 27 }, (_, index) => (index % 9 === 2 ? 1 : 0));
const weights: Weights = { layers: 1, heads: 2, graph, weights: Float32Array.from([...one, ...other]) };

test('a view is one head or the mean of all', () => {
  expect(matrixOf(weights, 1)).toHaveLength(3);
  expect(matrixOf(weights, 1)[2]?.[2]).toBe(1);
  expect(matrixOf(weights, 'mean')[0]?.[2]).toBeCloseTo(0.55);
  for (const mean of matrixOf(weights, 'mean')) expect(mean.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
});

test('finds the head that looks most at the right arm', () => {
  expect(keenest(weights, 1)).toEqual({ head: 1, right: 1 });
});

test('attention on no edge at all has no share on the right arm', () => {
  expect(readingOf(graph, [0, 0, 0, 0, 1, 0, 0, 0, 0], 1).right).toBeNaN();
});

/* One head at three positions, all of the same row. */
const looking = (first: number): Weights => ({
  layers: 1,
  heads: 1,
  weights: Float32Array.from([1, 2, 3].flatMap(() => [first, ...row.slice(1)])),
  graph,
});

test('says which model looks more at the edge that holds the answer', () => {
  const asked = [
    { name: 'one', depths: [0, 1, 2], weights: looking(0.1) },
    { name: 'two', depths: [0, 1, 2], weights: looking(0.3) },
  ];
  const contrast = contrastAt(asked, 1);
  expect(contrast).toMatchObject({ kind: 'compared', lookers: [{ name: 'two' }, { name: 'one' }] });
  if (contrast.kind === 'compared')
    expect(contrast.lookers.map(({ share }) => share.toFixed(2))).toEqual(['0.30', '0.10']);
  expect(contrastAt(asked, 0)).toEqual({ kind: 'no edge' });
  expect(contrastAt(asked.slice(1), 1)).toEqual({ kind: 'nothing to compare' });
});

test('models that are asked for other nodes, or of other graphs, are not compared', () => {
  const one = { name: 'one', depths: [0, 1, 2], weights: looking(0.1) };
  expect(contrastAt([one, { ...one, depths: [2, 1, 0] }], 2)).toEqual({ kind: 'nothing to compare' });
  const other = { ...looking(0.1), graph: { ...graph, text: 'another' } };
  expect(contrastAt([one, { ...one, weights: other }], 1)).toEqual({ kind: 'nothing to compare' });
});

test('token by token, as far as both models read the same', () => {
  const blank: Graph = {
    ...graph,
    tokens: graph.tokens.map((one) => (one.role === 'path' ? token('_', 'dummy', null) : one)),
  };
  const { rows, most } = differenceOf(looking(0.1), { ...looking(0.3), graph: blank });
  expect(rows.map(({ length }) => length)).toEqual([7, 7, 7]);
  expect(rows[1]?.[0]).toBeCloseTo(-0.2);
  expect(rows[1]?.[1]).toBeCloseTo(0);
  expect(most).toBeCloseTo(0.2);
});

test('the tables of a star and of the heads have what the pictures draw', () => {
  const star = tableOfStar(graph, row);
  expect(star.rows).toHaveLength(5);
  expect(star.rows[3]).toEqual(['B', 0, 3, 0.3, 0]);
  const heads = tableOfHeads(looking(0.3), 1);
  expect(heads.rows).toHaveLength(1);
  expect(heads.rows[0]?.slice(0, 2)).toEqual([1, 1]);
  expect(heads.rows[0]?.[3]).toBeCloseTo(0.3);
});

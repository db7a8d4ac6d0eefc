import { describe, expect, test } from 'vitest';
import {
  EMPTY,
  exampleOf,
  lacking,
  readSketch,
  type Sketch,
  sketchOf,
  textOfSketch,
  withEdge,
  withLabel,
  withNode,
  without,
} from './sketch';

const kind = { degree: 2, length: 3, labels: 6 };
const whole = sketchOf(
  4,
  [
    [0, 1],
    [2, 3],
  ],
  1,
);
const said = (sketch: Sketch) => lacking(sketch, kind).map(({ en }) => en);

const id = (sketch: Sketch, label: number) => sketch.nodes.find((node) => node.label === label)?.id ?? -1;

test('a whole star lacks nothing and has its line of text', () => {
  expect(said(whole)).toEqual([]);
  const line = textOfSketch(whole);
  const [edges = '', end = ''] = line.split('/');
  expect(end).toBe('4,3=4,2,3');
  expect(edges.split('|').sort()).toEqual(['0,1', '2,3', '4,0', '4,2']);
  expect(textOfSketch(whole)).toBe(line);
});

test('drawn node by node and edge by edge it comes to the same', () => {
  let sketch = EMPTY;
  for (let node = 0; node < 5; node++) sketch = withNode(sketch, { x: node, y: 0 });
  expect(sketch.nodes.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4]);
  for (const [from, to] of [
    [4, 0],
    [0, 1],
    [4, 2],
    [2, 3],
  ] as const)
    sketch = withEdge(sketch, id(sketch, from), id(sketch, to));
  sketch = { ...sketch, goal: id(sketch, 3) };
  expect(said(sketch)).toEqual([]);
  expect(textOfSketch(sketch)).toBe(textOfSketch(whole));
});

test.each([
  [1, 2],
  [3, 4],
  [20, 20],
])('the example of %i arms and %i nodes is whole', (degree, length) => {
  const kind = { degree, length, labels: 1 + degree * (length - 1) };
  expect(lacking(exampleOf(kind, undefined), kind)).toEqual([]);
});

test('an edge drawn twice is gone, and so are those of a removed node', () => {
  const [from, to] = [id(whole, 4), id(whole, 0)];
  expect(withEdge(whole, from, to).edges).toHaveLength(3);
  expect(withEdge(withEdge(whole, from, to), from, to).edges).toHaveLength(4);
  expect(withEdge(whole, from, from)).toBe(whole);
  expect(without(whole, id(whole, 3))).toMatchObject({ goal: null, edges: { length: 3 } });
});

describe('says what is missing', () => {
  test.each([
    ['everything', EMPTY, /5 nodes.*2 arms/],
    ['a label that is free', withLabel(whole, id(whole, 0), 1), /more than one node.*1/],
    ['a label the model knows', withLabel(whole, id(whole, 0), 6), /6.*0 to 5/],
    ['the goal', { ...whole, goal: null }, /goal/],
    ['the goal at an end', { ...whole, goal: id(whole, 2) }, /goal.*2.*end/],
    ['an arm', sketchOf(4, [[0, 1]], 0), /4 has 1 arm.*2/],
    ['an arm’s last node', without(whole, id(whole, 1)), /begins at 0.*2 nodes.*3/],
    ['an edge', withEdge(whole, id(whole, 4), id(whole, 2)), /No edge leads to 2/],
    ['one parent', withEdge(whole, id(whole, 0), id(whole, 3)), /3.*2, 0/],
    ['one child', withEdge(whole, id(whole, 0), id(whole, 3)), /several edges.*not 0/],
    ['a start', withEdge(whole, id(whole, 3), id(whole, 4)), /start/],
  ])('%s', (_, sketch, words) => {
    expect(said(sketch).join('\n')).toMatch(words);
  });

  test('and that a ring lies beside the star', () => {
    let sketch = withNode(withNode(whole, { x: 9, y: 9 }), { x: 8, y: 8 });
    const [a, b] = sketch.nodes.slice(-2).map((node) => node.id);
    if (a === undefined || b === undefined) throw new Error('not added');
    sketch = withEdge(withEdge(sketch, a, b), b, a);
    expect(
      lacking(sketch, { ...kind, labels: 9 })
        .map(({ en }) => en)
        .join(),
    ).toMatch(/circle/);
  });
});

test('what cannot be read whole is read as far as it goes', () => {
  expect(readSketch(EMPTY)).toEqual({ start: null, arms: [], goalArm: null });
  const broken = withEdge(whole, id(whole, 0), id(whole, 1));
  expect(readSketch(broken).arms.map((arm) => arm.map(({ label }) => label))).toEqual([[0], [2, 3]]);
});

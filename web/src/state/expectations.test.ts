import { expect, test } from 'vitest';
import {
  draw,
  drawAgain,
  drawn,
  expectedAt,
  opened,
  openSeeds,
  pointsWithin,
  sketchOf,
  withPoint,
} from './expectations';

test('is drawn at eight points, or where the run is measured if that is less often', () => {
  expect(pointsWithin(1000)).toEqual([125, 250, 375, 500, 625, 750, 875, 1000]);
  expect(pointsWithin(150)).toEqual([25, 50, 75, 100, 125, 150]);
  expect(pointsWithin(10)).toEqual([10]);
});

test('nothing that was solved is unsolved later', () => {
  const flat = sketchOf(undefined, [25, 50, 75, 100]);
  expect(flat.solved).toEqual([0, 0, 0, 0]);
  const risen = withPoint(flat, 1, 0.5);
  expect(risen.solved).toEqual([0, 0.5, 0.5, 0.5]);
  expect(withPoint(risen, 3, 0.9).solved).toEqual([0, 0.5, 0.5, 0.9]);
  expect(withPoint(risen, 2, 0.2).solved).toEqual([0, 0.2, 0.2, 0.5]);
});

test('between two points it is on the straight line, from none at the first step', () => {
  const drawn = { steps: [50, 100], solved: [0.2, 0.6], seen: 0 };
  expect([0, 25, 50, 75, 100].map((step) => expectedAt(drawn, step))).toEqual([0, 0.1, 0.2, 0.4, 0.6]);
  expect(expectedAt(drawn, 101)).toBeNaN();
  /* Drawn anew for more steps it goes on from there. */
  expect(sketchOf(drawn, [100, 200]).solved).toEqual([0.6, 0.6]);
});

test('stands once the seeds are shown; drawn again, it says how many had been seen', () => {
  const sketch = withPoint(sketchOf(undefined, [50, 100]), 0, 0.4);
  draw('objective=reverse', sketch);
  openSeeds('objective=reverse');
  openSeeds('objective=mlm');
  expect(opened.value).toEqual({ 'objective=reverse': sketch, 'objective=mlm': null });
  expect(drawn.value).toEqual({});
  drawAgain('objective=reverse', 10);
  drawAgain('objective=mlm', 3);
  expect(opened.value).toEqual({});
  expect(drawn.value).toEqual({
    'objective=reverse': { ...sketch, seen: 10 },
    'objective=mlm': { steps: [], solved: [], seen: 3 },
  });
  openSeeds('objective=mlm');
  expect(opened.value).toEqual({ 'objective=mlm': null });
});

import { expect, test } from 'vitest';
import { bedShares, fallsLayout, timeEnd } from './falls-layout';

test.each([2, 3, 4, 5, 9, 20])('of a path of %i nodes the first step has the widest bed', (length) => {
  const shares = bedShares(length);
  expect(shares).toHaveLength(length);
  expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1);
  expect(Math.max(...shares)).toBe(shares[1]);
  expect(shares[1]).toBeGreaterThanOrEqual(0.3 - 1e-9);
});

test.each([
  [326, 3, 4],
  [326, 4, 4],
  [358, 3, 20],
  [358, 4, 20],
  [358, 1, 2],
  [700, 2, 8],
  [756, 4, 3],
  [1216, 1, 4],
  [1216, 2, 4],
  [1216, 3, 20],
  [1216, 4, 4],
])('%i px, %i lanes, %i nodes: side by side, inside the picture, nothing on another', (width, lanes, length) => {
  const layout = fallsLayout(width, Array(lanes).fill(length), 900);
  let edge = layout.axis;
  for (const { streams, loss, bracket, beds } of layout.lanes) {
    expect(bracket).toBeGreaterThan(edge);
    edge = bracket;
    for (const stream of streams) {
      expect(stream.x).toBeGreaterThan(edge);
      expect(stream.width).toBeGreaterThan(0);
      edge = stream.x + stream.width;
    }
    expect(edge).toBeCloseTo(beds.x + beds.width);
    if (loss) edge = loss.x + loss.width;
  }
  expect(edge).toBeLessThanOrEqual(width + 0.1);
  expect(layout.lanes).toHaveLength(lanes);
  expect(layout.bottom).toBeLessThan(layout.height);
});

test('letters are small on a phone, and where lanes are too narrow for large ones', () => {
  const small = (width: number, lanes: number) => fallsLayout(width, Array(lanes).fill(4), 900).small;
  expect([small(358, 1), small(700, 3), small(756, 4)]).toEqual([true, true, true]);
  expect([small(756, 2), small(756, 3), small(1216, 4)]).toEqual([false, false, false]);
});

test.each([
  [1216, 900, 290],
  [358, 844, 320],
  [704, 1024, 390],
])('%i px wide, in a window %i px high, it leaves %i to what stands over it', (width, height, over) => {
  const layout = fallsLayout(width, [4, 4], height);
  expect(layout.height).toBeLessThanOrEqual(height - over);
  expect(layout.bottom - layout.top).toBeGreaterThan(250);
});

test.each([
  [768, 156],
  [358, 220],
])('%i px wide, in a frame 600 px high, it leaves %i to what stands over and under it', (width, over) => {
  const framed = fallsLayout(width, [4, 4], 600, true);
  expect(framed.height).toBe(600 - over);
  expect(framed.bottom - framed.top).toBeGreaterThan(120);
});

test('phases are named beside their brackets on a desk, along them on a tablet', () => {
  const names = (width: number) => fallsLayout(width, [4, 4], 900).phaseNames;
  expect([names(1216), names(704), names(358)]).toEqual(['beside', 'along', null]);
});

test('in a low window it is as high as it has to be to be read', () => {
  const { top, bottom } = fallsLayout(1216, [4, 4], 400);
  expect(bottom - top).toBe(250);
});

test('lanes may have paths of different lengths', () => {
  const { lanes } = fallsLayout(1216, [4, 9], 900);
  expect(lanes.map(({ streams }) => streams.length)).toEqual([4, 9]);
});

test('the time axis ends where training does, but for a long one', () => {
  expect(timeEnd(600, 0)).toBe(600);
  expect(timeEnd(2000, 0)).toBe(1000);
  expect(timeEnd(2000, 1000)).toBe(1000);
  expect(timeEnd(2000, 1001)).toBe(2000);
  expect(timeEnd(10_000_000, 5000)).toBe(8000);
  expect(timeEnd(100, 130)).toBe(130);
  expect(timeEnd(0, 0)).toBe(1);
});

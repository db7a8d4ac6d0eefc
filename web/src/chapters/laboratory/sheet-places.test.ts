import { expect, test } from 'vitest';
import { EXTENT, freePlace, nodeAt, RADIUS, REACH } from './sheet-places';

test('a place is on the nearest node within reach, or on none', () => {
  const nodes = [
    { name: 'left', x: 0, y: 0 },
    { name: 'right', x: 20, y: 0 },
  ];
  expect(nodeAt(nodes, { x: 9, y: 0 })?.name).toBe('left');
  expect(nodeAt(nodes, { x: 11, y: 0 })?.name).toBe('right');
  expect(nodeAt(nodes, { x: 0, y: REACH + 1 })).toBeNull();
  expect(nodeAt([], { x: 0, y: 0 })).toBeNull();
});

test('a free place is on the sheet and away from every node, as long as there is room', () => {
  const nodes: { x: number; y: number }[] = [];
  for (let count = 0; count < 20; count++) {
    const place = freePlace(nodes);
    expect(nodeAt(nodes, place)).toBeNull();
    expect(Math.max(Math.abs(place.x), Math.abs(place.y))).toBeLessThanOrEqual(EXTENT - RADIUS);
    nodes.push(place);
  }
});

import { expect, test } from 'vitest';
import { marginRange, marginTicks } from './margin-axis';

test('the range holds every finite value and 0, with room', () => {
  const [low, high] = marginRange([[Number.NaN, 3, 11.5], [-4.2]]);
  expect(low).toBeLessThan(-4.2);
  expect(high).toBeGreaterThan(11.5);
  expect(marginRange([])).toEqual(marginRange([[Number.NaN], [0.5]]));
});

test.each([
  [-1.1, 1.1],
  [-4.8, 12.2],
  [-1.2, 96],
  [-2000, 1.1],
])('round ticks from %d to %d, 0 among them', (low, high) => {
  const ticks = marginTicks([low, high]);
  expect(ticks).toContain(0);
  expect(ticks.length).toBeGreaterThanOrEqual(3);
  expect(ticks.length).toBeLessThanOrEqual(7);
  for (const tick of ticks) expect(tick >= low && tick <= high).toBe(true);
});

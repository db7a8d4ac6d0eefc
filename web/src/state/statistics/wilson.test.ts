import { expect, test } from 'vitest';
import { builtEngine } from '../../engine/worker/built-module';
import { wilson } from './wilson';

const engine = await builtEngine();

test.skipIf(!engine)("is the core's own, bit for bit (skipped: web/public/engine/pathstar.wasm is not built)", () => {
  if (!engine) throw new Error('not built');
  engine.configure({ degree: '2', path_length: '3', labels: '5', layers: '1', width: '16', heads: '1', batch: '8' });
  engine.create();
  const names = engine.metricNames();
  for (let graphs = 1; graphs < 60; graphs += 3) {
    const told = engine.evaluate(graphs);
    const [path = 0, low, high] = ['path', 'path_low', 'path_high'].map((name) => told[names.indexOf(name)]);
    expect(wilson(path, graphs)).toEqual([low, high]);
    engine.step(10);
  }
});

/* The intervals that the native program prints for the same counts (docs/exhibit.md). */
test.each([
  [0, 20, 0, 0.161],
  [18, 20, 0.699, 0.972],
  [20, 20, 0.839, 1],
  [149, 500, 0.2596, 0.3395],
])('%i of %i is %f to %f', (successes, trials, low, high) => {
  const interval = wilson(successes / trials, trials);
  expect(interval[0]).toBeCloseTo(low, 3);
  expect(interval[1]).toBeCloseTo(high, 3);
});

test('lies about the share, narrower the more is asked', () => {
  const few = wilson(1 / 3, 50);
  const many = wilson(1 / 3, 5000);
  for (const [low, high] of [few, many]) {
    expect(low).toBeLessThan(1 / 3);
    expect(high).toBeGreaterThan(1 / 3);
  }
  expect(few[1] - few[0]).toBeGreaterThan(9 * (many[1] - many[0]));
});

test('ends exactly at none and at all, whatever the number', () => {
  for (let trials = 1; trials < 1000; trials++) {
    expect(wilson(0, trials)[0]).toBe(0);
    expect(wilson(1, trials)[1]).toBe(1);
  }
});

test('knows nothing of what was not asked or not measured', () => {
  expect(wilson(0.5, 0)).toEqual([0, 1]);
  expect(wilson(0 / 0, 0)).toEqual([0, 1]);
  expect(wilson(Number.NaN, 10)).toEqual([0, 1]);
});

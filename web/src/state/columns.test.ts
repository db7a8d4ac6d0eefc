import { expect, test } from 'vitest';
import { Columns } from './columns';

const steps = (from: number, to: number) => Float64Array.from({ length: to - from }, (_, index) => from + index);

test('keeps rows by column, in order, past its first size', () => {
  const columns = new Columns(2);
  columns.append([steps(0, 1000), steps(1000, 2000)]);
  columns.append([steps(1000, 1001), steps(7, 8)]);
  expect(columns.length).toBe(1001);
  expect([...columns.column(0)]).toEqual([...steps(0, 1001)]);
  expect(columns.at(1, -1)).toBe(7);
  expect(columns.at(1, 0)).toBe(1000);
});

test('halves its density instead of growing without end, and keeps the newest row', () => {
  const columns = new Columns(1, 64);
  for (let step = 0; step < 10_000; step++) columns.append([Float64Array.of(step)]);
  expect(columns.length).toBeLessThanOrEqual(64);
  expect(columns.length).toBeGreaterThanOrEqual(32);
  const kept = [...columns.column(0)];
  expect(kept[0]).toBe(0);
  expect(kept.at(-1)).toBe(9999);
  const gaps = kept.slice(1, -1).map((step, index) => step - (kept[index] ?? 0));
  expect(new Set(gaps)).toEqual(new Set([256]));
});

test('refuses columns that do not fit', () => {
  const columns = new Columns(2);
  expect(() => columns.append([steps(0, 1)])).toThrow('fit');
  expect(() => columns.append([steps(0, 1), steps(0, 2)])).toThrow('length');
  expect(columns.length).toBe(0);
});

test('an empty history has no last row', () => {
  expect(new Columns(1).at(0, -1)).toBeNaN();
});

test('a record holds all there is to go on: the restored columns grow as the first would have', () => {
  const whole = new Columns(2);
  const part = new Columns(2);
  for (const columns of [whole, part]) columns.append([steps(0, 5000), steps(1, 5001)]);
  const record = part.record();
  const restored = Columns.restore(record);
  for (const columns of [whole, restored]) columns.append([steps(5000, 5010), steps(5001, 5011)]);
  expect([...restored.column(1)]).toEqual([...whole.column(1)]);
  expect(record.columns[0]?.at(-1)).toBe(4999);
});

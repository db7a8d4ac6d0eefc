import { expect, test } from 'vitest';
import { Columns } from './columns';

const steps = (from: number, to: number) => Float64Array.from({ length: to - from }, (_, index) => from + index);
const two = (a: Float64Array<ArrayBuffer>, b: Float64Array<ArrayBuffer>) => ({ names: ['a', 'b'], columns: [a, b] });

test('keeps rows by column, in order, past its first size', () => {
  const columns = new Columns();
  columns.append(two(steps(0, 1000), steps(1000, 2000)));
  columns.append(two(steps(1000, 1001), steps(7, 8)));
  expect(columns.length).toBe(1001);
  expect([...columns.column('a')]).toEqual([...steps(0, 1001)]);
  expect(columns.at('b', -1)).toBe(7);
  expect(columns.at('b', 0)).toBe(1000);
});

test('halves its density instead of growing without end, and keeps the newest row', () => {
  const columns = new Columns(64);
  for (let step = 0; step < 10_000; step++) columns.append({ names: ['a'], columns: [Float64Array.of(step)] });
  expect(columns.length).toBeLessThanOrEqual(64);
  expect(columns.length).toBeGreaterThanOrEqual(32);
  const kept = [...columns.column('a')];
  expect(kept[0]).toBe(0);
  expect(kept.at(-1)).toBe(9999);
  const gaps = kept.slice(1, -1).map((step, index) => step - (kept[index] ?? 0));
  expect(new Set(gaps)).toEqual(new Set([256]));
});

test('refuses columns that do not fit', () => {
  const columns = new Columns();
  expect(() => columns.append({ names: ['a', 'b'], columns: [steps(0, 1)] })).toThrow('fit');
  expect(() => columns.append(two(steps(0, 1), steps(0, 2)))).toThrow('length');
  expect(columns.length).toBe(0);
});

test('an empty history has no last row', () => {
  expect(new Columns().at('step', -1)).toBeNaN();
});

test('a record holds all there is to go on: the restored columns grow as the first would have', () => {
  const whole = new Columns();
  const part = new Columns();
  for (const columns of [whole, part]) columns.append(two(steps(0, 5000), steps(1, 5001)));
  const record = part.record();
  const restored = Columns.restore(record, []);
  for (const columns of [whole, restored]) columns.append(two(steps(5000, 5010), steps(5001, 5011)));
  expect([...restored.column('b')]).toEqual([...whole.column('b')]);
  expect(record.columns[0]?.at(-1)).toBe(4999);
});

test('a record from before columns had names takes those of its time', () => {
  const { names: _, ...nameless } = { ...new Columns().record(), columns: [steps(0, 2), steps(5, 7)] };
  const restored = Columns.restore({ ...nameless, names: undefined, seen: 2 }, ['a', 'b'], { graphs: 250 });
  expect(restored.at('b', -1)).toBe(6);
  expect([...restored.column('graphs')]).toEqual([250, 250]);
  expect(Columns.restore(restored.record(), ['none'], { graphs: 1 }).at('graphs', 0)).toBe(250);
});

test('what one side alone measures is undefined where the other did', () => {
  const columns = new Columns();
  columns.append(two(steps(0, 3), steps(0, 3)));
  columns.append({ names: ['c', 'a'], columns: [steps(9, 10), steps(3, 4)] });
  expect([...columns.column('a')]).toEqual([0, 1, 2, 3]);
  expect([...columns.column('b')]).toEqual([0, 1, 2, Number.NaN]);
  expect([...columns.column('c')]).toEqual([Number.NaN, Number.NaN, Number.NaN, 9]);
  expect([...columns.column('none')]).toEqual(Array(4).fill(Number.NaN));
});

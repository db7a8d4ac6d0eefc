import { expect, test } from 'vitest';
import { survival, survivalAt } from './survival';
import { wilson } from './wilson';

const solved = (until: number) => ({ until, solved: true });
const left = (until: number) => ({ until, solved: false });

test('where all are followed to the end it is the share itself, with Wilson’s interval', () => {
  const rows = survival([solved(25), solved(25), solved(75), left(100), left(100)]);
  expect(rows.map(({ step, atRisk, solved: now }) => [step, atRisk, now])).toEqual([
    [0, 5, 0],
    [25, 5, 2],
    [75, 3, 1],
    [100, 2, 0],
  ]);
  for (const [row, share] of [1, 0.6, 0.4, 0.4].entries()) {
    expect(rows[row]?.unsolved).toBeCloseTo(share, 12);
    expect(rows[row]?.low).toBeCloseTo(wilson(share, 5)[0], 12);
    expect(rows[row]?.high).toBeCloseTo(wilson(share, 5)[1], 12);
  }
});

test('runs that were followed for less count as long as they were, as computed by hand', () => {
  /* Solved at 1, 3 and 4; followed to 2 and 5 only. 4/5, then 2/3 of it, then half of that. */
  const rows = survival([solved(1), left(2), solved(3), solved(4), left(5)]);
  expect(rows.map(({ atRisk }) => atRisk)).toEqual([5, 5, 4, 3, 2, 1]);
  const shares = [1, 4 / 5, 4 / 5, 8 / 15, 4 / 15, 4 / 15];
  for (const [row, share] of shares.entries()) expect(rows[row]?.unsolved).toBeCloseTo(share, 12);
  /* Greenwood's sum at 3: 1/(5*4) + 1/(3*2) = 13/60. Worth (7/15) / (8/15 * 13/60) = 105/26 runs. */
  const [low, high] = wilson(8 / 15, 105 / 26);
  expect(rows[3]?.low).toBeCloseTo(low, 12);
  expect(rows[3]?.high).toBeCloseTo(high, 12);
});

test('none or all solved still leaves an interval of some width', () => {
  const [none] = survival([left(50), left(50), left(50)]);
  expect([none?.unsolved, none?.low, none?.high]).toEqual([1, wilson(1, 3)[0], 1]);
  /* The shorter they are followed, the fewer are left to be sure of. */
  expect(survival([left(25), left(50), left(50)]).at(-1)?.low).toBe(wilson(1, 2)[0]);
  const all = survival([solved(25), solved(50)]).at(-1);
  expect([all?.unsolved, all?.low]).toEqual([0, 0]);
  expect(all?.high).toBeCloseTo(wilson(0, 2)[1], 12);
  expect(survival([])).toEqual([]);
});

test('at a step the last row before it holds, but nothing is said beyond the last run', () => {
  const rows = survival([solved(25), left(100)]);
  expect(survivalAt(rows, 24)?.unsolved).toBe(1);
  expect(survivalAt(rows, 25)?.unsolved).toBe(0.5);
  expect(survivalAt(rows, 100)?.unsolved).toBe(0.5);
  expect(survivalAt(rows, 101)).toBeUndefined();
  /* Solved once, solved for good. */
  expect(survivalAt(survival([solved(25)]), 900)?.unsolved).toBe(0);
  expect(survivalAt([], 5)).toBeUndefined();
});

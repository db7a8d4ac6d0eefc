import { expect, test } from 'vitest';
import { BEGIN, descend, type Pair, partsOf, REACH, read, standing } from './toy';

/* The puzzle's star: three arms of four nodes, ten in all. */
const SIZE = { degree: 3, length: 4 };

const grid = Array.from({ length: 9 }, (_, at) => at - REACH);
const everywhere: readonly Pair[] = grid.flatMap((shortcut) => grid.map((plan) => ({ shortcut, plan })));

test('with all weights 0 a third of the attention goes each way: the loss by hand', () => {
  const shown = read(SIZE, true, { shortcut: 0, plan: 0 });
  expect(shown.shares.shortcut).toBeCloseTo(1 / 3, 12);
  /* p = F/c + B^k + (1 - F - B^k)/10 with F = B = 1/3:
   * first step, c = 3, k = 3: 1/9 + 1/27 + (17/27)/10 = 57/270;
   * step 2,     c = 1, k = 2: 1/3 + 1/9 + (5/9)/10 = 1/2;
   * goal,       c = 1, k = 1: 1/3 + 1/3 + (1/3)/10 = 7/10. */
  expect(shown.positions.map(({ right }) => right)).toEqual(
    [57 / 270, 1 / 2, 7 / 10].map((p) => expect.closeTo(p, 12)),
  );
  expect(shown.positions.map(({ looks }) => looks)).toEqual([3, 2, 1]);
  expect(shown.loss).toBeCloseTo((Math.log(270 / 57) + Math.log(2) + Math.log(10 / 7)) / 3, 12);
  /* Hidden, c = 10: 1/30 + 1/27 + (17/27)/10 = 36/270; 1/30 + 1/9 + (5/9)/10 = 1/5; 1/30 + 1/3 + (1/3)/10 = 2/5. */
  const hidden = read(SIZE, false, { shortcut: 0, plan: 0 });
  expect(hidden.positions.map(({ right }) => right)).toEqual(
    [36 / 270, 1 / 5, 2 / 5].map((p) => expect.closeTo(p, 12)),
  );
  /* The goal alone, shown: dp/du = 2/9 * 9/10 - 1/9 * 9/10 = 1/10, so -(1/10) / (7/10) / 3; v, by symmetry, the same. */
  expect(shown.positions[2]?.gradient.shortcut).toBeCloseTo(-1 / 21, 12);
  expect(shown.positions[2]?.gradient.plan).toBeCloseTo(-1 / 21, 12);
});

test('the probabilities of all nodes sum to 1', () => {
  for (const weights of everywhere) {
    const { shares, positions } = read(SIZE, true, weights);
    for (const { looks, right, others } of positions) {
      const elsewhere = (1 - shares.shortcut - shares.plan ** looks) / 10;
      expect(right + 2 * others + 7 * elsewhere).toBeCloseTo(1, 12);
    }
    for (const { right, others } of read(SIZE, false, weights).positions) expect(right + 9 * others).toBeCloseTo(1, 12);
  }
});

test.each([true, false])('the gradient is that of finite differences; tokens shown: %s', (shown) => {
  const tiny = 1e-5;
  for (const size of [SIZE, { degree: 2, length: 3 }, { degree: 5, length: 6 }])
    for (const weights of everywhere) {
      const { gradient, positions } = read(size, shown, weights);
      for (const name of ['shortcut', 'plan'] as const) {
        const lossAt = (value: number) => read(size, shown, { ...weights, [name]: value });
        const above = lossAt(weights[name] + tiny);
        const below = lossAt(weights[name] - tiny);
        expect(gradient[name]).toBeCloseTo((above.loss - below.loss) / (2 * tiny), 7);
        positions.forEach((position, index) => {
          const difference = (above.positions[index]?.loss ?? 0) - (below.positions[index]?.loss ?? 0);
          expect(position.gradient[name]).toBeCloseTo(difference / (2 * tiny * positions.length), 7);
        });
      }
    }
});

function descended(shown: boolean, steps: number, size = SIZE): Pair {
  let weights = BEGIN;
  for (let step = 0; step < steps; step++) weights = descend(weights, read(size, shown, weights).gradient);
  return weights;
}

test('with the tokens shown, the arrows lead to the shortcut and leave the first step a guess', () => {
  const few = descended(true, 5);
  expect(standing(read(SIZE, true, few))).toBe('stuck');
  /* However long it goes on, with the plan ever less used. */
  for (const steps of [10, 100, 1000]) {
    const weights = descended(true, steps);
    const reading = read(SIZE, true, weights);
    expect(standing(reading)).toBe('stuck');
    expect(reading.positions[0]?.loss).toBeGreaterThan(Math.log(3));
    expect(weights.plan).toBeLessThan(few.plan);
  }
  expect(partsOf(read(SIZE, true, descended(true, 2))).shortcut).toBeGreaterThan(0.9);
});

test('wherever it is stuck the tokens are shown, and the gradient left on the plan lowers it', () => {
  let stuck = 0;
  for (let shortcut = -REACH; shortcut <= REACH; shortcut += 0.1)
    for (let plan = -REACH; plan <= REACH; plan += 0.1) {
      expect(standing(read(SIZE, false, { shortcut, plan }))).not.toBe('stuck');
      const reading = read(SIZE, true, { shortcut, plan });
      if (standing(reading) !== 'stuck') continue;
      stuck++;
      expect(reading.gradient.plan).toBeGreaterThan(0);
    }
  expect(stuck).toBeGreaterThan(100);
});

test('with the tokens hidden, the arrows lead to the plan, which is as good with them shown', () => {
  const weights = descended(false, 5);
  expect(standing(read(SIZE, false, weights))).toBe('solved');
  expect(standing(read(SIZE, true, weights))).toBe('solved');
  expect(partsOf(read(SIZE, false, weights)).plan).toBeGreaterThan(0.9);
  /* The shortcut alone lowers nothing there. */
  const alone = read(SIZE, false, { shortcut: REACH, plan: BEGIN.plan });
  expect(alone.loss).toBeGreaterThan(read(SIZE, false, BEGIN).loss);
});

test('from the shortcut, hiding the tokens is enough: the arrows lead to the plan', () => {
  let weights = descended(true, 6);
  for (let step = 0; step < 10; step++) weights = descend(weights, read(SIZE, false, weights).gradient);
  expect(standing(read(SIZE, false, weights))).toBe('solved');
});

test('where the first step is the goal’s parent, two looks are learnt from shown tokens, too', () => {
  const size = { degree: 2, length: 3 };
  expect(standing(read(size, true, descended(true, 20, size)))).toBe('solved');
});

test('weights stay where the sliders can show them', () => {
  expect(descend({ shortcut: 3.9, plan: -3.9 }, { shortcut: -1, plan: 1 })).toEqual({ shortcut: REACH, plan: -REACH });
});

import { expect, test } from 'vitest';
import { measured, setup } from '../../state/measured.fixture';
import { percent } from '../../text/numbers';
import { isHandedFirstStep, isWrittenFromStart, learntFirstStep, standing } from './summary';

test('the first step is found by its distance from the start, whichever way the path is written', () => {
  expect(standing(setup, measured, 'forced')).toEqual({ firstStep: 0.33, later: 0.998 });
  const backward = { ...setup, depths: [3, 2, 1, 0] };
  expect(standing(backward, { ...measured, forced: [0.9, 0.8, 0.7, 1] }, 'forced')).toEqual({
    firstStep: 0.7,
    later: 0.8,
  });
});

test('the first step is learnt from 95 % on, the true path so far given', () => {
  const first = (share: number) => ({ ...measured, forced: [1, share, 1, 1], free: [0, 0, 0, 0] });
  expect(learntFirstStep(setup, first(0.95))).toBe(true);
  expect(learntFirstStep(setup, first(0.94))).toBe(false);
});

test('a model that chooses the order of its answers has learnt it where it says it in that order', () => {
  const own = { ...measured, forced: [1, 0.16, 1, 1], free: [1, 0.97, 1, 1] };
  expect(learntFirstStep({ ...setup, objective: 'mlm' }, own)).toBe(true);
  expect(learntFirstStep(setup, own)).toBe(false);
});

test('what is handed over is the first step only where the path is written from the start, or is that short', () => {
  expect(isHandedFirstStep(setup)).toBe(true);
  expect(isHandedFirstStep({ ...setup, depths: [3, 2, 1, 0] })).toBe(false);
  const short = { ...setup, length: 3, depths: [2, 1, 0] };
  expect([isHandedFirstStep(short), isWrittenFromStart(short)]).toEqual([true, false]);
});

test('a path of two nodes has no later steps', () => {
  expect(standing({ ...setup, length: 2, depths: [0, 1] }, measured, 'free').later).toBeNull();
});

test('nearly all does not read as all, nor nearly none as none', () => {
  const written = [1, 0.9999, 0.996, 0.5, 0.004, 0.0001, 0].map((share) => percent(share).replaceAll('\u00a0', ' '));
  expect(written).toEqual(['100 %', 'over 99.9 %', '99.6 %', '50 %', '0.4 %', 'under 0.1 %', '0 %']);
});

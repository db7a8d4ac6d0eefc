import { expect, test } from 'vitest';
import { learntFirstStep, predict, predictions } from './prediction';

test('learnt means that the whole interval is above a guess', () => {
  expect(learntFirstStep({ degree: 3 }, { low: 0.97 })).toBe(true);
  expect(learntFirstStep({ degree: 3 }, { low: 1 / 3 })).toBe(false);
  expect(learntFirstStep({ degree: 3 }, { low: 0.28 })).toBe(false);
  expect(learntFirstStep({ degree: 1 }, { low: 0.97 })).toBeNull();
});

test('predictions stand without storage', () => {
  predict('reverse', true);
  predict('teacher_forcing', false);
  expect(predictions.value).toEqual({ reverse: true, teacher_forcing: false });
});

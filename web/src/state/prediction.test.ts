import { expect, test } from 'vitest';
import { predict, predictions } from './prediction';

test('predictions stand without storage', () => {
  predict('reverse', true);
  predict('teacher_forcing', false);
  expect(predictions.value).toEqual({ reverse: true, teacher_forcing: false });
});

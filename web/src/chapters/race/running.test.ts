import { expect, test } from 'vitest';
import { measured, setup } from '../../state/measured.fixture';
import { sentence } from './running';

test('the sentence says step and shares', () => {
  expect(sentence('Lane', setup, measured).replaceAll('\u00a0', ' ')).toBe(
    'Lane, step 500: first step 33 %, later steps at least 99.8 %, whole path 32 %.',
  );
});

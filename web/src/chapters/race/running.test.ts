import { expect, test } from 'vitest';
import { measured } from '../../state/measured.fixture';
import { sentence } from './running';

test('the sentence says step and shares', () => {
  const setup = {
    config: {},
    degree: 3,
    length: 4,
    objective: 'any',
    depths: [0, 1, 2, 3],
    unhandable: null,
    threads: 1,
    trainsOn: '',
  };
  expect(sentence('Lane', setup, measured).replaceAll('\u00a0', ' ')).toBe(
    'Lane, step 500: first step 33 %, later steps at least 99.8 %, whole path 32 %.',
  );
});

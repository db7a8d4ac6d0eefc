import { expect, test } from 'vitest';
import { measured, setup } from '../../state/measured.fixture';
import { seen, sentence } from './running';

test('the sentence says step and shares', () => {
  expect(sentence('Lane', setup, measured).replaceAll('\u00a0', ' ')).toBe(
    'Lane, step 500: first step 33 %, later steps at least 99.8 %, whole path 32 %.',
  );
});

test('lanes at one step share it; at different ones, or while they train, each has its own', () => {
  const lanes = (steps: readonly number[]) => steps.map((step, at) => ({ name: `Lane ${at}`, share: 0.33, step }));
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  expect(plain(seen(lanes([500, 500]), false))).toBe(
    'The first step is right on 33 % (Lane 0), 33 % (Lane 1) at step 500. ',
  );
  const apart = 'The first step is right on 33 % (Lane 0, step 500), 33 % (Lane 1, step 475). ';
  expect(plain(seen(lanes([500, 475]), false))).toBe(apart);
  expect(plain(seen(lanes([500, 475]), true))).toBe(apart);
  expect(seen(lanes([500, 500]), true)).toContain('(Lane 1, step 500)');
});

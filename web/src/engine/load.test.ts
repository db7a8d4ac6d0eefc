import { expect, test } from 'vitest';
import { knowsSimd, RELAXED_PROBE } from './load';

test('the SIMD probe is a valid module where SIMD is known, as it is in every supported Node', () => {
  expect(knowsSimd()).toBe(true);
});

test('the relaxed probe holds the final opcode of f32x4.relaxed_madd', () => {
  expect([...RELAXED_PROBE].join(' ')).toContain('253 133 2 11');
});

import { expect, test } from 'vitest';
import { fuses, knowsSimd, probe, RELAXED_PROBE } from './load';

test('the SIMD probe is a valid module where SIMD is known, as it is in every supported Node', () => {
  expect(knowsSimd()).toBe(true);
});

test('the relaxed probe holds the final opcode of f32x4.relaxed_madd', () => {
  expect([...RELAXED_PROBE].join(' ')).toContain(' 253 133 2 253 31 0 11');
});

test('a multiply-add that rounds twice is not taken for a fused one, nor is a module that does not hold', () => {
  const apart = [0, 32, 0, 32, 0, 148, 32, 1, 146, 11]; /* f32.mul, f32.add */
  expect(WebAssembly.validate(probe(apart))).toBe(true);
  expect(fuses(probe(apart))).toBe(false);
  expect(fuses(probe([0, 11]))).toBe(false);
});

test('a multiply-add in double precision, rounded once, is a fused one', () => {
  const wide = [0, 32, 0, 187, 32, 0, 187, 162, 32, 1, 187, 160, 182, 11]; /* promote, f64.mul, f64.add, demote */
  expect(fuses(probe(wide))).toBe(true);
});

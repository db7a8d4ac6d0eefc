import { expect, test } from 'vitest';
import { verdictOf } from './verdict';

const lane = (digest: string) => ({ step: 60, firstStep: 500, path: 250, digest });
const [A, B] = ['0123456789abcdef', 'fedcba9876543210'];

test('what ended at the same digests is so, in the same order; other arithmetic cannot tell', () => {
  const sent = [lane(`${A}-fma`), lane(`${B}-fma`)];
  expect(verdictOf(sent, [`${A}-fma`, `${B}-fma`])).toBe('same');
  expect(verdictOf(sent, [`${B}-fma`, `${A}-fma`])).toBe('other');
  expect(verdictOf(sent, [`${A}-fma`, `${A}-fma`])).toBe('other');
  expect(verdictOf(sent, [`${A}-nofma`, `${B}-nofma`])).toBe('mode');
});

import { describe, expect, it, test } from 'vitest';
import { readSent, writeSent } from './sent';

const A = '0123456789abcdef-fma';
const B = 'fedcba9876543210-nofma';

test('a result is read back as it was written, and needs no escapes in a link', () => {
  const lanes = [
    { step: 600, firstStep: 331, path: 330, digest: A },
    { step: 600, firstStep: 1000, path: 0, digest: B },
  ];
  const text = writeSent(lanes);
  expect(text).toBe(`600_331_330_${A},600_1000_0_${B}`);
  expect(readSent(text)).toEqual(lanes);
  expect(new URLSearchParams({ text }).toString()).toBe(`text=${text.replace(',', '%2C')}`);
});

describe('what is no such result is none', () => {
  it.each([
    '',
    '600',
    `600_331_330_${A},`,
    `600_331_330_${A.slice(1)}`,
    `600_1001_330_${A}`,
    `600_331_1001_${A}`,
    `0_331_330_${A}`,
    `123456789_331_330_${A}`,
    `600_331_330_${A},599_331_330_${B}`,
    `600_-1_330_${A}`,
    `600_331_330_${A.toUpperCase()}`,
  ])('%s', (text) => expect(readSent(text)).toBeNull());
});

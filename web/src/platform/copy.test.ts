import { afterEach, expect, test, vi } from 'vitest';
import { copy } from './copy';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('tells what became of it, also where there is no clipboard', async () => {
  const writeText = vi.fn(async () => {});
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  expect(await copy('a link')).toBe(true);
  expect(writeText).toHaveBeenCalledWith('a link');
  vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('not allowed')) } });
  expect(await copy('a link')).toBe(false);
  vi.stubGlobal('navigator', {});
  expect(await copy('a link')).toBe(false);
});

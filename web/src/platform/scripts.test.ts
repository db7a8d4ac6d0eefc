import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('location', new URL('http://here/some/sub-path/?degree=3#race'));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('the page’s own scripts become workers, and no others', async () => {
  const { scripts } = await import('./scripts');
  const own = 'http://here/some/sub-path/assets/worker.js';
  expect(scripts.createScriptURL(own)).toBe(own);
  expect(scripts.createScriptURL('./assets/worker.js')).toBe(own);
  for (const address of [
    'http://there/some/sub-path/assets/worker.js',
    'https://here/some/sub-path/assets/worker.js',
    'http://here/some/worker.js',
    'http://here/some/sub-path/../worker.js',
    'http://here/some/sub-path-of-others/worker.js',
    '//there/worker.js',
    'blob:http://here/some/sub-path/3f',
    'data:text/javascript,0',
  ])
    expect(() => scripts.createScriptURL(address), address).toThrow('no script of this page');
});

test('where the browser knows trusted types, the same rules are its policy of that name', async () => {
  const createPolicy = vi.fn((name: string, rules: { createScriptURL(address: string): string }) => ({
    createScriptURL: (address: string) => `${name}: ${rules.createScriptURL(address)}`,
  }));
  vi.stubGlobal('trustedTypes', { createPolicy });
  const { scripts } = await import('./scripts');
  expect(scripts.createScriptURL('worker.js')).toBe('pathstar: http://here/some/sub-path/worker.js');
  expect(() => scripts.createScriptURL('//there/worker.js')).toThrow('no script of this page');
  expect(createPolicy).toHaveBeenCalledOnce();
});

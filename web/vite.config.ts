import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// The relaxed-SIMD module is optional (the compiler at hand may not be able to make one). Asking a server for a file
// that is not there is an error in every visitor's console, so the build says whether it is.
const relaxed = existsSync(new URL('./public/engine/pathstar-relaxed.wasm', import.meta.url));

export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  define: { RELAXED_MODULE_BUILT: JSON.stringify(relaxed) },
  build: { target: 'es2022', modulePreload: { polyfill: false } },
  test: { include: ['src/**/*.test.ts'] },
});

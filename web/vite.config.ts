import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Relaxed-SIMD and threaded modules are optional (the compiler at hand may not be able to make them). Asking a server for
// a file that is not there is an error in every visitor's console, so the build says whether it is.
const isBuilt = (name: string) => JSON.stringify(existsSync(new URL(`./public/engine/${name}.wasm`, import.meta.url)));

export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Unit tests read the built module.
  assetsInclude: ['**/*.wasm'],
  worker: { format: 'es' },
  define: { RELAXED_MODULE_BUILT: isBuilt('pathstar-relaxed'), THREADED_MODULE_BUILT: isBuilt('pathstar-threads') },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'src/service-worker.ts'],
      // A service worker serves the folder it is in, and is known by its name.
      output: { entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
  test: { include: ['src/**/*.test.ts'] },
});

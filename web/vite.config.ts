import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { cardTags } from './card.ts';
import { chineseApart } from './chinese-plugin.ts';
import { committedResults } from './committed-plugin.ts';
import { CSP } from './csp.ts';
import { committedRecordings } from './recordings-plugin.ts';
import { coreRefusals } from './refusals-plugin.ts';

// Relaxed-SIMD and threaded modules are optional (the compiler at hand may not be able to make them). Asking a server for
// a file that is not there is an error in every visitor's console, so the build says whether it is.
const isBuilt = (name: string) => JSON.stringify(existsSync(new URL(`./public/engine/${name}.wasm`, import.meta.url)));

// The service worker keeps the page's files for offline use, so it has to know them: those that were written, once they
// are.
const SERVICE_WORKER = 'service-worker.js';
// For other sites: no visitor's browser needs it.
const CARD = 'card.png';
const listFiles: Plugin = {
  name: 'list-files',
  writeBundle({ dir = '' }) {
    const files = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(dir, '/').length))
      .filter((file) => file !== SERVICE_WORKER)
      .sort();
    const hash = createHash('sha256');
    for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(dir, file)));
    const named = files.filter((file) => file !== 'index.html' && file !== CARD);
    const path = join(dir, SERVICE_WORKER);
    const code = readFileSync(path, 'utf8');
    for (const name of ['PAGE_FILES', 'PAGE_BUILD'])
      if (!code.includes(name)) throw new Error(`${SERVICE_WORKER} does not use ${name}`);
    writeFileSync(
      path,
      code
        .replaceAll('PAGE_FILES', JSON.stringify(named))
        .replaceAll('PAGE_BUILD', JSON.stringify(hash.digest('hex').slice(0, 16))),
    );
  },
};

// Only of the built page: while it is developed, Vite puts style sheets into it as elements.
const closedBox: Plugin = {
  name: 'closed-box',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: CSP }, injectTo: 'head-prepend' },
  ],
};

const card: Plugin = {
  name: 'card',
  apply: 'build',
  transformIndexHtml: () => cardTags(process.env.PATHSTAR_URL),
};

// The words of the first screens, which who reads English fetches without their Chinese.
const FIRST_WORDS = [
  'state/page-words.tsx',
  'state/config/words.ts',
  'state/config/refusals/words.ts',
  'ui/figure/words.ts',
  'ui/graph/words.ts',
  'chapters/play/words.tsx',
  'ui/race/words.tsx',
  'state/words.ts',
];

// What is read only later (records, trials, committed results, the pace of a slow device) stays out of it.
const isBase = (id: string) =>
  /node_modules|preload-helper|\/src\/text\/|\/src\/platform\/frames/.test(id) ||
  /\/src\/state\/(asked|chapters|columns|draft|engine|lane|learnt|lesson|link|plan|race|runs|session|url|words)\./.test(
    id,
  ) ||
  FIRST_WORDS.some((file) => id.endsWith(`/${file}`));

// What several chapters further down draw with.
const LATER_PICTURES = /\/src\/ui\/(figure\/plot|star-map\/|time\/|abreast|no-weights)/;

export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Unit tests read the built module.
  assetsInclude: ['**/*.wasm'],
  plugins: [
    committedResults(),
    committedRecordings(),
    coreRefusals(),
    chineseApart(FIRST_WORDS),
    closedBox,
    card,
    listFiles,
  ],
  worker: { format: 'es' },
  preview: { headers: { 'content-security-policy': CSP } },
  define: { RELAXED_MODULE_BUILT: isBuilt('pathstar-relaxed'), THREADED_MODULE_BUILT: isBuilt('pathstar-threads') },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'src/platform/worker/service-worker.ts'],
      // A service worker serves the folder it is in, and is known by its name.
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        // What everything else stands on, in one file: several small ones compress worse.
        codeSplitting: {
          groups: [
            { name: 'base', test: isBase },
            /* Each file more is a name more in the first script; what they import stays where it is. */
            { name: 'pictures', test: LATER_PICTURES, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  // A thread for a file starts in two thirds of a process's time.
  test: { include: ['src/**/*.test.ts'], pool: 'threads' },
});

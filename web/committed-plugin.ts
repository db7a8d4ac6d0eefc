/* The module `virtual:committed`: what the page shows of experiments/results/*.json, condensed when the page is built. Without
 * such files it holds no results, and the page says so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { condense } from './src/state/committed/condense.ts';

const NAME = 'virtual:committed';
const RESULTS = new URL('../experiments/results/', import.meta.url);

export function committedResults(): Plugin {
  return {
    name: 'pathstar-committed-results',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined;
      const files = existsSync(RESULTS) ? readdirSync(RESULTS).filter((file) => file.endsWith('.json')) : [];
      const specs = files.sort().map((file) => {
        const url = new URL(file, RESULTS);
        this.addWatchFile(url.pathname);
        return condense(file, JSON.parse(readFileSync(url, 'utf8')));
      });
      /* Parsing JSON is quicker than parsing the same text as a script. */
      return `export const specs = JSON.parse(${JSON.stringify(JSON.stringify(specs))});`;
    },
  };
}

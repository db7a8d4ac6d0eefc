/* The modules `virtual:recording/NAME`: the text of experiments/recordings/NAME.json, which the page fetches when it is played. */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const PREFIX = 'virtual:recording/';
const RECORDINGS = new URL('../experiments/recordings/', import.meta.url);

export function committedRecordings(): Plugin {
  return {
    name: 'pathstar-committed-recordings',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const url = new URL(`${id.slice(PREFIX.length + 1)}.json`, RECORDINGS);
      this.addWatchFile(url.pathname);
      return `export const text = ${JSON.stringify(readFileSync(url, 'utf8'))};`;
    },
  };
}

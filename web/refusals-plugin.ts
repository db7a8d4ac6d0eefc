/* The module `virtual:refusals`: the English sentence of every refusal of the core by its id, read from core/ground/refusals.h
 * when the page is built. A row of that file is PS_REFUSAL(ID, slots, "sentence" "that goes on"). */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const NAME = 'virtual:refusals';
const TABLE = new URL('../core/ground/refusals.h', import.meta.url);

const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
const ROW = new RegExp(String.raw`^PS_REFUSAL\((\w+),\s*(\d),\s*(${TEXT}(?:\s*${TEXT})*)\)$`, 'gm');

function sentencesOf(header: string): Readonly<Record<string, string>> {
  const rows = [...header.matchAll(ROW)];
  /* Nothing that begins like a row is overlooked. */
  const begun = header.match(/^PS_REFUSAL\(/gm)?.length ?? 0;
  if (rows.length === 0 || rows.length !== begun)
    throw new Error(`refusals.h: ${begun} rows, of which ${rows.length} can be read`);
  return Object.fromEntries(
    rows.map(([, id = '', , texts = '']) => {
      const parts = texts.match(new RegExp(TEXT, 'g')) ?? [];
      return [id, parts.map((part) => part.slice(1, -1).replaceAll(/\\(["\\])/g, '$1')).join('')];
    }),
  );
}

export function coreRefusals(): Plugin {
  return {
    name: 'pathstar-core-refusals',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined;
      this.addWatchFile(TABLE.pathname);
      return `export const sentences = ${JSON.stringify(sentencesOf(readFileSync(TABLE, 'utf8')))};`;
    },
  };
}

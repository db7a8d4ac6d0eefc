/* What the tests of the program from outside share that are written for node. Each runs as: node test_X.mjs PATHSTAR */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const program = process.argv[2];
export const tests = fileURLToPath(new URL('.', import.meta.url));

const work = mkdtempSync(join(tmpdir(), 'pathstar-'));
after(() => rmSync(work, { recursive: true, force: true }));

/** The path of a file of this test's own; all of them are removed at the end. */
export const at = (...names) => join(work, ...names);

/** The words of a command line. A value stays whole, whatever is in it; a list stands alone and is a word an entry. */
export function args(texts, ...values) {
  const words = [''];
  for (const [index, text] of texts.entries()) {
    const [first, ...rest] = text.split(/\s+/);
    words[words.length - 1] += first;
    words.push(...rest);
    const value = values[index];
    if (Array.isArray(value)) words.push(...value, '');
    else if (value !== undefined) words[words.length - 1] += value;
  }
  return words.filter((word) => word !== '');
}

/** Runs the program: it has to end with this code and to say these words on stderr, or on stdout for codes 0 and 1. */
export function expect(code, words, line, input = '', variables = {}) {
  const env = { ...process.env, ...variables };
  const { status, signal, stdout, stderr } = spawnSync(program, line, {
    encoding: 'utf8',
    input,
    env,
    maxBuffer: 2 ** 26,
  });
  const said = code <= 1 ? stdout : stderr;
  if (status !== code || !said.includes(words)) {
    const head = [stdout, stderr].map((text) => text.split('\n').slice(0, 5).join('\n')).join('\n');
    assert.fail(
      `pathstar ${line.join(' ')}: ended with ${signal ?? status}, not with ${code} and '${words}'; it said:\n${head}`,
    );
  }
  return { out: stdout, err: stderr };
}

export const linesOf = (text) => text.replace(/\n$/, '').split('\n');

/** The last line of an output, which is JSON. */
export const lastOf = ({ out }) => JSON.parse(linesOf(out).at(-1));

/** How many lines have these words. */
export const count = (text, words) => linesOf(text).filter((line) => line.includes(words)).length;

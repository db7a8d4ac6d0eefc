/* A page's module against the cases of digests.txt, by their digests after a few steps: node test_digests.mjs MODULE. All
 * their steps are taken in the browser (../browser/digests.spec.ts), whose engine for WebAssembly is node's. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { differences, parse } from './digests.mjs';

const bytes = readFileSync(process.argv[2]);
if (!WebAssembly.validate(bytes)) setFlagsFromString('--experimental-wasm-relaxed-simd'); // Node 20 has it behind a flag
const read = (/** @type {string} */ name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const [text, early] = [read('digests.txt'), read('digests_early.txt')];

assert.ok(parse(text).length > 0, 'the list has cases');
const found = differences(new WebAssembly.Module(bytes), text, early);
assert.equal(found.length, 0, `\n${found.join('\n')}`);
console.log(`digests: ${parse(text).length} cases agree`);

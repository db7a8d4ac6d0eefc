/* A page's module against the digests of digests.txt: node test_digests.mjs MODULE */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { differences, parse } from './digests.mjs';

const bytes = readFileSync(process.argv[2]);
if (!WebAssembly.validate(bytes)) setFlagsFromString('--experimental-wasm-relaxed-simd'); // Node 20 has it behind a flag
const text = readFileSync(new URL('digests.txt', import.meta.url), 'utf8');

assert.ok(parse(text).length > 0, 'the list has cases');
const found = differences(new WebAssembly.Module(bytes), text);
assert.equal(found.length, 0, `\n${found.join('\n')}`);
console.log(`digests: ${parse(text).length} cases agree`);

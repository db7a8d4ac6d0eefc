/* The first part of a page's module against the whole: node test_first.mjs FIRST WHOLE
 * It must describe itself in the same words, give every run that it trains the whole's bits, and refuse, by name, exactly
 * those that need what it lacks. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { Engine } from '../bench/engine.mjs';
import { differences, parse } from './digests.mjs';

const [firstBytes, wholeBytes] = process.argv.slice(2).map((path) => readFileSync(path));
if (!WebAssembly.validate(wholeBytes)) setFlagsFromString('--experimental-wasm-relaxed-simd'); // Node 20 has it behind a flag
const first = new WebAssembly.Module(firstBytes);
const engineOf = (module) => new Engine(new WebAssembly.Instance(module));
const whole = new WebAssembly.Module(wholeBytes);
assert.ok(firstBytes.length < 0.85 * wholeBytes.length, `${firstBytes.length} of ${wholeBytes.length} bytes: what is it for?`);

const refusal = (engine) => JSON.parse(engine.text(engine.exports.message()));
const load = (engine, bytes) => {
  const address = engine.exports.reserve(bytes.length);
  new Uint8Array(engine.memory.buffer, address, bytes.length).set(bytes);
  return engine.exports.load(bytes.length, 1);
};

const described = [first, whole].map((module) => {
  const engine = engineOf(module);
  return engine.text(engine.exports.describe());
});
assert.equal(described[0], described[1], 'both describe all there is');
const headed = JSON.parse(described[1]).options.find(({ name }) => name === 'aux_weight').when.objective;
const lacks = ({ architecture, objective }) => architecture === 'mamba' || headed.includes(objective);

/* What it trains: the digests that the whole, and the native program, are held to. */
const text = readFileSync(new URL('digests.txt', import.meta.url), 'utf8');
const cases = parse(text);
const left = cases.filter(({ config }) => lacks(config));
assert.ok(left.length > 5 && left.length < cases.length - 20, `${left.length} of ${cases.length} cases are left out`);
const lines = text.split('\n');
for (const { line } of left) lines[line - 1] = '';
const found = differences(first, lines.join('\n'));
assert.equal(found.length, 0, `\n${found.join('\n')}`);

/* What it leaves out: said so, by every way to a run, and nothing changes; the whole trains it. */
for (const { config, settings } of left) {
  const engine = engineOf(first);
  engine.create({});
  const before = engine.text(engine.exports.digest());
  engine.configure(config);
  assert.ok(engine.exports.memory_needed(1) < 0, settings);
  assert.equal(refusal(engine).id, 'PART_MISSING', settings);
  assert.notEqual(engine.exports.create(1), 0, settings);
  assert.deepEqual(refusal(engine).fields, ['architecture', 'objective'], settings);
  const other = engineOf(whole);
  other.create(config);
  assert.notEqual(load(engine, other.checkpoint()), 0, settings);
  assert.equal(refusal(engine).id, 'PART_MISSING', settings);
  assert.equal(engine.text(engine.exports.digest()), before, settings);
}
console.log(`first part: ${cases.length - left.length} cases agree, ${left.length} are refused`);

/* A page's module by its raw exports, as the page loads it: node test_module.mjs MODULE NATIVE_PROGRAM [FLAG...]
 * NATIVE_PROGRAM with those flags trains the same config: same numeric mode, same bits, same digest. Exits with 77 (ctest:
 * skipped) when all else passed and there is no such program, or it knows no such mode on this machine. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

const [path, program, ...mode] = process.argv.slice(2);
const settings = { degree: 2, path_length: 4, labels: 7, layers: 2, heads: 2, width: 16, batch: 32, seed: 5 };
const steps = 30;

const bytes = readFileSync(path);
if (!WebAssembly.validate(bytes)) setFlagsFromString('--experimental-wasm-relaxed-simd'); // Node 20 has it behind a flag
const module = new WebAssembly.Module(bytes);
assert.deepEqual(WebAssembly.Module.imports(module), [], 'the module must import nothing');

class Engine {
  constructor() {
    this.exports = new WebAssembly.Instance(module).exports;
    this.exports._initialize();
  }
  bytes(address, size) {
    return new Uint8Array(this.exports.memory.buffer, address, size);
  }
  text(address) {
    if (address === 0) assert.fail(this.message());
    const tail = this.bytes(address);
    return new TextDecoder().decode(tail.subarray(0, tail.indexOf(0)));
  }
  message() {
    return this.text(this.exports.message());
  }
  refusal() {
    return JSON.parse(this.message());
  }
  put(data) {
    this.bytes(this.exports.reserve(data.length), data.length).set(data);
    return data.length;
  }
  configure(values) {
    const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
    this.put(new TextEncoder().encode(`${lines.join('')}\0`));
    return this.exports.configure();
  }
  must(status) {
    if (status !== 0) assert.fail(this.message());
  }
  digest() {
    return this.text(this.exports.digest());
  }
  trained() {
    this.must(this.configure(settings));
    this.must(this.exports.create(1));
    this.must(this.exports.step(steps));
    return this;
  }
}

const first = new Engine();
const description = JSON.parse(first.text(first.exports.describe()));
for (const name of Object.keys(settings)) assert.ok(description.options.some((option) => option.name === name), name);

assert.equal(first.exports.digest(), 0, 'no run, no digest');
assert.notEqual(first.configure({ ...settings, degree: 21 }), 0, 'degree 21 is out of range');
assert.deepEqual(first.refusal(), { id: 'TEXT_NOT_INTEGER', within: '', fields: ['degree'], arguments: [1, 20, '21'] });

first.trained();
const [step, loss] = new Float64Array(first.exports.memory.buffer, first.exports.progress(), 2);
assert.equal(step, steps);
assert.ok(loss > 0 && loss < Math.log(settings.labels + 4), `loss ${loss} is above that of a uniform guess`);
const digest = first.digest();
assert.equal(new Engine().trained().digest(), digest, 'a second instance must agree');

/* What the page looks inside with. */
const floats = (engine, address, count) => {
  if (address === 0) assert.fail(engine.message());
  return [...new Float32Array(engine.exports.memory.buffer, address, count)];
};
const doubles = (engine, address, count) => {
  if (address === 0) assert.fail(engine.message());
  return [...new Float64Array(engine.exports.memory.buffer, address, count)];
};
const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-5, `${actual} is not ${expected}`);
const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
const length = settings.path_length;

assert.equal(first.exports.attention(), 0, 'no graph was shown');
const tokens = JSON.parse(first.text(first.exports.graph(1, 3))).tokens;
const shape = doubles(first, first.exports.attention_shape(), 4);
assert.deepEqual(shape, [settings.layers, settings.heads, length, tokens.length]);
const attention = floats(first, first.exports.attention(), shape.reduce((product, size) => product * size));
for (let row = 0; row < attention.length / tokens.length; row++) {
  const weights = attention.slice(row * tokens.length, (row + 1) * tokens.length);
  const asking = tokens.findIndex((token) => token.position === (row % length) + 1);
  near(weights.slice(0, asking + 1).reduce((sum, weight) => sum + weight), 1);
  assert.ok(weights.slice(asking + 1).every((weight) => weight === 0), 'nobody sees what is to come');
}

/* Values after how many they are, by the description's names. */
const measured = (address) => {
  const [count] = doubles(first, address, 1);
  const values = doubles(first, address + 8, count);
  const metrics = JSON.parse(first.text(first.exports.describe())).metrics;
  const named = metrics.map(({ name, each }) => [name, each ? values.splice(0, length) : values.shift()]);
  assert.equal(values.length, 0, 'a value has no name');
  return Object.fromEntries(named);
};
const asked = measured(first.exports.evaluate(1, 40));
near(mean(asked.losses), asked.loss);
near(asked.first_step, asked.forced[1]);
const lines = Array.from({ length: 40 }, (_, i) => JSON.parse(first.text(first.exports.graph(1, i))).text);
const put = (text) => first.put(new TextEncoder().encode(text));
const given = measured(first.exports.evaluate_graphs(put(`${lines.join('\n')}\n`)));
assert.deepEqual(given, asked, 'the same graphs, the same answers');
assert.equal(given.graphs, 40);
lines[20] = lines[20].replace('=', '-');
assert.equal(first.exports.evaluate_graphs(put(lines.join('\n'))), 0);
assert.deepEqual([first.refusal().id, first.refusal().arguments[0]], ['EQUALS_NOT_CHARACTER', 21]);
assert.equal(first.exports.evaluate_graphs(0), 0, 'no line is no question');
assert.equal(first.exports.evaluate_graphs(2 ** 31 - 1), 0, 'more than was reserved');

const [count, ...supervised] = doubles(first, first.exports.supervision(settings.batch), 1 + 2 * length);
assert.equal(count, 2 * length);
assert.ok(supervised.every((value) => value > 0));
assert.equal(first.exports.supervision(settings.batch + 1), 0);
assert.deepEqual(first.refusal(), { id: 'OUTSIDE_BATCH', within: '', fields: ['graphs'], arguments: [33, 32] });

const parts = JSON.parse(first.text(first.exports.parts()));
assert.deepEqual([parts[0].name, parts[0].kind, parts[0].head], ['layer1.head1', 'head', 1]);
/* What is said with these parts switched off, or patched from the graph `shift` further on. */
const operated = (names, shift = -1) => {
  const [values, ...answers] = doubles(first, first.exports.operate(put(names), shift, 40), 1 + 3 * length);
  assert.equal(values, 3 * length);
  return { right: answers.slice(0, length), source: answers.slice(length, 2 * length), loss: answers.slice(2 * length) };
};
const whole = operated('');
assert.deepEqual(whole.right, asked.forced.map((share) => Math.round(40 * share)));
whole.loss.forEach((loss, at) => near(loss, asked.losses[at]));
const all = parts.map(({ name }) => name).join(' ');
operated(all, 0).loss.forEach((loss, at) => near(loss, whole.loss[at]));
assert.notDeepEqual(operated(all), whole);
assert.notDeepEqual(operated(all, 1), whole);
assert.equal(first.exports.operate(put('layer9.head1'), -1, 40), 0);
assert.deepEqual([first.refusal().id, first.refusal().arguments], ['PART_LAYER', ['layer9.head1', settings.layers]]);
assert.equal(first.digest(), digest, 'looking changes nothing');

const size = first.exports.save();
assert.ok(size > 0, first.message());
const checkpoint = first.bytes(first.exports.saved(), size).slice();
const second = new Engine();
second.put(checkpoint);
second.must(second.exports.load(size, 1));
assert.equal(second.digest(), digest, 'a loaded run has the saved weights');
for (const engine of [first, second]) engine.must(engine.exports.step(1));
near(doubles(first, first.exports.progress(), 2)[1], mean(supervised.slice(0, length)));
for (const engine of [first, second]) engine.must(engine.exports.step(4));
assert.equal(second.digest(), first.digest(), 'a loaded run continues as if it had never stopped');
second.put(checkpoint.subarray(0, size - 1));
const later = second.digest();
assert.notEqual(second.exports.load(size - 1, 1), 0, 'cut bytes are refused');
assert.equal(second.digest(), later, 'and the run stays');
second.must(second.configure({ ...settings, architecture: 'mamba' }));
second.must(second.exports.create(1));
second.text(second.exports.graph(1, 3));
assert.equal(second.exports.attention(), 0);
assert.equal(second.refusal().id, 'NO_ATTENTION');
assert.deepEqual(JSON.parse(second.text(second.exports.parts())).map(({ kind }) => kind), Array(settings.layers).fill('mixer'));

/* A page's own graphs: those of a fixed training set are that set; a loaded run waits for them. */
const set = 12;
const fixed = new Engine();
fixed.must(fixed.configure({ ...settings, train_graphs: set }));
fixed.must(fixed.exports.create(1));
fixed.must(fixed.exports.step(6));
const own = new Engine();
const give = (count) => own.exports.give_graphs(own.put(new TextEncoder().encode(examples.slice(0, count).join('\n'))));
own.must(own.configure({ ...settings }));
own.must(own.exports.create(1));
assert.equal(own.text(own.exports.given_digest()), '');
const examples = Array.from({ length: set }, (_, i) => JSON.parse(own.text(own.exports.graph(0, i))).text);
own.must(give(set));
own.must(give(set));
own.must(own.exports.step(4));
assert.match(own.text(own.exports.given_digest()), /^[0-9a-f]{16}$/);
assert.notEqual(give(set - 1), 0);
assert.equal(own.refusal().id, 'OTHER_GRAPHS');
const bytesSaved = own.exports.save();
const halfway = own.bytes(own.exports.saved(), bytesSaved).slice();
own.put(halfway);
own.must(own.exports.load(bytesSaved, 1));
assert.notEqual(own.exports.step(1), 0);
assert.equal(own.refusal().id, 'NO_GRAPHS');
own.must(give(set));
own.must(own.exports.step(2));
assert.equal(own.digest(), fixed.digest(), 'the same set in the same order');

if (!existsSync(program)) {
  console.log(`no ${program} to compare with: build the native preset first`);
  process.exit(77);
}
const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name.replaceAll('_', '-')}`, `${value}`]);
const output = execFileSync(program, ['train', ...flags, '--steps', `${steps}`, '--json', ...mode], { encoding: 'utf8' });
const theirs = output.match(/[0-9a-f]{16}-(no)?fma/)?.[0];
assert.ok(theirs, `no digest in\n${output}`);
if (theirs.split('-')[1] !== digest.split('-')[1]) {
  console.log(`this machine's fastest kernels are of another numeric mode (${theirs})`);
  process.exit(77);
}
assert.equal(digest, theirs, 'the native program must agree');

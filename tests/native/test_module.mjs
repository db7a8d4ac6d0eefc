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
assert.match(first.message(), /degree.*21/);

first.trained();
const [step, loss] = new Float64Array(first.exports.memory.buffer, first.exports.progress(), 2);
assert.equal(step, steps);
assert.ok(loss > 0 && loss < Math.log(settings.labels + 4), `loss ${loss} is above that of a uniform guess`);
const digest = first.digest();
assert.equal(new Engine().trained().digest(), digest, 'a second instance must agree');

const size = first.exports.save();
assert.ok(size > 0, first.message());
const checkpoint = first.bytes(first.exports.saved(), size).slice();
const second = new Engine();
second.put(checkpoint);
second.must(second.exports.load(size, 1));
assert.equal(second.digest(), digest, 'a loaded run has the saved weights');
for (const engine of [first, second]) engine.must(engine.exports.step(5));
assert.equal(second.digest(), first.digest(), 'a loaded run continues as if it had never stopped');

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

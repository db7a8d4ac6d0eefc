/* A page's threaded module, with helpers in Workers as the page hires them: node test_threads.mjs MODULE NATIVE_PROGRAM
 * [FLAG...]. On any number of threads, and with helpers that fail to come, it must give the bits of the single-threaded
 * module beside it and of NATIVE_PROGRAM with those flags. Exits with 77 as test_module.mjs does. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

const [path, program, ...mode] = process.argv.slice(2);
const steps = 10;
const small = { batch: 24, layers: 2, heads: 2, width: 16, seed: 5 };
const configs = [
  { ...small, degree: 2, path_length: 4, labels: 7 },
  { ...small, batch: 21, layout: 'paper', objective: 'teacherless', optimizer: 'adamw', mlp_ratio: 2, biases: true },
  { ...small, layout: 'pairs', objective: 'reverse', rope: true, mlp_ratio: 1, train_graphs: 50 },
  { ...small, width: 128, layers: 4, batch: 16 }, // more memory than the module begins with
];

const PAGE = 65536;
const PAGES = { initial: (16 << 20) / PAGE, maximum: 2 ** 31 / PAGE };

const bytes = readFileSync(path);
if (!WebAssembly.validate(bytes)) setFlagsFromString('--experimental-wasm-relaxed-simd'); // Node 20 has it behind a flag
const module = new WebAssembly.Module(bytes);
const plain = new WebAssembly.Module(readFileSync(path.replace('-threads', '')));
assert.deepEqual(
  WebAssembly.Module.imports(module),
  [{ module: 'env', name: 'memory', kind: 'memory' }],
  'the module must import its memory and nothing else',
);

/* What a helper's Worker does: `life` is what comes after it said that it is ready. */
const start = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { module, memory, helper } = workerData;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  parentPort.postMessage('ready');`;
const lives = {
  helping: `${start} exports.help(helper);`,
  failing: `throw new Error('this Worker does not start');`,
  trapping: `${start} setTimeout(() => exports.lose(), 100);`,
};

class Engine {
  constructor(shared = true) {
    this.memory = shared ? new WebAssembly.Memory({ ...PAGES, shared: true }) : undefined;
    this.exports = new WebAssembly.Instance(shared ? module : plain, { env: { memory: this.memory } }).exports;
    this.memory ??= this.exports.memory;
    this.exports._initialize();
    this.helpers = [];
  }
  async hire(life) {
    const address = this.exports.hire();
    assert.ok(address > 0 && address % 16 === 0);
    const worker = new Worker(lives[life], { eval: true, workerData: { module, memory: this.memory, helper: address } });
    this.helpers.push({ worker, address });
    const came = await new Promise((resolve) => {
      worker.once('message', () => resolve(true));
      worker.once('error', () => resolve(false));
    });
    assert.equal(came, life !== 'failing');
    if (came) this.exports.enlist(address);
    return this;
  }
  async end() {
    await Promise.all(this.helpers.map(({ worker }) => worker.terminate()));
  }
  bytes(address, size) {
    return new Uint8Array(this.memory.buffer, address, size);
  }
  text(address) {
    assert.notEqual(address, 0, 'no text');
    const tail = this.bytes(address);
    return new TextDecoder().decode(tail.slice(0, tail.indexOf(0)));
  }
  must(status) {
    if (status !== 0) assert.fail(this.text(this.exports.message()));
  }
  put(data) {
    const address = this.exports.reserve(data.length);
    this.bytes(address, data.length).set(data);
    return data.length;
  }
  configure(values) {
    const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
    this.put(new TextEncoder().encode(`${lines.join('')}\0`));
    this.must(this.exports.configure());
  }
  create(config, threads) {
    this.configure(config);
    this.must(this.exports.create(threads));
  }
  train(count) {
    this.must(this.exports.step(count));
    return this.text(this.exports.digest());
  }
  /** Helpers that a run has taken: the first word of each says so (wasm/thread.c). */
  taken() {
    return this.helpers.filter(({ address }) => new Int32Array(this.memory.buffer)[address / 4] === 1).length;
  }
  loss() {
    const address = this.exports.evaluate(1, 100);
    assert.notEqual(address, 0);
    return new Float64Array(this.memory.buffer, address, 4)[3]; // after how many values, graphs, path_correct
  }
}

async function engine(...crew) {
  const made = new Engine();
  for (const life of crew) await made.hire(life);
  return made;
}

const crew = await engine('helping', 'helping', 'helping');
const expected = configs.map((config) => {
  const alone = new Engine(false);
  alone.create(config, 1);
  return { digest: alone.train(steps), loss: alone.loss() };
});

for (const [i, config] of configs.entries()) {
  for (const threads of [1, 2, 4]) {
    crew.create(config, threads);
    assert.equal(crew.exports.threads(), threads);
    assert.equal(crew.train(steps), expected[i].digest, `${threads} threads, config ${i}`);
    assert.equal(crew.loss(), expected[i].loss, `${threads} threads, config ${i}`);
  }
}
assert.ok(crew.memory.buffer.byteLength > 16 << 20, 'memory grew while helpers waited');

/* Fewer helpers than asked for share the same tasks: none, one, and one of three that did not start. */
for (const lives of [[], ['helping'], ['helping', 'failing', 'helping']]) {
  const short = await engine(...lives);
  short.create(configs[0], 4);
  assert.equal(short.train(steps), expected[0].digest, `helpers: ${lives}`);
  assert.equal(short.taken(), lives.filter((life) => life === 'helping').length);
  await short.end();
}

/* Runs come and go, and each finds the helpers free that the one before it had. */
crew.create(configs[0], 4);
const once = crew.train(1);
for (let i = 0; i < 200; i++) {
  const threads = [4, 4, 1, 2][i % 4];
  crew.create(configs[0], threads);
  assert.equal(crew.train(1), once);
  assert.equal(crew.taken(), threads - 1);
}

/* A save on many threads goes on with another number of them. */
crew.create(configs[1], 4);
crew.train(steps / 2);
const size = crew.exports.save();
const checkpoint = crew.bytes(crew.exports.saved(), size).slice();
for (const threads of [1, 2, 4]) {
  crew.put(checkpoint);
  crew.must(crew.exports.load(size, threads));
  assert.equal(crew.train(steps / 2), expected[1].digest, `loaded on ${threads} threads`);
}

/* What does not fit is refused, and the run there was goes on. */
crew.create(configs[0], 4);
crew.configure({ layers: 12, width: 1024, heads: 16, mlp_ratio: 4, batch: 4096, labels: 512, degree: 20, path_length: 20 });
assert.notEqual(crew.exports.create(4), 0);
assert.equal(JSON.parse(crew.text(crew.exports.message())).id, 'NO_MEMORY');
assert.equal(crew.train(steps), expected[0].digest);
await crew.end();

/* A helper that traps in the middle of its work is an error, not a wait for ever. */
const unlucky = await engine('helping', 'trapping');
unlucky.create(configs[0], 4);
assert.throws(() => unlucky.exports.step(1), WebAssembly.RuntimeError);
await unlucky.end();

if (!existsSync(program)) {
  console.log(`no ${program} to compare with: build the native preset first`);
  process.exit(77);
}
for (const [i, config] of configs.entries()) {
  const flag = (name) => `--${name.replaceAll('_', '-')}`;
  const flags = Object.entries(config).flatMap(([name, value]) => (value === true ? [flag(name)] : [flag(name), `${value}`]));
  const output = execFileSync(program, ['train', ...flags, '--steps', `${steps}`, '--json', ...mode], { encoding: 'utf8' });
  const theirs = output.match(/[0-9a-f]{16}-(no)?fma/)?.[0];
  assert.ok(theirs, `no digest in\n${output}`);
  if (theirs.split('-')[1] !== expected[i].digest.split('-')[1]) {
    console.log(`this machine's fastest kernels are of another numeric mode (${theirs})`);
    process.exit(77);
  }
  assert.equal(expected[i].digest, theirs, `the native program must agree on config ${i}`);
}

/* Runs in Chromium: the project's own modules. */
import { Engine } from './engine.mjs';
import { timed, timedByTurns } from './timing.mjs';

const PEAK_ROUNDS = 1e6; /* some 2 ms: the clock ticks every 5 us */

const instantiate = async (url, imports) => (await WebAssembly.instantiateStreaming(fetch(url), imports)).instance;

/** The kernel benchmark's module (tests/native/bench.c). */
export async function kernels(url) {
  const clock_time_get = (_id, _precision, address) => {
    const nanoseconds = BigInt(Math.round(performance.now() * 1e6));
    new DataView(exports.memory.buffer).setBigUint64(address, nanoseconds, true);
    return 0;
  };
  const { exports } = await instantiate(url, { wasi_snapshot_preview1: { clock_time_get } });
  exports._initialize();
  const count = exports.prepare();
  if (count === 0) throw new Error('the tab refused memory');
  let peak = exports.peak(1);
  const products = [];
  for (let i = 0; i < count; i++) {
    products.push([...new Float64Array(exports.memory.buffer, exports.measure(i), 8)]);
    peak = Math.max(peak, exports.peak(0));
  }
  return { peak, bandwidth: exports.bandwidth(), products };
}

/* An engine; of a threaded module, which imports its memory, with helpers (wasm/thread.c). */
async function start(url, threads) {
  const module = await WebAssembly.compileStreaming(fetch(url));
  if (WebAssembly.Module.imports(module).length === 0) return new Engine(await WebAssembly.instantiate(module));
  const memory = new WebAssembly.Memory({ initial: 256, maximum: 32768, shared: true });
  const engine = new Engine(await WebAssembly.instantiate(module, { env: { memory } }), memory);
  for (; engine.threads < threads; engine.threads++) {
    const address = engine.exports.hire();
    const worker = new Worker(new URL('./crew-member.mjs?isolated', import.meta.url), { type: 'module' });
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = reject;
      worker.postMessage({ module, memory, address });
    });
    engine.exports.enlist(address);
  }
  return engine;
}

/** The training step of a config, and, if `graphs`, an evaluation of so many. A threaded module, for `threads` above
 * 1, wants an isolated page and a Worker: see trainingInWorker(). */
export async function training(url, config, seconds, graphs, threads = 1) {
  const engine = await start(url, threads);
  let operations = 0;
  const look = await timed(() => {
    operations = engine.exports.peak(PEAK_ROUNDS);
  }, 0.3);
  engine.create(config);
  const flops = engine.exports.flops();
  const step = await timedByTurns(() => engine.step(), flops, () => engine.exports.peak(PEAK_ROUNDS), seconds);
  const evaluation = graphs ? await timed(() => engine.evaluate(graphs), seconds) : undefined;
  return { step, evaluation, flops, peak: operations / look.best / 1e6 };
}

/** The same in a Worker, as the page trains: a page's own thread may not sleep, which threads do. */
export function trainingInWorker(...values) {
  const worker = new Worker(new URL('./worker.mjs?isolated', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.failure ? reject(new Error(data.failure)) : resolve(data));
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(values);
  }).finally(() => worker.terminate());
}

/** Bytes that a run of the config takes by the formula; the module's whole memory once one step was taken, and how that
 * step went. */
export async function memory(url, config) {
  const engine = new Engine(await instantiate(url));
  engine.configure(config);
  const bytes = engine.exports.memory_needed(1);
  if (bytes < 0) engine.must(-1);
  engine.create(config);
  const began = performance.now();
  engine.step();
  const seconds = (performance.now() - began) / 1000;
  return { bytes, whole: engine.memory.buffer.byteLength, seconds, loss: engine.loss(), flops: engine.exports.flops() };
}

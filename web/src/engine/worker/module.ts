/* The WASM module by its raw exports (wasm/exports.c), as typed calls. One instance holds at most one run. */

import {
  type Config,
  type Decoding,
  type Description,
  type Graph,
  isConfig,
  isDecoding,
  isDescription,
  isGraph,
  isParts,
  numberOf,
  type Part,
  type Settings,
} from '../shared/description';
import { parse } from '../shared/guard';
import { byPosition } from '../shared/measurements';
import { type Answers, ORDERS, type Order } from '../shared/protocol';
import { isReason, Refusal } from '../shared/reason';
import { hire, sharedMemory } from './crew';

export interface Attention {
  readonly layers: number;
  readonly heads: number;
  /** (layers, heads, target positions, tokens). */
  readonly weights: Float32Array<ArrayBuffer>;
}

export interface Progress {
  readonly step: number;
  readonly loss: number;
}

export class Engine {
  readonly #exports: WebAssembly.Exports;
  readonly #memory: WebAssembly.Memory;
  /* Threads that a run may have: this one and its helpers. */
  #threads = 1;

  private constructor(exports: WebAssembly.Exports, memory: WebAssembly.Memory) {
    this.#exports = exports;
    this.#memory = memory;
  }

  /** A threaded module is one that imports its memory; any other gets no more than one thread. */
  static async start(module: WebAssembly.Module, threads: number): Promise<Engine> {
    const shared = WebAssembly.Module.imports(module).length > 0 ? sharedMemory() : null;
    const { exports } = await WebAssembly.instantiate(module, shared ? { env: { memory: shared } } : {});
    const memory = shared ?? exports.memory;
    if (!(memory instanceof WebAssembly.Memory)) throw new Error('The module exports no memory.');
    const engine = new Engine(exports, memory);
    if (typeof exports._initialize === 'function') exports._initialize();
    engine.configure({});
    if (shared) await engine.#hire(module, threads - 1);
    return engine;
  }

  describe(): Description {
    return parse(isDescription, this.#text('describe'), 'description');
  }

  kernels(): string {
    return this.#text('kernels');
  }

  /** Takes these settings over the defaults; keeps the earlier config and throws a Refusal where they do not hold. */
  configure(settings: Settings): void {
    const clean = (text: string) => text.replaceAll(/[\n\0]/g, ' ');
    const lines = Object.entries(settings).map(([name, value]) => `${clean(name)}=${clean(value)}\n`);
    this.#put(lines.join(''));
    this.#must('configure');
  }

  config(): Config {
    return parse(isConfig, this.#text('config_json'), 'config');
  }

  /** The configured space's held-out graph of that index; decode() then asks about it. */
  graph(index: number): Graph {
    return parse(isGraph, this.#text('graph', 1, index), 'graph');
  }

  /** The graph that a line of the reference's text format writes; decode() then asks about it. A Refusal calls it line
   * `number`. */
  graphOf(line: string, number = 1): Graph {
    const length = this.#put(line);
    return parse(isGraph, this.#text('graph_parse', length, number), 'graph');
  }

  /** Bytes that a run of the configured settings takes; throws a Refusal where this module cannot make one. */
  memoryNeeded(): number {
    const bytes = this.#call('memory_needed', this.#threads);
    if (bytes < 0) throw this.#refusal();
    return bytes;
  }

  create(): void {
    this.#must('create', this.#threads);
  }

  /** From the next step on the run trains on the graphs of a text in the reference's format, one a line, instead of drawn
   * ones; throws a Refusal that names a line that is none, or says that these are not the graphs of a loaded run. */
  giveGraphs(text: string): void {
    this.#must('give_graphs', this.#put(text));
  }

  /** Of the given graphs, or of those that the run waits for after load(); empty where graphs are drawn. */
  givenDigest(): string {
    return this.#text('given_digest');
  }

  /** Threads that the run has. */
  threads(): number {
    return this.#call('threads');
  }

  step(steps: number): void {
    this.#must('step', steps);
  }

  progress(): Progress {
    const [step = 0, loss = Number.NaN] = this.#numbers(this.#address('progress'), 2);
    return { step, loss };
  }

  /** What an evaluation measures, in its order. */
  metricNames(): readonly string[] {
    const length = numberOf(this.config(), 'path_length');
    return this.describe().metrics.flatMap(({ name, each }) => (each ? byPosition(name, length) : name));
  }

  /** Of held-out graphs 0..graphs-1. */
  evaluate(graphs: number): Float64Array {
    return this.#counted('evaluate', 1, graphs);
  }

  /** Of the graphs of a text in the reference's format, one a line; throws a Refusal that names a line that is none. */
  evaluateGraphs(text: string): Float64Array {
    return this.#counted('evaluate_graphs', this.#put(text));
  }

  /** Decodes the graph last returned by graph(); `node` >= 0 is handed to the model as its second position. */
  decode(node: number, order: Order = 'forwards'): Decoding {
    return parse(isDecoding, this.#text('decode', node, ORDERS.indexOf(order)), 'decoding');
  }

  /** Where the model looks in the graph last returned by graph() or graphOf(), the true path given. */
  attention(): Attention {
    const [layers = 0, heads = 0, positions = 0, tokens = 0] = this.#numbers(this.#address('attention_shape'), 4);
    const address = this.#address('attention');
    const weights = new Float32Array(this.#memory.buffer, address, layers * heads * positions * tokens).slice();
    return { layers, heads, weights };
  }

  /** Of the first `graphs` graphs of the next step's batch; costs path length x graphs / batch steps' time. */
  supervision(graphs: number): Float64Array {
    return this.#counted('supervision', graphs);
  }

  /** What surgery can change of the run's model. */
  parts(): readonly Part[] {
    return parse(isParts, this.#text('parts'), 'parts');
  }

  /** Of held-out graphs 0..graphs-1, while the parts of these names are switched off, or patched from the held-out graph
   * `shift` further on. */
  operate(names: readonly string[], shift: number | null, graphs: number): Answers {
    const told = this.#counted('operate', this.#put(names.join(' ')), shift ?? -1, graphs);
    const length = told.length / 3;
    return { right: told.slice(0, length), source: told.slice(length, 2 * length), loss: told.slice(2 * length) };
  }

  /** The run as a checkpoint. */
  save(): Uint8Array<ArrayBuffer> {
    const size = this.#address('save');
    return new Uint8Array(this.#memory.buffer, this.#address('saved'), size).slice();
  }

  /** Replaces run and config by a checkpoint's; throws a Refusal, and changes nothing, where the bytes are none. */
  load(bytes: Uint8Array): void {
    new Uint8Array(this.#memory.buffer, this.#address('reserve', bytes.length), bytes.length).set(bytes);
    this.#must('load', bytes.length, this.#threads);
  }

  digest(): string {
    return this.#text('digest');
  }

  async #hire(module: WebAssembly.Module, helpers: number): Promise<void> {
    const rooms = Array.from({ length: helpers }, () => this.#call('hire') >>> 0).filter((address) => address > 0);
    const came = await Promise.all(rooms.map((address) => hire(module, this.#memory, address)));
    for (const address of rooms.filter((_, index) => came[index])) {
      this.#call('enlist', address);
      this.#threads++;
    }
  }

  #call(name: string, ...values: number[]): number {
    const call = this.#exports[name];
    if (typeof call !== 'function') throw new Error(`The module exports no function "${name}".`);
    const result: unknown = call(...values);
    return typeof result === 'number' ? result : 0;
  }

  #must(name: string, ...values: number[]): void {
    if (this.#call(name, ...values) !== 0) throw this.#refusal();
  }

  #address(name: string, ...values: number[]): number {
    const address = this.#call(name, ...values) >>> 0;
    if (address === 0) throw this.#refusal();
    return address;
  }

  #text(name: string, ...values: number[]): string {
    return this.#string(this.#address(name, ...values));
  }

  #refusal(): Refusal {
    return new Refusal(parse(isReason, this.#string(this.#call('message') >>> 0), 'refusal'));
  }

  /* Memory may have grown in any call, which detaches earlier views: these make their own. */
  #string(address: number): string {
    const bytes = new Uint8Array(this.#memory.buffer, address);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  }

  #numbers(address: number, count: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#memory.buffer, address, count).slice();
  }

  /* The numbers that follow their count. */
  #counted(name: string, ...values: number[]): Float64Array<ArrayBuffer> {
    const address = this.#address(name, ...values);
    return this.#numbers(address + 8, this.#numbers(address, 1)[0] ?? 0);
  }

  /* Returns the length in bytes. */
  #put(text: string): number {
    const bytes = new TextEncoder().encode(`${text}\0`);
    const address = this.#address('reserve', bytes.length);
    new Uint8Array(this.#memory.buffer, address).set(bytes);
    return bytes.length - 1;
  }
}

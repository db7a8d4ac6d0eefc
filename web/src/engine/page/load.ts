/* Fetches and compiles the module once; every worker gets the compiled module by message. Where a run has one thread, that
 * is the engine's first part, and a worker whose run needs more fetches the whole (worker/worker.ts). */
import { fetchModule } from '../shared/fetch-module';
import { Refusal, reasonOf } from '../shared/reason';
import { threadsPerLane } from './threads';

declare const RELAXED_MODULE_BUILT: boolean;
declare const THREADED_MODULE_BUILT: boolean;

/** Where all of the engine is, and it itself once a worker has fetched it. */
export interface Whole {
  readonly address: string;
  module: WebAssembly.Module | null;
}

/** The engine that runs here. */
export interface Loaded {
  readonly module: WebAssembly.Module;
  /** All of the engine, where the module is its first part alone; else null. */
  readonly whole: Whole | null;
  /** Whether it has fused multiply-add. */
  readonly relaxed: boolean;
  /** Threads that a run may have. */
  readonly threads: number;
}

const HEADER = [0, 97, 115, 109, 1, 0, 0, 0];
/* (func (result v128) i32.const 0 i32x4.splat): the smallest module that a browser accepts only if it knows SIMD. */
const SIMD_PROBE = new Uint8Array([...HEADER, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 17, 11]);

export const knowsSimd = (): boolean => WebAssembly.validate(SIMD_PROBE);

const SPLAT = [253, 19];
const RELAXED_MADD = [253, 133, 2];
/* Square and addend are the parameters: nothing is left to be computed when the module is compiled. */
const FUSED_BODY = [0, 32, 0, ...SPLAT, 32, 0, ...SPLAT, 32, 1, ...SPLAT, ...RELAXED_MADD, 253, 31, 0, 11];

/** (func (export "f") (param f32 f32) (result f32)): the lane 0 of `body` with both parameters. */
export const probe = (body: readonly number[]) =>
  new Uint8Array([
    ...[...HEADER, 1, 7, 1, 96, 2, 125, 125, 1, 125, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0],
    ...[10, body.length + 2, 1, body.length, ...body],
  ]);
export const RELAXED_PROBE = probe(FUSED_BODY);

/** Whether the browser knows relaxed SIMD, and its multiply-add rounds once: on a machine without a fused one it may round
 * twice, and a run would not have the bits that its digest's name says. */
export function fuses(bytes: Uint8Array<ArrayBuffer>): boolean {
  if (!WebAssembly.validate(bytes)) return false;
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  /* The square of 1 + 2^-12 is 1 + 2^-11 + 2^-24; its last term is lost where the product is rounded by itself. */
  return typeof f === 'function' && f(1 + 2 ** -12, -(1 + 2 ** -11)) === 2 ** -24;
}

/** The addresses of that engine on the site: of what is loaded and, where that is the first part, of the whole. */
export function moduleFiles({ relaxed, threads }: Pick<Loaded, 'relaxed' | 'threads'>): readonly [string, string?] {
  const name = `engine/pathstar${relaxed ? '-relaxed' : ''}`;
  return threads > 1 ? [`${name}-threads.wasm`] : [`${name}-first.wasm`, `${name}.wasm`];
}

const addressOf = (file: string): string => new URL(file, document.baseURI).href;

/** Threads that each of `lanes` models could have if the page were isolated. */
export const threadsIfIsolated = (lanes: number): number =>
  THREADED_MODULE_BUILT ? threadsPerLane(navigator.hardwareConcurrency, lanes) : 1;

/** Whether threads may share memory: a browser that allows it nowhere hides this name on an isolated page, too. */
export const sharesMemory = (): boolean => crossOriginIsolated && typeof SharedArrayBuffer !== 'undefined';

export async function loadModule(lanes: number): Promise<Loaded> {
  if (typeof WebAssembly === 'undefined' || !knowsSimd()) throw new Refusal(reasonOf('NO_SIMD'));
  if (typeof Worker === 'undefined') throw new Refusal(reasonOf('NO_WORKER'));
  const most = sharesMemory() ? threadsIfIsolated(lanes) : 1;
  for (const relaxed of RELAXED_MODULE_BUILT && fuses(RELAXED_PROBE) ? [true, false] : [false])
    for (const threads of most > 1 ? [most, 1] : [1]) {
      const [file, whole] = moduleFiles({ relaxed, threads });
      const module = await fetchModule(addressOf(file));
      const rest = whole === undefined ? null : { address: addressOf(whole), module: null };
      if (module) return { module, whole: rest, relaxed, threads };
    }
  throw new Refusal(reasonOf('NO_MODULE'));
}

/* Fetches and compiles the module once; every worker gets the compiled module by message. */
import { threadsPerLane } from './threads';
import { messages } from './words';

/** What a visitor is told when the page cannot work in this browser or on this server. */
export class Unavailable extends Error {}

declare const RELAXED_MODULE_BUILT: boolean;
declare const THREADED_MODULE_BUILT: boolean;

/** The engine that runs here. */
export interface Loaded {
  readonly module: WebAssembly.Module;
  /** Whether it has fused multiply-add. */
  readonly relaxed: boolean;
  /** That a run may have. */
  readonly threads: number;
}

/* (func (result v128) ...): the smallest modules a browser accepts only if it knows the instruction. */
const HEADER = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10];
const ZERO = [65, 0, 253, 17]; /* i32.const 0, i32x4.splat */
const SIMD_PROBE = new Uint8Array([...HEADER, 8, 1, 6, 0, ...ZERO, 11]);
/* f32x4.relaxed_madd of three zeros */
export const RELAXED_PROBE = new Uint8Array([...HEADER, 19, 1, 17, 0, ...ZERO, ...ZERO, ...ZERO, 253, 133, 2, 11]);

export const knowsSimd = (): boolean => WebAssembly.validate(SIMD_PROBE);
export const knowsRelaxedSimd = (): boolean => WebAssembly.validate(RELAXED_PROBE);

/** Where the site has that engine. */
export const moduleFile = ({ relaxed, threads }: Omit<Loaded, 'module'>): string =>
  `engine/pathstar${relaxed ? '-relaxed' : ''}${threads > 1 ? '-threads' : ''}.wasm`;

/* A static host may answer a missing file with a page, so the first bytes count, not the status alone. */
async function fetchModule(file: string): Promise<WebAssembly.Module | null> {
  const response = await fetch(new URL(file, document.baseURI)).catch(() => null);
  if (!response?.ok) return null;
  const bytes = await response.arrayBuffer();
  const [zero, a, s, m] = new Uint8Array(bytes);
  if (zero !== 0 || a !== 97 || s !== 115 || m !== 109) return null;
  return WebAssembly.compile(bytes);
}

/** Threads that each of `lanes` models could have if the page were isolated. */
export const threadsIfIsolated = (lanes: number): number =>
  THREADED_MODULE_BUILT ? threadsPerLane(navigator.hardwareConcurrency, lanes) : 1;

export async function loadModule(lanes: number): Promise<Loaded> {
  if (typeof WebAssembly === 'undefined' || !knowsSimd()) throw new Unavailable(messages.noSimd.en);
  if (typeof Worker === 'undefined') throw new Unavailable(messages.noWorker.en);
  const isolated = typeof SharedArrayBuffer !== 'undefined' && crossOriginIsolated;
  const most = isolated ? threadsIfIsolated(lanes) : 1;
  for (const relaxed of RELAXED_MODULE_BUILT && knowsRelaxedSimd() ? [true, false] : [false])
    for (const threads of most > 1 ? [most, 1] : [1]) {
      const module = await fetchModule(moduleFile({ relaxed, threads }));
      if (module) return { module, relaxed, threads };
    }
  throw new Unavailable(messages.noModule.en);
}

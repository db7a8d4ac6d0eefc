/* The helpers of one module instance: Workers that train on its memory (wasm/thread.c). They are hired before the run
 * is made, and the run does without those that have not come by then. */
import { scripts } from '../../platform/scripts';
import script from './crew-member.ts?worker&url';
import { type HelperStart, isHelperReady } from './crew-protocol';

/* As wasm/CMakeLists.txt has them, in pages of 64 KiB. A browser short of address space may refuse the largest bound. */
const INITIAL = 256;
const MAXIMA = [32768, 16384, 8192];

const PATIENCE_MS = 3000;

export function sharedMemory(): WebAssembly.Memory {
  let refusal: unknown;
  for (const maximum of MAXIMA) {
    try {
      return new WebAssembly.Memory({ initial: INITIAL, maximum, shared: true });
    } catch (failure) {
      refusal = failure;
    }
  }
  throw refusal;
}

/** Whether the helper whose room is at `address` came; it then waits for work until its parent ends. */
export function hire(module: WebAssembly.Module, memory: WebAssembly.Memory, address: number): Promise<boolean> {
  return new Promise((resolve) => {
    const worker = new Worker(scripts.createScriptURL(script), { type: 'module', name: 'helper' });
    const settle = (came: boolean) => {
      clearTimeout(timer);
      if (!came) worker.terminate();
      resolve(came);
    };
    const timer = setTimeout(settle, PATIENCE_MS, false);
    worker.onmessage = ({ data }: MessageEvent<unknown>) => settle(isHelperReady(data));
    worker.onerror = (error) => {
      error.preventDefault();
      settle(false);
    };
    worker.postMessage({ type: 'helper.start', module, memory, address } satisfies HelperStart);
  });
}

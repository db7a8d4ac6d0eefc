/* A helper: instantiates the module once more on the same memory, with a stack of its own, and never returns. */
import { type HelperReady, isHelperStart } from './crew-protocol';

async function start(message: unknown): Promise<void> {
  if (!isHelperStart(message)) throw new Error('A helper was sent a message that it does not know.');
  const { module, memory, address } = message;
  const { help, lose } = (await WebAssembly.instantiate(module, { env: { memory } })).exports;
  if (typeof help !== 'function' || typeof lose !== 'function') throw new Error('The module has no place for helpers.');
  self.postMessage({ type: 'helper.ready' } satisfies HelperReady);
  try {
    help(address);
  } catch (trap) {
    lose();
    throw trap;
  }
}

/* A rejection stays in its Worker; an error reaches the parent, which then does without this helper. */
self.onmessage = ({ data }: MessageEvent<unknown>) => {
  start(data).catch(reportError);
};

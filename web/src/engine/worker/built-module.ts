/* The built module for unit tests that hold the page's words to the core's. */
import { Engine } from './module';

/* As a data URL, so that it is read without a file system; absent where it has not been built. */
const built = import.meta.glob<string>('../../../public/engine/pathstar.wasm', {
  query: '?inline',
  import: 'default',
  eager: true,
});

/** The module, or null where web/public/engine/pathstar.wasm is not built. */
export async function builtModule(): Promise<WebAssembly.Module | null> {
  const [address] = Object.values(built);
  if (address === undefined) return null;
  const response = await fetch(address);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** An engine of it. */
export async function builtEngine(): Promise<Engine | null> {
  const module = await builtModule();
  return module && Engine.start(module, 1);
}

/* Fetching a module of the engine, by page or worker. */

/** Null where there is none: a static host may answer a missing file with a page, so the first bytes count, not the status
 * alone. */
export async function fetchModule(address: string): Promise<WebAssembly.Module | null> {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) return null;
  const bytes = await response.arrayBuffer();
  const [zero, a, s, m] = new Uint8Array(bytes);
  if (zero !== 0 || a !== 97 || s !== 115 || m !== 109) return null;
  return WebAssembly.compile(bytes);
}

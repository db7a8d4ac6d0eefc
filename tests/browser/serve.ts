/* Serves the built page as a plain static host does: at the root, under a sub-path, and once with the training module
 * missing. Playwright runs this before the first test, and what it returns after the last. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const dist = fileURLToPath(new URL('../../web/dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export const PORT = 4174;
export const SUB_PATH = '/some/sub-path/';
export const WITHOUT_MODULE = '/without-module/';

export default async function serve(): Promise<() => Promise<void>> {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname));
    const mount = [SUB_PATH, WITHOUT_MODULE].find((prefix) => path.startsWith(prefix)) ?? '/';
    const file = path.slice(mount.length) || 'index.html';
    const missing = mount === WITHOUT_MODULE && file.endsWith('.wasm');
    const bytes = missing ? null : await readFile(join(dist, file)).catch(() => null);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(bytes ? 200 : 404, { 'content-type': bytes ? type : 'text/plain' });
    response.end(bytes ?? 'not found');
  });
  await new Promise<void>((listening) => server.listen(PORT, '127.0.0.1', listening));
  return () =>
    new Promise((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
}

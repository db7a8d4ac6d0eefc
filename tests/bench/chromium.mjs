/* Chromium on this folder's tree: the project's pages isolated (a finer clock), the peers' not (one thread). */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
const ISOLATION = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
const BLANK = '/blank.html';
const executable = process.env.PATHSTAR_CHROMIUM ?? '/usr/bin/chromium';

async function serve(root) {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host');
    const path = normalize(decodeURIComponent(pathname));
    const bytes = path === BLANK ? '<!doctype html>' : await readFile(join(root, path)).catch(() => null);
    response.writeHead(bytes === null ? 404 : 200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      ...(searchParams.has('isolated') ? ISOLATION : {}),
    });
    response.end(bytes);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

/** Calls `body` with `call(file, name, arguments, {isolated, scripts})`, an exported function of a file of the tree in a
 * fresh page; the browser's version; and `open(path)`, a fresh page showing that file. */
export async function inChromium(root, body) {
  const server = await serve(root);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({
    ...(existsSync(executable) ? { executablePath: executable } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    return await body(async (file, name, values, { isolated = false, scripts = [] } = {}) => {
      const page = await browser.newPage();
      await page.goto(`${origin}${BLANK}${isolated ? '?isolated' : ''}`);
      for (const script of scripts) await page.addScriptTag({ url: script });
      const result = await page.evaluate(
        async ([from, what, given]) => (await import(from))[what](...given),
        [file, name, values],
      );
      await page.close();
      return result;
    }, browser.version(), async (path) => {
      const page = await browser.newPage();
      await page.goto(`${origin}${path}`);
      return page;
    });
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

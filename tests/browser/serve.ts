/* Serves the built page as a static host does: at the root, under a sub-path, and under others with a part missing or the
 * headers that isolate it; everywhere with the page's policy as a header, which binds workers, too. Playwright runs this
 * before the first test, and what it returns after the last: that fails where any test violated the policy. Tests in other
 * browsers have a server each. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { CSP } from '../../web/csp';

export const dist = fileURLToPath(new URL('../../web/dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export const PORT = Number(process.env.PATHSTAR_PORT ?? 4174);
export const SUB_PATH = '/some/sub-path/';
export const WITHOUT_MODULE = '/without-module/';
export const ISOLATED = '/isolated/';
export const WITHOUT_HELPERS = '/isolated-without-helpers/';
export const WITHOUT_SERVICE_WORKER = '/without-service-worker/';
/* Its service worker's headers mean nothing: what a browser that isolates no page makes of them. */
export const VAIN_SERVICE_WORKER = '/vain-service-worker/';
/* Its violations are counted by themselves. */
export const CLOSED = '/closed/';
/* There a test violates the policy on purpose. */
export const PROVOKED = '/provoked/';

/* A cookie: who sends it gets the service worker of the former release, or what is left of it. That knew no message but a list of
 * files, and isolated the page where its address said so. */
export const FORMER = 'former-release';
const FORMER_SERVICE_WORKER = `
  const isolating = new URL(location.href).searchParams.has('isolate');
  addEventListener('install', () => void skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    const isolated = ({ status, statusText, headers, body }) => new Response(body, { status, statusText, headers: {
      ...Object.fromEntries(headers), 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp',
    } });
    if (isolating) event.respondWith(fetch(event.request).then(isolated));
  });`;

interface Mount {
  readonly isolated?: boolean;
  readonly missing?: RegExp;
  readonly vain?: RegExp;
}

const MOUNTS: Readonly<Record<string, Mount>> = {
  [SUB_PATH]: {},
  [WITHOUT_MODULE]: { missing: /\.wasm$/ },
  [ISOLATED]: { isolated: true },
  [WITHOUT_HELPERS]: { isolated: true, missing: /crew-member-.*\.js$/ },
  [WITHOUT_SERVICE_WORKER]: { missing: /service-worker\.js$/ },
  [VAIN_SERVICE_WORKER]: { vain: /service-worker\.js$/ },
  [CLOSED]: {},
  [PROVOKED]: {},
  '/': {},
};

/* Under every mount: browsers post here what the policy kept a page or a worker from doing; read, it is a list of that. */
export const REPORTS = 'reports';

async function violation(request: IncomingMessage): Promise<string> {
  const { 'csp-report': told } = JSON.parse(await text(request));
  return ['document-uri', 'effective-directive', 'blocked-uri', 'script-sample'].map((key) => told[key]).join(' ');
}

const ISOLATION = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

export interface Host {
  /** Without a slash at its end. */
  readonly address: string;
  /** Fails where anything violated the policy. */
  readonly close: () => Promise<void>;
}

/** At any free port where that is 0. */
export async function serveAt(wanted: number): Promise<Host> {
  const violations = new Map<string, string[]>();
  /* The longest of the hostile links (lessons.spec.ts) is just within 16 kB, Node's limit, on some ports and not on others. */
  const server = createServer({ maxHeaderSize: 65_536 }, async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname));
    const [prefix, mount] = Object.entries(MOUNTS).find(([start]) => path.startsWith(start)) ?? ['/', {}];
    const file = path.slice(prefix.length) || 'index.html';
    if (file === REPORTS) {
      const reported = violations.get(prefix) ?? [];
      if (request.method === 'POST') violations.set(prefix, [...reported, await violation(request)]);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reported));
      return;
    }
    const found = mount.missing?.test(file) ? null : await readFile(join(dist, file)).catch(() => null);
    const isFormer = file === 'service-worker.js' && request.headers.cookie?.includes(FORMER);
    const now = mount.vain?.test(file) ? String(found).replaceAll('cross-origin-', 'not-') : found;
    const bytes = isFormer ? FORMER_SERVICE_WORKER : now;
    const type = bytes === null ? 'text/plain' : (TYPES[extname(file)] ?? 'application/octet-stream');
    const policy = { 'content-security-policy': `${CSP}; report-uri ${prefix}${REPORTS}` };
    const headers = { 'content-type': type, ...policy, ...(mount.isolated ? ISOLATION : {}) };
    response.writeHead(bytes === null ? 404 : 200, headers);
    response.end(bytes ?? 'not found');
  });
  await new Promise<void>((listening) => server.listen(wanted, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    await new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
    violations.delete(PROVOKED);
    const all = [...violations.values()].flat();
    if (all.length > 0) throw new Error(`violations of the page's policy:\n${all.join('\n')}`);
  };
  return { address: `http://127.0.0.1:${port}`, close };
}

export default async function serve(): Promise<() => Promise<void>> {
  return (await serveAt(PORT)).close;
}

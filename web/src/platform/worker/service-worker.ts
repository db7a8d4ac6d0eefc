/* Makes the page work without a network, and, where the visitor chose so, isolated (state/isolation.ts). What a response
 * goes through is one function a concern.
 *
 * The files of one build are kept in one cache, all of them or as many as came. A file whose name has a hash never changes
 * and is taken from there; any other is asked of the network first, so that a new build is seen at once. The caches of
 * builds before the last go, once this one's is whole: tabs still open on the last one find its chapters. */
declare const self: ServiceWorkerGlobalScope;

/* Written by the build (vite.config.ts): every other file of the page, and a hash of them all. */
declare const PAGE_FILES: readonly string[];
declare const PAGE_BUILD: string;

const ROOT = new URL('./', self.location.href);
const FILES: readonly string[] = PAGE_FILES;
const OURS = `pathstar ${ROOT.pathname} `;
const CURRENT = OURS + PAGE_BUILD;
/* A cache that is there as long as the visitor wants the page isolated; the page looks for it, too (state/registration.ts). */
const CHOICE = `pathstar-isolation ${ROOT.pathname}`;
/* Files that are kept before the page is asked whether it has time for others: some tens of milliseconds. */
const AT_ONCE = 4;
/* What did not come is asked for once until all files were. */
const missing = new Set<string>();

/* require-corp, because Safari knows no credentialless; the page asks no other site for anything. */
function isolated(response: Response): Response {
  if (response.status === 0) return response; /* a redirect that the browser follows itself */
  const headers = new Headers(response.headers);
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-embedder-policy', 'require-corp');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/* The page's own file that an address names, whatever its query; null for any other. */
function fileOf(url: URL): string | null {
  if (url.origin !== ROOT.origin || !url.pathname.startsWith(ROOT.pathname)) return null;
  const file = url.pathname.slice(ROOT.pathname.length);
  if (file === '' || file === 'index.html') return './';
  return FILES.includes(file) || file.startsWith('assets/') ? file : null;
}

/* This build's caches first, then the last one's. */
async function kept(file: string): Promise<Response | null> {
  for (const name of [CURRENT, ...(await caches.keys()).filter((other) => other.startsWith(OURS)).reverse()]) {
    const found = (await caches.has(name)) && (await (await caches.open(name)).match(new URL(file, ROOT)));
    if (found) return found;
  }
  return null;
}

async function answer(request: Request): Promise<Response> {
  const file = request.method === 'GET' ? fileOf(new URL(request.url)) : null;
  if (file === null) return fetch(request);
  if (file.startsWith('assets/')) return (await kept(file)) ?? fetch(request);
  return fetch(request).catch(async (failure) => {
    const found = await kept(file);
    if (!found) throw failure;
    return found;
  });
}

/* Of the engine's variants only those that this browser trains with. Where the page asks for some at a time, so many of
 * those that are still to come; resolves to whether there are others. */
async function keepFiles(engine: readonly unknown[], most: number): Promise<boolean> {
  const cache = await caches.open(CURRENT);
  const there = new Set((await cache.keys()).map(({ url }) => url));
  const keepOne = async (file: string, url: URL) => {
    const response = await fetch(url, { cache: file.startsWith('assets/') ? 'default' : 'no-cache' });
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    await cache.put(url, response);
  };
  const files = FILES.filter((file) => !file.startsWith('engine/') || engine.includes(file));
  /* One after another: the open page has the better claim to network and processor. */
  let came = 0;
  for (const file of ['./', ...files]) {
    const url = new URL(file, ROOT);
    if (there.has(url.href) || missing.has(file)) continue;
    if (came++ >= most) return true;
    await keepOne(file, url).catch(() => missing.add(file));
  }
  const whole = missing.size === 0;
  missing.clear();
  if (!whole) return false;
  const older = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CURRENT);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  return false;
}

self.addEventListener('install', () => {
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

/* The page sends the names of its engine's files when it has nothing better to do with the network, and is told whether to
 * send them again (one of a release before cannot be told: it gets all at once); or the visitor's choice, and is told when
 * it is kept (null), or why it is not. */
self.addEventListener('message', (event) => {
  const { data }: { readonly data: unknown } = event;
  const [port] = event.ports;
  if (Array.isArray(data))
    event.waitUntil(
      keepFiles(data, port ? AT_ONCE : Number.POSITIVE_INFINITY).then((others) => port?.postMessage(others)),
    );
  else if (typeof data === 'boolean') {
    const tell = (reason: string | null) => port?.postMessage(reason);
    event.waitUntil(
      (data ? caches.open(CHOICE) : caches.delete(CHOICE)).then(
        () => tell(null),
        (failure) => tell(String(failure)),
      ),
    );
  }
});

self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).origin !== ROOT.origin) return;
  const chosen = caches.has(CHOICE).catch(() => false);
  event.respondWith(answer(event.request).then(async (response) => ((await chosen) ? isolated(response) : response)));
});

export {};

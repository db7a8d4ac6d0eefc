/* Answers for the page's own files with the two headers that make a browser isolate the page, for hosts that send none.
 * Registered by the visitor's choice alone (app/isolation.ts). What a response goes through here is one function a
 * concern, so that another (keeping files for offline use) can stand beside it. */
declare const self: ServiceWorkerGlobalScope;

/* require-corp, because Safari knows no credentialless; the page asks no other site for anything. */
function isolated(response: Response): Response {
  if (response.status === 0) return response; /* a redirect that the browser follows itself */
  const headers = new Headers(response.headers);
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-embedder-policy', 'require-corp');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

self.addEventListener('install', () => {
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).origin === self.location.origin)
    event.respondWith(fetch(event.request).then(isolated));
});

export {};

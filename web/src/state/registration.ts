/* The page's service worker. It keeps the page's files, and the visitor's choice that it isolate the page. */
import { scripts } from '../platform/scripts';

const SCRIPT = new URL('service-worker.js', document.baseURI);
const FOLDER = new URL('./', document.baseURI);
/* A cache that is there as long as the visitor wants the page isolated; the worker has its name, too, and imports nothing. */
const CHOICE = `pathstar-isolation ${FOLDER.pathname}`;
/* Of the release before this one: the address was the choice. */
const FORMER = new URL('?isolate', SCRIPT);
/* For this release's worker to take the place of one of before, which knows no choice and ends what it does first. */
const PATIENCE_MS = 10_000;

/** This folder's registration; one of a folder above, which also covers this page, is somebody else's. */
export async function ourRegistration(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration(FOLDER.href);
  return registration?.scope === FOLDER.href ? registration : null;
}

/** Whether the visitor has chosen that the page be isolated. */
export async function isIsolating(): Promise<boolean> {
  const registration = await ourRegistration();
  const newest = registration?.installing ?? registration?.waiting ?? registration?.active;
  if (newest?.scriptURL === FORMER.href) await caches.open(CHOICE);
  return caches.has(CHOICE);
}

export async function register(): Promise<ServiceWorkerRegistration> {
  /* Before an address goes that is a choice. */
  await isIsolating();
  return navigator.serviceWorker.register(scripts.createScriptURL(SCRIPT.href), { scope: FOLDER.href });
}

/** Resolves when the choice is kept, by the worker that serves the page next. Where one of the release before does not give way
 * to it (as in Chromium with a debugger attached), the page keeps the choice and that worker goes: what is opened next comes
 * from the network, and what is opened after that from the new one. */
export async function choose(isolating: boolean): Promise<void> {
  const registration = await register();
  const keep = async () => {
    if (isolating) await caches.open(CHOICE);
    else await caches.delete(CHOICE);
    await registration.unregister();
  };
  await new Promise<void>((resolve, reject) => {
    let patience: ReturnType<typeof setTimeout> | undefined;
    const ask = (worker: ServiceWorker) => {
      if (worker.state !== 'activated') return;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }: MessageEvent<unknown>) => {
        clearTimeout(patience);
        if (data === null) resolve();
        else reject(new Error(String(data)));
      };
      worker.postMessage(isolating, [port2]);
    };
    const askAll = () => {
      for (const worker of [registration.installing, registration.waiting, registration.active]) {
        worker?.addEventListener('statechange', () => ask(worker));
        if (worker) ask(worker);
      }
    };
    askAll();
    registration.addEventListener('updatefound', askAll);
    registration.update().catch(() => {});
    patience = setTimeout(() => keep().then(resolve, reject), PATIENCE_MS);
  });
}

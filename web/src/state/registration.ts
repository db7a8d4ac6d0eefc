/* The page's service worker and its two addresses: with ?isolate it also isolates the page, which is the visitor's choice
 * and is remembered as that address. */
import { scripts } from '../platform/scripts';
import { say } from '../text/say';
import { words } from './page-words';

const SCRIPT = new URL('service-worker.js', document.baseURI);
const ISOLATING_SCRIPT = new URL('?isolate', SCRIPT);
const SCOPE = new URL('./', document.baseURI).href;
/* A worker that is keeping files ends that before another takes its place. */
const PATIENCE_MS = 10_000;

/** This folder's registration; one of a folder above, which also covers this page, is somebody else's. */
export async function ourRegistration(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  return registration?.scope === SCOPE ? registration : null;
}

export function isIsolating(registration: ServiceWorkerRegistration): boolean {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  return worker?.scriptURL === ISOLATING_SCRIPT.href;
}

/** A worker is there, and the one before does not give way to it. */
export class Waiting extends Error {}

/** Resolves when that worker serves the page's files; where it does not come, throws and leaves the earlier one in
 * place. */
export async function register(isolating: boolean): Promise<void> {
  const { serviceWorker } = navigator;
  const script = isolating ? ISOLATING_SCRIPT : SCRIPT;
  await activated(await serviceWorker.register(scripts.createScriptURL(script.href), { scope: SCOPE }));
}

function activated(registration: ServiceWorkerRegistration): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    const look = () => {
      if (worker?.state === 'activated') resolve();
      if (worker?.state === 'redundant') reject(new Error(say(words.notInstalled)));
    };
    worker?.addEventListener('statechange', look);
    look();
    setTimeout(reject, PATIENCE_MS, new Waiting(say(words.notActivated)));
  });
}

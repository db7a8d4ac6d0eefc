/* Cross-origin isolation, which threads need, on a host that does not send the headers for it: a service worker adds them,
 * if the visitor says so. That choice is remembered as the registration itself.
 *
 * It cannot loop: the page is reloaded in answer to a click and never otherwise, least of all because it finds itself not
 * isolated. It then only says so. */
import { signal } from '@preact/signals';
import { say } from '../text/say';
import { words } from './words';

const SCRIPT = new URL('service-worker.js', document.baseURI).href;
const SCOPE = new URL('./', document.baseURI).href;
const PATIENCE_MS = 5000;

export type Isolation = 'off' | 'on' | 'switching' | 'refused';

/** Whether the visitor has switched it on; refused: switched on, yet the page is not isolated. */
export const isolation = signal<Isolation>('off');
/** Why it could not be switched, in a sentence. */
export const isolationProblem = signal('');

export async function lookForIsolation(): Promise<void> {
  if ((await ours().catch(() => null)) === null) return;
  isolation.value = crossOriginIsolated ? 'on' : 'refused';
}

/** Ends in one reload, or in a sentence why not. */
export async function switchIsolation(on: boolean): Promise<void> {
  const before = isolation.value;
  isolation.value = 'switching';
  isolationProblem.value = '';
  try {
    if (on) await switchOn();
    else await (await ours())?.unregister();
    location.reload();
  } catch (failure) {
    isolation.value = before;
    isolationProblem.value = say(words.notSwitched(failure instanceof Error ? failure.message : String(failure)));
  }
}

async function switchOn(): Promise<void> {
  if (!('serviceWorker' in navigator)) throw new Error(say(words.noServiceWorker));
  const registration = await navigator.serviceWorker.register(SCRIPT, { scope: SCOPE });
  try {
    await activated(registration);
  } catch (failure) {
    await registration.unregister();
    throw failure;
  }
}

/* A registration of this folder's worker; one of a folder above, which also covers this page, is somebody else's. */
async function ours(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  return registration?.scope === SCOPE ? registration : null;
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
    setTimeout(reject, PATIENCE_MS, new Error(say(words.notActivated)));
  });
}

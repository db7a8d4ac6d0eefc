/* Cross-origin isolation, which threads need, on a host that does not send the headers for it: the service worker adds them,
 * if the visitor says so. That choice is remembered as the worker's address (registration.ts).
 *
 * It cannot loop: the page is reloaded in answer to a click, once more where the worker of before did not give way (Chromium
 * was seen to keep one that had nothing to do), and never because it finds itself not isolated. It then only says so. */
import { signal } from '@preact/signals';
import { sharesMemory } from '../engine/page/load';
import { keepUnfolded, NUMBERS } from '../platform/unfolded';
import { say } from '../text/say';
import { words } from './page-words';
import { isIsolating, ourRegistration, register, Waiting } from './registration';

export type Isolation = 'off' | 'on' | 'switching' | 'refused' | 'useless';

/** Whether the visitor has switched it on; refused: switched on, yet the page is not isolated; useless: it is isolated, yet
 * may share no memory: it trains as it did, on one thread a model, and the switch is off and of no use. */
export const isolation = signal<Isolation>('off');
/** Why it could not be switched, in a sentence. */
export const isolationProblem = signal('');
let tried = false;

/* Over the reload that the worker of before does not survive. */
const PENDING = 'pathstar-isolate';

export async function lookForIsolation(): Promise<void> {
  if (tookPending()) return switchIsolation(true);
  const registration = await ourRegistration().catch(() => null);
  if (!registration || !isIsolating(registration)) return;
  isolation.value = sharesMemory() ? 'on' : crossOriginIsolated ? 'useless' : 'refused';
}

/** Ends in one reload, or in a sentence why not. */
export async function switchIsolation(on: boolean): Promise<void> {
  const before = isolation.value;
  isolation.value = 'switching';
  isolationProblem.value = '';
  try {
    if (on) await switchOn();
    else await switchOff();
    keepUnfolded(NUMBERS);
    location.reload();
  } catch (failure) {
    isolation.value = before;
    isolationProblem.value = say(words.notSwitched(failure instanceof Error ? failure.message : String(failure)));
  }
}

async function switchOn(): Promise<void> {
  if (!('serviceWorker' in navigator)) throw new Error(say(words.noServiceWorker));
  try {
    await register(true);
  } catch (failure) {
    await switchOff();
    if (!(failure instanceof Waiting) || tried) throw failure;
    sessionStorage.setItem(PENDING, '');
  }
}

/* Whether this page was reloaded to switch it on; that holds once. */
function tookPending(): boolean {
  try {
    tried = sessionStorage.getItem(PENDING) !== null;
    sessionStorage.removeItem(PENDING);
  } catch {
    /* Storage is blocked, and nothing was kept there. */
  }
  return tried;
}

/* The page registers the worker anew, for offline use alone, when it has loaded (keep/offline.ts). */
async function switchOff(): Promise<void> {
  await (await ourRegistration())?.unregister();
}

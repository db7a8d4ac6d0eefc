/* Cross-origin isolation, which threads need, on a host that does not send the headers for it: the service worker adds them,
 * if the visitor says so. That choice is remembered as the worker's address (registration.ts).
 *
 * It cannot loop: the page is reloaded in answer to a click and never otherwise, least of all because it finds itself not
 * isolated. It then only says so. */
import { signal } from '@preact/signals';
import { sharesMemory } from '../engine/page/load';
import { say } from '../text/say';
import { words } from './page-words';
import { isIsolating, ourRegistration, register } from './registration';

export type Isolation = 'off' | 'on' | 'switching' | 'refused' | 'useless';

/** Whether the visitor has switched it on; refused: switched on, yet the page is not isolated; useless: it is isolated, yet
 * may share no memory, and is switched off again (keep/offline.ts). */
export const isolation = signal<Isolation>('off');
/** Why it could not be switched, in a sentence. */
export const isolationProblem = signal('');

export async function lookForIsolation(): Promise<void> {
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
    throw failure;
  }
}

/* The page registers the worker anew, for offline use alone, when it has loaded (keep/offline.ts). */
async function switchOff(): Promise<void> {
  await (await ourRegistration())?.unregister();
}

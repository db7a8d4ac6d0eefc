/* Cross-origin isolation, which threads need, on a host that does not send the headers for it: the service worker adds them,
 * if the visitor says so. It keeps that choice (registration.ts).
 *
 * It cannot loop: the page is reloaded in answer to a click, once, and never because it finds itself not isolated. It then
 * only says so. */
import { signal } from '@preact/signals';
import { sharesMemory } from '../engine/page/load';
import { keepUnfolded, NUMBERS } from '../platform/unfolded';
import { say } from '../text/say';
import { words } from './page-words';
import { choose, isIsolating } from './registration';

export type Isolation = 'off' | 'on' | 'switching' | 'refused' | 'useless';

/** Whether the visitor has switched it on; refused: switched on, yet the page is not isolated; useless: it is isolated, yet
 * may share no memory: it trains as it did, on one thread a model, and the switch is off and of no use. */
export const isolation = signal<Isolation>('off');
/** Why it could not be switched, in a sentence. */
export const isolationProblem = signal('');

export async function lookForIsolation(): Promise<void> {
  if (await isIsolating().catch(() => false))
    isolation.value = sharesMemory() ? 'on' : crossOriginIsolated ? 'useless' : 'refused';
}

/** Ends in one reload, or in a sentence why not. */
export async function switchIsolation(on: boolean): Promise<void> {
  const before = isolation.value;
  isolation.value = 'switching';
  isolationProblem.value = '';
  try {
    if (!('serviceWorker' in navigator)) throw new Error(say(words.noServiceWorker));
    await choose(on);
    keepUnfolded(NUMBERS);
    location.reload();
  } catch (failure) {
    isolation.value = before;
    isolationProblem.value = say(words.notSwitched(failure instanceof Error ? failure.message : String(failure)));
  }
}

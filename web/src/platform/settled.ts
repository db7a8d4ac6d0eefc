import { whenIdle } from './idle';
import { stirred } from './stirred';

const SETTLED_MS = 200;

/** A function that calls `work` once its own calls have ceased for a moment, with what the last of them gave: a visitor
 * who drags a slider wants nothing of what is on its way. It waits for a page at rest, and until it has opened, which
 * `work` would hold up. */
export function onceSettled<T>(work: (value: T) => void): (value: T) => Promise<void> {
  let soon: ReturnType<typeof setTimeout> | undefined;
  return async (value) => {
    await stirred();
    clearTimeout(soon);
    soon = setTimeout(() => whenIdle(() => work(value)), SETTLED_MS);
  };
}

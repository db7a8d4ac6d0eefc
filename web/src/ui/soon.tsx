import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

let last = Promise.resolve();

/** In a task of its own, after those that were asked for before. */
export function nextTask(): Promise<void> {
  last = last.then(() => new Promise((begin) => setTimeout(begin)));
  return last;
}

/** What the first screen can do without: made right after it is painted, each in a task of its own, so that none of them
 * keeps the page from answering. */
export function Soon({ children }: { readonly children: ComponentChildren }) {
  const ready = useSignal(false);
  useEffect(() => {
    let gone = false;
    void nextTask().then(() => {
      if (!gone) ready.value = true;
    });
    return () => {
      gone = true;
    };
  }, [ready]);
  return ready.value ? children : <div class="soon" />;
}

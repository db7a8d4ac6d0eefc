/* The screen stays on while models train, where the browser allows it: a phone that sleeps stops training. The browser takes
 * the lock away from a hidden page; it is asked for again when the page is seen. */
import { effect, type ReadonlySignal } from '@preact/signals';

export function stayAwakeWhile(training: ReadonlySignal<boolean>): void {
  if (!('wakeLock' in navigator)) return;
  let lock: Promise<WakeLockSentinel | null> | null = null;
  const look = () => {
    const wanted = training.peek() && document.visibilityState === 'visible';
    if (wanted && !lock) {
      /* Refused on a low battery, or by policy: training goes on without. */
      const asked = navigator.wakeLock.request('screen').catch(() => null);
      lock = asked;
      /* Word of it comes later: it may be of an earlier lock. */
      void asked.then((held) =>
        held?.addEventListener('release', () => {
          if (lock === asked) lock = null;
        }),
      );
    } else if (!wanted && lock) {
      void lock.then((held) => held?.release());
      lock = null;
    }
  };
  effect(() => {
    training.value;
    look();
  });
  document.addEventListener('visibilitychange', look);
}

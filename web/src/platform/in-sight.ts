import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Whether an element is in the window: what is not seen need not be asked for. */
export function useInSight(host: RefObject<HTMLElement | null>): ReadonlySignal<boolean> {
  const seen = useSignal(false);
  useEffect(() => {
    if (!host.current) return;
    const observer = new IntersectionObserver((entries) => {
      seen.value = entries.at(-1)?.isIntersecting ?? false;
    });
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [host, seen]);
  return seen;
}

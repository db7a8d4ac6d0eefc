import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Whether an element is in the window, or nearer to it than `margin`, as CSS has margins: what is not seen need not be asked for. */
export function useInSight(host: RefObject<HTMLElement | null>, margin = '0px'): ReadonlySignal<boolean> {
  const seen = useSignal(false);
  useEffect(() => {
    if (!host.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        seen.value = entries.at(-1)?.isIntersecting ?? false;
      },
      { rootMargin: margin },
    );
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [host, seen, margin]);
  return seen;
}

import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Tells the page's style sheets, by that custom property, how high an element is that stands over the page. */
export function useHeight(host: RefObject<HTMLElement | null>, property: string): void {
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const { style } = document.documentElement;
    const tell = () => style.setProperty(property, `${element.offsetHeight}px`);
    const watch = new ResizeObserver(tell);
    watch.observe(element);
    tell();
    return () => {
      watch.disconnect();
      style.removeProperty(property);
    };
  }, [host, property]);
}

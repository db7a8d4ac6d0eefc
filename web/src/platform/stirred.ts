/* What need not be there as soon as the page is waits until the page has opened. */
const STIRS = ['scroll', 'pointermove', 'pointerdown', 'keydown'] as const;
const STILL_MS = 3000;

let first: Promise<void> | null = null;

/** Ends when the visitor has done something, or has had the time to. */
export function stirred(): Promise<void> {
  first ??= new Promise((resolve) => {
    for (const stir of STIRS) addEventListener(stir, () => resolve(), { once: true, passive: true });
    setTimeout(resolve, STILL_MS);
  });
  return first;
}

/* The glossary's texts, fetched once when the first of them is wanted. */
import { signal } from '@preact/signals';
import type { Entry, GlossaryName } from './words';

export const glossary = signal<Readonly<Record<GlossaryName, Entry>> | null>(null);

export function fetchGlossary(): void {
  if (glossary.peek()) return;
  import('./words').then(
    (words) => {
      glossary.value = words.glossary;
    },
    () => {
      /* Not fetched, say offline: the next word that is wanted tries again. */
    },
  );
}

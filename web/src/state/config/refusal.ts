/* What the engine says when it refuses, in the page's language. The engine speaks English; its sentences are known by their
 * pattern, and the patterns are fetched only for who needs them. */
import { effect, signal } from '@preact/signals';
import { type Both, locale, say } from '../../text/say';
import { words } from './words';

type Translate = (message: string) => string | null;

const translate = signal<Translate | null>(null);

effect(() => {
  if (locale.value !== 'zh' || translate.peek()) return;
  import('./refusal-patterns').then(
    ({ inChinese }) => {
      translate.value = inChinese;
    },
    () => {
      /* Offline: the engine's own words are shown, and said to be. */
    },
  );
});

/** A text of the page's, or a sentence of the engine's, for people to read. A sentence that is not known stays as it is. */
export function inWords(message: string | Both): string {
  if (typeof message !== 'string') return say(message);
  if (locale.value === 'en') return message;
  return translate.value?.(message) ?? say(words.verbatim(message));
}

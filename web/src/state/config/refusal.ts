/* Why the engine refuses, in the page's language. The engine says an id, fields and arguments; a language's sentences are
 * fetched when the first one is to be said. */
import { signal } from '@preact/signals';
import type { Cause } from '../../engine/shared/reason';
import { type Both, type Locale, locale, say } from '../../text/say';
import type { Tell } from './refusals/sentence';
import { messages } from './refusals/words';
import { words } from './words';

const tellers = { en: signal<Tell | null>(null), zh: signal<Tell | null>(null) };
const asked = new Set<Locale>();
/* While there are no sentences. One function, so that a second failure changes nothing on the page. */
const tellNothing: Tell = () => null;

/** A text of the page's, or a cause, for people to read. What has no sentence, or none that comes, is shown as it is. */
export function inWords(message: Cause | Both): string {
  if (typeof message === 'string') return say(words.verbatim(message));
  if ('en' in message) return say(message);
  const { id, fields, arguments: values } = message;
  const own = Object.hasOwn(messages, id) ? messages[id] : undefined;
  if (own) return say(own);
  const language = locale.value;
  const teller = tellers[language];
  if (!asked.has(language)) {
    asked.add(language);
    (language === 'en' ? import('./refusals/english') : import('./refusals/chinese')).then(
      ({ tell }) => {
        teller.value = tell;
      },
      () => {
        /* The next message tries again: the network may be back. */
        asked.delete(language);
        teller.value = tellNothing;
      },
    );
  }
  return teller.value ? (teller.value(message) ?? `${id}: ${[...fields, ...values].join(', ')}`) : '…';
}

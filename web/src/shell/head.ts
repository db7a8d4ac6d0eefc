/* The document's title and description, in the page's language. */
import { effect } from '@preact/signals';
import { words } from '../state/page-words';
import { say } from '../text/say';

export function followLanguage(): void {
  effect(() => {
    document.title = say(words.title);
    document.querySelector('meta[name="description"]')?.setAttribute('content', say(words.description));
  });
}

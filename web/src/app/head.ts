/* The document's title and description, in the page's language. */
import { effect } from '@preact/signals';
import { say } from '../text/say';
import { words } from './words';

export function followLanguage(): void {
  effect(() => {
    document.title = say(words.title);
    document.querySelector('meta[name="description"]')?.setAttribute('content', say(words.description));
  });
}

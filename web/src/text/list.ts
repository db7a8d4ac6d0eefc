import { type Both, say } from './say';
import { marks } from './words';

/** Between sentences, each with its stop. */
export const gap: Both = { en: ' ', zh: '' };

/** Names one after another, in every language. */
export const listed = (names: readonly (string | number)[]): Both => ({
  en: names.join(marks.list.en),
  zh: names.join(marks.list.zh),
});

/** Names one after another. */
export const list = (names: readonly (string | number)[]): string => say(listed(names));

import { say } from '../text/say';
import { words } from './words';
import './sources.css';

/** Where it all comes from, and what it does not show. */
export function SourcesChapter() {
  return <p class="sources-claim">{say(words.claim)}</p>;
}

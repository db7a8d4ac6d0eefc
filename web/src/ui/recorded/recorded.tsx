import type { Lane } from '../../state/lane';
import { say } from '../../text/say';
import { words } from '../race/words';
import './recorded.css';

/** Marks a lane that is played and not trained here. */
export function Recorded({ lane }: { readonly lane: Lane | undefined }) {
  return lane?.recording ? <span class="recorded">{say(words.recorded)}</span> : null;
}

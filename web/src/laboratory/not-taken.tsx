import { type Both, say } from '../text/say';
import { marks } from '../text/words';
import { words } from './words';

/** Why a file, or a whole part of one, is of no use here. */
export function NotTaken({ problem }: { readonly problem: Both }) {
  return (
    <p class="problem" role="alert">
      <b>
        {say(words.notTaken)}
        {say(marks.stop)}
      </b>
      {say(problem)}
    </p>
  );
}

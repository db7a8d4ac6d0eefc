import { useSession } from '../../state/session';
import { type Both, say } from '../../text/say';
import { marks } from '../../text/words';
import { problems, words } from './words';

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

/** A file that the engine is asked about, or would be if it were there. */
export function Reading() {
  const { engine } = useSession();
  if (engine.status.value.kind === 'unavailable') return <NotTaken problem={problems.noEngine} />;
  return <p class="aside">{say(words.reading)}</p>;
}

import { inWords } from '../state/config/refusal';
import { words } from '../state/page-words';
import { useSession } from '../state/session';
import { say } from '../text/say';
import { Afterwards } from '../ui/afterwards';

const refused = () => import('./refused').then(({ Refused }) => Refused);

/** What does not work, and what of a link was not taken. */
export function Notices() {
  const { engine, link } = useSession();
  const status = engine.status.value;
  return (
    <>
      {status.kind === 'unavailable' && (
        <div class="notice" role="alert">
          <h2>{say(words.unavailable)}</h2>
          <p>{inWords(status.message)}</p>
        </div>
      )}
      {link.refused.value.length > 0 && <Afterwards load={refused} />}
    </>
  );
}

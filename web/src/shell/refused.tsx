import { inWords } from '../state/config/refusal';
import { words } from '../state/page-words';
import { useSession } from '../state/session';
import { count } from '../text/numbers';
import { say } from '../text/say';
import { marks } from '../text/words';

/* A link may hold anything, thousands of keys or a value as long as a book: so much of it is shown. */
const LISTED = 12;
const LENGTH = 240;

const clipped = (text: string) => (text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text);

/** What of a link was not taken, and why. */
export function Refused() {
  const { link } = useSession();
  const refused = link.refused.value;
  if (refused.length === 0) return null;
  return (
    <div class="notice" role="alert">
      <h2>{say(words.refused)}</h2>
      <ul>
        {refused.slice(0, LISTED).map(({ name, value, message }) => (
          <li key={`${name}=${value}`}>
            <code translate={false}>{clipped(`${name}=${value}`)}</code>
            {say(marks.colon)}
            {clipped(inWords(message))}
          </li>
        ))}
      </ul>
      {refused.length > LISTED && <p>{say(words.andMore(count(refused.length - LISTED)))}</p>}
      <p>{say(words.rest)}</p>
      <button
        type="button"
        onClick={() => {
          link.refused.value = [];
        }}
      >
        {say(words.understood)}
      </button>
    </div>
  );
}

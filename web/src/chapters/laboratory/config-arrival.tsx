import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Settings } from '../../engine/shared/description';
import { adopt } from '../../state/adopt';
import { inWords } from '../../state/config/refusal';
import { useSession } from '../../state/session';
import type { Refused } from '../../state/url';
import { type Both, say } from '../../text/say';
import { marks } from '../../text/words';
import { readConfig } from './config-file';
import { NotTaken, Reading } from './not-taken';
import { problems, words } from './words';

interface Taken {
  readonly settings: Settings;
  readonly refused: readonly Refused[];
  readonly before: { readonly settings: Settings; readonly objectives: readonly string[] };
}

/* Of a file full of nonsense, the first will do. */
const LISTED = 8;

/** A config becomes the draft as far as it holds; what is refused is listed by field. */
export function ConfigArrival({ text }: { readonly text: string }) {
  const session = useSession();
  const description = session.engine.description.value;
  const taken = useSignal<Taken | null>(null);
  const problem = useSignal<Both | null>(null);
  const undone = useSignal(false);
  useEffect(() => {
    if (!description || taken.peek()) return;
    const read = readConfig(text, description);
    if ('problem' in read) {
      problem.value = read.problem;
      return;
    }
    session.engine.desk?.open(read.entries).then(({ settings, refused }) => {
      const before = { settings: session.draft.settings.peek(), objectives: session.draft.objectives.peek() };
      taken.value = { settings, refused: [...refused, ...read.refused], before };
      const { objective } = settings;
      const { objectives } = before;
      /* The file's objective takes the first lane, unless some lane has it. */
      const lanes =
        objective === undefined || objectives.includes(objective) ? objectives : objectives.with(0, objective);
      if (Object.keys(settings).length > 0) adopt(session, settings, { objectives: lanes });
    });
  }, [session, description, text, taken, problem]);
  if (problem.value) return <NotTaken problem={problem.value} />;
  if (!taken.value) return <Reading />;
  const { settings, refused, before } = taken.value;
  const count = Object.keys(settings).length;
  return (
    <>
      <p>
        <b>
          {say(count === 0 ? words.configNone : words.isConfig(count))}
          {say(marks.stop)}
        </b>
      </p>
      {refused.length > 0 && (
        <div role="alert">
          <ul class="refused">
            {refused.slice(0, LISTED).map(({ name, value, message }) => (
              <li key={name}>
                <code translate={false}>
                  {name} = {value.length > 40 ? `${value.slice(0, 40)}…` : value}
                </code>
                {say(marks.colon)}
                {inWords(message)}
              </li>
            ))}
            {refused.length > LISTED && <li>{say(problems.more(refused.length - LISTED))}</li>}
          </ul>
        </div>
      )}
      {count > 0 && (
        <div class="buttons">
          <button
            type="button"
            aria-disabled={undone.value}
            onClick={() => {
              if (undone.value) return;
              undone.value = true;
              adopt(session, before.settings, { objectives: before.objectives });
            }}
          >
            {say(words.undo)}
          </button>
          <p class="aside" aria-live="polite">
            {undone.value && say(words.undone)}
          </p>
        </div>
      )}
    </>
  );
}

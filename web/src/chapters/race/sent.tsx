import { useComputed } from '@preact/signals';
import { useId } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { goTo } from '../../ui/arrival';
import { words } from './sent-words';
import { verdictOf } from './verdict';
import './sent.css';

/** What the link tells of the race, as long as the settings are the link's; once it was run here, whether that is so. */
export function Sent() {
  const session = useSession();
  const { draft, link, race } = session;
  const startable = session.startable.value;
  const id = useId();
  const sent = link.sent.value;
  const ended = useComputed(() => {
    const step = link.sent.value?.[0]?.step;
    const digests = race.lanes.value.map((lane) => {
      const state = lane.state.value;
      return state.kind === 'paused' && state.step === step ? state.digest : null;
    });
    const known = digests.filter((digest) => digest !== null);
    return known.length > 0 && known.length === digests.length ? known : null;
  });
  if (!sent) return null;
  const idle = race.state.value === 'idle';
  const run = () => {
    session.start();
    goTo('race');
  };
  const verdict = ended.value && verdictOf(sent, ended.value);
  return (
    <section class="sent" aria-labelledby={id}>
      <h3 id={id}>{say(words.title)}</h3>
      <ul>
        {sent.map(({ step, firstStep, path, digest }, lane) => (
          <li key={digest}>
            {say(words.lane(nameOf(draft.objectives.value[lane] ?? ''), count(step), share(firstStep), share(path)))}
            {say(marks.open)}
            {say(words.digest)} <code translate={false}>{digest}</code>
            {say(marks.close)}
          </li>
        ))}
      </ul>
      <p class="aside" aria-live="polite" data-value="sent">
        {say(words[verdict ?? (idle ? 'note' : 'going')])}
      </p>
      {idle && (
        <button type="button" class="primary" aria-disabled={!startable} onClick={() => startable && run()}>
          {say(words.run)}
        </button>
      )}
    </section>
  );
}

const share = (thousandths: number): string => percent(thousandths / 1000);

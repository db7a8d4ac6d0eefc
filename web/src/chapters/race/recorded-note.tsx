/* What is said of a race that is played: fetched when one is. */

import { commandOf } from '../../state/command';
import { nameOf } from '../../state/config/names';
import type { Lane } from '../../state/lane';
import type { Recording } from '../../state/recording/recording';
import { useSession } from '../../state/session';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { stops, words } from './recorded-words';
import './recorded-note.css';

/** That nothing is trained here now, and of each lane what it was trained by and to what. */
export function RecordedNote() {
  const lanes = useSession().race.lanes.value;
  return (
    <section class="recorded-note" aria-label={say(words.title)}>
      <p>
        <b>
          {say(words.title)}
          {say(marks.stop)}
        </b>
        {say(words.what)}
      </p>
      <details>
        <summary>{say(words.more)}</summary>
        <p>{say(words.holds)}</p>
        <dl>
          {lanes.map((lane) => lane.recording && <Origin key={lane.id} lane={lane} recording={lane.recording} />)}
        </dl>
      </details>
    </section>
  );
}

function Origin({ lane, recording }: { readonly lane: Lane; readonly recording: Recording }) {
  const { engine } = useSession();
  const description = engine.description.value;
  const { config, trainsOn, every, graphs, steps, digest, stopped } = recording;
  const command = description && commandOf(description, config, steps, digest, trainsOn ? 'FILE' : null);
  return (
    <>
      <dt>{nameOf(lane.objective)}</dt>
      <dd>
        <code data-value="recorded-command">
          {command} --evaluate-every={every} --graphs={graphs} --record=RECORDING
        </code>
        <p class="aside">
          {say(words.end(count(steps)))} <code data-value="recorded-digest">{digest}</code>
          {say(marks.semicolon)}
          {say(stopped === null ? words.unfinished : stops[stopped])}
        </p>
      </dd>
    </>
  );
}

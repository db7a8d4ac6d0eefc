import { nameOf } from '../../state/config/names';
import { IDEAS } from '../../state/config/words';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { words } from '../../ui/race/words';
import './objectives.css';

/** Which objective each lane has; one may come or go. While there are runs, the choice is for the next. */
export function Objectives() {
  const { draft, lesson } = useSession();
  const locked = lesson.isLocked('objective');
  const chosen = draft.objectives.value;
  const next = draft.nextObjective.value;
  return (
    <fieldset class="objectives" disabled={locked}>
      <legend>{say(words.objectives)}</legend>
      {chosen.map((objective, index) => (
        <span class="pick" key={index}>
          <select
            aria-label={say(words.objectiveOf(String(index + 1)))}
            value={objective}
            onChange={(event) => draft.setObjective(index, event.currentTarget.value)}
          >
            {IDEAS.map(([idea, ...members]) => (
              <optgroup key={members[0]} label={say(idea)}>
                {members.map((choice) => (
                  <option key={choice} value={choice}>
                    {nameOf(choice)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          {index > 0 && (
            <button
              type="button"
              class="remove"
              aria-label={say(words.remove(String(index + 1)))}
              onClick={() => draft.removeLane(index)}
            >
              ×
            </button>
          )}
        </span>
      ))}
      {next !== null && (
        <button type="button" class="add" onClick={() => draft.addLane()}>
          {say(words.add(nameOf(next).toLowerCase()))}
        </button>
      )}
    </fieldset>
  );
}

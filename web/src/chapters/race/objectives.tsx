import { optionOf } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { LANES_MOST } from '../../state/url';
import { say } from '../../text/say';
import { words } from '../../ui/race/words';
import './objectives.css';

/** Which objective each lane has; one may come or go. While there are runs, the choice is for the next. */
export function Objectives() {
  const session = useSession();
  const { objectives, description } = session;
  const option = description.value ? optionOf(description.value, 'objective') : null;
  const choices = option?.type === 'choice' ? option.choices : [];
  const locked = session.isLocked('objective');
  const chosen = objectives.value;
  const next = choices.find((choice) => !chosen.includes(choice));
  return (
    <fieldset class="objectives" disabled={locked}>
      <legend>{say(words.objectives)}</legend>
      {chosen.map((objective, index) => (
        <span class="pick" key={index}>
          <select
            aria-label={say(words.objectiveOf(String(index + 1)))}
            value={objective}
            onChange={(event) => session.setObjective(index, event.currentTarget.value)}
          >
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {nameOf(choice)}
              </option>
            ))}
          </select>
          {index > 0 && (
            <button
              type="button"
              class="remove"
              aria-label={say(words.remove(String(index + 1)))}
              onClick={() => session.removeLane(index)}
            >
              ×
            </button>
          )}
        </span>
      ))}
      {next !== undefined && chosen.length < LANES_MOST && (
        <button type="button" class="add" onClick={() => session.addLane()}>
          {say(words.add(nameOf(next).toLowerCase()))}
        </button>
      )}
    </fieldset>
  );
}

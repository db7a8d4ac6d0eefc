import { useId } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { words as configWords } from '../../state/config/words';
import { useFields } from '../../state/fields';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { limits } from '../../ui/fields/field';
import { helpOf } from '../../ui/fields/help';
import { words } from './mask-dial-words';
import './mask-dial.css';

const NAME = 'mask_rate';

/** How many of the true nodes are hidden, as a slider: the setting of the laboratory's form. For lanes that have it; where
 * each graph draws a rate of its own, `hybrid` alone reads it. */
export function MaskDial() {
  const { draft, engine, lesson } = useSession();
  const fields = useFields();
  const id = useId();
  const option = engine.option(NAME);
  if (option?.type !== 'number') return null;
  if (fields.text('mask') === 'uniform' && !draft.objectives.value.includes('hybrid')) return null;
  const locked = lesson.isLocked(NAME);
  return (
    <div class="mask-dial">
      <label for={id}>
        {nameOf(NAME)} <output for={id}>{fields.text(NAME)}</output>
      </label>
      <input
        id={id}
        type="range"
        min={option.minimum}
        max={option.maximum}
        step={(option.maximum - option.minimum) / 20}
        value={fields.text(NAME)}
        disabled={locked}
        aria-describedby={`${id}-help`}
        onInput={(event) => fields.set(NAME, event.currentTarget.value)}
      />
      <p class="ends" aria-hidden="true">
        <span>{say(words.none)}</span>
        <span>{say(words.all)}</span>
      </p>
      <p id={`${id}-help`} class="aside">
        {locked && <b>{say(configWords.locked)} </b>}
        {helpOf(option)} {limits(option, fields.usual(NAME))}
      </p>
    </div>
  );
}

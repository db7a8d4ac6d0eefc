import { nameOf } from '../../state/config/names';
import { useFields } from '../../state/fields';
import { choosesOrder } from '../../state/learnt';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { words } from './blanks-words';

/** Says that an objective cannot be learnt without positions, with the setting that mends it. */
export function AlikeBlanks() {
  const { draft, lesson } = useSession();
  const fields = useFields();
  const name = draft.objectives.value.find(choosesOrder);
  if (name === undefined) return null;
  const locked = lesson.isLocked('positions');
  return (
    <p class="aside" data-value="alike">
      {say(words.alike(nameOf(name)))}{' '}
      <button
        type="button"
        class="quiet"
        aria-disabled={locked}
        onClick={() => !locked && fields.set('positions', 'learned')}
      >
        {say(words.add)}
      </button>
    </p>
  );
}

import { useId } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { words } from '../../state/config/words';
import { useFields } from '../../state/fields';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import './number-field.css';

interface NumberFieldProps {
  readonly name: string;
  readonly label?: string;
}

/** One numeric option by itself, with its steppers; the group of fields shows its problem. */
export function NumberField({ name, label = nameOf(name) }: NumberFieldProps) {
  const { engine, lesson } = useSession();
  const fields = useFields();
  const id = useId();
  const option = engine.option(name);
  if (!option || (option.type !== 'int' && option.type !== 'number')) return null;
  const text = fields.text(name);
  const value = Number(text);
  const locked = lesson.isLocked(name);
  const step = (by: number) => fields.set(name, String(Math.min(option.maximum, Math.max(option.minimum, value + by))));
  return (
    <div class="number-field">
      <label for={id}>{label}</label>
      <div>
        <button
          type="button"
          aria-label={say(words.oneLess(label))}
          aria-disabled={locked || !(value > option.minimum)}
          onClick={() => value > option.minimum && step(-1)}
        >
          −
        </button>
        <input
          id={id}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={text}
          readOnly={locked}
          style={{ width: `${Math.max(4, text.length + 2)}ch` }}
          aria-invalid={fields.concerns(name)}
          aria-describedby={fields.concerns(name) ? 'draft-problems' : undefined}
          onInput={(event) => fields.set(name, event.currentTarget.value)}
        />
        <button
          type="button"
          aria-label={say(words.oneMore(label))}
          aria-disabled={locked || !(value < option.maximum)}
          onClick={() => value < option.maximum && step(1)}
        >
          +
        </button>
      </div>
    </div>
  );
}

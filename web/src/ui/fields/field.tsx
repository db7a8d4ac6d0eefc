import { useId } from 'preact/hooks';
import type { Option } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';
import { words } from '../../state/config/words';
import { useFields } from '../../state/fields';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { helpOf } from './help';
import './field.css';

/** One option of the core with its help, its limits and its problem, made from its description. */
export function Field({ option }: { readonly option: Option }) {
  const { lesson } = useSession();
  const fields = useFields();
  const id = useId();
  const { name } = option;
  const usual = asRead(option, fields.usual(name));
  const problem = fields.problem(name);
  const changed = fields.changed(name);
  const locked = lesson.isLocked(name);
  return (
    <div class={changed ? 'field changed' : 'field'}>
      <label for={id}>
        {nameOf(name)} <code translate={false}>{name}</code>
      </label>
      <div class="entry">
        <Control option={option} id={id} describedBy={problem ? `${id}-help ${id}-problem` : `${id}-help`} />
        {changed && !locked && (
          <button
            type="button"
            class="quiet"
            aria-label={say(words.reset(nameOf(name), usual))}
            onClick={() => fields.reset(name)}
          >
            {say(words.back(usual))}
          </button>
        )}
      </div>
      <p id={`${id}-help`} class="help">
        {locked && <b>{say(words.locked)} </b>}
        {helpOf(option)} {limits(option, usual)}
      </p>
      {problem && (
        <p id={`${id}-problem`} class="problem">
          {problem}
        </p>
      )}
    </div>
  );
}

interface ControlProps {
  readonly option: Option;
  readonly id: string;
  readonly describedBy: string;
}

function Control({ option, id, describedBy }: ControlProps) {
  const { lesson } = useSession();
  const fields = useFields();
  const { name } = option;
  const text = fields.text(name);
  const disabled = lesson.isLocked(name);
  switch (option.type) {
    case 'bool':
      return (
        /* Around the box for a thumb; the field's label names it. */
        <label class="switch">
          <input
            id={id}
            type="checkbox"
            checked={text === 'true'}
            disabled={disabled}
            aria-describedby={describedBy}
            onChange={(event) => fields.set(name, String(event.currentTarget.checked))}
          />
        </label>
      );
    case 'choice':
      return (
        <select
          id={id}
          value={text}
          disabled={disabled}
          aria-describedby={describedBy}
          onChange={(event) => fields.set(name, event.currentTarget.value)}
        >
          {option.choices.map((choice) => (
            <option key={choice} value={choice}>
              {nameOf(choice)}
            </option>
          ))}
        </select>
      );
    case 'int':
    case 'number':
      return (
        <input
          id={id}
          type="text"
          inputMode={option.type === 'int' ? 'numeric' : 'decimal'}
          autocomplete="off"
          value={text}
          disabled={disabled}
          aria-invalid={fields.concerns(name)}
          aria-describedby={describedBy}
          onInput={(event) => fields.set(name, event.currentTarget.value)}
        />
      );
  }
}

/** The text of an option, as people read it. */
function asRead({ type }: Option, text: string): string {
  if (type === 'bool') return say(text === 'true' ? words.on : words.off);
  return type === 'choice' ? nameOf(text) : text;
}

/** "(0 to 1; default 0.5)" */
export function limits(option: Option, usual: string): string {
  return option.type === 'int' || option.type === 'number'
    ? say(words.range(String(option.minimum), String(option.maximum), usual))
    : say(words.usual(usual));
}

import { useId } from 'preact/hooks';
import { applies, type Option } from '../engine/description';
import { useSession } from '../store/session';
import { nameOf } from './names';
import './settings.css';

/* These have their place elsewhere on the page. */
const ELSEWHERE: ReadonlySet<string> = new Set(['degree', 'path_length', 'labels', 'seed', 'objective']);

/** Every other option of the core, made from its description of itself. */
export function LaboratoryChapter() {
  const session = useSession();
  /* What this architecture does not read is left out, unless its value is what keeps the run from starting. */
  const isShown = (option: Option) =>
    !ELSEWHERE.has(option.name) &&
    (applies(option, (name) => session.text(name)) || session.problem(option.name) !== null);
  const options = session.description.value?.options.filter(isShown) ?? [];
  const groups = [...new Set(options.map(({ group }) => group))];
  const changed = options.filter(({ name }) => session.draft.value[name] !== undefined).length;
  return (
    <details class="settings">
      <summary>
        <h2>All settings</h2>
        <span>{changed === 0 ? 'all at their defaults' : `${changed} changed`}</span>
      </summary>
      <p class="aside">
        The core describes these itself: names, ranges, defaults. Degree, path length, labels and seed are beside the
        star, the objectives at the lanes. A setting is in the page’s address as soon as it differs from its default.
      </p>
      {groups.map((group) => (
        <fieldset key={group}>
          <legend>{nameOf(group)}</legend>
          <div class="fields">
            {options
              .filter((option) => option.group === group)
              .map((option) => (
                <Field key={option.name} option={option} />
              ))}
          </div>
        </fieldset>
      ))}
      <button
        type="button"
        aria-disabled={Object.keys(session.draft.value).length === 0}
        onClick={() => session.restoreDefaults()}
      >
        Restore every default
      </button>
    </details>
  );
}

function Field({ option }: { readonly option: Option }) {
  const session = useSession();
  const id = useId();
  const { name, help } = option;
  const problem = session.problem(name);
  const changed = session.draft.value[name] !== undefined;
  const describedBy = problem ? `${id}-help ${id}-problem` : `${id}-help`;
  return (
    <div class={changed ? 'field changed' : 'field'}>
      <label for={id}>
        {nameOf(name)} <code>{name}</code>
      </label>
      <Control option={option} id={id} describedBy={describedBy} />
      <p id={`${id}-help`} class="help">
        {help} {limits(option)}
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
  const session = useSession();
  const { name } = option;
  const text = session.text(name);
  switch (option.type) {
    case 'bool':
      return (
        <span class="switch">
          <input
            id={id}
            type="checkbox"
            checked={text === 'true'}
            aria-describedby={describedBy}
            onChange={(event) => session.set(name, String(event.currentTarget.checked))}
          />
        </span>
      );
    case 'choice':
      return (
        <select
          id={id}
          value={text}
          aria-describedby={describedBy}
          onChange={(event) => session.set(name, event.currentTarget.value)}
        >
          {option.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
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
          aria-invalid={session.concerns(name)}
          aria-describedby={describedBy}
          onInput={(event) => session.set(name, event.currentTarget.value)}
        />
      );
  }
}

function limits(option: Option): string {
  const range = option.type === 'int' || option.type === 'number' ? `${option.minimum} to ${option.maximum}; ` : '';
  return `(${range}default ${option.default})`;
}

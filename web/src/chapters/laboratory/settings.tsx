import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { applies, exhibitOf, type Option } from '../../engine/shared/description';
import { adopt } from '../../state/adopt';
import { nameOf } from '../../state/config/names';
import { useFields } from '../../state/fields';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { Field } from '../../ui/fields/field';
import { helpOf } from '../../ui/fields/help';
import { words } from './words';
import './settings.css';

/* These have their place elsewhere on the page. */
const ELSEWHERE: ReadonlySet<string> = new Set(['degree', 'path_length', 'labels', 'seed', 'objective']);

/** Every other option of the core, made from its description of itself. */
export function Settings() {
  const session = useSession();
  const fields = useFields();
  const { draft, engine, lesson } = session;
  const id = useId();
  const wanted = useSignal('');
  const changedOnly = useSignal(false);
  const isChanged = ({ name }: Option) => fields.changed(name);
  /* What no run of the race reads is left out, unless its value is what keeps the race from starting. */
  const isRead = (option: Option) =>
    draft.objectives.value.some((objective) =>
      applies(option, (name) => (name === 'objective' ? objective : fields.text(name))),
    );
  const options = (engine.description.value?.options ?? []).filter(
    (option) => !ELSEWHERE.has(option.name) && (isRead(option) || fields.problem(option.name) !== null),
  );
  /* Nor is what keeps the run from starting hidden by what is looked for. */
  const isWanted = (option: Option) => matches(option, wanted.value) && (!changedOnly.value || isChanged(option));
  const shown = options.filter((option) => isWanted(option) || fields.problem(option.name) !== null);
  const groups = [...new Set(shown.map(({ group }) => group))];
  const changed = options.filter(isChanged).length;
  const exhibit = engine.description.value ? exhibitOf(engine.description.value) : {};
  const restorable = (engine.description.value?.options ?? []).some(
    ({ name }) => fields.changed(name) && !lesson.isLocked(name),
  );
  return (
    <details class="settings">
      <summary>
        <span>{say(words.allSettings)}</span>
        <span>{say(changed === 0 ? words.noneChanged : words.changed(changed))}</span>
      </summary>
      <p class="aside">{say(words.settingsNote)}</p>
      <div class="find">
        <label for={id}>
          {say(words.find)}
          <input
            id={id}
            type="search"
            autocomplete="off"
            value={wanted.value}
            onInput={(event) => {
              wanted.value = event.currentTarget.value;
            }}
          />
        </label>
        <label>
          <input
            type="checkbox"
            checked={changedOnly.value}
            onChange={(event) => {
              changedOnly.value = event.currentTarget.checked;
            }}
          />
          {say(words.changedOnly)}
        </label>
        <button type="button" aria-disabled={!restorable} onClick={() => restorable && adopt(session, exhibit)}>
          {say(words.restore)}
        </button>
        <p class="aside" aria-live="polite">
          {shown.length < options.length && say(words.found(shown.length, options.length))}
        </p>
      </div>
      {groups.map((group) => (
        <fieldset key={group}>
          <legend>{nameOf(group)}</legend>
          <div class="fields">
            {shown
              .filter((option) => option.group === group)
              .map((option) => (
                <Field key={option.name} option={option} />
              ))}
          </div>
        </fieldset>
      ))}
    </details>
  );
}

/** Whether every word that was typed is somewhere in what is said of the option. */
function matches(option: Option, wanted: string): boolean {
  const choices = option.type === 'choice' ? option.choices.flatMap((choice) => [choice, nameOf(choice)]) : [];
  const said = [option.name, nameOf(option.name), nameOf(option.group), helpOf(option), ...choices]
    .join(' ')
    .toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

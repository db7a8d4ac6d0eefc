import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { copy } from '../../platform/copy';
import { type Chapter, isChapter } from '../../state/chapters';
import { chapters } from '../../state/page-words';
import { say } from '../../text/say';
import { words } from './words';

interface ChecksProps {
  readonly legend: string;
  readonly choices: readonly (readonly [string, string])[];
  readonly chosen: readonly string[];
  /** How many may be chosen. */
  readonly most?: number;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Some of several things. */
export function Checks({ legend, choices, chosen, most = choices.length, onChange }: ChecksProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div class="checks">
        {choices.map(([name, label]) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              disabled={!chosen.includes(name) && chosen.length >= most}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...chosen, name] : chosen.filter((other) => other !== name))
              }
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface ChapterSelectProps {
  readonly label: string;
  readonly choices: readonly Chapter[];
  readonly value: Chapter | null;
  /** What choosing no chapter is called; left out where one has to be chosen. */
  readonly none?: string;
  readonly onChange: (chapter: Chapter | null) => void;
}

/** One chapter, or none. */
export function ChapterSelect({ label, choices, value, none, onChange }: ChapterSelectProps) {
  return (
    <label>
      {label}
      <select
        value={value ?? ''}
        onChange={({ currentTarget }) => onChange(isChapter(currentTarget.value) ? currentTarget.value : null)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {choices.map((chapter) => (
          <option key={chapter} value={chapter}>
            {say(chapters[chapter].short)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A text to take along. */
export function Output({ label, text }: { readonly label: string; readonly text: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const came = useSignal<{ readonly of: string; readonly copied: boolean } | null>(null);
  const copyText = async () => {
    const copied = await copy(text);
    came.value = { of: text, copied };
    if (!copied) field.current?.select();
  };
  const said = came.value?.of === text ? came.value : null;
  return (
    <div class="output">
      <label for={id}>{label}</label>
      <input id={id} ref={field} type="text" readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
      <button type="button" onClick={() => void copyText()}>
        <span aria-live="polite">
          {say(said === null ? words.copy : said.copied ? words.copied : words.copyYourself)}
        </span>
      </button>
    </div>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { copy } from '../../platform/copy';
import { CHAPTERS, type Chapter, isChapter } from '../../state/chapters';
import { nameOf } from '../../state/config/names';
import { chapters } from '../../state/page-words';
import { useSession } from '../../state/session';
import { asLocale, LOCALE_NAMES, type Locale, say } from '../../text/say';
import { words } from './words';
import './lesson.css';

/* Chapters stand in a frame of this size, in pixels; see embed-bar.css. */
const FRAME = { width: 600, height: 500 } as const;

/** For teachers: what to leave out, what to hold fast, where to open, as a link and as a frame for their own page. */
export function LessonDialog({ onClose }: { readonly onClose: () => void }) {
  const { engine, lesson, link } = useSession();
  const id = useId();
  const host = useRef<HTMLDialogElement>(null);
  const hide = useSignal<readonly Chapter[]>(lesson.hidden.value);
  const lock = useSignal<readonly string[]>(lesson.locked.value);
  const at = useSignal<Chapter | null>(null);
  const language = useSignal<Locale | null>(null);
  const framed = useSignal<Chapter>('race');
  useEffect(() => host.current?.showModal(), []);

  const options = engine.description.value?.options.map(({ name }) => name) ?? [];
  const all = lock.value.includes('all');
  const shown = CHAPTERS.filter((chapter) => !hide.value.includes(chapter));
  const parts = { hide: hide.value, lock: lock.value };
  const whole = link.whole(parts, at.value, language.value);
  const frame = link.whole({ ...parts, hide: [], embed: framed.value }, null, language.value);
  const { width, height } = FRAME;
  const source = frame.replaceAll('&', '&amp;');
  const snippet = `<iframe src="${source}" width="${width}" height="${height}" title="${say(words.frameTitle)}" allow="clipboard-write"></iframe>`;
  return (
    <dialog class="lesson" ref={host} aria-labelledby={`${id}-title`} onClose={onClose}>
      <div class="head">
        <h2 id={`${id}-title`}>{say(words.title)}</h2>
        <button type="button" onClick={() => host.current?.close()}>
          {say(words.close)}
        </button>
      </div>
      <p class="aside">{say(words.explain)}</p>
      <Checks
        legend={say(words.hide)}
        choices={CHAPTERS.map((chapter) => [chapter, say(chapters[chapter].short)])}
        chosen={hide.value}
        most={CHAPTERS.length - 1}
        onChange={(chosen) => {
          hide.value = chosen.filter(isChapter);
          if (at.value !== null && hide.value.includes(at.value)) at.value = null;
        }}
      />
      <Checks
        legend={say(words.lock)}
        choices={[
          ['all', say(words.lockAll)],
          ...(all ? [] : options.map((name): [string, string] => [name, nameOf(name)])),
        ]}
        chosen={lock.value}
        onChange={(chosen) => {
          lock.value = chosen.includes('all') ? ['all'] : chosen;
        }}
      />
      <div class="selects">
        <label>
          {say(words.openAt)}
          <select
            value={at.value ?? ''}
            onChange={({ currentTarget: { value } }) => {
              at.value = isChapter(value) ? value : null;
            }}
          >
            <option value="">{say(words.top)}</option>
            {shown.map((chapter) => (
              <option key={chapter} value={chapter}>
                {say(chapters[chapter].short)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say(words.language)}
          <select
            value={language.value ?? ''}
            onChange={({ currentTarget: { value } }) => {
              language.value = value === '' ? null : asLocale(value);
            }}
          >
            <option value="">{say(words.anyLanguage)}</option>
            <option value="en">{LOCALE_NAMES.en}</option>
            <option value="zh">{LOCALE_NAMES.zh}</option>
          </select>
        </label>
      </div>
      <Output label={say(words.link)} text={whole} />
      <div class="selects">
        <label>
          {say(words.embedded)}
          <select
            value={framed.value}
            onChange={({ currentTarget: { value } }) => {
              if (isChapter(value)) framed.value = value;
            }}
          >
            {CHAPTERS.map((chapter) => (
              <option key={chapter} value={chapter}>
                {say(chapters[chapter].short)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Output label={say(words.snippet)} text={snippet} />
    </dialog>
  );
}

interface ChecksProps {
  readonly legend: string;
  readonly choices: readonly (readonly [string, string])[];
  readonly chosen: readonly string[];
  /** How many may be chosen. */
  readonly most?: number;
  readonly onChange: (chosen: readonly string[]) => void;
}

function Checks({ legend, choices, chosen, most = choices.length, onChange }: ChecksProps) {
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

function Output({ label, text }: { readonly label: string; readonly text: string }) {
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

import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { CHAPTERS, type Chapter, isChapter } from '../../state/chapters';
import { nameOf } from '../../state/config/names';
import { chapters } from '../../state/page-words';
import { useSession } from '../../state/session';
import type { Page } from '../../state/url';
import { asLocale, LOCALE_NAMES, type Locale, say } from '../../text/say';
import { ChapterSelect, Checks, Output } from './controls';
import { words } from './words';
import './lesson.css';

/* Chapters stand in a frame of this size, in pixels; see embed-bar.css. */
const FRAME = { width: 600, height: 500 } as const;

/** What a lesson leaves out, and what it locks. */
type Parts = Pick<Page, 'hide' | 'lock'>;

/** For teachers: what to leave out, what to lock, where to open, as a link and as a frame for their own page. */
export function LessonDialog({ onClose }: { readonly onClose: () => void }) {
  const { lesson } = useSession();
  const id = useId();
  const host = useRef<HTMLDialogElement>(null);
  const hide = useSignal<readonly Chapter[]>(lesson.hidden.value);
  const lock = useSignal<readonly string[]>(lesson.locked.value);
  const at = useSignal<Chapter | null>(null);
  const language = useSignal<Locale | null>(null);
  useEffect(() => host.current?.showModal(), []);
  const parts = { hide: hide.value, lock: lock.value };
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
      <Locks lock={lock} />
      <LessonLink parts={parts} at={at} language={language} />
      <LessonFrame parts={parts} language={language.value} />
    </dialog>
  );
}

/** The options to lock; to lock all of them leaves no other choice. */
function Locks({ lock }: { readonly lock: Signal<readonly string[]> }) {
  const { engine } = useSession();
  const options = engine.description.value?.options.map(({ name }) => name) ?? [];
  const single = lock.value.includes('all') ? [] : options;
  return (
    <Checks
      legend={say(words.lock)}
      choices={[['all', say(words.lockAll)], ...single.map((name): [string, string] => [name, nameOf(name)])]}
      chosen={lock.value}
      onChange={(chosen) => {
        lock.value = chosen.includes('all') ? ['all'] : chosen;
      }}
    />
  );
}

interface LessonLinkProps {
  readonly parts: Parts;
  /** Where the page opens; null: at its top. */
  readonly at: Signal<Chapter | null>;
  readonly language: Signal<Locale | null>;
}

function LessonLink({ parts, at, language }: LessonLinkProps) {
  const { link } = useSession();
  return (
    <>
      <div class="selects">
        <ChapterSelect
          label={say(words.openAt)}
          choices={CHAPTERS.filter((chapter) => !parts.hide.includes(chapter))}
          value={at.value}
          none={say(words.top)}
          onChange={(chapter) => {
            at.value = chapter;
          }}
        />
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
      <Output label={say(words.link)} text={link.whole(parts, at.value, language.value)} />
    </>
  );
}

interface LessonFrameProps {
  readonly parts: Parts;
  readonly language: Locale | null;
}

function LessonFrame({ parts, language }: LessonFrameProps) {
  const { link } = useSession();
  const framed = useSignal<Chapter>('race');
  /* A frame shows one chapter alone: nothing is left to hide. */
  const source = link.whole({ ...parts, hide: [], embed: framed.value }, null, language).replaceAll('&', '&amp;');
  const { width, height } = FRAME;
  const snippet = `<iframe src="${source}" width="${width}" height="${height}" title="${say(words.frameTitle)}" allow="clipboard-write"></iframe>`;
  return (
    <>
      <div class="selects">
        <ChapterSelect
          label={say(words.embedded)}
          choices={CHAPTERS}
          value={framed.value}
          onChange={(chapter) => {
            if (chapter !== null) framed.value = chapter;
          }}
        />
      </div>
      <Output label={say(words.snippet)} text={snippet} />
    </>
  );
}

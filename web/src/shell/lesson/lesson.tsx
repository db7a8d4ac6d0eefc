import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { CHAPTERS, type Chapter, isChapter } from '../../state/chapters';
import { nameOf } from '../../state/config/names';
import { chapters } from '../../state/page-words';
import { MINUTES } from '../../state/plan';
import { useSession } from '../../state/session';
import type { Page } from '../../state/url';
import { asLocale, LOCALE_NAMES, type Locale, say } from '../../text/say';
import { ChapterSelect, Checks, Output } from './controls';
import { words as planWords, summaries } from './plan-words';
import { words } from './words';
import './lesson.css';

/* Chapters stand in a frame of this size, in pixels; see embed-bar.css. */
const FRAME = { width: 600, height: 500 } as const;

/** What a lesson leaves out, and what it locks; a plan that is open is no part of it. */
type Parts = Pick<Page, 'hide' | 'lock' | 'plan'>;

/** For teachers: plans that are ready, and behind them a link or a frame of their own making. */
export function LessonDialog({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const host = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const own = useSignal(false);
  useEffect(() => host.current?.showModal(), []);
  return (
    <dialog class="lesson" ref={host} aria-labelledby={`${id}-title`} onClose={onClose}>
      <div class="head">
        <h2 id={`${id}-title`} ref={title} tabIndex={-1}>
          {say(own.value ? words.title : planWords.title)}
        </h2>
        <button type="button" onClick={() => host.current?.close()}>
          {say(words.close)}
        </button>
      </div>
      {own.value ? (
        <OwnLesson />
      ) : (
        <ReadyPlans
          onOpen={() => host.current?.close()}
          onOwn={() => {
            own.value = true;
            /* The button that had the focus goes. */
            title.current?.focus();
          }}
        />
      )}
    </dialog>
  );
}

interface ReadyPlansProps {
  readonly onOpen: () => void;
  readonly onOwn: () => void;
}

function ReadyPlans({ onOpen, onOwn }: ReadyPlansProps) {
  const { lesson, link } = useSession();
  return (
    <>
      <p class="aside">{say(planWords.ready)}</p>
      <ul class="ready">
        {MINUTES.map((minutes) => (
          <li key={minutes}>
            <a
              href={link.whole({ plan: { minutes, step: 0 } }, null)}
              onClick={(event) => {
                /* With a key held, the browser opens it elsewhere. */
                if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
                event.preventDefault();
                lesson.plan.value = { minutes, step: 0 };
                onOpen();
              }}
            >
              <b>{say(planWords.minutes(minutes))}</b>
              <span class="title">{say(summaries[minutes].title)}</span>
              <span class="aside">{say(summaries[minutes].forWhom)}</span>
            </a>
          </li>
        ))}
      </ul>
      <div class="own">
        <button type="button" onClick={onOwn}>
          {say(planWords.own)}
        </button>
        <p class="aside">{say(planWords.ownWhat)}</p>
      </div>
    </>
  );
}

/** What to leave out, what to lock, where to open, as a link and as a frame for another page. */
function OwnLesson() {
  const { lesson } = useSession();
  const hide = useSignal<readonly Chapter[]>(lesson.hidden.value);
  const lock = useSignal<readonly string[]>(lesson.locked.value);
  const at = useSignal<Chapter | null>(null);
  const language = useSignal<Locale | null>(null);
  const parts = { hide: hide.value, lock: lock.value, plan: null };
  return (
    <>
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
    </>
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

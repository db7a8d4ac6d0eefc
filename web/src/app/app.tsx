import { PlayChapter } from '../play/play';
import { RaceChapter } from '../race/race';
import { useSession } from '../store/session';
import { chooseLocale, LOCALE_NAMES, locale, say } from '../text/say';
import { Afterwards } from './afterwards';
import { Boundary } from './boundary';
import { Chapter, Later } from './chapter';
import { Contents } from './contents';
import { DropTarget } from './drop';
import { Notices } from './notices';
import { theme, toggleTheme } from './theme';
import { words } from './words';
import './theme.css';
import './app.css';
import './print.css';

const keeping = () => import('../keep/keep-notes').then(({ KeepNotes }) => KeepNotes);
const slow = () => import('../keep/slow').then(({ SlowNote }) => SlowNote);
const watch = () => import('../watch/watch').then(({ WatchChapter }) => WatchChapter);
const inside = () => import('../inside/inside').then(({ InsideChapter }) => InsideChapter);
const always = () => import('../always/always').then(({ AlwaysChapter }) => AlwaysChapter);
const paper = () => import('../paper/paper').then(({ PaperChapter }) => PaperChapter);
const laboratory = () => import('../laboratory/laboratory').then(({ LaboratoryChapter }) => LaboratoryChapter);
const sources = () => import('../sources/sources').then(({ SourcesChapter }) => SourcesChapter);

export function App() {
  const { embed } = useSession();
  const framed = embed.value !== null;
  return (
    <div class={framed ? 'page embedded' : 'page'}>
      {!framed && (
        <>
          <a class="skip" href="#race">
            {say(words.skip)}
          </a>
          <Masthead />
          <Contents />
        </>
      )}
      <DropTarget />
      <main>
        <Notices />
        <Boundary>
          <Afterwards load={keeping} />
        </Boundary>
        <Boundary>
          <PlayChapter />
        </Boundary>
        <Chapter name="race">
          <Afterwards load={slow} />
          <RaceChapter />
        </Chapter>
        <Chapter name="watch">
          <Later load={watch} />
        </Chapter>
        <Chapter name="inside">
          <Later load={inside} />
        </Chapter>
        <Chapter name="always">
          <Later load={always} />
        </Chapter>
        <Chapter name="paper">
          <Later load={paper} />
        </Chapter>
        <Chapter name="laboratory">
          <Later load={laboratory} />
        </Chapter>
        <Chapter name="sources">
          <Later load={sources} />
        </Chapter>
      </main>
    </div>
  );
}

function Masthead() {
  return (
    <header class="masthead">
      <p>
        <svg viewBox="-16 -16 32 32" aria-hidden="true">
          <path d="M0 0V-12M0 0L10.4 6M0 0L-10.4 6" />
          <circle r="4.5" />
        </svg>
        Pathstar
      </p>
      <div class="choices">
        <button type="button" onClick={() => chooseLocale(locale.value === 'zh' ? 'en' : 'zh')}>
          <span class="unseen">{say(words.language)}: </span>
          <span lang={locale.value === 'zh' ? 'en' : 'zh-Hans'}>
            {LOCALE_NAMES[locale.value === 'zh' ? 'en' : 'zh']}
          </span>
        </button>
        <button type="button" onClick={toggleTheme}>
          {say(theme.value === 'dark' ? words.light : words.dark)}
        </button>
      </div>
    </header>
  );
}

import { Keeping } from '../keep/keeping';
import { Hero } from '../play/hero';
import { PlayChapter } from '../play/play';
import { RaceChapter } from '../race/race';
import { CHAPTERS } from '../store/chapters';
import { useSession } from '../store/session';
import { say } from '../text/say';
import { Afterwards } from './afterwards';
import { Boundary } from './boundary';
import { Chapter, Later } from './chapter';
import { Contents } from './contents';
import { DropTarget } from './drop';
import { Masthead } from './masthead';
import { Notices } from './notices';
import { Share } from './share';
import { Soon } from './soon';
import { chapters, words } from './words';
import './theme.css';
import './app.css';
import './print.css';

const embedBar = () => import('./embed-bar').then(({ EmbedBar }) => EmbedBar);
const verdict = () => import('../play/verdict').then(({ PredictionVerdict }) => PredictionVerdict);
/* The race is further down: who does not scroll needs no word about how long it would take. */
const scrolled = new Promise((resolve) => addEventListener('scroll', resolve, { once: true, passive: true }));
const slow = () => scrolled.then(() => import('../pace/slow')).then(({ SlowDevice }) => SlowDevice);
const watch = () => import('../watch/watch').then(({ WatchChapter }) => WatchChapter);
const inside = () => import('../inside/inside').then(({ InsideChapter }) => InsideChapter);
const always = () => import('../always/always').then(({ AlwaysChapter }) => AlwaysChapter);
const paper = () => import('../paper/paper').then(({ PaperChapter }) => PaperChapter);
const laboratory = () => import('../laboratory/laboratory').then(({ LaboratoryChapter }) => LaboratoryChapter);
const sources = () => import('../sources/sources').then(({ SourcesChapter }) => SourcesChapter);

export function App() {
  const { embed, hidden, race } = useSession();
  const framed = embed.value !== null;
  /* To the race, or where a lesson leaves it out, to what comes first. */
  const target = (['race', ...CHAPTERS] as const).find((name) => !hidden.value.includes(name)) ?? 'race';
  return (
    <div class={framed ? 'page embedded' : 'page'}>
      {framed ? (
        <Afterwards load={embedBar} />
      ) : (
        <>
          <a class="skip" href={`#${target}`}>
            {say(words.skip(say(chapters[target].short)))}
          </a>
          <Masthead />
          <div class="contents-bar">
            <Contents />
            <Share />
          </div>
        </>
      )}
      <DropTarget />
      <main>
        <Notices />
        <Boundary>
          <Keeping />
        </Boundary>
        {!framed && <Hero />}
        <Chapter name="play">
          <PlayChapter />
        </Chapter>
        <Chapter name="race">
          <Soon>
            <Afterwards load={slow} />
            <RaceChapter />
            {race.lanes.value.length > 0 && <Afterwards load={verdict} />}
          </Soon>
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

import { Hero } from '../chapters/play/hero';
import { PlayChapter } from '../chapters/play/play';
import { RaceChapter } from '../chapters/race/race';
import { CHAPTERS } from '../state/chapters';
import { chapters, words } from '../state/page-words';
import { useSession } from '../state/session';
import { say } from '../text/say';
import { Afterwards } from '../ui/afterwards';
import { Boundary } from '../ui/boundary';
import { Chapter, Door, Later } from '../ui/chapter';
import { Soon } from '../ui/soon';
import { Contents } from './contents';
import { Face } from './doors/face';
import { DropTarget } from './drop';
import { Keeping } from './keeping/keeping';
import { Masthead } from './masthead';
import { Notices } from './notices';
import { Share } from './share';
import './theme.css';
import './app.css';
import './print.css';

const plan = () => import('./lesson/plan').then(({ LessonPlan }) => LessonPlan);
const embedBar = () => import('./embed-bar').then(({ EmbedBar }) => EmbedBar);
const score = () => import('../chapters/play/verdict').then(({ PredictionScore }) => PredictionScore);
const verdict = () => import('../chapters/play/verdict').then(({ PredictionVerdict }) => PredictionVerdict);
/* The race is further down: a visitor who does not scroll needs no word about how long it would take. */
const scrolled = new Promise((resolve) => addEventListener('scroll', resolve, { once: true, passive: true }));
const slow = () => scrolled.then(() => import('./slow/slow')).then(({ SlowDevice }) => SlowDevice);
const watch = () => import('../chapters/watch/watch').then(({ WatchChapter }) => WatchChapter);
/* In reading order. */
const DOORS = [
  ['inside', () => import('../chapters/inside/inside').then(({ InsideChapter }) => InsideChapter)],
  ['always', () => import('../chapters/always/always').then(({ AlwaysChapter }) => AlwaysChapter)],
  ['repairs', () => import('../chapters/repairs/repairs').then(({ RepairsChapter }) => RepairsChapter)],
  ['paper', () => import('../chapters/paper/paper').then(({ PaperChapter }) => PaperChapter)],
  ['laboratory', () => import('../chapters/laboratory/laboratory').then(({ LaboratoryChapter }) => LaboratoryChapter)],
  ['sources', () => import('../chapters/sources/sources').then(({ SourcesChapter }) => SourcesChapter)],
] as const;

export function App() {
  const { lesson } = useSession();
  const framed = lesson.embed.value !== null;
  /* To the race, or where a lesson leaves it out, to what comes first. */
  const target = (['race', ...CHAPTERS] as const).find((name) => lesson.shows(name)) ?? 'race';
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
      {!framed && lesson.plan.value !== null && <Afterwards load={plan} />}
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
            <RaceChapter score={<Afterwards load={score} />} verdict={<Afterwards load={verdict} />} />
          </Soon>
        </Chapter>
        <Chapter name="watch">
          <Later load={watch} />
        </Chapter>
        <div class="doors">
          {DOORS.map(([name, load]) => (
            <Door key={name} name={name} face={<Face name={name} />}>
              <Later load={load} />
            </Door>
          ))}
        </div>
      </main>
    </div>
  );
}

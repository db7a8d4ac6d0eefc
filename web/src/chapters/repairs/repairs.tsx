import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { committedResults } from '../../state/committed/results';
import { seedList } from '../../state/committed/seeds';
import { words as committedWords } from '../../state/committed/words';
import { nameOf } from '../../state/config/names';
import { IDEAS } from '../../state/config/words';
import { gap, list } from '../../text/list';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { CreditLinks } from '../../ui/bench/rebuttal-list';
import { RunHere } from '../../ui/bench/run-here';
import { TallyLine } from '../../ui/bench/tally-line';
import { Guess, Verdict } from './guess';
import { League } from './league';
import { ObjectivePicture } from './picture';
import { PATH } from './pictures';
import { BASELINE, BUDGET, type Found, harder, type Standing, standings } from './standings';
import { stories } from './stories';
import { read, words } from './words';
import './repairs.css';

/* As long as the page is open: what the visitor guessed, and whether the results have been seen. */
const guess = signal<string | null>(null);
const opened = signal(false);

const OBJECTIVES = IDEAS.flatMap(([, ...members]) => members);

/** Every published repair on the same track: a guess, what came of it, and each in a sentence and a picture. */
export function RepairsChapter() {
  const committed = committedResults();
  const specs = committed.kind === 'here' ? committed.specs : [];
  const all = standings(specs, OBJECTIVES);
  /* Nobody can press a button on paper. */
  useEffect(() => {
    let seen = false;
    const open = () => {
      seen = opened.value;
      opened.value = true;
    };
    const restore = () => {
      opened.value = seen;
    };
    addEventListener('beforeprint', open);
    addEventListener('afterprint', restore);
    return () => {
      removeEventListener('beforeprint', open);
      removeEventListener('afterprint', restore);
    };
  }, []);
  return (
    <>
      <header class="section-head">
        <p class="lead">{say(words.lead)}</p>
      </header>
      {committed.kind === 'missing' && <p class="problem">{say(committedWords.didNotArrive)}</p>}
      {opened.value && committed.kind === 'here' && <Results all={all} />}
      {!opened.value && <Guess all={all} guess={guess} onOpen={() => (opened.value = true)} />}
      <section class="told" aria-labelledby="repairs-told">
        <header class="section-head">
          <h3 id="repairs-told">{say(words.told)}</h3>
          <p class="aside">{say(words.pictures(PATH.join(' → ')))}</p>
        </header>
        {IDEAS.map(([idea, ...members]) => (
          <div key={members[0]} class="idea">
            <h4>{say(idea)}</h4>
            <div class="cards">
              {members.map((objective) => (
                <Card
                  key={objective}
                  objective={objective}
                  found={(opened.value && all.find((one) => one.objective === objective)?.found) || null}
                />
              ))}
            </div>
          </div>
        ))}
      </section>
    </>
  );
}

/** The league table, with the guess's worth; it takes the focus of the button that opened it. */
function Results({ all }: { readonly all: readonly Standing[] }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, []);
  const { spec, cell } = all.find(({ found }) => found)?.found ?? {};
  return (
    <section class="results" aria-labelledby="repairs-league">
      <h3 id="repairs-league" tabIndex={-1} ref={title}>
        {say(words.league)}
      </h3>
      {guess.value !== null && <Verdict all={all} guess={guess.value} />}
      <League all={all} />
      {spec && cell && (
        <p class="aside">
          {say(
            words.leagueNote(
              spec.name,
              seedList(cell.seeds),
              count(cell.budget),
              count(spec.graphs ?? 0),
              `G(${cell.config.degree}, ${cell.config.path_length})`,
              String(cell.config.degree),
            ),
          )}
        </p>
      )}
      <OnLongerArms />
    </section>
  );
}

/** What holds on one graph size need not hold on the next. */
function OnLongerArms() {
  const committed = committedResults();
  const found = committed.kind === 'here' ? harder(committed.specs, OBJECTIVES) : [];
  const [first] = found;
  if (!first) return null;
  const { config, budget } = first.cell;
  const solved = found.filter(({ tally }) => tally.solved > 0);
  const none = found.filter(({ tally }) => tally.solved === 0);
  return (
    <p data-value="harder">
      {say(
        words.harder(
          `G(${config.degree}, ${config.path_length})`,
          count(budget),
          list(
            solved.map(({ objective, tally }) =>
              say(words.solvedSeeds(nameOf(objective), count(tally.solved), count(tally.runs))),
            ),
          ),
          list(none.map(({ objective }) => nameOf(objective))),
        ),
      )}
    </p>
  );
}

interface CardProps {
  readonly objective: string;
  /** Null: not measured, or not to be seen yet. */
  readonly found: Found | null;
}

function Card({ objective, found }: CardProps) {
  const story = stories[objective];
  if (!story) return null;
  return (
    <article class="card" data-objective={objective}>
      <h5>{nameOf(objective)}</h5>
      <p>{say(story.tells)}</p>
      <ObjectivePicture objective={objective} />
      <p class="published">
        <b>{say(words.published)}</b>
        {say(marks.colon)}
        {say(story.claim)}
        {say(gap)}
        {(story.read === 'abstract' || story.read === 'others') && <i>{say(read[story.read])}</i>}{' '}
        {story.sources.length > 0 && <CreditLinks credits={story.sources} />}
      </p>
      {found && <Ours objective={objective} found={found} />}
      {objective !== BASELINE && (
        <RunHere settings={{}} objectives={[BASELINE, objective]} budget={BUDGET} label={words.raceIt} />
      )}
    </article>
  );
}

function Ours({ objective, found }: { readonly objective: string; readonly found: Found }) {
  const { tally, cost, parameters, answering } = found;
  return (
    <div class="ours">
      <b>{say(words.ours)}</b>
      <TallyLine tally={tally} />
      <p class="aside">
        {objective !== BASELINE &&
          !Number.isNaN(cost) &&
          say(cost.toFixed(2) === '1.00' ? words.sameCost : words.cost(cost.toFixed(2)))}{' '}
        {parameters > answering && say(words.extra(count(parameters - answering), count(answering)))}
      </p>
    </div>
  );
}

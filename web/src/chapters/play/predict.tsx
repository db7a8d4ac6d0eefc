import { useId } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { about } from '../../state/config/words';
import { predict, predictions } from '../../state/prediction';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { goTo } from '../../ui/arrival';
import { predicting as words } from './words';
import './predict.css';

/** Before anything is trained: which objective will learn the first step? */
export function Predict() {
  const { draft, lesson, link, race } = useSession();
  const objectives = [...new Set(draft.objectives.value)];
  const closed = race.lanes.value.length > 0;
  return (
    <section class="predict" id="prediction" aria-labelledby="prediction-title">
      <header>
        <h3 id="prediction-title">{say(words.title)}</h3>
        <p>{say(words.explain)}</p>
      </header>
      <div class="bets">
        {objectives.map((objective) => (
          <Bet key={objective} objective={objective} closed={closed} />
        ))}
        <Third />
        {lesson.embed.value === null ? (
          <StartRace closed={closed} />
        ) : (
          <a href={link.whole({ embed: null }, 'race')} target="_blank" rel="noreferrer">
            {say(words.raceElsewhere)}
          </a>
        )}
      </div>
    </section>
  );
}

interface BetProps {
  readonly objective: string;
  readonly closed: boolean;
}

function Bet({ objective, closed }: BetProps) {
  const id = useId();
  const said = predictions.value[objective];
  const sees = about[objective];
  return (
    <fieldset class="bet" disabled={closed} aria-describedby={sees && `${id}-sees`}>
      <legend>{nameOf(objective)}</legend>
      {sees && <p id={`${id}-sees`}>{say(sees)}</p>}
      <div class="sides">
        {[true, false].map((learns) => (
          <label key={String(learns)}>
            <input type="radio" name={id} checked={said === learns} onChange={() => predict(objective, learns)} />
            {say(learns ? words.learns : words.guesses)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/* An objective that is not yet in the race, if there is room. */
function Third() {
  const { draft, lesson, race } = useSession();
  const next = draft.nextObjective.value;
  const isThird = draft.objectives.value.length === 2;
  if (next === null || !isThird || race.lanes.value.length > 0 || lesson.isLocked('objective')) return null;
  return (
    <button type="button" class="third" onClick={() => draft.addLane()}>
      {say(words.third(nameOf(next)))}
    </button>
  );
}

function StartRace({ closed }: { readonly closed: boolean }) {
  const session = useSession();
  const { engine, startable } = session;
  const id = useId();
  const able = closed || startable.value;
  const note = closed
    ? words.closed
    : able
      ? words.kept
      : engine.status.value.kind === 'loading'
        ? words.loading
        : words.notStartable;
  return (
    <div class="go">
      <button
        type="button"
        class="primary"
        aria-disabled={!able}
        aria-describedby={id}
        onClick={() => {
          if (!able) return;
          if (!closed) session.start();
          goToRace();
        }}
      >
        {say(closed ? words.toRace : words.start)}
      </button>
      <span id={id} class="aside">
        {say(note)}
      </span>
    </div>
  );
}

/* A visitor who starts from up here wants to see it run; the button down there takes the focus along. */
function goToRace() {
  document.querySelector<HTMLButtonElement>('#race button.start')?.focus({ preventScroll: true });
  goTo('race');
}

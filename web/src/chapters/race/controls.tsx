import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { useSession } from '../../state/session';
import { BUDGET } from '../../state/url';
import { count } from '../../text/numbers';
import { locale, say } from '../../text/say';
import { Afterwards } from '../../ui/afterwards';
import { words } from '../../ui/race/words';
import { Objectives } from './objectives';
import './controls.css';

const running = () => import('./running');
const timeLeft = () => running().then(({ TimeLeft }) => TimeLeft);
const toWalks = () => running().then(({ ToWalks }) => ToWalks);
const recordedNote = () => import('./recorded-note').then(({ RecordedNote }) => RecordedNote);

/** Start, Pause, Step, Reset, the budget, the objectives; how long it takes, and what stands in the way of a start. */
export function RaceControls() {
  const session = useSession();
  const { lesson, race } = session;
  const begun = race.lanes.value.length > 0;
  const played = race.played.value;
  /* On a phone and with more lanes than a line of them holds, where the picture wants their room while it runs, and in a
   * frame. */
  const unfolded = useSignal(false);
  const settings = useId();
  return (
    <div class={['race-controls', begun && 'begun', race.lanes.value.length > 2 && 'many'].filter(Boolean).join(' ')}>
      <div class="bar">
        <div class="buttons">
          <StartButton onStart={showRace} />
          <button type="button" aria-disabled={!canStep()} onClick={() => canStep() && session.step()}>
            {say(words.step)}
          </button>
          <button type="button" aria-disabled={race.state.value === 'idle'} onClick={() => race.reset()}>
            {say(words.reset)}
          </button>
        </div>
        {!played && (
          <div class={unfolded.value ? 'settings unfolded' : 'settings'} id={settings}>
            <Budget />
            <Objectives />
          </div>
        )}
      </div>
      {played ? (
        <Afterwards load={recordedNote} />
      ) : (
        <div class="under">
          <div class="word">
            {race.state.value === 'running' && <Afterwards load={timeLeft} />}
            {race.state.value === 'finished' && lesson.shows('watch') && <Afterwards load={toWalks} />}
            <Obstacles />
          </div>
          {(begun || lesson.embed.value !== null) && (
            <button
              type="button"
              class="unfold"
              aria-expanded={unfolded.value}
              aria-controls={settings}
              onClick={() => {
                unfolded.value = !unfolded.value;
              }}
            >
              {say(words.settings)}
            </button>
          )}
        </div>
      )}
      <Announcer />
    </div>
  );

  function canStep(): boolean {
    const state = race.state.value;
    return state === 'idle' ? session.startable.value : state === 'paused' || state === 'finished';
  }
}

/* Who starts a race wants to see it: its headline, controls and picture fill the window, once what it folds is folded. */
function showRace(): void {
  setTimeout(() => document.getElementById('race')?.scrollIntoView());
}

/** Start, then Pause and Continue: one button, so that it keeps its place and the focus. */
export function StartButton({ onStart }: { readonly onStart?: () => void }) {
  const session = useSession();
  const { draft, race } = session;
  const state = race.state.value;
  const played = race.played.value;
  const act = { idle: start, running: pause, pausing: null, paused: go, finished: go, failed: null }[state];
  /* Runs that are made go on with the settings they have, whatever the draft has come to. */
  const able =
    state === 'running' ||
    (state === 'idle' ? session.startable.value : act !== null && (played || draft.budget.value !== null));
  /* What is played ends where it was recorded to. */
  const steps = played ? race.goal.budget : (draft.budget.value ?? BUDGET.usual);
  const more = words.trainMore(count(steps));
  const adds = steps !== race.goal.budget && race.isAdded(steps);
  const name = {
    idle: words.start,
    running: words.pause,
    pausing: words.pause,
    paused: adds ? more : words.continue,
    finished: played ? words.playAgain : more,
    failed: words.start,
  }[state];
  return (
    <button
      type="button"
      class="primary start"
      aria-disabled={!able}
      aria-describedby={draft.problems.value.length > 0 ? 'draft-problems' : undefined}
      onClick={() => able && act?.()}
    >
      {say(name)}
    </button>
  );

  function start() {
    session.start();
    onStart?.();
  }
  function pause() {
    race.pause();
  }
  function go() {
    if (played && state === 'finished') race.playAgain();
    else race.continue(steps);
  }
}

function Budget() {
  const { draft, lesson, race } = useSession();
  const id = useId();
  const wrong = draft.budget.value === null;
  return (
    <div class="budget">
      <label for={id}>{say(words.budget)}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={draft.budgetText.value}
        readOnly={lesson.isLocked('budget')}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-problem` : undefined}
        onInput={(event) => {
          draft.budgetText.value = event.currentTarget.value;
        }}
        /* A race that runs goes on to its new end, if that is still ahead. */
        onChange={() => {
          const steps = draft.budget.value;
          if (steps !== null && race.state.value === 'running' && !race.isAdded(steps)) race.continue(steps);
        }}
      />
      {wrong && (
        <p id={`${id}-problem`} class="problem">
          {say(words.budgetProblem(count(BUDGET.least), count(BUDGET.most)))}
        </p>
      )}
    </div>
  );
}

/* Why Start is off, or that the lanes train with other settings than those on the page. */
function Obstacles() {
  const { draft, outdated } = useSession();
  if (draft.problems.value.length > 0)
    return (
      <ul id="draft-problems" class="problem">
        {draft.problems.value.map(({ id, fields, message }) => (
          <li key={`${id} ${fields}`}>{message}</li>
        ))}
      </ul>
    );
  if (outdated.value)
    return (
      <p class="aside" role="status">
        {say(words.outdated)}
      </p>
    );
  return null;
}

/* A training tells a screen reader how it stands now and then, not at every step. */
const EVERY_MS = 6000;

function Announcer() {
  const { race } = useSession();
  const said = useSignal('');
  const state = race.state.value;
  const language = locale.value;
  useEffect(() => {
    if (state === 'idle') {
      said.value = '';
      return;
    }
    const tell = () =>
      running().then(
        ({ standings }) => {
          if (race.state.peek() === state) said.value = standings(race);
        },
        () => {},
      );
    void tell();
    if (state !== 'running') return;
    const timer = setInterval(() => void tell(), EVERY_MS);
    return () => clearInterval(timer);
  }, [state, race, said, language]);
  return (
    <p class="unseen" role="status">
      {said.value}
    </p>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { nameOf } from '../config/names';
import { useSession } from '../store/session';
import { BUDGET } from '../store/url';
import { count } from '../text/numbers';
import { sentence } from './summary';
import './controls.css';

/** Start, Pause, Step, Reset, the budget, and what stands in the way of a start. */
export function RaceControls() {
  const session = useSession();
  const { race } = session;
  return (
    <div class="race-controls">
      <div class="buttons">
        <StartButton />
        <button type="button" aria-disabled={!canStep()} onClick={() => canStep() && session.step()}>
          Step
        </button>
        <button type="button" aria-disabled={race.phase.value === 'idle'} onClick={() => race.reset()}>
          Reset
        </button>
      </div>
      <Budget />
      <Obstacles />
      <Announcer />
    </div>
  );

  function canStep(): boolean {
    const phase = race.phase.value;
    return phase === 'idle' ? session.startable.value : phase === 'paused' || phase === 'finished';
  }
}

/** Start, then Pause and Continue: one button, so that it keeps its place and the focus. */
export function StartButton({ onStart }: { readonly onStart?: () => void }) {
  const session = useSession();
  const { race, budget } = session;
  const phase = race.phase.value;
  const act = { idle: start, running: pause, pausing: null, paused: go, finished: go, failed: null }[phase];
  /* Runs that are made go on with the settings they have, whatever the draft has come to. */
  const able =
    phase === 'running' || (phase === 'idle' ? session.startable.value : act !== null && budget.value !== null);
  const words = {
    idle: 'Start',
    running: 'Pause',
    pausing: 'Pause',
    paused: 'Continue',
    finished: `Train ${count(budget.value ?? BUDGET.usual)} more`,
    failed: 'Start',
  }[phase];
  return (
    <button
      type="button"
      class="primary start"
      aria-disabled={!able}
      aria-describedby={session.problems.value.length > 0 ? 'draft-problems' : undefined}
      onClick={() => able && act?.()}
    >
      {words}
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
    race.continue(budget.value ?? BUDGET.usual);
  }
}

function Budget() {
  const session = useSession();
  const id = useId();
  const wrong = session.budget.value === null;
  return (
    <div class="budget">
      <label for={id}>Budget, steps</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={session.budgetText.value}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-problem` : undefined}
        onInput={(event) => {
          session.budgetText.value = event.currentTarget.value;
        }}
      />
      {wrong && (
        <p id={`${id}-problem`} class="problem">
          budget must be a whole number from {BUDGET.least} to {count(BUDGET.most)}
        </p>
      )}
    </div>
  );
}

/* Why Start is off, or that the lanes train with other settings than those on the page. */
function Obstacles() {
  const session = useSession();
  if (session.problems.value.length > 0)
    return (
      <ul id="draft-problems" class="problem">
        {session.problems.value.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    );
  if (session.outdated.value)
    return <p class="aside">The settings were changed: they hold from the next Reset and Start on.</p>;
  return null;
}

/* A training tells a screen reader how it stands now and then, not at every step. */
const EVERY_MS = 6000;

function Announcer() {
  const { race } = useSession();
  const said = useSignal('');
  const phase = race.phase.value;
  useEffect(() => {
    const say = () => {
      const standings = race.lanes.peek().map((lane) => {
        const setup = lane.setup.peek();
        const measured = lane.latest.peek();
        return setup && measured ? sentence(nameOf(lane.objective), setup, measured) : '';
      });
      const prefix = {
        idle: '',
        running: '',
        pausing: '',
        paused: 'Paused. ',
        finished: 'Budget used up. ',
        failed: 'Stopped. ',
      }[phase];
      said.value = prefix + standings.join(' ');
    };
    say();
    if (phase !== 'running') return;
    const timer = setInterval(say, EVERY_MS);
    return () => clearInterval(timer);
  }, [phase, race, said]);
  return (
    <p class="unseen" role="status">
      {said.value}
    </p>
  );
}

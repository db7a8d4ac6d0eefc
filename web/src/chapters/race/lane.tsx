import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { inWords } from '../../state/config/refusal';
import { about, more } from '../../state/config/words';
import type { Lane, Setup } from '../../state/lane';
import { useSession } from '../../state/session';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { words } from '../../ui/race/words';
import './lane.css';

/** One lane in words: what it is taught by, how it is doing, its phases. */
export function LaneView({ index }: { readonly index: number }) {
  const { race, draft } = useSession();
  const lane = race.lanes.value[index];
  const setup = lane?.setup.value;
  const objective = lane?.objective ?? draft.objectives.value[index] ?? '';
  const name = nameOf(objective);
  return (
    <section class="lane" aria-label={say(words.lane(String(index + 1), name))} data-objective={objective}>
      <h3>{name}</h3>
      <p class="aside">
        {about[objective] && say(about[objective])} {more[objective] && say(more[objective])}
      </p>
      {lane && setup ? <Running lane={lane} setup={setup} /> : <Waiting lane={lane} />}
    </section>
  );
}

function Waiting({ lane }: { readonly lane: Lane | undefined }) {
  const state = lane?.state.value;
  if (state?.kind === 'failed')
    return (
      <p class="problem" role="alert">
        {inWords(state.message)}
      </p>
    );
  return <p class="aside">{say(lane ? words.makingWeights : words.nothingYet)}</p>;
}

/* What tells of measurements, fetched with the first of them; asked for again with the next if it does not come. */
const later = signal<typeof import('./lane-measured') | null>(null);

function Running({ lane, setup }: { readonly lane: Lane; readonly setup: Setup }) {
  const { asked } = useSession();
  const measured = lane.latest.value;
  useEffect(() => {
    if (!measured || later.peek()) return;
    import('./lane-measured').then(
      (module) => {
        later.value = module;
      },
      () => {},
    );
  }, [measured]);
  const { LaneMeasured } = later.value ?? { LaneMeasured: null };
  return (
    <>
      <State lane={lane} />
      {measured && LaneMeasured && (
        <LaneMeasured lane={lane} setup={setup} measured={measured} view={asked.accuracy.value} />
      )}
    </>
  );
}

function State({ lane }: { readonly lane: Lane }) {
  const state = lane.state.value;
  const step = <b data-value="step">{count(lane.step.value)}</b>;
  const rate = lane.rate.value;
  switch (state.kind) {
    case 'starting':
      return <p class="state">{say(words.starting)}</p>;
    case 'training':
    case 'pausing':
      return (
        <p class="state">
          {say(words.atStep)} {step}{' '}
          <span>{rate > 0 ? say(words.perSecond(rate.toFixed(rate < 10 ? 1 : 0))) : ''}</span>
        </p>
      );
    case 'paused':
      return (
        <p class="state">
          {say(state.finished ? words.finishedAt : words.pausedAt)} {step}{' '}
          <span>
            {say(words.weights)} <code data-value="digest">{state.digest}</code>
          </span>
        </p>
      );
    case 'failed':
      return (
        <p class="state problem" role="alert">
          {say(words.stoppedAt)} {step}
          {say(marks.colon)}
          {inWords(state.message)} {state.askable && say(words.kept)}
        </p>
      );
  }
}

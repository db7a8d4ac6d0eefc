import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { inWords } from '../../state/config/refusal';
import { about, more } from '../../state/config/words';
import type { Lane, Setup } from '../../state/lane';
import { useSession } from '../../state/session';
import { gap } from '../../text/list';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { Folded } from '../../ui/fold';
import { words } from '../../ui/race/words';
import { Recorded } from '../../ui/recorded/recorded';
import './lane.css';

interface LaneViewProps {
  readonly index: number;
  /** Of its folded part: its id, whether it is open, and that the browser's search has found something in it. */
  readonly id: string;
  readonly open: boolean;
  readonly onFound: () => void;
}

/** One lane in words: how it stands; folded, what it is taught by, its phases and its numbers. */
export function LaneView({ index, id, open, onFound }: LaneViewProps) {
  const { race, draft } = useSession();
  const lane = race.lanes.value[index];
  const setup = lane?.setup.value;
  const objective = lane?.objective ?? draft.objectives.value[index] ?? '';
  const name = nameOf(objective);
  return (
    <section class="lane" aria-label={say(words.lane(String(index + 1), name))} data-objective={objective}>
      <h3>{name}</h3>
      <Recorded lane={lane} />
      {lane && setup ? <State lane={lane} /> : <Waiting lane={lane} />}
      <Folded id={id} open={open} onFound={onFound}>
        <p class="aside">
          {[about[objective], more[objective]].flatMap((text) => (text ? [say(text)] : [])).join(say(gap))}
        </p>
        {lane && setup && <Measurements lane={lane} setup={setup} />}
      </Folded>
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

function Measurements({ lane, setup }: { readonly lane: Lane; readonly setup: Setup }) {
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
  if (!measured || !LaneMeasured) return null;
  return <LaneMeasured lane={lane} setup={setup} measured={measured} view={asked.accuracy.value} />;
}

function State({ lane }: { readonly lane: Lane }) {
  const state = lane.state.value;
  const step = (
    <b translate={false} data-value="step">
      {count(lane.step.value)}
    </b>
  );
  const rate = lane.rate.value;
  switch (state.kind) {
    case 'starting':
      return <p class="state">{say(words.starting)}</p>;
    case 'training':
    case 'pausing':
      return (
        <p class="state">
          {say(words.atStep)} {step}{' '}
          {/* By its key, so that no other text takes its place in it: Preact does not take that attribute back. */}
          <span key="rate" translate={false}>
            {rate > 0 ? say(words.perSecond(rate.toFixed(rate < 10 ? 1 : 0))) : ''}
          </span>
        </p>
      );
    case 'paused':
      return (
        <p class="state">
          {say(state.finished ? words.finishedAt : words.pausedAt)} {step}{' '}
          {state.digest !== '' && (
            <span>
              {say(words.weights)}{' '}
              <code translate={false} data-value="digest">
                {state.digest}
              </code>
            </span>
          )}
        </p>
      );
    case 'failed':
      return (
        <p class="state problem" role="alert">
          {say(words.stoppedAt)} {step}
          {say(marks.colon)}
          {[inWords(state.message), ...(state.askable ? [say(words.kept)] : [])].join(say(gap))}
        </p>
      );
  }
}

import { nameOf } from '../config/names';
import { optionOf } from '../engine/description';
import { ringName } from '../graph/palette';
import type { Lane, Measured, Setup } from '../store/lane';
import { useSession } from '../store/session';
import { count, percent } from '../text/numbers';
import { say } from '../text/say';
import { AccuracyChart, LossChart } from './charts';
import { Gauge } from './gauge';
import { standing } from './summary';
import { about, waiting } from './words';
import './lane.css';

/** One side of the race: which objective, and how it is doing. */
export function LaneView({ index }: { readonly index: number }) {
  const { race, objectives, description } = useSession();
  const lane = race.lanes.value[index];
  const setup = lane?.setup.value;
  const option = description.value ? optionOf(description.value, 'objective') : null;
  const objective = setup?.objective ?? objectives.value[index] ?? '';
  return (
    <section class="lane" aria-label={`Lane ${index + 1}: ${nameOf(objective)}`} data-objective={objective}>
      <header>
        {lane ? (
          <h3>{nameOf(lane.objective)}</h3>
        ) : (
          <h3>
            <ObjectiveChoice index={index} choices={option?.type === 'choice' ? option.choices : []} />
          </h3>
        )}
        {about[objective] && <p class="about">{say(about[objective])}</p>}
        {waiting[objective] && <p class="aside">{say(waiting[objective])}</p>}
      </header>
      {lane && setup ? <Running lane={lane} setup={setup} /> : <Waiting lane={lane} />}
    </section>
  );
}

function ObjectiveChoice({ index, choices }: { readonly index: number; readonly choices: readonly string[] }) {
  const session = useSession();
  return (
    <select
      aria-label={`Objective of lane ${index + 1}`}
      value={session.objectives.value[index] ?? ''}
      onChange={(event) => session.setObjective(index, event.currentTarget.value)}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {nameOf(choice)}
        </option>
      ))}
    </select>
  );
}

function Waiting({ lane }: { readonly lane: Lane | undefined }) {
  const { views } = useSession();
  const state = lane?.state.value;
  if (state?.kind === 'failed')
    return (
      <p class="problem" role="alert">
        {state.message}
      </p>
    );
  if (lane) return <p class="aside">Making the weights …</p>;
  const view = views.value[0];
  const length = view?.graph.arms[0]?.length ?? 2;
  return (
    <div class="standing">
      <Gauge length={length} shares={[]} chance={1 / (view?.graph.arms.length ?? 1)} />
      <p class="aside">
        Nothing measured yet. Each ring will fill with the share of held-out graphs on which that step is right; the
        dashed notch is chance.
      </p>
    </div>
  );
}

function Running({ lane, setup }: { readonly lane: Lane; readonly setup: Setup }) {
  const { accuracy } = useSession();
  const measured = lane.latest.value;
  return (
    <>
      <State lane={lane} />
      {measured && <Numbers setup={setup} measured={measured} view={accuracy.value} />}
      <AccuracyChart lane={lane} setup={setup} />
      <LossChart lane={lane} />
    </>
  );
}

function State({ lane }: { readonly lane: Lane }) {
  const state = lane.state.value;
  const step = <b data-value="step">{count(lane.step.value)}</b>;
  switch (state.kind) {
    case 'starting':
      return <p class="state">Starting</p>;
    case 'training':
    case 'pausing':
      return (
        <p class="state">
          Step {step}{' '}
          <span>{lane.rate.value > 0 ? `${lane.rate.value.toFixed(lane.rate.value < 10 ? 1 : 0)} steps/s` : ''}</span>
        </p>
      );
    case 'paused':
      return (
        <p class="state">
          {state.finished ? 'Budget used up at step ' : 'Paused at step '}
          {step}{' '}
          <span>
            weights <code data-value="digest">{state.digest}</code>
          </span>
        </p>
      );
    case 'failed':
      return (
        <p class="state problem" role="alert">
          Stopped at step {step}: {state.message}
          {state.askable && ' The last good weights are kept: you can still watch them decode.'}
        </p>
      );
  }
}

function whyNoHans({ unhandable, degree }: Setup): string {
  if (unhandable !== null) return 'it says all nodes at once';
  return degree === 1 ? 'there is no wrong one' : 'no step comes after it';
}

interface NumbersProps {
  readonly setup: Setup;
  readonly measured: Measured;
  readonly view: 'forced' | 'free';
}

function Numbers({ setup, measured, view }: NumbersProps) {
  const { firstStep, later } = standing(setup, measured, view);
  const byDepth = Array.from({ length: setup.length }, (_, depth) => measured[view][setup.depths.indexOf(depth)] ?? 0);
  return (
    <div class="standing">
      <Gauge length={setup.length} shares={byDepth} chance={1 / setup.degree} />
      <dl>
        <div class="headline">
          <dt>{nameOf(ringName(1, setup.length))}</dt>
          <dd>
            <b data-value="first-step">{percent(firstStep)}</b> <span>chance {percent(1 / setup.degree)}</span>
          </dd>
        </div>
        {later !== null && (
          <div>
            <dt>Later steps</dt>
            <dd>
              <b data-value="later">{percent(later)}</b> <span>the worst of them</span>
            </dd>
          </div>
        )}
        <div>
          <dt>Whole path</dt>
          <dd>
            <b data-value="path">{percent(measured.path)}</b>{' '}
            <span>
              n = {count(measured.graphs)}, 95 % interval {percent(measured.low)} to {percent(measured.high)}
            </span>
          </dd>
        </div>
        <div>
          <dt>Follows a wrong first step</dt>
          <dd>
            {measured.hans === null ? (
              <span data-value="hans">not defined: {whyNoHans(setup)}</span>
            ) : (
              <>
                {measured.hansInner !== null && (
                  <>
                    <b data-value="hans-inner">{percent(measured.hansInner)}</b> <span>up to the last node, </span>
                  </>
                )}
                <b data-value="hans">{percent(measured.hans)}</b> <span>to that arm’s end</span>
              </>
            )}
          </dd>
        </div>
      </dl>
    </div>
  );
}

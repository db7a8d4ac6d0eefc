import { nameOf } from '../../state/config/names';
import { inWords } from '../../state/config/refusal';
import { about, more } from '../../state/config/words';
import type { Lane, Measured, Setup } from '../../state/lane';
import { useSession } from '../../state/session';
import type { AccuracyView } from '../../state/url';
import { count, percent, signed } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { ringName } from '../../ui/graph/palette';
import { isHandedFirstStep, isWrittenFromStart, standing } from '../../ui/race/summary';
import { phaseNames, phaseNotes, words } from '../../ui/race/words';
import { phasesOf } from './picture';
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

function Running({ lane, setup }: { readonly lane: Lane; readonly setup: Setup }) {
  const { asked } = useSession();
  const measured = lane.latest.value;
  return (
    <>
      <State lane={lane} />
      {measured && <Phases lane={lane} setup={setup} />}
      {measured && <Numbers setup={setup} measured={measured} view={asked.accuracy.value} />}
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

/** What the brackets of the picture say, for those who do not see it or see it small. */
function Phases({ lane, setup }: { readonly lane: Lane; readonly setup: Setup }) {
  /* Follows the newest evaluation. */
  const found = lane.latest.value ? phasesOf(lane, setup) : [];
  if (found.length === 0) return <p class="phases aside">{say(words.noPhase)}</p>;
  return (
    <ol class="phases" aria-label={say(words.phasesOf(nameOf(lane.objective)))}>
      {found.map(({ name, from, to, open }) => (
        <li key={name} data-phase={name}>
          <i>{say(phaseNames[name])}</i> {say(open ? words.since(count(from)) : words.from(count(from), count(to)))}
          <span>
            {say(marks.colon)}
            {say(phaseNotes[name])}
          </span>
        </li>
      ))}
    </ol>
  );
}

function whyNoHans({ unhandable, degree }: Setup): string {
  if (unhandable !== null) return say(words.atOnce);
  return say(degree === 1 ? words.noWrong : words.noneAfter);
}

interface NumbersProps {
  readonly setup: Setup;
  readonly measured: Measured;
  readonly view: AccuracyView;
}

function Numbers({ setup, measured, view }: NumbersProps) {
  const { firstStep, later } = standing(setup, measured, view);
  const { graphs, path_low, path_high, path, hans, hans_inner, margin, margin_low, margin_high } = measured;
  return (
    <dl>
      <div class="first-step">
        <dt>{nameOf(ringName(1, setup.length))}</dt>
        <dd>
          <b data-value="first-step">{percent(firstStep)}</b>{' '}
          <span>{say(words.chance(percent(1 / setup.degree)))}</span>
        </dd>
      </div>
      {margin !== null && margin_low !== null && margin_high !== null && (
        <div>
          <dt>{say(words.margin)}</dt>
          <dd>
            <b data-value="margin">{signed(margin)}</b>{' '}
            <span>{say(words.middleHalf(signed(margin_low), signed(margin_high)))}</span>
          </dd>
        </div>
      )}
      {later !== null && (
        <div>
          <dt>{say(words.laterSteps)}</dt>
          <dd>
            <b data-value="later">{percent(later)}</b> <span>{say(words.worst)}</span>
          </dd>
        </div>
      )}
      <div>
        <dt>{say(words.wholePath)}</dt>
        <dd>
          <b data-value="path">{percent(path)}</b>{' '}
          <span>{say(words.asked(count(graphs), percent(path_low), percent(path_high)))}</span>
        </dd>
      </div>
      <div>
        <dt>{say(words.handed(isHandedFirstStep(setup)))}</dt>
        <dd>
          {hans === null ? (
            <span data-value="hans">{say(words.notDefined(whyNoHans(setup)))}</span>
          ) : (
            <>
              {hans_inner !== null && (
                <>
                  <b data-value="hans-inner">{percent(hans_inner)}</b> <span>{say(words.upToLast)}</span>{' '}
                </>
              )}
              <b data-value="hans">{percent(hans)}</b> <span>{say(words.toEnd(isWrittenFromStart(setup)))}</span>
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}

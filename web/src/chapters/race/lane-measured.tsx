/* What a lane's measurements say in words. */
import { nameOf } from '../../state/config/names';
import type { Lane, Measured, Setup } from '../../state/lane';
import { ranks } from '../../state/learnt';
import type { AccuracyView } from '../../state/url';
import { count, percent, signed } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { ringName } from '../../ui/graph/palette';
import { isHandedFirstStep, isWrittenFromStart, standing } from '../../ui/race/summary';
import { phaseNames } from '../../ui/race/words';
import { phaseNotes, words } from './lane-words';
import { phasesOf } from './picture';

interface NumbersProps {
  readonly setup: Setup;
  readonly measured: Measured;
  readonly view: AccuracyView;
}

/** Its phases and its numbers. */
export function LaneMeasured({ lane, ...numbers }: NumbersProps & { readonly lane: Lane }) {
  return (
    <>
      <Phases lane={lane} setup={numbers.setup} />
      <Numbers {...numbers} />
    </>
  );
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

function Numbers({ setup, measured, view }: NumbersProps) {
  const { firstStep, later } = standing(setup, measured, view);
  const { graphs, path_low, path_high, path, hans, hans_inner, margin, margin_low, margin_high } = measured;
  return (
    <dl>
      <div class="first-step">
        <dt>{nameOf(ringName(1, setup.length))}</dt>
        <dd>
          <b translate={false} data-value="first-step">
            {percent(firstStep)}
          </b>{' '}
          <span>{say(words.chance(percent(1 / setup.degree)))}</span>
        </dd>
      </div>
      {margin !== null && margin_low !== null && margin_high !== null && (
        <div>
          <dt>{say(words.margin)}</dt>
          <dd>
            <b translate={false} data-value="margin">
              {signed(margin)}
            </b>{' '}
            <span>
              {say(
                (ranks(setup.objective) ? words.middleHalfRanked : words.middleHalf)(
                  signed(margin_low),
                  signed(margin_high),
                ),
              )}
            </span>
          </dd>
        </div>
      )}
      {later !== null && (
        <div>
          <dt>{say(words.laterSteps)}</dt>
          <dd>
            <b translate={false} data-value="later">
              {percent(later)}
            </b>{' '}
            <span>{say(words.worst)}</span>
          </dd>
        </div>
      )}
      <div>
        <dt>{say(words.wholePath)}</dt>
        <dd>
          <b translate={false} data-value="path">
            {percent(path)}
          </b>{' '}
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
                  <b translate={false} data-value="hans-inner">
                    {percent(hans_inner)}
                  </b>{' '}
                  <span>{say(words.upToLast)}</span>{' '}
                </>
              )}
              <b translate={false} data-value="hans">
                {percent(hans)}
              </b>{' '}
              <span>{say(words.toEnd(isWrittenFromStart(setup)))}</span>
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}

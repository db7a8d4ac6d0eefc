import { useEffect, useRef } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import type { Lane, Setup } from '../../state/lane';
import { useSession } from '../../state/session';
import { wilson } from '../../state/statistics/wilson';
import { count, percent, percentSign } from '../../text/numbers';
import { type Both, say } from '../../text/say';
import { Figure } from '../../ui/figure/figure';
import { mountPlot } from '../../ui/figure/plot';
import { nodesOf } from '../../ui/graph/layout';
import { isWrittenFromStart } from '../../ui/race/summary';
import { nearestIndex } from '../../ui/time/moments';
import { words } from './words';
import './hans.css';

/** How often models follow a wrong first step, over many graphs and all the run. */
export function HansMeter() {
  const { race } = useSession();
  const lanes = race.lanes.value;
  const graphs = lanes[0]?.latest.value?.graphs;
  if (graphs === undefined) return null;
  return (
    <section class="hans" aria-labelledby="hans-title">
      <h4 id="hans-title">{say(words.hansTitle)}</h4>
      <p class="aside">{say(words.hansLead(count(graphs)))}</p>
      <div class="abreast">
        {lanes.map((lane) => {
          const setup = lane.setup.value;
          return setup && <LaneMeter key={lane.id} lane={lane} setup={setup} />;
        })}
      </div>
    </section>
  );
}

interface LaneMeterProps {
  readonly lane: Lane;
  readonly setup: Setup;
}

function LaneMeter({ lane, setup }: LaneMeterProps) {
  const { asked } = useSession();
  const newest = lane.latest.value;
  const [steps = new Float64Array(), ends = steps, inners = steps] = lane.clever();
  const row = asked.moment.value === null ? steps.length - 1 : nearestIndex(steps, asked.moment.value);
  const end = ends[row] ?? Number.NaN;
  const inner = inners[row] ?? Number.NaN;
  const reason = whyUndefined(setup);
  const graphs = newest?.graphs ?? 0;
  const names = namesOf(setup);
  return (
    <div class="meter" data-objective={setup.objective}>
      <h5>{nameOf(lane.objective)}</h5>
      {reason ? (
        <p class="aside" data-value="meter">
          {say(reason)}
        </p>
      ) : (
        <>
          <dl>
            {!Number.isNaN(inner) && <Reading name={names.inner} share={inner} graphs={graphs} value="meter-inner" />}
            <Reading name={names.end} share={end} graphs={graphs} value="meter" />
          </dl>
          <p class="aside">{say(words.atStep(count(steps[row] ?? 0)))}</p>
          {!isWrittenFromStart(setup) && <p class="aside">{say(words.handedBack)}</p>}
          <HansCurve lane={lane} setup={setup} graphs={graphs} />
        </>
      )}
    </div>
  );
}

interface ReadingProps {
  readonly name: Both;
  readonly share: number;
  readonly graphs: number;
  readonly value: string;
}

function Reading({ name, share, graphs, value }: ReadingProps) {
  const [low, high] = wilson(share, graphs);
  return (
    <div>
      <dt>{say(name)}</dt>
      <dd>
        <b translate={false} data-value={value}>
          {percent(share)}
        </b>
        <span class="gauge" style={{ '--share': share, '--low': low, '--high': high }} />
        <span class="aside">{say(words.interval(percent(low), percent(high)))}</span>
      </dd>
    </div>
  );
}

interface HansCurveProps extends LaneMeterProps {
  readonly graphs: number;
}

function HansCurve({ lane, setup, graphs }: HansCurveProps) {
  const host = useRef<SVGSVGElement>(null);
  const { race } = useSession();
  const names = namesOf(setup);
  const nodes = nodesOf(setup.degree, setup.length);
  /* Every position after the handed one named by a blind guess. */
  const guess = (1 / nodes) ** (setup.length - 2);
  useEffect(() => {
    if (!host.current) return;
    const plot = mountPlot(host.current, race.frames, {
      height: 190,
      lines: () => [
        { colour: 'var(--soft)', width: 1.8, dash: [5, 3] },
        { colour: 'var(--ink)', width: 2.6 },
      ],
      curves: () => {
        const [x = new Float64Array(), ends = x, inners = x] = lane.clever();
        return (setup.length > 3 ? [ends, inners] : [ends]).map((y) => ({
          x,
          y,
          low: y.map((share) => wilson(share, graphs)[0]),
          high: y.map((share) => wilson(share, graphs)[1]),
        }));
      },
      reach: () => race.reach,
      yRange: () => [-0.02, 1.04],
      yTicks: () => [0, 0.5, 1],
      yLabel: (value) => `${Math.round(100 * value)}${percentSign()}`,
      xLabel: count,
      level: () => ({ value: guess, name: '' }),
    });
    return () => plot.end();
  }, [lane, race, setup, graphs, guess]);
  /* With each evaluation anew. */
  const newest = lane.latest.value;
  const [measuredAt = new Float64Array(), followed = measuredAt] = lane.clever();
  const caption = say(
    words.hansCaption(
      nameOf(lane.objective),
      percent(followed.at(-1) ?? Number.NaN),
      count(newest?.step ?? 0),
      count(graphs),
    ),
  );
  const table = () => {
    const [steps = new Float64Array(), ends = steps, inners = steps] = lane.clever();
    const { step, low, high } = words.hansTable;
    return {
      head: [say(step), say(names.inner), say(names.end), say(low(say(names.end))), say(high(say(names.end)))],
      rows: Array.from(steps, (at, row) => [
        at,
        inners[row] ?? Number.NaN,
        ends[row] ?? Number.NaN,
        ...wilson(ends[row] ?? Number.NaN, graphs),
      ]),
    };
  };
  return (
    <Figure
      caption={caption}
      name={`pathstar-clever-hans-${setup.objective}`}
      table={table}
      cell={(value, column) => (column === 0 ? count(value) : percent(value))}
    >
      <svg ref={host} role="img" aria-label={caption} />
      <ul class="hans-key aside">
        {setup.length > 3 && (
          <li>
            <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
              <path d="M0 4H24" stroke="var(--ink)" stroke-width="2.6" />
            </svg>
            {say(names.inner)}
          </li>
        )}
        <li>
          <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
            <path d="M0 4H24" stroke="var(--soft)" stroke-width="1.8" stroke-dasharray="5 3" />
          </svg>
          {say(names.end)}
        </li>
        <li>{say(words.guessNote(percent(guess), count(nodes)))}</li>
      </ul>
    </Figure>
  );
}

/* What the two shares are, by the end from which the path is written. */
const namesOf = (setup: Setup) =>
  isWrittenFromStart(setup)
    ? { inner: words.hansInner, end: words.hansEnd }
    : { inner: words.hansInnerBack, end: words.hansEndBack };

function whyUndefined({ unhandable, degree, length }: Setup): Both | null {
  if (unhandable !== null && length > 1) return degree === 1 ? words.undefinedArm : words.undefinedOnce;
  if (degree === 1) return words.undefinedArm;
  return length < 3 ? words.undefinedShort : null;
}

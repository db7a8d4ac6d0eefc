import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import type { Lane, Setup, Supervised } from '../../state/lane';
import { firstStepPosition, ranks } from '../../state/learnt';
import { PLAN } from '../../state/race';
import { useSession } from '../../state/session';
import { gap } from '../../text/list';
import { count, percent, percentSign } from '../../text/numbers';
import { say } from '../../text/say';
import { Figure } from '../../ui/figure/figure';
import { xTicks } from '../../ui/figure/ticks';
import { ringColour, ringName, themed } from '../../ui/graph/palette';
import { lossOf } from '../../ui/loss';
import { bandPath, stack } from './stack';
import { words } from './words';
import './supervision.css';

/** How loss and gradient were shared among the target positions, over the run. */
export function Supervision() {
  const { race } = useSession();
  return (
    <section class="supervision" aria-labelledby="supervision-title">
      <header class="section-head">
        <h3 id="supervision-title">{say(words.supervisionTitle)}</h3>
        <div>
          <p>{say(words.supervisionLead)}</p>
          <p class="aside">{say(words.supervisionHow(count(4 * PLAN.cadence)))}</p>
        </div>
      </header>
      <div class="abreast">
        {race.lanes.value.map((lane) => {
          const setup = lane.setup.value;
          return setup && <LaneShares key={lane.id} lane={lane} setup={setup} />;
        })}
      </div>
    </section>
  );
}

interface LaneSharesProps {
  readonly lane: Lane;
  readonly setup: Setup;
}

function LaneShares({ lane, setup }: LaneSharesProps) {
  const at = lane.supervisedAt.value;
  const supervised = at === null ? null : lane.supervision();
  const name = nameOf(lane.objective);
  const first = ringName(1, setup.length);
  return (
    <div class="shares" data-objective={setup.objective}>
      <h4>{name}</h4>
      {supervised === null ? (
        <p class="aside">{say(lane.recording ? words.notRecorded : words.notYet)}</p>
      ) : (
        <>
          <Newest supervised={supervised} setup={setup} />
          <Stack
            kind="loss"
            caption={say(
              words.lossShare(lossOf(setup.objective), name, first, percent(firstShare(supervised.loss, setup))),
            )}
            supervised={supervised}
            setup={setup}
          />
          <Stack
            kind="gradient"
            caption={say(words.gradientShare(name, first, percent(firstShare(supervised.gradient, setup))))}
            supervised={supervised}
            setup={setup}
          />
        </>
      )}
    </div>
  );
}

interface StackProps {
  readonly supervised: Supervised;
  readonly setup: Setup;
}

const at = (columns: readonly Float64Array[], row: number) => columns.map((column) => column.at(row) ?? Number.NaN);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/* Of the newest row, what the only choice has. */
function firstShare(columns: readonly Float64Array[], setup: Setup): number {
  const newest = at(columns, -1);
  return (newest[firstStepPosition(setup)] ?? Number.NaN) / sum(newest);
}

function Newest({ supervised, setup }: StackProps) {
  const loss = at(supervised.loss, -1);
  const gradient = at(supervised.gradient, -1);
  const step = count(supervised.step.at(-1) ?? 0);
  const first = ringName(setup.depths[1] ?? 1, setup.length);
  const share = (values: readonly number[]) => (values[1] ?? Number.NaN) / sum(values);
  return (
    <p class="newest">
      {say(words.newest(lossOf(setup.objective), step, first, percent(share(loss)), percent(share(gradient))))}
      {say(gap)}
      <span>
        {say((ranks(setup.objective) ? words.wholeHinge : words.whole)((sum(loss) / setup.length).toFixed(3)))}
      </span>
    </p>
  );
}

const HEIGHT = 200;
const LEFT = 46;
const RIGHT = 24; /* half of the last tick's label */
const TOP = 8;
const BOTTOM = 24;
const TICK_ROOM = 90; /* pixels between ticks, at least */

interface KindProps extends StackProps {
  readonly kind: 'loss' | 'gradient';
  readonly caption: string;
}

function Stack({ kind, caption, supervised, setup }: KindProps) {
  const host = useRef<SVGSVGElement>(null);
  const width = useSignal(0);
  const { race } = useSession();
  useEffect(() => {
    if (!host.current) return;
    const size = new ResizeObserver((entries) => {
      width.value = Math.round(entries.at(-1)?.contentRect.width ?? 0);
    });
    size.observe(host.current);
    return () => size.disconnect();
  }, [width]);
  const columns = supervised[kind];
  const bands = stack(columns);
  const wide = Math.max(1, width.value - LEFT - RIGHT);
  const reach = Math.max(1, race.reach);
  const x = (step: number) => LEFT + (wide * step) / reach;
  const y = (share: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - share);
  const names = setup.depths.map((depth) => ringName(depth, setup.length));
  const { step, gradient, of } = words.table;
  const what = say(kind === 'loss' ? lossOf(setup.objective) : gradient);
  const table = () => ({
    head: [say(step), ...names.map((name) => say(of(what, name)))],
    rows: Array.from(supervised.step, (value, row) => [value, ...at(columns, row)]),
  });
  const newest = at(columns, -1);
  return (
    <Figure
      caption={caption}
      name={`pathstar-${kind}-shares-${setup.objective}`}
      table={table}
      cell={(value, column) => (column === 0 ? count(value) : value.toPrecision(3))}
    >
      <svg
        class="plot stack"
        ref={host}
        viewBox={`0 0 ${Math.max(1, width.value)} ${HEIGHT}`}
        style={{ height: `${HEIGHT}px` }}
        role="img"
        aria-label={caption}
      >
        {bands.map((band, position) => (
          <path
            key={names[position]}
            class="share"
            d={bandPath(supervised.step, band, x, y)}
            style={{ fill: themed(ringColour(setup.depths[position] ?? 0, setup.length)) }}
          />
        ))}
        {bands.slice(1).map((_, index) => (
          <path key={names[index]} class="equal" d={`M${LEFT} ${y((index + 1) / bands.length)}H${LEFT + wide}`} />
        ))}
        <g class="axes">
          {[0, 0.5, 1].map((share) => (
            <text key={share} class="y" x={LEFT - 8} y={y(share)} dy="0.36em">
              {Math.round(100 * share)}
              {percentSign()}
            </text>
          ))}
          {xTicks(reach, Math.max(1, Math.floor(wide / TICK_ROOM))).map((tick) => (
            <text key={tick} class="x" x={x(tick)} y={HEIGHT - 6}>
              {count(tick)}
            </text>
          ))}
        </g>
      </svg>
      <ul class="stack-key aside">
        {names
          .map((name, position) => (
            <li key={name}>
              <span style={{ background: themed(ringColour(setup.depths[position] ?? 0, setup.length)) }} />
              {name} <b>{percent((newest[position] ?? Number.NaN) / sum(newest))}</b>
            </li>
          ))
          .reverse()}
        <li>{say(words.equal(percent(1 / names.length)))}</li>
      </ul>
    </Figure>
  );
}

import { useEffect, useRef } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import type { Lane, Setup } from '../../state/lane';
import { choosesOrder } from '../../state/learnt';
import { useSession } from '../../state/session';
import { snowball } from '../../state/statistics/snowball';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { words } from '../../ui/bench/words';
import { Figure } from '../../ui/figure/figure';
import { mountPlot } from '../../ui/figure/plot';
import type { Table } from '../../ui/figure/save';

/** The lanes of the race: the paths that piling errors would leave, beside those that are right. */
export function Snowball() {
  const session = useSession();
  const { race } = session;
  const lanes = race.lanes.value.flatMap((lane) => (lane.setup.value ? [{ lane, setup: lane.setup.value }] : []));
  if (lanes.length === 0)
    return (
      <div class="snowball-none">
        <p>{say(words.snowballNone)}</p>
        <button type="button" aria-disabled={!session.startable.value} onClick={() => session.start()}>
          {say(words.startRace)}
        </button>
      </div>
    );
  return (
    <>
      <p class="aside">{say(words.snowballHere)}</p>
      <div class="fans">
        {lanes.map(({ lane, setup }) => (
          <article key={lane.id} class="fan snowball" data-objective={lane.objective}>
            <h4>{nameOf(lane.objective)}</h4>
            <Comparison lane={lane} setup={setup} />
          </article>
        ))}
      </div>
    </>
  );
}

interface ComparisonProps {
  readonly lane: Lane;
  readonly setup: Setup;
}

function Comparison({ lane, setup }: ComparisonProps) {
  if (setup.unhandable !== null) return <p class="aside">{say(words.snowballParallel(nameOf(lane.objective)))}</p>;
  if (choosesOrder(setup.objective)) return <p class="aside">{say(words.snowballChosen(nameOf(lane.objective)))}</p>;
  if (setup.length < 3) return <p class="aside">{say(words.snowballShort)}</p>;
  return <SnowballFigure lane={lane} setup={setup} />;
}

function SnowballFigure({ lane, setup }: ComparisonProps) {
  const svg = useRef<SVGSVGElement>(null);
  const { race } = useSession();
  useEffect(() => {
    if (!svg.current) return;
    return mountPlot(svg.current, race.frames, {
      height: 200,
      lines: () => [
        { colour: 'var(--ink)', width: 3 },
        { colour: 'var(--soft)', width: 2, dash: [7, 5] },
      ],
      curves: () => {
        const rows = rowsOf(lane, setup);
        const x = rows.map(({ step }) => step);
        const y = rows.map(({ path }) => path);
        const low = rows.map((row) => row.path_low);
        const high = rows.map((row) => row.path_high);
        return [
          { x, y, low, high },
          { x, y: rows.map(({ predicted }) => predicted) },
        ];
      },
      reach: () => race.reach,
      yRange: () => [-0.02, 1.04],
      yTicks: () => [0, 0.5, 1],
      yLabel: (value) => percent(value),
      xLabel: (value) => count(value),
      level: () => ({ value: 1 / setup.degree, name: `1/${setup.degree}` }),
    }).end;
  }, [lane, setup, race]);
  const newest = lane.latest.value;
  const caption = say(
    words.snowballCaption(
      nameOf(lane.objective),
      percent(newest?.path ?? Number.NaN),
      percent(newest ? snowball(newest.forced, setup.depths) : Number.NaN),
      `1/${setup.degree}`,
    ),
  );
  return (
    <>
      {newest && (
        <p class="tally">
          {say(words.predicted)}{' '}
          <b translate={false} data-value="predicted">
            {percent(snowball(newest.forced, setup.depths))}
          </b>
          {say(marks.comma)}
          {say(words.measured)}{' '}
          <b translate={false} data-value="measured">
            {percent(newest.path)}
          </b>{' '}
          <span class="aside">
            {say(words.nowAt(count(newest.step)))}
            {say(marks.semicolon)}
            {say(words.interval(percent(newest.path_low), percent(newest.path_high)))}
          </span>
        </p>
      )}
      <Figure
        caption={caption}
        name={`pathstar-snowball-${lane.objective}`}
        table={() => tableOf(lane, setup)}
        cell={(value, column) => (column === 0 ? count(value) : percent(value))}
      >
        <svg ref={svg} role="img" aria-label={caption} />
      </Figure>
    </>
  );
}

function rowsOf(lane: Lane, setup: Setup) {
  return Array.from({ length: lane.held?.length ?? 0 }, (_, row) => lane.measured(row)).flatMap((row) =>
    row ? [{ ...row, predicted: snowball(row.forced, setup.depths) }] : [],
  );
}

function tableOf(lane: Lane, setup: Setup): Table {
  return {
    head: [
      say(words.columnStep),
      say(words.predicted),
      say(words.measured),
      say(words.columnLow),
      say(words.columnHigh),
    ],
    rows: rowsOf(lane, setup).map(({ step, predicted, path, path_low, path_high }) => [
      step,
      predicted,
      path,
      path_low,
      path_high,
    ]),
  };
}

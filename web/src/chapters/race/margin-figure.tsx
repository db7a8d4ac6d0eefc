import { useEffect, useRef } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import type { Lane } from '../../state/lane';
import { ranks } from '../../state/learnt';
import { PLAN } from '../../state/race';
import { useSession } from '../../state/session';
import { gap, list } from '../../text/list';
import { count, minus, signed } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { Figure } from '../../ui/figure/figure';
import { Key } from '../../ui/figure/key';
import { mountPlot } from '../../ui/figure/plot';
import type { Table } from '../../ui/figure/save';
import { armColour, armDash, armLetter, themed } from '../../ui/graph/palette';
import { marginRange, marginTicks } from './margin-axis';
import { words } from './margin-words';
import './margin.css';

const HEIGHT = 240;

/** How sure each lane is of the first step, over training: all lanes in one plot. Nothing where no margin was measured. */
export function MarginFigure() {
  const { race } = useSession();
  const svg = useRef<SVGSVGElement>(null);
  const lanes = race.lanes.value;
  const newest = useRef(lanes);
  newest.current = lanes;
  /* Follows the newest evaluations. */
  const now = lanes.flatMap((lane, index) => {
    const measured = lane.latest.value;
    if (!measured || measured.margin === null) return [];
    const { margin, margin_low, margin_high } = measured;
    const name = `${armLetter(index)} ${nameOf(lane.objective)}`;
    return [say(words.lane(name, signed(margin), signed(margin_low ?? margin), signed(margin_high ?? margin)))];
  });
  const means = lanes.flatMap(({ latest, objective }) =>
    typeof latest.value?.margin === 'number' ? [`${nameOf(objective)} ${signed(latest.value.margin)}`] : [],
  );
  const ranking = [...new Set(lanes.map(({ objective }) => objective).filter(ranks))].map(nameOf);
  const some = now.length > 0;
  useEffect(() => {
    if (!svg.current || !some) return;
    return mountPlot(svg.current, race.frames, {
      height: HEIGHT,
      lines: () => styles(newest.current).map((style) => ({ ...style, width: 2.4 })),
      curves: () => newest.current.map(curveOf),
      reach: () => race.reach,
      yRange: () => rangeOf(newest.current),
      yTicks: () => marginTicks(rangeOf(newest.current)),
      yLabel: (value) => minus(String(value)),
      xLabel: count,
      level: () => ({ value: 0, name: '0' }),
    }).end;
  }, [race, some]);
  useEffect(() => race.frames.touch(), [race, lanes]);
  if (!some) return null;
  return (
    <section class="margins" aria-labelledby="margins-title">
      <h3 id="margins-title">{say(words.title)}</h3>
      <Figure
        caption={[
          say(words.caption(list(means), count(lanes[0]?.recording?.graphs ?? PLAN.graphs))),
          ...(ranking.length > 0 ? [say(words.ranked(list(ranking)))] : []),
        ].join(say(gap))}
        name="pathstar-margin"
        table={() => tableOf(lanes)}
        cell={(value, column) => (Number.isNaN(value) ? '' : column === 1 ? count(value) : signed(value))}
      >
        <svg ref={svg} role="img" aria-label={say(words.now(now.join(say(marks.semicolon))))} />
      </Figure>
      <Key lines={styles(lanes).map((style, index) => ({ ...style, label: nameOf(lanes[index]?.objective ?? '') }))} />
    </section>
  );
}

/* Lanes are told apart as arms are. */
function styles(lanes: readonly Lane[]) {
  return lanes.map((_, index) => {
    const dash = armDash(index, lanes.length);
    return {
      name: armLetter(index),
      colour: themed(armColour(index)),
      dash: dash === '' ? [] : dash.split(' ').map(Number),
    };
  });
}

const column = ({ held }: Lane, name: string) => held?.column(name) ?? new Float64Array();

const curveOf = (lane: Lane) => ({
  x: column(lane, 'step'),
  y: column(lane, 'margin'),
  low: column(lane, 'margin_low'),
  high: column(lane, 'margin_high'),
});

const rangeOf = (lanes: readonly Lane[]) =>
  marginRange(lanes.flatMap((lane) => ['margin', 'margin_low', 'margin_high'].map((name) => column(lane, name))));

function tableOf(lanes: readonly Lane[]): Table {
  return {
    head: [words.column, words.step, words.mean, words.low, words.high].map(say<string>),
    rows: lanes.flatMap((lane, index) => {
      const { x, y, low, high } = curveOf(lane);
      const name = `${armLetter(index)} ${nameOf(lane.objective)}`;
      return Array.from(x, (step, row) => [
        name,
        step,
        y[row] ?? Number.NaN,
        low[row] ?? Number.NaN,
        high[row] ?? Number.NaN,
      ]);
    }),
  };
}

import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useSession } from '../../../state/session';
import {
  type At,
  curvesOf,
  forcedAt,
  hansAt,
  hansInnerAt,
  hasTraining,
  hasValues,
  pathAt,
  predictedAt,
  spreadsOf,
  stepsOf,
  trainFirstAt,
} from '../../../state/sweep/curves';
import type { Group } from '../../../state/sweep/groups';
import { count, percent } from '../../../text/numbers';
import { type Both, say } from '../../../text/say';
import { Figure } from '../../../ui/figure/figure';
import { Key, type KeyLine } from '../../../ui/figure/key';
import { mountPlot } from '../../../ui/figure/plot';
import type { Line } from '../../../ui/figure/plot-plan';
import type { Table } from '../../../ui/figure/save';
import { armColour, armLetter, ringColour, ringName, themed } from '../../../ui/graph/palette';
import { Soon } from '../../../ui/soon';
import { words } from './words';

interface Series extends KeyLine {
  readonly at: At;
}

interface GroupCurvesProps {
  readonly group: Group;
  /** Of saved files; no other group has it. */
  readonly name: string;
  /** What tells the group from others. */
  readonly title: string;
}

/** The charts of a group: its positions, its paths, and where it was handed a wrong step. */
export function GroupCurves({ group, name, title }: GroupCurvesProps) {
  const { runs, degree, length } = group;
  return (
    <div class="figures">
      <Soon>
        <Chart
          group={group}
          name={`${name}-positions`}
          caption={words.positions}
          title={title}
          label={words.positionsLabel(runs.length, degree)}
          series={positions(group)}
          guess
        />
      </Soon>
      {length > 2 && (
        <Soon>
          <Chart
            group={group}
            name={`${name}-paths`}
            caption={words.paths}
            title={title}
            label={words.pathsLabel(length - 1)}
            series={pathLines()}
            guess
          />
        </Soon>
      )}
      {hasValues(group, hansAt) && (
        <Soon>
          <Chart
            group={group}
            name={`${name}-hans`}
            caption={words.handed}
            title={title}
            label={words.handedLabel}
            series={hansLines().filter(({ at }) => hasValues(group, at))}
          />
        </Soon>
      )}
    </div>
  );
}

const START_DASH = [1, 2.5];
const LATER_DASHES = [[9, 4], [3, 3], [], [12, 3, 3, 3]] as const;
const DASHED = [7, 3];

function positions(group: Group): readonly Series[] {
  const { length } = group;
  const each = Array.from({ length }, (_, depth): Series => {
    const later = LATER_DASHES[(depth - 2) % LATER_DASHES.length] ?? [];
    return {
      label: ringName(depth, length),
      name: String(depth),
      colour: themed(ringColour(depth, length)),
      dash: depth === 0 ? START_DASH : depth === 1 ? [] : later,
      at: forcedAt(depth),
    };
  });
  if (!hasTraining(group)) return each;
  const colour = themed(ringColour(1, length));
  return [...each, { label: say(words.trainFirst), name: 'T', colour, dash: DASHED, at: trainFirstAt }];
}

const pathLines = (): readonly Series[] => [
  { label: say(words.measured), name: armLetter(0), colour: 'var(--first)', dash: [], at: pathAt },
  { label: say(words.ifPiled), name: armLetter(1), colour: themed(armColour(2)), dash: DASHED, at: predictedAt },
];

const hansLines = (): readonly Series[] => [
  { label: say(words.toLast), name: armLetter(0), colour: themed(ringColour(2, 5)), dash: [], at: hansInnerAt },
  { label: say(words.toEnd), name: armLetter(1), colour: themed(armColour(0)), dash: [6, 2, 2, 2], at: hansAt },
];

interface ChartProps {
  readonly group: Group;
  readonly name: string;
  readonly caption: Both;
  readonly title: string;
  readonly label: Both;
  readonly series: readonly Series[];
  /** Marks the chance of guessing the arm. */
  readonly guess?: boolean;
}

const HEIGHT = 220;

function Chart({ group, name, caption, title, label, series, guess = false }: ChartProps) {
  const { race } = useSession();
  const svg = useRef<SVGSVGElement>(null);
  const newest = useRef(series);
  newest.current = series;
  const { degree } = group;
  const steps = useMemo(() => stepsOf(group), [group]);
  useEffect(() => {
    if (!svg.current) return;
    const all = newest.current.map(({ at, ...line }) => {
      const runs = curvesOf(group, at);
      return { ...line, runs, median: { x: steps, y: spreadsOf(runs, steps).map(({ median }) => median) } };
    });
    /* The medians lie on top. */
    const lines: readonly Line[] = [
      ...all.flatMap(({ colour, dash, runs }) => runs.map(() => ({ colour, dash, width: 0.9, opacity: 0.35 }))),
      ...all.map(({ colour, dash, name: end }) => ({ colour, dash, width: 2.4, name: end })),
    ];
    const curves = [...all.flatMap(({ runs }) => runs), ...all.map(({ median }) => median)];
    const reach = Math.max(1, steps.at(-1) ?? 1);
    return mountPlot(svg.current, race.frames, {
      height: HEIGHT,
      lines: () => lines,
      curves: () => curves,
      reach: () => reach,
      yRange: () => [-0.02, 1.04],
      yTicks: () => [0, 0.25, 0.5, 0.75, 1],
      yLabel: (value) => percent(value),
      xLabel: count,
      level: () => (guess ? { value: 1 / degree, name: `1/${degree}` } : null),
    }).end;
  }, [race, group, steps, degree, guess]);
  const table = (): Table => {
    const spreads = series.map(({ at }) => spreadsOf(curvesOf(group, at), steps));
    return {
      head: [
        say(words.steps),
        ...series.flatMap(({ label: of }) => [words.middle(of), words.low(of), words.high(of)].map(say<string>)),
      ],
      rows: steps.map((step, row) => [
        step,
        ...spreads.flatMap((spread) => {
          const { median, low, high } = spread[row] ?? { median: Number.NaN, low: Number.NaN, high: Number.NaN };
          return [median, low, high];
        }),
      ]),
    };
  };
  return (
    <div class="chart">
      <Figure
        caption={
          <>
            <b>{say(caption)}</b>
            <span class="unseen">{title}</span>
          </>
        }
        name={name}
        table={table}
        cell={(value, column) => (column === 0 ? count(value) : percent(value))}
      >
        <svg ref={svg} role="img" aria-label={`${title}. ${say(label)}`} />
      </Figure>
      <Key lines={series} />
    </div>
  );
}

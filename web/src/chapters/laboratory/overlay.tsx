import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ranks } from '../../state/learnt';
import { useSession } from '../../state/session';
import { list } from '../../text/list';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { Choose } from '../../ui/choose';
import { Figure } from '../../ui/figure/figure';
import { Key } from '../../ui/figure/key';
import { mountPlot } from '../../ui/figure/plot';
import { armColour, armLetter, themed } from '../../ui/graph/palette';
import { chanceOf, curveOf, MEASURES, type Measure, type Run } from './comparison';
import { titleOf } from './title';
import { words } from './words';

/* One for each curve that can be chosen. */
const DASHES: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [2, 3],
  [10, 3, 2, 3],
  [4, 2],
  [1, 4],
  [12, 4],
  [6, 2, 2, 2],
];
const HEIGHT = 300;

/** The chosen runs' curves on one pair of axes, each with its colour, dash and letter. */
export function Overlay({ runs }: { readonly runs: readonly Run[] }) {
  const { race } = useSession();
  const svg = useRef<SVGSVGElement>(null);
  const measure = useSignal<Measure>('first');
  const wanted = measure.value;
  const newest = useRef(runs);
  newest.current = runs;
  useEffect(() => {
    if (!svg.current) return;
    const isLoss = wanted === 'loss';
    /* Runs of unequal stars have unequal chances: the first is named on the axis, others are dotted in their run's colour. */
    const chances = () => newest.current.map(({ setup }) => chanceOf(setup, wanted) ?? Number.NaN);
    const unlike = () => {
      const all = chances();
      const named = all.findIndex((chance) => !Number.isNaN(chance));
      return all.flatMap((chance, index) =>
        all.indexOf(chance) === index && index !== named ? [{ chance, index }] : [],
      );
    };
    const reach = () => Math.max(1, ...newest.current.map(({ lane }) => lane.newestStep));
    const highest = () => {
      const losses = newest.current.flatMap(({ lane }) => [...(lane.held?.column('loss') ?? [])]);
      return Math.max(0.1, 1.05 * Math.max(...losses, ...chances().filter((chance) => !Number.isNaN(chance))));
    };
    const plot = mountPlot(svg.current, race.frames, {
      height: HEIGHT,
      lines: () => [
        ...unlike().map(({ index }) => ({ colour: themed(armColour(index)), width: 1.5, dash: [2, 4] })),
        ...newest.current.map((_, index) => ({
          colour: themed(armColour(index)),
          width: 2.2,
          dash: DASHES[index] ?? [],
          name: armLetter(index),
        })),
      ],
      curves: () => [
        ...unlike().map(({ chance }) => ({ x: [0, reach()], y: [chance, chance] })),
        ...newest.current.map((run) => curveOf(run, wanted)),
      ],
      reach,
      yRange: () => (isLoss ? [0, highest()] : [-0.02, 1.04]),
      yTicks: () => (isLoss ? [0, 0.5, 1].map((share) => share * highest()) : [0, 0.5, 1]),
      yLabel: (value) => (isLoss ? value.toFixed(2) : percent(value)),
      xLabel: count,
      level: () => {
        for (const { setup } of newest.current) {
          const value = chanceOf(setup, wanted);
          if (value !== null) return { value, name: isLoss ? say(words.chance) : `1/${setup.degree}` };
        }
        return null;
      },
    });
    return plot.end;
  }, [race, wanted]);
  useEffect(() => race.frames.touch(), [race, runs]);
  const ranking = runs.flatMap(({ setup }, index) => (ranks(setup.objective) ? [armLetter(index)] : []));
  const caption = say(
    wanted === 'loss' && ranking.length > 0 ? words.lossOrHinge(list(ranking)) : words.overlayCaption[wanted],
  );
  const table = () => ({
    head: [words.run, words.name, words.step, words.measures[wanted], words.lowest, words.highest].map(say<string>),
    rows: runs.flatMap((run, index) => {
      const { x, y, low, high } = curveOf(run, wanted);
      return Array.from(x, (step, row) => [
        armLetter(index),
        titleOf(run.lane),
        step,
        y[row] ?? Number.NaN,
        low?.[row] ?? Number.NaN,
        high?.[row] ?? Number.NaN,
      ]);
    }),
  });
  return (
    <div class="overlay">
      <Choose
        legend={say(words.measure)}
        value={wanted}
        choices={MEASURES.map((name) => [name, say(words.measures[name])] as const)}
        onChange={(value) => {
          measure.value = value;
        }}
      />
      <Figure
        caption={caption}
        name={`pathstar-runs-${wanted}`}
        table={table}
        cell={(value, column) => (column === 2 ? count(value) : Number.isNaN(value) ? '–' : value.toFixed(3))}
      >
        <svg ref={svg} role="img" aria-label={caption} />
      </Figure>
      <Key
        lines={runs.map(({ lane }, index) => ({
          name: armLetter(index),
          label: titleOf(lane),
          colour: themed(armColour(index)),
          dash: DASHES[index] ?? [],
        }))}
      />
    </div>
  );
}

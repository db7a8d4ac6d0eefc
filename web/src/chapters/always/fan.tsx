import { useEffect, useRef } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { inWords } from '../../state/config/refusal';
import { opened } from '../../state/expectations';
import { useFields } from '../../state/fields';
import { type Measurements, medianOver } from '../../state/statistics/snowball';
import { counted, eligible, type Measure, measurements, type TrialResult, tally } from '../../state/trials/result';
import { type RunningTrial, resultOf } from '../../state/trials/trials';
import { gap } from '../../text/list';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import type { Bench } from '../../ui/bench/bench';
import { type Mark, Marks, markOf, TallyLine } from '../../ui/bench/tally-line';
import { words } from '../../ui/bench/words';
import { Figure } from '../../ui/figure/figure';
import { mountPlot } from '../../ui/figure/plot';
import type { Line } from '../../ui/figure/plot-plan';
import type { Table } from '../../ui/figure/save';
import { ringColour, themed } from '../../ui/graph/palette';
import { words as crowdWords } from './crowd-words';
import { fanSeen } from './seen';

interface FanProps {
  readonly bench: Bench;
  readonly objective: string;
}

/** All seeds of one objective under the page's settings: their curves, how many solved it, and the interval of that. */
export function Fan({ bench, objective }: FanProps) {
  const fields = useFields();
  const { trials } = bench;
  const experiment = bench.experiment(bench.settingsFor(objective));
  const within = bench.within.value ?? 0;
  const results = eligible(trials.results.value, experiment, within);
  const running = trials.running.value.filter((trial) => trial.experiment === experiment);
  const degree = Number(fields.text('degree'));
  const seeds = results.length + running.length;
  if (seeds > 0 && !(experiment in opened.value))
    return (
      <article class="fan" data-objective={objective}>
        <h4>{nameOf(objective)}</h4>
        <p class="aside">{say(crowdWords.hidden(count(seeds)))}</p>
      </article>
    );
  const empty = seeds === 0;
  return (
    <article class="fan" data-objective={objective}>
      <header>
        <h4>{nameOf(objective)}</h4>
        {results.length > 0 && <TallyLine tally={tally(counted(results, within), within)} />}
        {!empty && <Marks marks={marksOf(results, running, within)} />}
      </header>
      {empty ? (
        <p class="aside">{say(words.noSeeds)}</p>
      ) : (
        <FanFigure bench={bench} objective={objective} experiment={experiment} within={within} degree={degree} />
      )}
    </article>
  );
}

function marksOf(results: readonly TrialResult[], running: readonly RunningTrial[], within: number): readonly Mark[] {
  const runs = counted(results, within);
  const done = results.map(({ seed, failure, solvedAt, firstStep }, index): Mark => {
    const mark = markOf(seed, runs[index] ?? { solvedAt, firstStep }, within);
    return failure === null ? mark : { ...mark, title: say(words.seedFailed(String(seed), inWords(failure))) };
  });
  const going = running.map(
    ({ seed }): Mark => ({ key: `running-${seed}`, kind: 'running', title: say(words.seedRunning(String(seed))) }),
  );
  return [...done, ...going];
}

interface FanFigureProps extends FanProps {
  readonly experiment: string;
  readonly within: number;
  readonly degree: number;
}

function FanFigure({ bench, objective, experiment, within, degree }: FanFigureProps) {
  const svg = useRef<SVGSVGElement>(null);
  const { trials } = bench;
  const measure = bench.measure.value;
  useEffect(() => {
    if (!svg.current) return;
    const colour = measure === 'firstStep' ? themed(ringColour(1, 3)) : 'var(--ink)';
    const thin: Line = { colour, width: 1.1, opacity: 0.5 };
    const curves = () => {
      const { seeds, middle } = curvesOf(bench, experiment, measure, within);
      return [...seeds.map(({ values }) => values), middle].map(({ step, value }) => ({ x: step, y: value }));
    };
    return mountPlot(svg.current, trials.frames, {
      height: 220,
      lines: () => {
        const { seeds } = curvesOf(bench, experiment, measure, within);
        return [...seeds.map(() => thin), { colour, width: 3.5 }];
      },
      curves,
      reach: () => within,
      yRange: () => [-0.02, 1.04],
      yTicks: () => [0, 0.5, 1],
      yLabel: (value) => percent(value),
      xLabel: (value) => count(value),
      level: () => ({ value: 1 / degree, name: `1/${degree}` }),
    }).end;
  }, [bench, trials, experiment, measure, within, degree]);
  const shown = say(measure === 'firstStep' ? words.firstStep : words.wholePath);
  return (
    <Figure
      caption={[
        fanSeen(eligible(trials.results.value, experiment, within), measure, within),
        say(words.fanCaption(shown, `1/${degree}`)),
      ].join(say(gap))}
      name={`pathstar-seeds-${objective}`}
      table={() => tableOf(bench, experiment, measure, within)}
      cell={(value, column) => (column === 0 ? count(value) : percent(value))}
    >
      <svg ref={svg} role="img" aria-label={say(words.fanCaption(shown, `1/${degree}`))} />
    </Figure>
  );
}

interface SeedCurves {
  readonly seeds: readonly { readonly seed: number; readonly values: Measurements }[];
  readonly middle: Measurements;
}

/* The seeds that have ended, and those under way so far. */
function curvesOf({ trials }: Bench, experiment: string, measure: Measure, within: number): SeedCurves {
  const ended = eligible(trials.results.peek(), experiment, within);
  const going = trials.running
    .peek()
    .filter((trial) => trial.experiment === experiment)
    .flatMap((trial) => resultOf(trial, trial.lane) ?? []);
  const runs = [...ended, ...going.filter(({ seed }) => !ended.some((one) => one.seed === seed))];
  const seeds = runs.map((result) => ({ seed: result.seed, values: measurements(result, measure, within) }));
  /* The median is of seeds that have ended: one under way would count its present as its end. */
  const middle = medianOver(
    ended.map((result) => measurements(result, measure, within)),
    within,
  );
  return { seeds, middle };
}

function tableOf(bench: Bench, experiment: string, measure: Measure, within: number): Table {
  const { seeds, middle } = curvesOf(bench, experiment, measure, within);
  const steps = [...new Set(seeds.flatMap(({ values }) => values.step))].sort((a, b) => a - b);
  const at = ({ step, value }: Measurements, wanted: number) => value[step.indexOf(wanted)] ?? Number.NaN;
  return {
    head: [
      say(words.columnStep),
      ...seeds.map(({ seed }) => say(words.columnSeed(String(seed)))),
      say(words.columnMedian),
    ],
    rows: steps.map((step) => [step, ...seeds.map(({ values }) => at(values, step)), at(middle, step)]),
  };
}

/* What the tables say of a group of runs, a column each. They are those of the program's tables (cli/report/measures.c), under
 * the same names. */
import { firstStepPosition } from '../learnt';
import { median, snowball } from '../statistics/snowball';
import type { Group } from './groups';
import type { SweepRun } from './read';

/** NaNs are left out; `count` is how many were not. */
export interface Spread {
  readonly count: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return { count: 0, low: Number.NaN, median: Number.NaN, high: Number.NaN };
  return { count: known.length, low: Math.min(...known), median: median(known), high: Math.max(...known) };
}

/** The accuracy of the node after the start, wherever the objective writes it. */
export const firstStepOf = (forced: readonly number[], run: SweepRun): number =>
  forced[firstStepPosition(run)] ?? Number.NaN;

/** The share of paths that would be right if errors only piled up. */
export const predicted = (forced: readonly number[], { depths }: SweepRun): number => snowball(forced, depths);

/* The least accurate position but the first step. */
function worstOther(run: SweepRun): number {
  return Math.min(...run.final.forced.filter((_, position) => position !== firstStepPosition(run)));
}

interface Measure {
  /** How it is written: as so many decimals, as a percentage with so many, or with two significant digits and a unit's
   * prefix. */
  readonly kind: 'number' | 'share' | 'scaled';
  readonly decimals: number;
  /** Decided beforehand: it has no spread unless it was varied. */
  readonly given?: boolean;
  /** One run's value; NaN where it has none. */
  readonly of: (run: SweepRun) => number;
}

export const MEASURES = {
  budget: { kind: 'number', decimals: 0, given: true, of: ({ budget }) => budget },
  steps: { kind: 'number', decimals: 0, of: ({ reached }) => reached },
  first_step: { kind: 'share', decimals: 0, of: (run) => firstStepOf(run.final.forced, run) },
  chance: { kind: 'share', decimals: 0, given: true, of: ({ degree }) => 1 / degree },
  worst_other: { kind: 'share', decimals: 1, of: worstOther },
  margin: { kind: 'number', decimals: 1, of: ({ final }) => final.margin },
  path: { kind: 'share', decimals: 0, of: ({ final }) => final.path },
  snowball: { kind: 'share', decimals: 0, of: (run) => predicted(run.final.forced, run) },
  hans_inner: { kind: 'share', decimals: 0, of: ({ final }) => final.hansInner },
  hans: { kind: 'share', decimals: 0, of: ({ final }) => final.hans },
  train_first_step: {
    kind: 'share',
    decimals: 0,
    of: (run) => (run.final.trainForced ? firstStepOf(run.final.trainForced, run) : Number.NaN),
  },
  train_path: { kind: 'share', decimals: 0, of: ({ final }) => final.trainPath },
  /* Training time alone; a run that trained on is charged up to the goal. */
  seconds: {
    kind: 'number',
    decimals: 1,
    of: ({ seconds, reached, steps }) => (steps > 0 ? (seconds * reached) / steps : Number.NaN),
  },
  flops: { kind: 'scaled', decimals: 0, of: ({ flopsPerStep, reached }) => flopsPerStep * reached },
  training: { kind: 'scaled', decimals: 0, given: true, of: ({ parameters }) => parameters },
  answering: { kind: 'scaled', decimals: 0, given: true, of: ({ parameters, auxiliary }) => parameters - auxiliary },
  cost: { kind: 'number', decimals: 2, given: true, of: ({ stepCost }) => stepCost },
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof MEASURES;

const isMeasure = (name: string): name is MeasureName => Object.hasOwn(MEASURES, name);

export const MEASURE_NAMES: readonly MeasureName[] = Object.keys(MEASURES).filter(isMeasure);

export const measureOf = (name: MeasureName): Measure => MEASURES[name];

export const measured = (name: MeasureName, { runs }: Group): Spread => spreadOf(runs.map(MEASURES[name].of));

/** Those of which some group has a value: an empty column is left out, and so are a budget that all share, parameters where
 * answers need all of them, and what a step costs where that is what one of teacher forcing does. */
export function measuresIn(groups: readonly Group[]): readonly MeasureName[] {
  const some = (is: (run: SweepRun) => boolean) => groups.some(({ runs: [run] }) => run && is(run));
  return MEASURE_NAMES.filter((name) => {
    if (name === 'budget') return new Set(groups.map(({ runs }) => runs[0]?.budget)).size > 1;
    if (name === 'training' || name === 'answering') return some(({ auxiliary }) => auxiliary > 0);
    if (name === 'cost') return some(({ stepCost }) => Math.abs(stepCost - 1) >= 0.005);
    return groups.some((group) => measured(name, group).count > 0);
  });
}

interface LearntNode {
  /** Edges from the start. */
  readonly depth: number;
  /** The median; Infinity where half of the runs had not learnt it. */
  readonly step: number;
}

/** The nodes of the path in the order in which they are learnt; empty where no run says. */
export function learntIn({ runs }: Group): readonly LearntNode[] {
  const known = runs.flatMap(({ learnt }) => (learnt ? [learnt] : []));
  const nodes = known[0]?.map((_, depth) => ({
    depth,
    step: median(known.map((steps) => steps[depth] ?? Number.NaN)),
  }));
  return nodes?.sort((a, b) => (a.step === b.step ? 0 : a.step - b.step)) ?? [];
}

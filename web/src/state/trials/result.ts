/* What is kept of a run in the background: plain data, to be stored and read back as it is. */
import { isConfig } from '../../engine/shared/description';
import { arrayOf, either, type Guarded, isNull, isNumber, isString, object, pairOf } from '../../engine/shared/guard';
import { isCause } from '../../engine/shared/reason';
import { LEARNT } from '../learnt';
import { type Measurements, median } from '../statistics/snowball';
import { wilson } from '../statistics/wilson';

/** How a run is followed, and the share of held-out paths at which it has solved the task and stops. */
export const FOLLOWED = { graphs: 250, cadence: 25, stopAt: LEARNT, snapshots: 0, supervise: false } as const;

const isNumbers = arrayOf(isNumber);

export const isTrialResult = object({
  /* Every setting but the seed (experiment.ts). */
  experiment: isString,
  config: isConfig,
  seed: isNumber,
  /* The steps it might have taken, and those it took. */
  budget: isNumber,
  steps: isNumber,
  /* The step of the first evaluation with `stopAt` of the paths right; null: none within the budget. */
  solvedAt: either(isNumber, isNull),
  /* At the end, on `graphs` held-out graphs: the first step as it is judged, whole paths, their 95 % interval. */
  firstStep: isNumber,
  path: isNumber,
  interval: pairOf(isNumber),
  graphs: isNumber,
  curve: object({ step: isNumbers, firstStep: isNumbers, path: isNumbers }),
  /* Digest of the weights at the end; null where the run was cancelled, or diverged, and then why. */
  digest: either(isString, isNull),
  failure: either(isCause, isNull),
});

export type TrialResult = Guarded<typeof isTrialResult>;
export type Measure = 'firstStep' | 'path';

/** What may be said of runs within `within` steps. */
export interface Tally {
  readonly within: number;
  readonly runs: number;
  readonly solved: number;
  readonly interval: { readonly low: number; readonly high: number };
  /** Steps that those which solved it took, the median; NaN where none did. */
  readonly steps: number;
  /** Accuracy of the first step at the end: the median and the range. */
  readonly firstStep: number;
  readonly lowest: number;
  readonly highest: number;
}

/** What a tally needs of a run. */
export interface Counted {
  readonly solvedAt: number | null;
  readonly firstStep: number;
}

export function tally(runs: readonly Counted[], within: number): Tally {
  const solved = runs.flatMap(({ solvedAt }) => (solvedAt !== null && solvedAt <= within ? [solvedAt] : []));
  /* A run that diverged at once was never asked. */
  const shares = runs.map(({ firstStep }) => firstStep).filter((share) => !Number.isNaN(share));
  const [low, high] = wilson(solved.length / runs.length, runs.length);
  return {
    within,
    runs: runs.length,
    solved: solved.length,
    interval: { low, high },
    steps: median(solved),
    firstStep: median(shares),
    lowest: shares.length > 0 ? Math.min(...shares) : Number.NaN,
    highest: shares.length > 0 ? Math.max(...shares) : Number.NaN,
  };
}

/** The curve of a result up to `within` steps. */
export function measurements({ curve }: TrialResult, measure: Measure, within: number): Measurements {
  const rows = curve.step.filter((step) => step <= within).length;
  return { step: curve.step.slice(0, rows), value: curve[measure].slice(0, rows) };
}

/**
 * The runs of an experiment that had the chance to solve it within `within` steps, as they stood then, by seed. A run
 * with a smaller budget is left out even if it solved the task: counting only lucky ones would flatter.
 */
export function eligible(results: readonly TrialResult[], experiment: string, within: number): readonly TrialResult[] {
  return results
    .filter((result) => result.experiment === experiment && result.budget >= within)
    .sort((a, b) => a.seed - b.seed);
}

/** The runs as they stood after `within` steps. */
export function counted(results: readonly TrialResult[], within: number): readonly Counted[] {
  return results.map((result) => ({
    solvedAt: result.solvedAt,
    firstStep: measurements(result, 'firstStep', within).value.at(-1) ?? result.firstStep,
  }));
}

/* A group's curves: every run's, and the median over runs with its range. */
import { overRuns } from '../statistics/snowball';
import type { Group } from './groups';
import { firstStepOf, predicted, type Spread, spreadOf } from './measures';
import type { RunCurve, SweepRun } from './read';

/** A measure at a point of a run's curve; NaN where it has none. */
export type At = (run: SweepRun, curve: RunCurve, point: number) => number;

/** The accuracy of the position `depth` edges from the start, the true path before it given. */
export const forcedAt =
  (depth: number): At =>
  ({ depths }, { forced }, point) =>
    forced?.[point]?.[depths.indexOf(depth)] ?? Number.NaN;

export const pathAt: At = (_, { path }, point) => path?.[point] ?? Number.NaN;
export const hansAt: At = (_, { hans }, point) => hans?.[point] ?? Number.NaN;
export const hansInnerAt: At = (_, { hansInner }, point) => hansInner?.[point] ?? Number.NaN;

export const predictedAt: At = (run, { forced }, point) => {
  const shares = forced?.[point];
  return shares ? predicted(shares, run) : Number.NaN;
};

/** The first step on the training graphs. */
export const trainFirstAt: At = (run, { trainForced }, point) => {
  const shares = trainForced?.[point];
  return shares ? firstStepOf(shares, run) : Number.NaN;
};

/** One measure of a run over its steps. */
export interface MeasureCurve {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** One a run. */
export function curvesOf({ runs }: Group, at: At): readonly MeasureCurve[] {
  return runs.flatMap((run) => {
    const { curve } = run;
    return curve ? [{ x: curve.step, y: curve.step.map((_, point) => at(run, curve, point)) }] : [];
  });
}

/* Points of a median: what a figure can show. */
const MOST_STEPS = 1000;

/** The steps at which some run was evaluated; of more than can be shown every so many-th, and the last. */
export function stepsOf({ runs }: Group): readonly number[] {
  const steps = [...new Set(runs.flatMap(({ curve }) => curve?.step ?? []))].sort((a, b) => a - b);
  const every = Math.ceil(steps.length / MOST_STEPS);
  return steps.filter((_, index) => index % every === 0 || index === steps.length - 1);
}

/** At each of these steps, over runs. A run that has stopped keeps its last value. */
export function spreadsOf(curves: readonly MeasureCurve[], steps: readonly number[]): readonly Spread[] {
  const runs = curves.map(({ x, y }) => ({ step: x, value: y }));
  return overRuns(runs, steps, spreadOf);
}

/** Whether there is something to draw. */
export const hasCurves = ({ runs }: Group): boolean => runs.some(({ curve }) => curve?.forced);
export const hasTraining = ({ runs }: Group): boolean => runs.some(({ curve }) => curve?.trainForced);
/** Whether some run has a value of that measure. */
export const hasValues = (group: Group, at: At): boolean =>
  curvesOf(group, at).some(({ y }) => y.some((share) => !Number.isNaN(share)));

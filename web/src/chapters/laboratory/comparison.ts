/* Runs beside one another: in what they differ, and their curves. */
import type { Config, Option } from '../../engine/shared/description';
import { byPosition } from '../../engine/shared/measurements';
import type { Lane, Measured, Setup } from '../../state/lane';
import { firstStepPosition, ranks } from '../../state/learnt';
import { givenDigest } from '../../state/record';
import type { Curve } from '../../ui/figure/plot-plan';

/** A run that was made, so that its setup is known. */
export interface Run {
  readonly lane: Lane;
  readonly setup: Setup;
}

export const MEASURES = ['first', 'path', 'loss'] as const;
export type Measure = (typeof MEASURES)[number];

/** The names of options in which some configs differ, in the core's order; the objective's is always shown elsewhere. */
export function differing(options: readonly Option[], configs: readonly Config[]): readonly string[] {
  return options
    .map(({ name }) => name)
    .filter((name) => name !== 'objective' && new Set(configs.map((config) => config[name])).size > 1);
}

/** Whether some runs were trained on other graphs than others. */
export function differInGraphs(runs: readonly Run[]): boolean {
  return new Set(runs.map(({ setup }) => givenDigest(setup))).size > 1;
}

/** Accuracy of the first real choice, wherever in the target the objective puts it. */
export function firstStep({ forced }: Measured, setup: Setup): number {
  return forced[firstStepPosition(setup)] ?? Number.NaN;
}

/** A run's curve of one measure over its steps. */
export function curveOf({ lane, setup }: Run, measure: Measure): Curve {
  const column = (name: string) => [...(lane.held?.column(name) ?? [])];
  const x = column('step');
  switch (measure) {
    case 'first':
      return { x, y: column(byPosition('forced', setup.length)[firstStepPosition(setup)] ?? '') };
    case 'path':
      return { x, y: column('path'), low: column('path_low'), high: column('path_high') };
    case 'loss':
      return { x, y: column('loss') };
  }
}

/** What guessing among the arms comes to, every other node being certain: a share, or the mean cross-entropy of a path; null
 * where the loss is another. */
export function chanceOf({ objective, degree, length }: Setup, measure: Measure): number | null {
  if (measure === 'loss' && ranks(objective)) return null;
  return measure === 'loss' ? Math.log(degree) / length : 1 / degree;
}

/* The few numbers that tell how a lane is doing. */

import type { Measured, Setup } from '../../state/lane';
import { firstStepPosition, judgedOn, LEARNT } from '../../state/learnt';
import type { AccuracyView } from '../../state/url';

export interface Standing {
  readonly firstStep: number;
  /** The lowest accuracy of the positions beyond the first step; null where there is none. */
  readonly later: number | null;
}

/** `view`: with the true path so far given (forced), or on the model's own path (free). */
export function standing(setup: Setup, measured: Measured, view: AccuracyView): Standing {
  const shares = measured[view];
  const beyond = setup.depths.flatMap((depth, position) => (depth > 1 ? [shares[position] ?? Number.NaN] : []));
  return {
    firstStep: shares[firstStepPosition(setup)] ?? Number.NaN,
    later: beyond.length > 0 ? Math.min(...beyond) : null,
  };
}

/** The page's one meaning of it: right on LEARNT of the graphs. */
export function learntFirstStep(setup: Setup, measured: Measured): boolean {
  return standing(setup, measured, judgedOn(setup.objective)).firstStep >= LEARNT;
}

export const isWrittenFromStart = ({ depths }: Setup): boolean => depths[0] === 0;

/** Whether what the Clever Hans test hands over, the second node that is said, is the first step: where a path of more than
 * three nodes is written from the goal it is not. */
export const isHandedFirstStep = ({ depths }: Setup): boolean => depths[1] === 1;

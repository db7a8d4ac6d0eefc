/* What a race says of a prediction. */

import type { Measured, Setup } from '../../state/lane';
import { judgedOn } from '../../state/learnt';
import { wilson } from '../../state/statistics/wilson';
import { learntFirstStep, standing } from '../../ui/race/summary';

/** Learnt; not learnt, yet its interval is above a guess among the arms; or neither of these. */
export type Outcome = 'learnt' | 'better' | 'guesses';

/** Null where there is no choice to learn. */
export function outcomeOf(setup: Setup, measured: Measured): Outcome | null {
  if (setup.degree < 2) return null;
  if (learntFirstStep(setup, measured)) return 'learnt';
  const [low] = wilson(standing(setup, measured, judgedOn(setup.objective)).firstStep, measured.graphs);
  return low > 1 / setup.degree ? 'better' : 'guesses';
}

/** Whether the prediction came true; null where neither that it learns nor that it keeps guessing did. */
export function cameTrue(learns: boolean, outcome: Outcome): boolean | null {
  return outcome === 'better' ? null : learns === (outcome === 'learnt');
}

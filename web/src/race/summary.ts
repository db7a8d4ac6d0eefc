/* The few numbers that tell how a lane is doing, and the sentence that says them. */
import type { Measured, Setup } from '../store/lane';
import { percent } from '../text/numbers';

export interface Standing {
  readonly firstStep: number;
  /** The lowest accuracy of the positions beyond the first step; null where there is none. */
  readonly later: number | null;
}

/** `view`: with the true path so far given (forced), or on the model's own path (free). */
export function standing(setup: Setup, measured: Measured, view: 'forced' | 'free'): Standing {
  const shares = measured[view];
  const beyond = setup.depths.flatMap((depth, position) => (depth > 1 ? [shares[position] ?? Number.NaN] : []));
  return {
    firstStep: shares[setup.depths.indexOf(1)] ?? Number.NaN,
    later: beyond.length > 0 ? Math.min(...beyond) : null,
  };
}

export function sentence(name: string, setup: Setup, measured: Measured): string {
  const { firstStep, later } = standing(setup, measured, 'forced');
  const rest = later === null ? '' : `, later steps at least ${percent(later)}`;
  return `${name}, step ${measured.step}: first step ${percent(firstStep)}${rest}, whole path ${percent(measured.path)}.`;
}

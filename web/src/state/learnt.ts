/* What counts as learnt, and which step is hard to learn. */

/** The core's PS_SOLVED. */
export const LEARNT = 0.95;

/** The target position (from 0) of the first step, the only choice. */
export const firstStepPosition = ({ depths }: { readonly depths: readonly number[] }): number => depths.indexOf(1);

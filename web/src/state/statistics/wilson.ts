/* How sure a share of so many graphs, or runs, is. The core gives the interval of whole paths; all others are made here, by
 * the same formula. */

const Z = 1.959963984540054; /* the standard normal quantile of a two-sided 95 % interval */

/**
 * Wilson's (1927) 95 % score interval of a share of `trials`: within 0 and 1, and of some width even where all or none
 * succeeded. From 0 to 1 where nothing was asked or measured.
 */
export function wilson(share: number, trials: number): readonly [low: number, high: number] {
  if (!(trials > 0) || Number.isNaN(share)) return [0, 1];
  /* Operation by operation as the core does it, so that the bits are the same. */
  const centre = share + (Z * Z) / (2 * trials);
  const spread = Z * Math.sqrt((share * (1 - share)) / trials + (Z * Z) / (4 * trials * trials));
  const whole = 1 + (Z * Z) / trials;
  /* At the ends the two are equal, but for rounding. */
  return [share <= 0 ? 0 : (centre - spread) / whole, share >= 1 ? 1 : (centre + spread) / whole];
}

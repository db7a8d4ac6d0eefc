/* How sure a share of so many graphs is. The core gives the interval of whole paths; those of single positions are made
 * here, by the same formula. */

const Z = 1.959963984540054; /* 95 % */

/** Wilson's (1927) 95 % score interval of a share of `trials`. */
export function wilson(share: number, trials: number): readonly [low: number, high: number] {
  if (!(trials > 0) || Number.isNaN(share)) return [0, 1];
  const square = (Z * Z) / trials;
  const centre = (share + square / 2) / (1 + square);
  const half = (Math.sqrt((share * (1 - share)) / trials + square / (4 * trials)) * Z) / (1 + square);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/* Whether two ways of training differ, asked of pairs that share a seed. */

/**
 * The exact sign test, two-sided: how likely a split at least as uneven as this one is where either side is as likely as the
 * other. Of seeds that one objective alone solved and seeds that the other alone solved, it is McNemar's (1947) test in its
 * exact form. 1 where there is nothing to tell the two apart.
 */
export function signTest(one: number, other: number): number {
  const all = one + other;
  /* Of all ways to split, those with `fewer` on one side: C(all, fewer) of 2^all. */
  let ways = 2 ** -all;
  let tail = ways;
  for (let fewer = 1; fewer <= Math.min(one, other); fewer++) {
    ways *= (all - fewer + 1) / fewer;
    tail += ways;
  }
  return Math.min(1, 2 * tail);
}

/* What may be said of a few runs: middles, and what errors that pile up would leave. */

/** The middle value, of two middle ones their mean; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Values measured at rising steps. */
export interface Measurements {
  readonly step: readonly number[];
  readonly value: readonly number[];
}

/**
 * What `of` says of the runs' values at each of these rising steps. A run that has ended counts with its last value: it
 * stopped because it had solved the task, or because its budget was spent. One that was not measured yet does not count.
 */
export function overRuns<T>(
  runs: readonly Measurements[],
  steps: readonly number[],
  of: (values: readonly number[]) => T,
): readonly T[] {
  const rows = runs.map(() => -1);
  return steps.map((step) =>
    of(
      runs.flatMap((run, index) => {
        let row = rows[index] ?? -1;
        while ((run.step[row + 1] ?? Number.POSITIVE_INFINITY) <= step) row++;
        rows[index] = row;
        const measured = run.value[row];
        return measured === undefined ? [] : [measured];
      }),
    ),
  );
}

/** The median over runs at every step that one of them measured, up to `until`. */
export function medianOver(runs: readonly Measurements[], until: number): Measurements {
  const steps = [...new Set(runs.flatMap(({ step }) => step))].filter((step) => step <= until).sort((a, b) => a - b);
  return { step: steps, value: overRuns(runs, steps, median) };
}

/**
 * The path accuracy that is left if errors only pile up: (1 - e)^(l - 1), e the mean error of the positions after the first
 * step, the true path so far given; l - 1, because the start is copied from the question and that many steps are taken. `shares` and `depths` are by target position. NaN where there is no later position.
 */
export function snowball(shares: readonly number[], depths: readonly number[]): number {
  const later = depths.flatMap((depth, position) => (depth > 1 ? [shares[position] ?? Number.NaN] : []));
  if (later.length === 0) return Number.NaN;
  const mean = later.reduce((sum, share) => sum + share, 0) / later.length;
  return mean ** (depths.length - 1);
}

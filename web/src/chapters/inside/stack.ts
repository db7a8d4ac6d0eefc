/* Shares stacked on one another over the steps. */

/** (positions, rows): the lower and upper edge of each position's band, from 0 to 1; NaN where the whole is nothing. */
export interface Band {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Each column's share of the row's sum, stacked in order. */
export function stack(columns: readonly Float64Array[]): readonly Band[] {
  const rows = columns[0]?.length ?? 0;
  const floor = new Float64Array(rows);
  const sums = Float64Array.from({ length: rows }, (_, row) =>
    columns.reduce((sum, column) => sum + (column[row] ?? Number.NaN), 0),
  );
  return columns.map((column) => {
    const low = floor.slice();
    for (let row = 0; row < rows; row++)
      floor[row] = (low[row] ?? 0) + (sums[row] ? (column[row] ?? 0) / (sums[row] ?? 1) : Number.NaN);
    return { low, high: floor.slice() };
  });
}

/** A band as an SVG path: along its upper edge, back along its lower; rows that are not defined are left out. */
export function bandPath(
  steps: ArrayLike<number>,
  { low, high }: Band,
  x: (step: number) => number,
  y: (share: number) => number,
): string {
  const rows = Array.from({ length: steps.length }, (_, row) => row).filter((row) => Number.isFinite(high[row]));
  if (rows.length === 0) return '';
  const point = (row: number, edge: Float64Array) => `${round(x(steps[row] ?? 0))} ${round(y(edge[row] ?? 0))}`;
  const over = rows.map((row) => point(row, high));
  const under = rows.map((row) => point(row, low)).reverse();
  return `M${over.join('L')}L${under.join('L')}Z`;
}

const round = (value: number): number => Math.round(10 * value) / 10;

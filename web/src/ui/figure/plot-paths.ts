/* Columns as paths in SVG. */
import type { Curve } from './plot-plan';

/** The coordinates of a row's value, written. */
type At = (row: number, values: ArrayLike<number>) => string;

/** At most two points a pixel: of more, each stretch keeps its least and its greatest, so that no spike is lost. */
export function lineOf({ x, y }: Curve, width: number, at: At): string {
  const stretch = Math.ceil(x.length / Math.max(1, width));
  let path = '';
  let pen = 'M';
  const add = (row: number) => {
    if (Number.isFinite(y[row])) {
      path += pen + at(row, y);
      pen = 'L';
    } else pen = 'M';
  };
  for (let first = 0; first < x.length; first += stretch) {
    if (stretch === 1) {
      add(first);
      continue;
    }
    let least = first;
    let most = first;
    for (let row = first; row < Math.min(x.length, first + stretch); row++) {
      if ((y[row] ?? 0) < (y[least] ?? 0)) least = row;
      if ((y[row] ?? 0) > (y[most] ?? 0)) most = row;
    }
    add(Math.min(least, most));
    if (least !== most) add(Math.max(least, most));
  }
  /* A single measurement is a point: a round cap makes it visible. */
  return x.length === 1 && path !== '' ? `${path}h0.1` : path;
}

/** One area for each unbroken stretch of rows. */
export function bandOf({ x, low, high }: Curve, at: At): string {
  if (!low || !high) return '';
  const stretches: number[][] = [[]];
  for (let row = 0; row < x.length; row++)
    if (Number.isFinite(low[row]) && Number.isFinite(high[row])) stretches.at(-1)?.push(row);
    else stretches.push([]);
  return stretches
    .filter((rows) => rows.length > 1)
    .map((rows) => {
      const upper = rows.map((row) => at(row, high));
      const lower = rows.toReversed().map((row) => at(row, low));
      return `M${[...upper, ...lower].join('L')}Z`;
    })
    .join('');
}

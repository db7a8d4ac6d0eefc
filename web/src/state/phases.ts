/* The phases of a training, named from what was measured and only once it shows them. */

import type { Course } from './course';
import { LEARNT } from './learnt';
import { wilson } from './statistics/wilson';

export type PhaseName = 'copying' | 'plateau' | 'jump' | 'solved';

export interface Phase {
  readonly name: PhaseName;
  /** Training steps. */
  readonly from: number;
  readonly to: number;
  /** Whether it may still go on: the data has not shown its end. */
  readonly open: boolean;
}

/* A shorter wait is not worth a name. */
const LEAST_PLATEAU = 50;

/**
 * Given the course with the true path so far, the phases in order of time; they do not overlap and may leave gaps:
 * copying: until start and goal, which stand in the question, are both learnt, or the jump begins; named when one is.
 * plateau: from there to the jump, if that is long enough: the first step is at chance or below it.
 * jump:    from the first of two evaluations in a row whose first step is above chance (its interval is), until it is
 *          learnt. If chance comes back into the interval for two in a row before that, it was none.
 * solved:  from where whole paths are right too, as often.
 */
export function phases(course: Course, degree: number): readonly Phase[] {
  const { step, shares, path, graphs } = course;
  const rows = step.length;
  const at = (row: number) => step[row] ?? Number.NaN;
  const now = at(rows - 1);
  const start = shares[0] ?? new Float64Array();
  const goal = shares.at(-1) ?? new Float64Array();
  const first = shares[1] ?? new Float64Array();
  if (rows === 0) return [];

  /* With one arm, or where the first step is the goal, there is no choice to wait for or to jump at. */
  const isChoice = degree > 1 && shares.length > 2;
  const above = (row: number) => wilson(first[row] ?? Number.NaN, graphs)[0] > 1 / degree;
  const { from, to } = isChoice ? jump(first, above) : { from: null, to: first.findIndex((share) => share >= LEARNT) };

  const found: Phase[] = [];
  const copied = start.findIndex((share, row) => share >= LEARNT && (goal[row] ?? 0) >= LEARNT);
  const copying = start.some((share) => share >= LEARNT) || goal.some((share) => share >= LEARNT);
  const copyingEnds = Math.min(copied < 0 ? rows : copied, from ?? rows);
  if (copying && copyingEnds > 0)
    found.push({ name: 'copying', from: at(0), to: at(Math.min(copyingEnds, rows - 1)), open: copyingEnds === rows });

  if (isChoice && copied >= 0 && (from === null || copied < from)) {
    const until = from === null ? now : at(from);
    if (until - at(copied) >= LEAST_PLATEAU)
      found.push({ name: 'plateau', from: at(copied), to: until, open: from === null });
  }
  if (from !== null) found.push({ name: 'jump', from: at(from), to: to < 0 ? now : at(to), open: to < 0 });

  if (to < 0) return found;
  const solved = path.findIndex((share, row) => row >= to && share >= LEARNT);
  if (solved < 0) return found;
  /* One evaluation below may be the luck of the draw; two are an end. */
  const last = path.findLastIndex((share) => share >= LEARNT);
  const open = last >= rows - 2;
  found.push({ name: 'solved', from: at(solved), to: open ? now : at(last), open });
  return found;
}

/* Rows: the first, null where it has not jumped, and the one at which the first step is learnt, -1 where it is not. */
function jump(first: Float64Array, above: (row: number) => boolean): { from: number | null; to: number } {
  let from: number | null = null;
  for (let row = 0; row < first.length; row++) {
    if (from !== null && (first[row] ?? 0) >= LEARNT) return { from, to: row };
    if (from === null && above(row) && row + 1 < first.length && above(row + 1)) from = row;
    else if (from !== null && row > from + 1 && !above(row) && !above(row - 1)) from = null;
  }
  return { from, to: -1 };
}

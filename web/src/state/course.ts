/* What was measured of a lane, by place on the path instead of by the order in which its objective says the nodes: the
 * pictures lay the path out as it is read, from the start to the goal. */
import type { Setup } from './lane';
import { LEARNT } from './learnt';

/** Columns of equal length, one row an evaluation. */
export interface Course {
  /** Held-out graphs that each evaluation asked about. */
  readonly graphs: number;
  readonly step: Float64Array;
  /** Accuracy of the node `depth` edges from the start: by depth, then by row. */
  readonly shares: readonly Float64Array[];
  /** Share of whole paths, on the model's own path. */
  readonly path: Float64Array;
}

/** `columns`: accuracies in the objective's order. */
export function byDepth(setup: Setup, columns: readonly Float64Array[]): readonly Float64Array[] {
  return Array.from({ length: setup.length }, (_, depth) => {
    const column = columns[setup.depths.indexOf(depth)];
    if (!column) throw new RangeError(`no target position asks for depth ${depth}`);
    return column;
  });
}

/** First step of an evaluation at which that place was right on LEARNT of the graphs, or null. */
export function learntAt({ step, shares }: Course, depth: number): number | null {
  const row = shares[depth]?.findIndex((share) => share >= LEARNT) ?? -1;
  return row < 0 ? null : (step[row] ?? null);
}

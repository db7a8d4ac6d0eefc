/* What must go so that what is kept stays small: the oldest runs beyond a number, and of the others, oldest first, the
 * weights beyond a number of bytes. Runs that the visitor gave a name go after all others; runs of unfinished races stay. */

export const MOST_RUNS = 30;
export const MOST_BYTES = 200e6;
/* Results of the bench: some kilobytes each. */
export const MOST_TRIALS = 500;

export interface Held {
  readonly id: string;
  readonly createdAt: number;
  /** Bytes of its weights. */
  readonly size: number;
  readonly racing: boolean;
  readonly named: boolean;
}

export interface Excess {
  /** Runs that go altogether, and runs that keep their record alone. */
  readonly runs: readonly string[];
  readonly weights: readonly string[];
  /** Whether the newcomer's weights fit once those are gone. */
  readonly fits: boolean;
}

export function excess(held: readonly Held[], newcomer: string, mostRuns = MOST_RUNS, mostBytes = MOST_BYTES): Excess {
  const firstToGo = [...held].sort(
    (one, other) => Number(one.named) - Number(other.named) || one.createdAt - other.createdAt,
  );
  const free = firstToGo.filter(({ id, racing }) => !racing && id !== newcomer);
  const gone = free.slice(0, Math.max(0, held.length - mostRuns));
  let total = held.reduce((sum, { id, size }) => (gone.some((run) => run.id === id) ? sum : sum + size), 0);
  const weights: string[] = [];
  for (const { id, size } of free.slice(gone.length)) {
    if (total <= mostBytes) break;
    if (size === 0) continue;
    weights.push(id);
    total -= size;
  }
  return { runs: gone.map(({ id }) => id), weights, fits: total <= mostBytes };
}

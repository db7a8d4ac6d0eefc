/* What the committed sweep found of each objective, and its order in the league table. */
import type { CommittedCell, CommittedSpec } from '../../state/committed/condense';
import { committedTally, sourceOf } from '../../state/committed/results';
import { median } from '../../state/statistics/snowball';
import type { Tally } from '../../state/trials/result';

/** The sweep, experiments/NAME.json, and the steps that each of its runs was allowed. */
export const SWEEP = 'repairs';
export const BUDGET = 1500;
export const BASELINE = 'teacher_forcing';
/* What was built after that sweep, on the same graphs and budget: with as many heads as a card's race has, and ranks as they
 * are reported. */
const LATER = [
  ['chain', { horizon: 4 }],
  ['repairs_later', { rank_said: false }],
] as const;

export interface Standing {
  readonly objective: string;
  /** Null: the sweep has no such runs. */
  readonly found: Found | null;
}

export interface Found {
  readonly spec: CommittedSpec;
  readonly cell: CommittedCell;
  readonly tally: Tally;
  /** Of a step, in those of teacher forcing. */
  readonly cost: number;
  /** FLOPs up to the goal, the median of the runs that reached it; NaN where none did. */
  readonly flops: number;
  /** Numbers that are trained, and those that answers depend on. */
  readonly parameters: number;
  readonly answering: number;
  /** Decision margin at the end, the median; NaN where it was not measured. */
  readonly margin: number;
}

export function standings(specs: readonly CommittedSpec[], objectives: readonly string[]): readonly Standing[] {
  const baseline = sourceOf(specs, SWEEP, { objective: BASELINE })?.cell;
  return objectives.map((objective) => {
    const sources = [[SWEEP, {}] as const, ...LATER].flatMap(
      ([name, wanted]) => sourceOf(specs, name, { objective, ...wanted }) ?? [],
    );
    const [source] = sources;
    if (!source) return { objective, found: null };
    const { spec, cell } = source;
    const tally = committedTally(cell);
    return {
      objective,
      found: {
        spec,
        cell,
        tally,
        cost: cell.flopsPerStep / (baseline?.flopsPerStep ?? Number.NaN),
        flops: cell.flopsPerStep * tally.steps,
        parameters: cell.parameters,
        answering: cell.parameters - cell.auxiliary,
        margin: median(cell.margin),
      },
    };
  });
}

/* The same on longer arms; the second has what was run before the repairs were. */
const HARDER = ['repairs_hard', 'objectives_hard'] as const;

export interface Harder {
  readonly objective: string;
  readonly cell: CommittedCell;
  readonly tally: Tally;
}

/** What was found of each on longer arms, those that solved it in most seeds first; of those that were run there. */
export function harder(specs: readonly CommittedSpec[], objectives: readonly string[]): readonly Harder[] {
  return objectives
    .flatMap((objective) => {
      const source = HARDER.flatMap((name) => sourceOf(specs, name, { objective }) ?? [])[0];
      return source ? [{ objective, cell: source.cell, tally: committedTally(source.cell) }] : [];
    })
    .toSorted((one, other) => other.tally.solved / other.tally.runs - one.tally.solved / one.tally.runs);
}

export const COLUMNS = ['solved', 'steps', 'flops', 'cost', 'parameters', 'firstStep', 'margin'] as const;
export type Column = (typeof COLUMNS)[number];

/** Of which more is better. */
const MORE: readonly Column[] = ['solved', 'firstStep', 'margin'];

export interface Sorting {
  readonly by: Column;
  readonly descending: boolean;
}

export const bestFirst = (by: Column): Sorting => ({ by, descending: MORE.includes(by) });

function measureIn({ found }: Standing, by: Column): number {
  if (!found) return Number.NaN;
  switch (by) {
    case 'solved':
      return found.tally.solved / found.tally.runs;
    case 'steps':
      return found.tally.steps;
    case 'firstStep':
      return found.tally.firstStep;
    case 'flops':
    case 'cost':
    case 'parameters':
    case 'margin':
      return found[by];
  }
}

/** What has no value comes last either way; of equals, the one that solved the task in more seeds first, and then sooner. */
export function sorted(all: readonly Standing[], { by, descending }: Sorting): readonly Standing[] {
  const compare = (one: Standing, other: Standing, column: Column, down: boolean): number => {
    const [left, right] = [measureIn(one, column), measureIn(other, column)];
    if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
    return down ? right - left : left - right;
  };
  return all.toSorted(
    (one, other) =>
      compare(one, other, by, descending) || compare(one, other, 'solved', true) || compare(one, other, 'steps', false),
  );
}

/** Those that solved the task in the most seeds; none where nothing was measured. */
export function best(all: readonly Standing[]): readonly Standing[] {
  const most = Math.max(...all.map(({ found }) => found?.tally.solved ?? -1));
  return all.filter(({ found }) => found && found.tally.solved === most);
}

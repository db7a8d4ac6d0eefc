/* The crowd as a table and as JSON. */
import { nameOf } from '../../state/config/names';
import { expectedAt } from '../../state/expectations';
import { survivalAt } from '../../state/statistics/survival';
import { pairsOf } from '../../state/trials/crowd';
import { say } from '../../text/say';
import type { Table } from '../../ui/figure/save';
import type { CrowdLane } from './crowd-lanes';
import { words } from './crowd-words';

/** A row a seed, in the order in which they solved it, with what is estimated at its step. */
export function crowdTable(lanes: readonly CrowdLane[]): Table {
  const columns = [
    words.columnObjective,
    words.columnSeed,
    words.columnUntil,
    words.columnEnd,
    words.columnAtRisk,
    words.columnUnsolved,
    words.columnLow,
    words.columnHigh,
    words.columnExpected,
    words.columnFirst,
    words.columnPath,
    words.columnDigest,
  ];
  return {
    head: columns.map(say<string>),
    rows: lanes.flatMap(({ objective, crowd, survival: rows, expected }) =>
      crowd.map(({ seed, until, end, result }) => {
        const row = survivalAt(rows, until);
        return [
          nameOf(objective),
          seed,
          until,
          say(words.ends[end]),
          row?.atRisk ?? Number.NaN,
          row?.unsolved ?? Number.NaN,
          row?.low ?? Number.NaN,
          row?.high ?? Number.NaN,
          expected ? 1 - expectedAt(expected, until) : Number.NaN,
          result.firstStep,
          result.path,
          result.digest ?? '',
        ];
      }),
    ),
  };
}

/** Everything, for programs: what was expected, every seed with its curve, the estimate, and each two objectives compared. */
export function crowdJson(lanes: readonly CrowdLane[], within: number): unknown {
  return {
    within,
    objectives: lanes.map(({ objective, expected, crowd, survival }) => ({
      objective,
      expected,
      survival,
      seeds: crowd.map(({ seed, until, end, result }) => ({ seed, until, end, result })),
    })),
    pairs: lanes.flatMap((one, index) =>
      lanes.slice(index + 1).map((other) => ({
        one: one.objective,
        other: other.objective,
        ...pairsOf(one.crowd, other.crowd),
      })),
    ),
  };
}

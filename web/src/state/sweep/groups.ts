/* Runs that differ by seed alone are a group (of one budget, too). The order of groups, and what tells one from the others,
 * are those of the program's tables (cli/report/groups.c). */
import { type Config, type Description, type Option, optionOf, type Value } from '../../engine/shared/description';
import type { SweepResults, SweepRun } from './read';

export interface Group {
  readonly key: string;
  /** By seed. */
  readonly runs: readonly SweepRun[];
  readonly config: Config;
  readonly degree: number;
  readonly length: number;
}

export interface Grouping {
  readonly results: SweepResults;
  /** Options that were varied besides the seed. */
  readonly fields: readonly string[];
  /** True where so many were varied, one or two at a time, that a column for each would be mostly of one value: a group is
   * then better told by what is unlike most others. */
  readonly sparse: boolean;
  readonly groups: readonly Group[];
}

const SIZES: readonly string[] = ['degree', 'path_length'];

/* Of columns for what was varied. */
const MOST_FIELDS = 4;

/* Numbers by size, choices in the core's order, false before true. */
function rankOf(option: Option, value: Value | undefined): number {
  return option.type === 'choice' ? option.choices.indexOf(String(value)) : Number(value);
}

/** The value that more than half of them have; undefined if none does. */
function commonOf<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].find(([, times]) => 2 * times > values.length)?.[0];
}

export function groupingOf(results: SweepResults, description: Description): Grouping {
  const { runs, varied } = results;
  const differs = (name: string) => new Set(runs.map(({ config }) => config[name])).size > 1;
  /* Graphs of another size are never another seed's, whatever the file says of what was varied. */
  const counts = (name: string) => name !== 'seed' && (varied.includes(name) || SIZES.includes(name));
  const options = description.options.filter(({ name }) => counts(name) && differs(name));
  const sparse = options.length > MOST_FIELDS;
  const commons = new Map(options.map(({ name }) => [name, commonOf(runs.map(({ config }) => config[name]))]));
  const isEven = ({ name }: Option) => commons.get(name) === undefined;
  /* Where one factor was changed at a time: options without a common value come first, and a common value comes before
   * those that were tried in its place. */
  const ordered = sparse ? [...options.filter(isEven), ...options.filter((option) => !isEven(option))] : options;
  const rankIn = (option: Option, { config }: SweepRun) => {
    const value = config[option.name];
    return sparse && value === commons.get(option.name) ? Number.NEGATIVE_INFINITY : rankOf(option, value);
  };
  const ranked = runs.map((run) => ({ run, ranks: [...ordered.map((option) => rankIn(option, run)), run.budget] }));
  ranked.sort(
    (one, other) =>
      one.ranks.map((rank, index) => compare(rank, other.ranks[index] ?? 0)).find((order) => order !== 0) ??
      one.run.seed - other.run.seed,
  );
  const groups = new Map<string, SweepRun[]>();
  for (const { run, ranks } of ranked) {
    const key = ranks.join();
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return {
    results,
    fields: ordered.map(({ name }) => name),
    sparse,
    groups: [...groups].flatMap(([key, members]) => {
      const [first] = members;
      return first ? [{ key, runs: members, config: first.config, degree: first.degree, length: first.length }] : [];
    }),
  };
}

/* Not by subtraction: the common value's rank is no finite number. */
const compare = (one: number, other: number): number => (one < other ? -1 : one > other ? 1 : 0);

/** What tells a group from the others: options and their values; none where there is nothing, or it is as most are. */
export function tellingOf({ fields, sparse, groups }: Grouping, { config }: Group): readonly string[] {
  if (!sparse) return fields;
  return fields.filter((field) => commonOf(groups.map((group) => group.config[field])) !== config[field]);
}

/** Fewest and most steps that a run was allowed. */
export function budgetsOf({ results }: Grouping): readonly [least: number, most: number] {
  const budgets = results.runs.map(({ budget }) => budget);
  return [Math.min(...budgets), Math.max(...budgets)];
}

export const solvedIn = ({ runs }: Group): number => runs.filter(({ reached }) => !Number.isNaN(reached)).length;

/** What all runs share and is not the engine's default. */
export function sharedSettings({ results }: Grouping, description: Description): readonly (readonly [string, Value])[] {
  return description.options.flatMap(({ name }) => {
    const values = new Set(results.runs.map(({ config }) => config[name]));
    const [value] = values;
    return values.size === 1 && value !== undefined && value !== optionOf(description, name).default
      ? [[name, value] as const]
      : [];
  });
}

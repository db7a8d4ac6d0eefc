/* What the page makes of the committed results, against what the program made of them: EXPERIMENTS.md. */
import { describe, expect, it, test } from 'vitest';
import { builtEngine } from '../../engine/worker/built-module';
import { wilson } from '../statistics/wilson';
import { type Group, groupingOf, solvedIn, tellingOf } from './groups';
import { mapsOf } from './maps';
import { learntIn, type MeasureName, measured, measureOf, measuresIn } from './measures';
import { readResults, type SweepResults } from './read';

const files = import.meta.glob<string>('../../../../experiments/results/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const texts = import.meta.glob<string>('../../../../{EXPERIMENTS.md,experiments/EXPERIMENTS.template.md}', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const textOf = (ending: string) => Object.entries(texts).find(([path]) => path.endsWith(ending))?.[1] ?? '';

/** Tables of Markdown, each a list of rows of cells. */
function tablesIn(text: string): string[][][] {
  const rows = (block: string) =>
    block
      .split('\n')
      .filter((line) => line.startsWith('|') && !line.startsWith('|---'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
  return text
    .split('\n\n')
    .map(rows)
    .filter((table) => table.length > 0);
}

const SCALES: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 };

/** The numbers of a cell, and of each how far it may be off for having been rounded. */
function numbersIn(cell: string): { readonly value: number; readonly off: number }[] {
  return [...cell.matchAll(/(-?\d+)(\.\d+)?(?: ([kMGTPE])\b)?/g)].map(([, whole = '', decimals = '', prefix]) => {
    const value = Number(whole + decimals) * (prefix ? (SCALES[prefix] ?? 1) : 1);
    const off = prefix ? value / 100 : 0.51 * 10 ** -Math.max(0, decimals.length - 1);
    return { value, off };
  });
}

const engine = await builtEngine();
const description = engine?.describe();

describe.skipIf(!description)('committed results (skipped: web/public/engine/pathstar.wasm is not built)', () => {
  if (!description) return;
  const results = new Map<string, SweepResults>();
  for (const [path, text] of Object.entries(files)) {
    const read = readResults(text, description);
    if ('problem' in read) throw new Error(`${path}: ${read.problem.en}`);
    results.set(read.name, read);
  }
  const template = textOf('template.md');
  const placed = [...template.matchAll(/\{\{(table|map) (\w+)\}\}/g)].map(([, kind = '', name = '']) => ({
    kind,
    name,
  }));
  const tables = tablesIn(textOf('EXPERIMENTS.md')).filter(
    ([head]) => head?.some((cell) => cell.includes('95 % interval')) || head?.[1]?.startsWith('l = '),
  );

  it('are all read', () => expect(results.size).toBe(Object.keys(files).length));

  const tabled = placed.filter(({ kind }) => kind === 'table').map(({ name }) => name);
  const measuredTables = tables.filter(([head]) => head?.some((cell) => cell.includes('95 % interval')));

  it('have their tables in EXPERIMENTS.md', () => {
    expect(tabled.length).toBeGreaterThan(15);
    expect(measuredTables).toHaveLength(tabled.length);
  });

  it.each(tabled.map((name, index) => ({ name, index })))('$name has the same rows', ({ name, index }) => {
    const [head = [], ...rows] = measuredTables[index] ?? [];
    const grouping = groupingOf(wanted(results, name), description);
    const columns = measuresIn(grouping.groups);
    const titled = grouping.sparse || grouping.fields.length === 0;
    expect(rows).toHaveLength(grouping.groups.length);
    const learnt = grouping.groups.some((group) => learntIn(group).length > 0);
    expect(head).toHaveLength((titled ? 1 : grouping.fields.length) + 1 + columns.length + (learnt ? 1 : 0));
    rows.forEach((row, at) => {
      const group = grouping.groups[at];
      if (!group) throw new Error('no such group');
      const told = tellingOf(grouping, group).map((field) => String(group.config[field]));
      if (titled) for (const value of told) expect(row[0]).toContain(value);
      else expect(row.slice(0, told.length)).toEqual(told);
      const cells = row.slice(titled ? 1 : told.length);
      same(cells[0] ?? '', solvedNumbers(group));
      columns.forEach((column, place) => {
        same(cells[place + 1] ?? '', spreadNumbers(column, group));
      });
      if (learnt) {
        const nodes = learntIn(group).flatMap(({ depth, step }) => (Number.isFinite(step) ? [depth, step] : [depth]));
        same(cells.at(-1) ?? '', nodes);
      }
    });
  });

  test('the maps of the sweep over sizes are the same', () => {
    const named = placed.filter(({ kind }) => kind === 'map').map(({ name }) => name);
    const written = tables.filter(([head]) => head?.[1]?.startsWith('l = '));
    const maps = named.flatMap((name) => mapsOf(groupingOf(wanted(results, name), description)));
    expect(maps.length).toBeGreaterThan(0);
    expect(written).toHaveLength(maps.length);
    maps.forEach(({ degrees, lengths, groups }, index) => {
      const [head = [], ...rows] = written[index] ?? [];
      expect(head.slice(1)).toEqual(lengths.map((length) => `l = ${length}`));
      expect(rows.map(([side]) => side)).toEqual(degrees.map((degree) => `d = ${degree}`));
      for (const group of groups) {
        const cell = rows[degrees.indexOf(group.degree)]?.[1 + lengths.indexOf(group.length)] ?? '';
        expect(cell).toContain(`${solvedIn(group)}/${group.runs.length}`);
      }
    });
  });
});

function wanted(results: ReadonlyMap<string, SweepResults>, name: string): SweepResults {
  const found = results.get(name);
  if (!found) throw new Error(`no results called ${name}`);
  return found;
}

function same(cell: string, values: readonly number[]): void {
  const numbers = numbersIn(cell);
  expect(numbers.length, cell).toBe(values.length);
  numbers.forEach(({ value, off }, index) => {
    expect(Math.abs(value - (values[index] ?? Number.NaN)), cell).toBeLessThanOrEqual(off);
  });
}

const solvedNumbers = (group: Group): number[] => {
  const solved = solvedIn(group);
  return [solved, group.runs.length, ...wilson(solved / group.runs.length, group.runs.length)];
};

function spreadNumbers(name: MeasureName, group: Group): number[] {
  const { count, low, median, high } = measured(name, group);
  if (count === 0) return [];
  return measureOf(name).given && low === high ? [median] : [median, low, high];
}

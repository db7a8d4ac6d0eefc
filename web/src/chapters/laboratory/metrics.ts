/* A run's measured history as a table and as JSON: columns by name, the config inside. */
import type { Config, Description } from '../../engine/shared/description';
import type { Measured } from '../../state/lane';
import type { Table } from '../../ui/figure/save';

export interface History {
  readonly config: Config;
  readonly step: number;
  readonly digest: string;
  /** Digest of a file's graphs that it was trained on; empty where it drew its own. */
  readonly trainsOn: string;
  /** Nodes of a path: as many positions has a target. */
  readonly length: number;
  readonly rows: readonly Measured[];
  /** The training loss by step. */
  readonly train: { readonly step: readonly number[]; readonly loss: readonly number[] };
}

/* Positions count from 1, as the program prints them. */
const byPosition = (name: string, length: number) => Array.from({ length }, (_, index) => `${name}_${index + 1}`);

function columns({ length, rows }: History): Readonly<Record<string, readonly number[]>> {
  const of = (value: (row: Measured) => number | null) => rows.map((row) => value(row) ?? Number.NaN);
  const shares = (view: 'forced' | 'free') =>
    byPosition(view, length).map((name, position) => [name, of((row) => row[view][position] ?? null)] as const);
  return {
    step: of((row) => row.step),
    graphs: of((row) => row.graphs),
    loss: of((row) => row.loss),
    path: of((row) => row.path),
    path_low: of((row) => row.low),
    path_high: of((row) => row.high),
    hans: of((row) => row.hans),
    hans_inner: of((row) => row.hansInner),
    ...Object.fromEntries([...shares('forced'), ...shares('free')]),
  };
}

/** One row an evaluation: what was measured, then the config, the same in each row, so that tables of runs can be joined. */
export function metricsTable(history: History): Table {
  const measured = Object.entries(columns(history));
  const config = Object.entries(history.config);
  const graphs = history.trainsOn === '' ? [] : [history.trainsOn];
  return {
    head: [
      ...measured.map(([name]) => name),
      ...config.map(([name]) => `config_${name}`),
      ...graphs.map(() => 'trains_on'),
    ],
    rows: history.rows.map((_, row) => [
      ...measured.map(([, values]) => values[row] ?? Number.NaN),
      ...config.map(([, value]) => (typeof value === 'boolean' ? String(value) : value)),
      ...graphs,
    ]),
  };
}

/** Accuracies are shares; what is not defined is null. */
export function metricsJson(history: History, description: Description, kernels: string): string {
  const { config, step, digest, trainsOn, train } = history;
  const graphs = trainsOn === '' ? {} : { trains_on: trainsOn };
  const head = { format: 'pathstar-metrics', version: description.version, kernels, step, digest, ...graphs, config };
  return `${JSON.stringify({ ...head, held_out: columns(history), train }, null, 1)}\n`;
}

/** The config as the program's --config reads it. */
export const configJson = (config: Config): string => `${JSON.stringify(config, null, 2)}\n`;

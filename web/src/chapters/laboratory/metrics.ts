/* A run's measured history as a table and as JSON: columns by name, the config inside. */
import type { Config, Description } from '../../engine/shared/description';
import type { Table } from '../../ui/figure/save';

export interface History {
  readonly config: Config;
  readonly step: number;
  readonly digest: string;
  /** Empty where graphs were drawn. In files its name is `trains_on`. */
  readonly givenDigest: string;
  /** Of held-out graphs, an evaluation a row, by name: each metric of the core, of each position `forced_1`, ... */
  readonly held: Readonly<Record<string, readonly number[]>>;
  /** The training loss by step. */
  readonly train: Readonly<Record<string, readonly number[]>>;
}

/** One row an evaluation: what was measured, then the config, the same in each row, so that tables of runs can be joined. */
export function metricsTable(history: History): Table {
  const measured = Object.entries(history.held);
  const config = Object.entries(history.config);
  const given = history.givenDigest === '' ? [] : [history.givenDigest];
  return {
    head: [
      ...measured.map(([name]) => name),
      ...config.map(([name]) => `config_${name}`),
      ...given.map(() => 'trains_on'),
    ],
    rows: (history.held.step ?? []).map((_, row) => [
      ...measured.map(([, values]) => values[row] ?? Number.NaN),
      ...config.map(([, value]) => (typeof value === 'boolean' ? String(value) : value)),
      ...given,
    ]),
  };
}

/** Accuracies are shares; what is not defined is null. */
export function metricsJson(history: History, description: Description, kernels: string): string {
  const { config, step, digest, givenDigest, held, train } = history;
  const given = givenDigest === '' ? {} : { trains_on: givenDigest };
  const head = { format: 'pathstar-metrics', version: description.version, kernels, step, digest, ...given, config };
  return `${JSON.stringify({ ...head, held_out: held, train }, null, 1)}\n`;
}

/** The config as the program's --config reads it. */
export const configJson = (config: Config): string => `${JSON.stringify(config, null, 2)}\n`;

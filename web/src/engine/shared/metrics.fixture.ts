/* Metrics as a worker tells them, for tests. */
import { type Measurements, measurements } from './measurements';
import type { MetricsEvent } from './protocol';

type Values = Readonly<Record<string, number>>;

/** A table of these rows, all of which have the first one's names. */
export const tableOf = (...rows: readonly Values[]): Measurements => {
  const names = Object.keys(rows[0] ?? {});
  return measurements(
    names,
    rows.map((row) => names.map((name) => row[name] ?? Number.NaN)),
  );
};

/** News of nothing, but for what is given. */
export const metricsEvent = (news: Partial<MetricsEvent>): MetricsEvent => ({
  type: 'run.metrics',
  run: '',
  rate: 1,
  graphs: 1,
  train: tableOf(),
  held: tableOf(),
  supervised: tableOf(),
  snapshots: new Float64Array(),
  ...news,
});

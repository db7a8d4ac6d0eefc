/* What the page takes from a sweep's committed results (`pathstar report --compact`), made when the page is built: the runs
 * of each setting, without their curves. */
import {
  arrayOf,
  either,
  type Guarded,
  is,
  isBoolean,
  isNull,
  isNumber,
  isString,
  object,
  recordOf,
} from '../../engine/shared/guard.ts'; /* the ending for Node, which reads this file when the page is built */
import { FORMAT } from '../sweep/format.ts';

const isConfig = recordOf(either(isString, isNumber, isBoolean));

const isFinal = object({ first_step: isNumber, path: isNumber });

const isResults = object({
  format: is(FORMAT),
  spec: object({ name: isString, claim: isString }),
  config: isConfig,
  runs: arrayOf(
    object({
      config: isConfig,
      budget: isNumber,
      reached: either(isNumber, isNull),
      flops_per_step: isNumber,
      parameters: isNumber,
      final: either(isFinal, (value: unknown): value is undefined => value === undefined),
    }),
  ),
});

type Run = Guarded<typeof isResults>['runs'][number];

/** Runs that differ in nothing but the seed. */
export interface CommittedCell {
  readonly config: Guarded<typeof isConfig>;
  readonly budget: number;
  readonly seeds: readonly number[];
  /** By seed: steps to the share of paths at which a run stopped, or null; and how it stood at its end. */
  readonly reached: readonly (number | null)[];
  readonly firstStep: readonly number[];
  readonly path: readonly number[];
  /** The least accurate of the steps after the first, where there are any; else empty. */
  readonly later: readonly number[];
  /** Decision margin, where it was measured; else empty. */
  readonly margin: readonly number[];
  /** Of the first run. */
  readonly flopsPerStep: number;
  /** Numbers that are trained, and how many of those no answer depends on. */
  readonly parameters: number;
  readonly auxiliary: number;
  /** First step on the training graphs, where they were asked; else empty. */
  readonly trained: readonly number[];
  /** Handed a wrong first step, walks that arm up to its last node: share of graphs, where it is defined; else empty. */
  readonly hansInner: readonly number[];
}

export interface CommittedSpec {
  readonly name: string;
  readonly claim: string;
  /** The share of held-out paths that counts as solved, and on how many graphs; null: the sweep says none. */
  readonly stopAt: number | null;
  readonly graphs: number | null;
  readonly cells: readonly CommittedCell[];
}

/** One results file. Throws where it is of another form. */
export function condense(file: string, json: unknown): CommittedSpec {
  if (!isResults(json)) throw new Error(`${file} is not a sweep's compact results (${FORMAT})`);
  const groups = new Map<string, Run[]>();
  for (const run of json.runs) {
    if (run.final === undefined) continue;
    const { seed: _, ...config } = run.config;
    const key = JSON.stringify([config, run.budget]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return {
    name: json.spec.name,
    claim: json.spec.claim,
    stopAt: numberAt(json.spec, 'stop_at_path'),
    graphs: numberAt(Reflect.get(json.spec, 'evaluate'), 'graphs'),
    cells: [...groups.values()].map((runs) => cellOf(json.config, runs)),
  };
}

function cellOf(shared: Guarded<typeof isConfig>, unsorted: readonly Run[]): CommittedCell {
  const runs = unsorted.flatMap(({ final, ...run }) =>
    final ? [{ ...run, final, seed: seedOf({ ...shared, ...run.config }) }] : [],
  );
  runs.sort((a, b) => a.seed - b.seed);
  const { seed: _, ...config } = { ...shared, ...runs[0]?.config };
  return {
    config,
    budget: runs[0]?.budget ?? 0,
    seeds: runs.map(({ seed }) => seed),
    reached: runs.map(({ reached }) => reached),
    firstStep: runs.map(({ final }) => final.first_step),
    path: runs.map(({ final }) => final.path),
    later: runs.flatMap(({ final }) => numberAt(final, 'later') ?? []),
    margin: runs.flatMap(({ final }) => numberAt(final, 'margin') ?? []),
    flopsPerStep: runs[0]?.flops_per_step ?? Number.NaN,
    parameters: runs[0]?.parameters ?? Number.NaN,
    auxiliary: numberAt(runs[0], 'auxiliary_parameters') ?? 0,
    trained: runs.flatMap(({ final }) => numberAt(final, 'train_first_step') ?? []),
    hansInner: runs.flatMap(({ final }) => numberAt(final, 'hans_inner') ?? []),
  };
}

const seedOf = (config: Guarded<typeof isConfig>): number => (typeof config.seed === 'number' ? config.seed : 0);

function numberAt(value: unknown, name: string): number | null {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null;
  return typeof found === 'number' ? found : null;
}

/* A sweep's results (`pathstar report --compact`) as the page reads them. The file may come from anywhere: whatever is not as
 * it should be is refused by place, key and what it must be instead. What no figure shows is not looked at. */
import { type Config, type Description, numberOf } from '../../engine/shared/description';
import type { Both } from '../../text/say';
import { LEARNT } from '../learnt';
import { FORMAT } from './format';
import { configIn, isList, isNothing, isNumber, isObject, type Json, Part, Refusal, readJson } from './part';
import { demands, places, refusals } from './words';

/** What was measured every so many steps. Columns are as long as `step`, or null where the sweep did not ask; NaN where
 * undefined. */
export interface RunCurve {
  readonly step: readonly number[];
  readonly path: readonly number[] | null;
  readonly hans: readonly number[] | null;
  readonly hansInner: readonly number[] | null;
  /** By step, of each target position. */
  readonly forced: readonly (readonly number[])[] | null;
  readonly trainForced: readonly (readonly number[])[] | null;
}

/** What a run made of a file's graphs, and of those of them that cannot have been trained on: NaN where there are none. */
export interface FileResult {
  readonly file: string;
  readonly graphs: number;
  readonly path: number;
  readonly heldOutPath: number;
}

/** Shares of held-out graphs at the end, and of the training graphs; NaN where undefined, not asked, or where the run
 * diverged before its first evaluation. */
export interface RunFinal {
  readonly path: number;
  readonly hans: number;
  readonly hansInner: number;
  /** The decision margin, in logits; NaN too where an earlier program wrote the file. */
  readonly margin: number;
  readonly forced: readonly number[];
  readonly trainPath: number;
  readonly trainForced: readonly number[] | null;
}

export interface SweepRun {
  readonly id: string;
  /** Every setting. */
  readonly config: Config;
  readonly seed: number;
  readonly degree: number;
  readonly length: number;
  /** How many edges from the start each target position is. */
  readonly depths: readonly number[];
  /** Of the weights; empty where the run diverged before its first evaluation. */
  readonly digest: string;
  readonly diverged: boolean;
  /** The steps it was allowed, and those it took. */
  readonly budget: number;
  readonly steps: number;
  readonly seconds: number;
  readonly flopsPerStep: number;
  readonly parameters: number;
  /** Those of them that no answer depends on. */
  readonly auxiliary: number;
  /** A step's floating-point operations by those of teacher forcing, all else being equal. */
  readonly stepCost: number;
  /** By edges from the start: the first evaluated step at which that node was right on 95 % of held-out graphs, the true ones
   * before it given; Infinity if it never was. Null where the file does not say. */
  readonly learnt: readonly number[] | null;
  /** Step at which the held-out path accuracy first reached the goal; NaN if it never did. */
  readonly reached: number;
  readonly final: RunFinal;
  readonly curve: RunCurve | null;
  readonly files: readonly FileResult[];
}

export interface SweepResults {
  readonly name: string;
  readonly claim: string;
  /** Of the program that wrote the file; empty where it does not say. */
  readonly program: string;
  /** The share of held-out paths that counts as solved. */
  readonly goal: number;
  /** Options that the sweep set run by run, the seed left out. */
  readonly varied: readonly string[];
  readonly runs: readonly SweepRun[];
}

/** The most that is read of a file. */
export const MOST = { runs: 5000, names: 64, points: 2000 } as const;

/** Reads the text of a file; `problem` is why it cannot be used. */
export function readResults(text: string, description: Description): SweepResults | { readonly problem: Both } {
  return readJson(text, (json) => resultsOf(json, description));
}

function resultsOf(json: unknown, description: Description): SweepResults {
  const file = new Part(isObject(json) ? json : {}, places.file);
  if (file.at('format') !== FORMAT) file.refuse('format', demands.format(FORMAT));
  const spec = file.object('spec');
  const shared = file.object('config').json;
  const varied = file.at('varied');
  const isName = (value: unknown): value is string => typeof value === 'string';
  if (!isList(varied) || varied.length > MOST.names || !varied.every(isName))
    return file.refuse('varied', demands.names(MOST.names));
  const listed = file.at('runs');
  if (!isList(listed) || listed.length < 1 || listed.length > MOST.runs)
    return file.refuse('runs', demands.runs(MOST.runs));
  const runs = listed.map((run, index) => {
    const place = places.run(index + 1);
    return isObject(run)
      ? runOf(new Part(run, place), shared, description)
      : new Part({}, place).refuse('runs', demands.object);
  });
  const ids = new Set<string>();
  for (const { id } of runs) {
    if (ids.has(id)) throw new Refusal(refusals.twice(id));
    ids.add(id);
  }
  const told = file.at('goal') === undefined ? spec.shareOrNaN('stop_at_path') : file.share('goal');
  return {
    name: spec.text('name'),
    claim: spec.text('claim'),
    program: file.at('program') === undefined ? '' : file.text('program'),
    goal: Number.isNaN(told) ? LEARNT : told,
    varied: varied.filter((name) => name !== 'seed' && name !== 'steps'),
    runs,
  };
}

function runOf(part: Part, shared: Json, description: Description): SweepRun {
  const config = configIn(part, { ...shared, ...part.object('config').json }, description);
  const length = numberOf(config, 'path_length');
  const status = part.at('status');
  const diverged = status === 'diverged';
  if (!diverged && status !== 'done') part.refuse('status', demands.status);
  return {
    id: part.text('id'),
    config,
    seed: numberOf(config, 'seed'),
    degree: numberOf(config, 'degree'),
    length,
    depths: depthsOf(part, config, length),
    digest: diverged && isNothing(part.at('digest')) ? '' : part.text('digest'),
    diverged,
    budget: part.number('budget', 1),
    steps: part.number('steps', 0),
    seconds: part.number('seconds', 0),
    flopsPerStep: part.number('flops_per_step', 0),
    parameters: part.number('parameters', 1),
    /* Programs that wrote no such number knew no auxiliary losses. */
    auxiliary: part.numberOr(0, 'auxiliary_parameters', 0),
    stepCost: part.numberOr(1, 'step_cost', 0),
    learnt: learntOf(part, length),
    reached: reachedOf(part),
    final: diverged && isNothing(part.at('final')) ? nothingFinal(length) : finalOf(part.object('final'), length),
    curve: curveOf(part, length),
    files: filesOf(part),
  };
}

function reachedOf(part: Part): number {
  if (part.at('reached') === null) return Number.NaN;
  const reached = part.number('reached', 0);
  return reached <= part.number('budget', 1) ? reached : part.refuse('reached', demands.reached);
}

/* Files of earlier programs do not say. In their time one objective wrote the path from its goal. */
function depthsOf(part: Part, { objective }: Config, length: number): readonly number[] {
  const depths = Array.from({ length }, (_, depth) => depth);
  const said = part.at('depths');
  if (said === undefined) return objective === 'reverse' ? depths.reverse() : depths;
  const isDepth = (value: unknown): value is number => depths.some((depth) => depth === value);
  const isGood = isList(said) && said.length === length && said.every(isDepth) && new Set(said).size === length;
  return isGood ? said : part.refuse('depths', demands.depths(length));
}

function learntOf(part: Part, length: number): readonly number[] | null {
  const said = part.at('learnt');
  if (said === undefined) return null;
  const isStep = (value: unknown): value is number | null => value === null || (isNumber(value) && value >= 0);
  if (!isList(said) || said.length !== length || !said.every(isStep))
    return part.refuse('learnt', demands.learnt(length));
  return said.map((step) => step ?? Number.POSITIVE_INFINITY);
}

function finalOf(final: Part, length: number): RunFinal {
  return {
    path: final.share('path'),
    hans: final.shareOrNaN('hans'),
    hansInner: final.shareOrNaN('hans_inner'),
    margin: final.numberOr(Number.NaN, 'margin', -Number.MAX_VALUE),
    forced: final.positions('forced', length),
    trainPath: final.shareOrNaN('train_path'),
    trainForced: final.at('train_forced') === undefined ? null : final.positions('train_forced', length),
  };
}

const nothingFinal = (length: number): RunFinal => ({
  path: Number.NaN,
  hans: Number.NaN,
  hansInner: Number.NaN,
  margin: Number.NaN,
  forced: Array.from({ length }, () => Number.NaN),
  trainPath: Number.NaN,
  trainForced: null,
});

function curveOf(part: Part, length: number): RunCurve | null {
  if (part.at('curve') === undefined) return null;
  const curve = part.object('curve');
  if (Object.keys(curve.json).length === 0) return null;
  const step = curve.list('step');
  const rises = (values: readonly unknown[]): values is readonly number[] =>
    values.every((value, index) => isNumber(value) && value >= 0 && (index === 0 || value > Number(values[index - 1])));
  if (!rises(step) || step.length > MOST.points) return curve.refuse('step', demands.steps(MOST.points));
  const points = step.length;
  if (points === 0) return null;
  return {
    step,
    path: curve.column('path', points),
    hans: curve.column('hans', points),
    hansInner: curve.column('hans_inner', points),
    forced: curve.table('forced', points, length),
    trainForced: curve.table('train_forced', points, length),
  };
}

function filesOf(part: Part): readonly FileResult[] {
  if (isNothing(part.at('data'))) return [];
  return part.list('data').map((item) => {
    if (!isObject(item)) return part.refuse('data', demands.objects);
    const data = new Part(item, part.place);
    const kept = data.at('held_out');
    return {
      file: data.text('file').replace(/^.*\//, ''),
      graphs: data.number('graphs', 1),
      path: data.shareOrNaN('path'),
      heldOutPath: isObject(kept) ? new Part(kept, part.place).shareOrNaN('path') : Number.NaN,
    };
  });
}

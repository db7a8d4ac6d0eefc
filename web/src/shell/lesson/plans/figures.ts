/* What was measured, as the plans quote it: read from the committed results, written as texts. */
import type { CommittedSpec } from '../../../state/committed/condense';
import { committedTally, type Source, sourceOf } from '../../../state/committed/results';
import { nameOf } from '../../../state/config/names';
import { LEARNT } from '../../../state/learnt';
import { median } from '../../../state/statistics/snowball';
import { wilson } from '../../../state/statistics/wilson';
import type { Tally } from '../../../state/trials/result';
import { list } from '../../../text/list';
import { count, percent } from '../../../text/numbers';

/** What the seeds of one setting came to. */
export interface Found {
  readonly runs: string;
  readonly solved: string;
  /** The 95 % interval of those that solved it. */
  readonly low: string;
  readonly high: string;
  readonly budget: string;
  /** Steps that it took: median, and the range. */
  readonly steps: string;
  readonly soonest: string;
  readonly latest: string;
  /** The first step at the end: median, and the range. */
  readonly first: string;
  readonly lowest: string;
  readonly highest: string;
  /** The least accurate later step: median, and that of the worst seed. */
  readonly later: string;
  readonly worst: string;
  /** Whole paths right at the end, the median. */
  readonly path: string;
}

export interface Figures {
  /** The default graph: how often a guess among its arms is right, and what that costs, in nats a token of the path. */
  readonly chance: string;
  readonly guessLoss: string;
  /** Held-out graphs that each run was asked about. */
  readonly graphs: string;
  readonly forced: Found;
  readonly teacherless: Found;
  readonly reverse: Found;
  /** Teacher forcing, handed a wrong first step: walks that arm up to its last node; share of graphs, the median. */
  readonly followed: string;
  /** Teacher forcing's accuracy, the mean over all nodes of the path. */
  readonly average: string;
  /** Whole paths right if each step after the start erred as often as the worst later one. */
  readonly piled: string;
  /** The first step's label alone: of so many seeds, those that find it, on the shortest arms and on longer ones. */
  readonly alone: { readonly runs: string; readonly found: string; readonly longer: string; readonly ofLonger: string };
  /** Teacher forcing on three arms, of three nodes each and of more. */
  readonly short: Found;
  readonly long: { readonly runs: string; readonly solved: string };
  readonly hardForced: Found;
  readonly hardTeacherless: Found;
  readonly hardReverse: Found;
  /** Objectives that every seed solved, and no seed; on longer arms, any seed and none. */
  readonly repairs: {
    readonly runs: string;
    readonly budget: string;
    readonly every: string;
    readonly none: string;
    readonly harder: string;
    readonly harderNone: string;
  };
  readonly mamba: Found;
  readonly paperForced: Found;
  readonly paperReverse: Found;
  /** The lower end of the interval, where all of five runs were solved. */
  readonly fiveLow: string;
}

const FORCING = { objective: 'teacher_forcing' };
const TEACHERLESS = { objective: 'teacherless' };
const REVERSE = { objective: 'reverse' };

function found({ cell }: Source): Found {
  const { runs, solved, interval, within, steps, firstStep, lowest, highest } = committedTally(cell);
  const reached = cell.reached.filter((step) => step !== null);
  return {
    runs: count(runs),
    solved: count(solved),
    low: percent(interval.low),
    high: percent(interval.high),
    budget: count(within),
    steps: count(Math.round(steps)),
    soonest: count(Math.min(...reached)),
    latest: count(Math.max(...reached)),
    first: percent(firstStep),
    lowest: percent(lowest),
    highest: percent(highest),
    later: percent(median(cell.later)),
    worst: percent(Math.min(...cell.later)),
    path: percent(median(cell.path)),
  };
}

/** Null where one of the sweeps is not there. */
export function figuresOf(specs: readonly CommittedSpec[]): Figures | null {
  const cellsOf = (name: string) => specs.find((spec) => spec.name === name)?.cells ?? [];
  const forced = sourceOf(specs, 'objectives', FORCING);
  const teacherless = sourceOf(specs, 'objectives', TEACHERLESS);
  const reverse = sourceOf(specs, 'objectives', REVERSE);
  const hardForced = sourceOf(specs, 'objectives_hard', FORCING);
  const hardTeacherless = sourceOf(specs, 'objectives_hard', TEACHERLESS);
  const hardReverse = sourceOf(specs, 'objectives_hard', REVERSE);
  const mamba = sourceOf(specs, 'mamba', FORCING);
  const paperForced = sourceOf(specs, 'paper_2_5', FORCING);
  const paperReverse = sourceOf(specs, 'paper_2_5', REVERSE);
  const short = sourceOf(specs, 'map', { ...FORCING, degree: 3, path_length: 3 });
  const [shortest, ...longer] = cellsOf('first_step_alone').toSorted((one, other) => lengthOf(one) - lengthOf(other));
  const repairs = cellsOf('repairs').map((cell) => ({ cell, tally: committedTally(cell) }));
  const harder = cellsOf('repairs_hard').map((cell) => ({ cell, tally: committedTally(cell) }));
  const [repair] = repairs;
  if (!forced || !teacherless || !reverse || !hardForced || !hardTeacherless || !hardReverse) return null;
  if (!mamba || !paperForced || !paperReverse || !short || !shortest || !repair) return null;

  const { config, later, hansInner, firstStep } = forced.cell;
  const [degree, length] = [Number(config.degree), lengthOf(forced.cell)];
  const finders = (cells: readonly { readonly firstStep: readonly number[] }[]) =>
    cells.flatMap((cell) => cell.firstStep).filter((share) => share >= LEARNT).length;
  const longArms = cellsOf('map').filter(
    (cell) => cell.config.objective === FORCING.objective && cell.config.degree === degree && lengthOf(cell) > 3,
  );
  const named = (some: typeof repairs, holds: (tally: Tally) => boolean) =>
    list(some.filter(({ tally }) => holds(tally)).map(({ cell }) => nameOf(String(cell.config.objective))));
  return {
    chance: percent(1 / degree),
    guessLoss: (Math.log(degree) / length).toFixed(2),
    graphs: count(forced.spec.graphs ?? Number.NaN),
    forced: found(forced),
    teacherless: found(teacherless),
    reverse: found(reverse),
    followed: percent(median(hansInner)),
    /* The start is copied from the question. */
    average: percent((1 + median(firstStep) + (length - 2) * median(later)) / length),
    piled: percent(Math.min(...later) ** (length - 1)),
    alone: {
      runs: count(shortest.seeds.length),
      found: count(finders([shortest])),
      longer: count(finders(longer)),
      ofLonger: count(longer.reduce((sum, { seeds }) => sum + seeds.length, 0)),
    },
    short: found(short),
    long: {
      runs: count(longArms.reduce((sum, { seeds }) => sum + seeds.length, 0)),
      solved: count(longArms.reduce((sum, cell) => sum + committedTally(cell).solved, 0)),
    },
    hardForced: found(hardForced),
    hardTeacherless: found(hardTeacherless),
    hardReverse: found(hardReverse),
    repairs: {
      runs: count(repair.tally.runs),
      budget: count(repair.tally.within),
      every: named(repairs, ({ solved, runs }) => solved === runs),
      none: named(repairs, ({ solved }) => solved === 0),
      harder: named(harder, ({ solved }) => solved > 0),
      harderNone: named(harder, ({ solved }) => solved === 0),
    },
    mamba: found(mamba),
    paperForced: found(paperForced),
    paperReverse: found(paperReverse),
    fiveLow: percent(wilson(1, 5)[0]),
  };
}

const lengthOf = ({ config }: CommittedSpec['cells'][number]): number => Number(config.path_length);

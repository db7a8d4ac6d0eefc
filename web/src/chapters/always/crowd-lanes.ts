/* The objectives of the page, each with its seeds: what the crowd's picture, words and files are all made of. */
import { type Expectation, expectedAt, opened } from '../../state/expectations';
import { type SurvivalRow, survival, survivalAt } from '../../state/statistics/survival';
import { type CrowdSeed, crowdOf, isDecided } from '../../state/trials/crowd';
import { resultOf } from '../../state/trials/trials';
import type { Bench } from '../../ui/bench/bench';

export interface CrowdLane {
  readonly objective: string;
  readonly experiment: string;
  /** Whether its seeds are shown: until then, what is expected of them is drawn. */
  readonly shown: boolean;
  readonly expected: Expectation | null;
  readonly crowd: readonly CrowdSeed[];
  readonly survival: readonly SurvivalRow[];
  readonly solved: number;
  readonly undecided: number;
  /** Runs on their way. */
  readonly left: number;
}

export function crowdLane(bench: Bench, objective: string, within: number): CrowdLane {
  const { results, running, waiting } = bench.trials;
  const experiment = bench.experiment(bench.settingsFor(objective));
  const isOfIt = (trial: { readonly experiment: string }) => trial.experiment === experiment;
  const going = running.value.filter(isOfIt);
  const crowd = crowdOf(
    results.value.filter(isOfIt),
    going.flatMap((trial) => resultOf(trial, trial.lane) ?? []),
    within,
  );
  return {
    objective,
    experiment,
    shown: experiment in opened.value,
    expected: opened.value[experiment] ?? null,
    crowd,
    survival: survival(crowd),
    solved: crowd.filter(({ solved }) => solved).length,
    undecided: crowd.filter(({ end }) => !isDecided(end)).length,
    left: going.length + waiting.value.filter(isOfIt).length,
  };
}

export interface Judged {
  readonly step: number;
  readonly expected: number;
  /** What holds at that step; undefined: not known yet. */
  readonly found: SurvivalRow | undefined;
  /** Of the points whose outcome is known, those at which the line is inside the interval. */
  readonly points: number;
  readonly inside: number;
}

/** What became of an expectation, at its last point within the steps. */
export function judge(expected: Expectation, rows: readonly SurvivalRow[], within: number): Judged | null {
  const steps = expected.steps.filter((step) => step <= within);
  const step = steps.at(-1);
  if (step === undefined) return null;
  const known = steps.flatMap((drawnAt) => {
    const row = survivalAt(rows, drawnAt);
    return row ? [{ row, unsolved: 1 - expectedAt(expected, drawnAt) }] : [];
  });
  /* Shares of a few seeds are written with rounding. */
  const slack = 1e-9;
  return {
    step,
    expected: expectedAt(expected, step),
    found: survivalAt(rows, step),
    points: known.length,
    inside: known.filter(({ row, unsolved }) => row.low <= unsolved + slack && unsolved <= row.high + slack).length,
  };
}

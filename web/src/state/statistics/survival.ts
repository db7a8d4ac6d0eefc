/* How many of a crowd of runs have not solved their task by a step, where not all could be followed to the end. */
import { wilson } from './wilson';

/** How long a run was followed: until it had solved its task, or until nothing more is known of it. */
export interface Followed {
  readonly until: number;
  readonly solved: boolean;
}

/** From `step` on, until the next row's. */
export interface SurvivalRow {
  readonly step: number;
  /** Runs that were followed up to there and had not solved it before, and how many of them solved it there. */
  readonly atRisk: number;
  readonly solved: number;
  /** Share of runs that have not solved it, and its 95 % interval. */
  readonly unsolved: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Kaplan and Meier's (1958) estimate. A run that was not followed further counts as long as it was, so that a crowd still in
 * training is not judged by its quickest. The interval is Wilson's, of as many runs as Greenwood's variance amounts to
 * (Rothman 1978): where all were followed, of just as many as there are, and of some width even where all or none solved it.
 */
export function survival(crowd: readonly Followed[]): readonly SurvivalRow[] {
  if (crowd.length === 0) return [];
  const steps = [...new Set([0, ...crowd.map(({ until }) => until)])].sort((a, b) => a - b);
  let unsolved = 1;
  /* Greenwood's sum, and the number of runs whose share would vary as much. */
  let varies = 0;
  let worth = crowd.length;
  return steps.map((step) => {
    const atRisk = crowd.filter(({ until }) => until >= step).length;
    const solved = crowd.filter((run) => run.solved && run.until === step).length;
    unsolved = solved === atRisk ? 0 : unsolved * (1 - solved / atRisk);
    if (unsolved === 1) worth = atRisk;
    else if (unsolved > 0) {
      varies += solved / (atRisk * (atRisk - solved));
      worth = (1 - unsolved) / (unsolved * varies);
    }
    const [low, high] = wilson(unsolved, worth);
    return { step, atRisk, solved, unsolved, low, high };
  });
}

/** The row that holds at a step; undefined beyond what any run was followed to. */
export function survivalAt(rows: readonly SurvivalRow[], step: number): SurvivalRow | undefined {
  const last = rows.at(-1);
  if (last && step > last.step && last.unsolved > 0) return undefined;
  return rows.findLast((row) => row.step <= step);
}

/* All seeds of an experiment within a number of steps: how far each has come, and two experiments seed by seed. */
import { signTest } from '../statistics/sign-test';
import type { Followed } from '../statistics/survival';
import type { TrialResult } from './result';

/** `stopped`: it was not followed to the last step, and nobody is following it now. */
export type End = 'solved' | 'unsolved' | 'diverged' | 'stopped' | 'running';

export interface CrowdSeed extends Followed {
  readonly seed: number;
  readonly end: End;
  readonly result: TrialResult;
}

/** The seeds by how soon they solved it; those that have not, last; those of which that is not known, between them. */
export function crowdOf(
  ended: readonly TrialResult[],
  running: readonly TrialResult[],
  within: number,
): readonly CrowdSeed[] {
  const known = new Map<number, CrowdSeed>();
  for (const [results, goes] of [
    [ended, false],
    [running, true],
  ] as const)
    for (const result of results) {
      const now = seedOf(result, goes, within);
      const before = known.get(result.seed);
      /* A seed is one run, however often it was run: what was followed further tells more. */
      if (!before || before.until < now.until) known.set(result.seed, now);
    }
  const place = ({ end }: CrowdSeed) => (end === 'solved' ? 0 : isDecided(end) ? 2 : 1);
  return [...known.values()].sort((a, b) =>
    place(a) !== place(b) ? place(a) - place(b) : a.until !== b.until ? a.until - b.until : a.seed - b.seed,
  );
}

function seedOf(result: TrialResult, goes: boolean, within: number): CrowdSeed {
  const { seed, solvedAt, steps, budget, failure } = result;
  if (solvedAt !== null && solvedAt <= within) return { seed, result, until: solvedAt, solved: true, end: 'solved' };
  /* What has diverged will not solve it any more. */
  const until = failure !== null ? within : Math.min(goes ? steps : budget, within);
  const end =
    until < within ? (goes ? 'running' : 'stopped') : steps < within && failure !== null ? 'diverged' : 'unsolved';
  return { seed, result, until, solved: false, end };
}

/** Whether it is known if the seed solves the task within the steps. */
export const isDecided = (end: End): boolean => end !== 'stopped' && end !== 'running';

/** Seeds that both have run, by what became of them. */
export interface Pairs {
  readonly both: number;
  readonly neither: number;
  readonly onlyOne: number;
  readonly onlyOther: number;
  /** Solved in fewer steps than by the other, or by this one alone. */
  readonly oneSooner: number;
  readonly otherSooner: number;
  /** How likely splits as uneven as these are where the two do not differ: exact tests, two-sided. */
  readonly solvedP: number;
  readonly soonerP: number;
}

export function pairsOf(one: readonly CrowdSeed[], other: readonly CrowdSeed[]): Pairs {
  const pairs = one.flatMap((first) => {
    const second = other.find(({ seed }) => seed === first.seed);
    return second && isDecided(first.end) && isDecided(second.end) ? [[first, second] as const] : [];
  });
  const many = (is: (first: CrowdSeed, second: CrowdSeed) => boolean) =>
    pairs.filter(([first, second]) => is(first, second)).length;
  const sooner = (first: CrowdSeed, second: CrowdSeed) =>
    first.solved && (!second.solved || first.until < second.until);
  const onlyOne = many((first, second) => first.solved && !second.solved);
  const onlyOther = many((first, second) => !first.solved && second.solved);
  const oneSooner = many(sooner);
  const otherSooner = many((first, second) => sooner(second, first));
  return {
    both: many((first, second) => first.solved && second.solved),
    neither: many((first, second) => !first.solved && !second.solved),
    onlyOne,
    onlyOther,
    oneSooner,
    otherSooner,
    solvedP: signTest(onlyOne, onlyOther),
    soonerP: signTest(oneSooner, otherSooner),
  };
}

/* What the visitor expects of an experiment's seeds before they see them, remembered: the share that will have solved the
 * task by which step. Keys are experiments (trials/experiment.ts). */
import { signal } from '@preact/signals';
import { arrayOf, either, type Guarded, isNull, isNumber, object, recordOf } from '../engine/shared/guard';

const KEY = 'pathstar-expectations';
/* Of the newest experiments. */
const MOST = 60;
/** Points that are drawn, at most. */
export const POINTS = 8;
/** Steps between two of them, at least: as often a run is measured. */
const APART = 25;

const isExpectation = object({
  /* Rising. */
  steps: arrayOf(isNumber),
  /* The share that is expected to have solved it by then: one a step, never falling. */
  solved: arrayOf(isNumber),
  /* Seeds whose results were there to be seen when it was drawn. */
  seen: isNumber,
});

export type Expectation = Guarded<typeof isExpectation>;

const isOpened = recordOf(either(isExpectation, isNull));

type Opened = Readonly<Record<string, Expectation | null>>;

/** Experiments whose seeds are shown, with what was expected of them; null: nothing was drawn. */
export const opened = signal<Opened>(remembered());

/** What is being drawn for experiments that are not shown yet. */
export const drawn = signal<Readonly<Record<string, Expectation>>>({});

/** The steps at which an expectation is drawn. */
export function pointsWithin(within: number): readonly number[] {
  const points = Math.min(POINTS, Math.max(1, Math.floor(within / APART)));
  return Array.from({ length: points }, (_, point) => Math.round((within * (point + 1)) / points));
}

/** The share that is expected to have solved it by a step; NaN beyond what was drawn. */
export function expectedAt({ steps, solved }: Expectation, step: number): number {
  const next = steps.findIndex((drawnAt) => drawnAt >= step);
  if (next < 0) return Number.NaN;
  const [from, to] = [steps[next - 1] ?? 0, steps[next] ?? 0];
  const [low, high] = [solved[next - 1] ?? 0, solved[next] ?? 0];
  return step === to ? high : low + ((high - low) * (step - from)) / (to - from);
}

/** What is drawn, or nothing yet, with points at these steps. */
export function sketchOf(before: Expectation | undefined, steps: readonly number[]): Expectation {
  const solved = steps.map((step) => {
    const share = before ? expectedAt(before, step) : 0;
    return Number.isNaN(share) ? (before?.solved.at(-1) ?? 0) : share;
  });
  return { steps, solved, seen: before?.seen ?? 0 };
}

/** Moves a point; as nothing that was solved is unsolved later, others give way. */
export function withPoint(sketch: Expectation, point: number, share: number): Expectation {
  const solved = sketch.solved.map((known, index) =>
    index === point ? share : index < point ? Math.min(known, share) : Math.max(known, share),
  );
  return { ...sketch, solved };
}

export function draw(experiment: string, sketch: Expectation): void {
  drawn.value = { ...drawn.peek(), [experiment]: sketch };
}

/** Ends the drawing: what was drawn stands, and the seeds may be seen. */
export function openSeeds(experiment: string): void {
  if (experiment in opened.peek()) return;
  const { [experiment]: sketch = null, ...others } = drawn.peek();
  drawn.value = others;
  keep({ ...opened.peek(), [experiment]: sketch?.steps.length ? sketch : null });
}

/** Draws anew: from now on it is known how many seeds had been seen by then. */
export function drawAgain(experiment: string, seen: number): void {
  const { [experiment]: before, ...others } = opened.peek();
  draw(experiment, { steps: before?.steps ?? [], solved: before?.solved ?? [], seen });
  keep(others);
}

function keep(all: Opened): void {
  opened.value = Object.fromEntries(Object.entries(all).slice(-MOST));
  try {
    localStorage.setItem(KEY, JSON.stringify(opened.peek()));
  } catch {
    /* Storage is blocked: it lasts as long as the page. */
  }
}

function remembered(): Opened {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return isOpened(value) ? value : {};
  } catch {
    return {};
  }
}

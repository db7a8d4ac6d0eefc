/* What the race's picture shows of a lane: what stands fast, and what was measured so far. */

import { byDepth, type Course } from '../../state/course';
import type { View } from '../../state/draft';
import type { Lane, Setup } from '../../state/lane';
import { judgedOn } from '../../state/learnt';
import { type Phase, phases } from '../../state/phases';
import type { AccuracyView } from '../../state/url';

/** How the objective says the path. */
export type Order = 'forward' | 'backward' | 'at once';

export interface LanePicture {
  readonly name: string;
  readonly about: string;
  readonly degree: number;
  readonly length: number;
  readonly order: Order;
  readonly lossName: string;
  /** A path to name the nodes after, from its start to its goal. */
  readonly path: readonly number[];
  readonly measured: () => MeasuredPicture | null;
  /** The step that the training has reached. */
  readonly now: () => number;
}

export interface MeasuredPicture {
  /** Changes with every evaluation. */
  readonly key: string;
  readonly course: Course;
  readonly phases: readonly Phase[];
  /** The newest interval of whole paths. */
  readonly low: number;
  readonly high: number;
  /** Loss on held-out graphs, by row of the course; on training batches. */
  readonly heldLoss: number;
  readonly train: { readonly step: Float64Array; readonly loss: Float64Array };
  /** The step that the training has reached; whether it has ended there. */
  readonly now: number;
  readonly ended: boolean;
}

/** Of the targets' depths, and of whether no node is said because of the one beside it: at once, or in an order of the model's own. */
export function orderOf(depths: readonly number[], atOnce: boolean): Order {
  if (atOnce) return 'at once';
  return (depths[0] ?? 0) > (depths.at(-1) ?? 0) ? 'backward' : 'forward';
}

/** Whether the objective shows blanks in the place of the path. */
export const showsBlanks = ({ graph }: View): boolean => graph.tokens.some(({ role }) => role === 'dummy');

/** The course of a lane, seen one way; null before the first evaluation. */
export function courseOf(lane: Lane, setup: Setup, view: AccuracyView): Course | null {
  const newest = lane.measured(-1);
  const [step, ...columns] = lane.accuracies(view);
  if (!newest || !step) return null;
  return { graphs: newest.graphs, step, shares: byDepth(setup, columns), path: lane.paths() };
}

/** Phases are about what the model has learnt of each step: from the accuracies that it is judged on. */
export function phasesOf(lane: Lane, setup: Setup): readonly Phase[] {
  const course = courseOf(lane, setup, judgedOn(setup.objective));
  return course ? phases(course, setup.degree) : [];
}

export function measuredOf(lane: Lane, view: AccuracyView): MeasuredPicture | null {
  const setup = lane.setup.peek();
  const course = setup && courseOf(lane, setup, view);
  const newest = lane.measured(-1);
  if (!setup || !course || !newest) return null;
  const state = lane.state.peek();
  const ended = state.kind === 'failed' || (state.kind === 'paused' && state.finished);
  return {
    key: `${course.step.length} ${newest.step} ${ended}`,
    course,
    phases: phasesOf(lane, setup),
    low: newest.path_low,
    high: newest.path_high,
    heldLoss: newest.loss,
    train: { step: lane.train.column('step'), loss: lane.train.column('loss') },
    now: lane.newestStep,
    ended,
  };
}

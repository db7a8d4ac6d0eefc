/* What a model said of one graph, read as a walk on the star. */
import type { Decoding, Graph } from '../engine/description';
import { type Place, placeOf } from '../graph/layout';
import { armLetter } from '../graph/palette';

export interface Leg {
  readonly from: Place;
  readonly to: Place;
  /** Along an edge of the graph; otherwise a jump that no edge allows. */
  readonly edge: boolean;
}

/** The legs between consecutive nodes that are on the graph, in the order they were said. */
export function legs(graph: Graph, decoding: Decoding): readonly Leg[] {
  const places = decoding.steps.map(({ token }) => placeOf(graph.arms, token));
  return places.flatMap((to, index) => {
    const from = places[index - 1];
    return from && to ? [{ from, to, edge: adjacent(from, to) }] : [];
  });
}

function adjacent(one: Place, other: Place): boolean {
  const sameArm = one.arm === other.arm || one.depth === 0 || other.depth === 0;
  return sameArm && Math.abs(one.depth - other.depth) === 1;
}

/** The arm whose nodes are what was said at every position after the first; null where there is none. */
export function followedArm(graph: Graph, decoding: Decoding, depths: readonly number[]): number | null {
  const said = decoding.steps.map(({ token }) => token);
  const arm = graph.arms.findIndex((nodes) =>
    depths.every((depth, position) => position === 0 || depth === 0 || nodes[depth] === said[position]),
  );
  return arm >= 0 ? arm : null;
}

/** The wrong arm that was followed up to the last position, at which the goal was said instead of that arm's end: the goal
 * can be copied from the question. */
function followedUntilGoal(graph: Graph, decoding: Decoding, depths: readonly number[]): number | null {
  const last = depths.length - 1;
  if (last < 2 || decoding.steps[last]?.token !== graph.goal) return null;
  const arm = followedArm(graph, { ...decoding, steps: decoding.steps.slice(0, last) }, depths.slice(0, last));
  return arm === null || arm === graph.goal_arm ? null : arm;
}

/** What happened, in a sentence or two. `handed`: the arm whose node was given as the first step, or null. */
export function verdict(graph: Graph, decoding: Decoding, depths: readonly number[], handed: number | null): string {
  const followed = followedArm(graph, decoding, depths);
  const goal = armLetter(graph.goal_arm);
  const given = handed === null ? '' : `Handed a first step on arm ${armLetter(handed)}, `;
  const it = given === '' ? 'It' : 'it';
  if (decoding.correct) return `${given}${it} walked arm ${goal} to the goal.`;
  if (followed !== null && followed !== graph.goal_arm)
    return `${given}${it} followed arm ${armLetter(followed)} from end to end without a fault. The goal is on arm ${goal}.`;
  const copied = followedUntilGoal(graph, decoding, depths);
  if (copied !== null)
    return `${given}${it} followed arm ${armLetter(copied)} and then said the goal, which is not on that arm but on arm ${goal}.`;
  const wrong = decoding.steps.find(
    ({ token, target }, position) => token !== target && !(position === 1 && handed !== null),
  );
  if (!wrong) return `${given}${it} kept to the path.`;
  return `${given}${it} left the path at position ${wrong.position}: it said ${wrong.text}, the path has ${wrong.target}.`;
}

/** The probability of each arm at the first choice, and what went to nodes that are no choice. */
export function armShares(
  graph: Graph,
  decoding: Decoding,
  depths: readonly number[],
): { arms: number[]; elsewhere: number } {
  const probabilities = decoding.steps[1]?.probabilities ?? [];
  const arms = graph.arms.map((nodes) => probabilities[nodes[depths[1] ?? 1] ?? -1] ?? 0);
  return { arms, elsewhere: Math.max(0, 1 - arms.reduce((sum, share) => sum + share, 0)) };
}

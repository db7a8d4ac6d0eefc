/* What a model said of one graph, read as a walk on the star. */
import type { Decoding, Graph } from '../../engine/shared/description';
import type { Order } from '../../engine/shared/protocol';
import { choosesOrder } from '../../state/learnt';
import type { Both } from '../../text/say';
import { type Place, placeOf } from '../../ui/graph/layout';
import { armLetter } from '../../ui/graph/palette';
import { words } from './words';

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

/** What happened, in a sentence or two. `handed`: the arm whose node was given at the second position, or null. */
export function verdict(
  graph: Graph,
  decoding: Decoding,
  depths: readonly number[],
  handed: number | null,
): Both<string> {
  const goal = armLetter(graph.goal_arm);
  const given = handed === null ? null : words.handedStep(armLetter(handed), depths[1] === 1);
  if (decoding.correct) return given === null ? words.walkedToGoal(goal) : words.givenWalkedToGoal(given, goal);
  const followed = followedArm(graph, decoding, depths);
  if (followed !== null && followed !== graph.goal_arm) {
    const arm = armLetter(followed);
    return given === null ? words.followed(arm, goal) : words.givenFollowed(given, arm, goal);
  }
  const until = followedUntilGoal(graph, decoding, depths);
  if (until !== null) {
    const arm = armLetter(until);
    return given === null ? words.copied(arm, goal) : words.givenCopied(given, arm, goal);
  }
  const wrong = decoding.steps.find(
    ({ token, target }, position) => token !== target && !(position === 1 && handed !== null),
  );
  if (!wrong) return given === null ? words.kept : words.givenKept(given);
  const { position, text, target } = wrong;
  return given === null ? words.left(position, text, target) : words.givenLeft(given, position, text, target);
}

/** The pass that settled each answer, where the model chose their order or was asked in another than the path's; else null. */
export function passesOf(objective: string, { steps }: Decoding, order: Order = 'forwards'): readonly number[] | null {
  return choosesOrder(objective) || order !== 'forwards' ? steps.map(({ round }) => round) : null;
}

export interface RingShares {
  /** Each arm's node on the ring that a position asks for; the start alone where that is the ring. */
  readonly nodes: readonly number[];
  /** Their probabilities. */
  readonly arms: readonly number[];
  /** What went to nodes of other rings, of no arm, or to tokens that are no nodes. */
  readonly elsewhere: number;
}

/** How the probability at one position (from 0) is shared among the nodes that could be meant there and the rest. */
export function ringShares(graph: Graph, decoding: Decoding, depths: readonly number[], position: number): RingShares {
  const probabilities = decoding.steps[position]?.probabilities ?? [];
  const depth = depths[position] ?? 0;
  const nodes = depth === 0 ? [graph.start] : graph.arms.map((arm) => arm[depth] ?? -1);
  const arms = nodes.map((node) => probabilities[node] ?? 0);
  return { nodes, arms, elsewhere: Math.max(0, 1 - arms.reduce((sum, share) => sum + share, 0)) };
}

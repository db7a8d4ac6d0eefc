/* Which first step a model is handed. */
import type { Graph } from './description';
import type { Hand } from './protocol';
import { Refusal, reasonOf } from './reason';

/** The arm whose node is handed over, or null. The wrong arms take turns from graph to graph. */
export function armOf(hand: Hand, graph: Graph, turn: number): number | null {
  const arms = graph.arms.length;
  if (hand === 'nothing') return null;
  if (hand === 'right') return graph.goal_arm;
  if (hand === 'wrong') return (graph.goal_arm + 1 + (turn % Math.max(1, arms - 1))) % arms;
  if (!Number.isInteger(hand) || hand < 0 || hand >= arms) throw new Refusal(reasonOf('NO_ARM', hand, arms - 1));
  return hand;
}

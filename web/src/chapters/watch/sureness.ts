/* How sure a model is of each node at one position, as it is shown: by probabilities, or, where the objective asks for an order
 * of scores and nothing has trained their sizes, by ranks. */
import { ranks } from '../../state/learnt';
import { count, percent } from '../../text/numbers';

export interface Sureness {
  /** What is shown, as a number: a share or a rank. */
  readonly value: (node: number) => number;
  readonly text: (node: number) => string;
  /** From 0 to 1: how dark a node is, and how long a bar. */
  readonly shade: (node: number) => number;
}

/** A share, or a rank from 1, as text. */
export const surenessText = (objective: string, value: number): string =>
  ranks(objective) && !Number.isNaN(value) ? `#${count(value)}` : percent(value);

/** By the probabilities of all nodes. What is no node, a token of another kind, has no value. */
export function surenessOf(objective: string, probabilities: readonly number[]): Sureness {
  const isRanked = ranks(objective);
  const value = (node: number) => {
    const own = probabilities[node];
    if (own === undefined) return Number.NaN;
    return isRanked ? 1 + probabilities.filter((other) => other > own).length : own;
  };
  return {
    value,
    text: (node) => surenessText(objective, value(node)),
    shade: (node) => (Number.isNaN(value(node)) ? 0 : isRanked ? 1 / value(node) : value(node)),
  };
}

/* How sure a model is of every node at every position, as the numbers behind a walk. */
import type { Decoding, Graph } from '../../engine/shared/description';
import type { Setup } from '../../state/lane';
import { say } from '../../text/say';
import type { Table } from '../../ui/figure/save';
import { armLetter, ringName } from '../../ui/graph/palette';
import { surenessOf } from './sureness';
import { words } from './words';

export function tableOfWalk(graph: Graph, decoding: Decoding, { objective, depths, length }: Setup): Table {
  const names = depths.map((depth, position) => `${position + 1} ${ringName(depth, length)}`);
  return {
    head: [say(words.node), say(words.arm), ...names],
    rows: nodesOf(graph, decoding).map(({ node, arm }) => [
      node,
      arm === null ? say(words.noNode) : arm < 0 ? say(words.startMark) : armLetter(arm),
      ...decoding.steps.map(({ probabilities }) => surenessOf(objective, probabilities).value(node)),
    ]),
    whole: true,
  };
}

/* The start, the arms outwards, then the labels that this graph does not use. An arm of -1 is the start's. */
function nodesOf(graph: Graph, decoding: Decoding): { node: number; arm: number | null }[] {
  const placed = graph.arms.flatMap((nodes, arm) => nodes.slice(1).map((node) => ({ node, arm })));
  const used = new Set([graph.start, ...placed.map(({ node }) => node)]);
  const labels = decoding.steps[0]?.probabilities.length ?? 0;
  const strays = Array.from({ length: labels }, (_, node) => node).filter((node) => !used.has(node));
  return [{ node: graph.start, arm: -1 }, ...placed, ...strays.map((node) => ({ node, arm: null }))];
}

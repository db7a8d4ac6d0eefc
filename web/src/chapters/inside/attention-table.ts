/* The numbers behind the pictures of attention. */
import type { Graph } from '../../engine/shared/description';
import { say } from '../../text/say';
import type { Table } from '../../ui/figure/save';
import { armLetter } from '../../ui/graph/palette';
import { matrixOf, onEdges, onNodes, readingOf, type Weights } from './attention';
import { words } from './words';

/** One row of attention on a graph: the edges, each by the node it leads to, and what that node's own tokens get. */
export function tableOfStar(graph: Graph, row: ArrayLike<number>): Table {
  const edges = onEdges(graph, row);
  const named = onNodes(graph, row);
  const { arm, from, to, edge, node } = words.starTable;
  return {
    head: [arm, from, to, edge, node].map(say),
    rows: [
      ['', '', graph.start, Number.NaN, named.get(graph.start) ?? 0],
      ...graph.arms.flatMap((nodes, index) =>
        nodes
          .slice(1)
          .map((to, depth) => [armLetter(index), nodes[depth] ?? '', to, edges.get(to) ?? 0, named.get(to) ?? 0]),
      ),
    ],
    whole: true,
  };
}

/** Every head's attention from one position, as shares: `right` of what goes to edges, the others of all of it. */
export function tableOfHeads(attended: Weights, position: number): Table {
  const { layers, heads, graph } = attended;
  const { layer, head, right, needed, edges, question, path, marks } = words.headsTable;
  return {
    head: [layer, head, right, needed, edges, question, path, marks].map(say),
    rows: Array.from({ length: layers * heads }, (_, index) => {
      const reading = readingOf(graph, matrixOf(attended, index)[position] ?? new Float32Array(), position);
      return [
        Math.floor(index / heads) + 1,
        (index % heads) + 1,
        reading.right,
        reading.needed ?? Number.NaN,
        reading.edges,
        reading.question,
        reading.path,
        reading.marks,
      ];
    }),
    whole: true,
  };
}

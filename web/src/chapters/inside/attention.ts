/* Attention read off the numbers: which weights a view shows, and what they mean on the graph. */
import type { Graph, Token } from '../../engine/shared/description';

/** Weights (layers, heads, positions, tokens), each row of tokens summing to 1. */
export interface Weights {
  readonly layers: number;
  readonly heads: number;
  readonly weights: Float32Array;
  readonly graph: Graph;
}

/** One head, counted from 0 through all layers, or the mean of all. */
export type View = number | 'mean';

/** (positions, tokens): what one head, or the mean of all, looks at. */
export function matrixOf({ layers, heads, weights, graph }: Weights, view: View): readonly Float32Array[] {
  const tokens = graph.tokens.length;
  const all = layers * heads;
  const positions = Math.round(weights.length / (all * tokens));
  const rowOf = (head: number, position: number) => {
    const first = (head * positions + position) * tokens;
    return weights.subarray(first, first + tokens);
  };
  return Array.from({ length: positions }, (_, position) => {
    if (view !== 'mean') return rowOf(view, position);
    const mean = new Float32Array(tokens);
    for (let head = 0; head < all; head++) {
      const row = rowOf(head, position);
      for (let token = 0; token < tokens; token++) mean[token] = (mean[token] ?? 0) + (row[token] ?? 0) / all;
    }
    return mean;
  });
}

/* The node an edge's token leads to; null for tokens of no edge. */
function childOf(tokens: readonly Token[], index: number): number | null {
  const token = tokens[index];
  if (token?.role === 'edge' || token?.role === 'child') return token.node;
  return token?.role === 'parent' ? (tokens[index + 1]?.node ?? null) : null;
}

/** The attention on every edge, by the node the edge leads to: both its tokens, where it has two. */
export function onEdges({ tokens }: Graph, row: ArrayLike<number>): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  for (let index = 0; index < tokens.length; index++) {
    const child = childOf(tokens, index);
    if (child !== null) shares.set(child, (shares.get(child) ?? 0) + (row[index] ?? 0));
  }
  return shares;
}

/** The attention on tokens that name a node outside of the edge list: start, goal and the path so far. */
export function onNodes({ tokens }: Graph, row: ArrayLike<number>): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  for (const [index, { role, node }] of tokens.entries())
    if (node !== null && (role === 'start' || role === 'goal' || role === 'path'))
      shares.set(node, (shares.get(node) ?? 0) + (row[index] ?? 0));
  return shares;
}

/** What one position's attention goes to; shares of all of it, but `right`. */
export interface Reading {
  readonly edges: number;
  /** Of what goes to edges, the share on the goal's arm; NaN where nothing goes there. */
  readonly right: number;
  /** On the one edge that joins the previous target to this one; null for the first position. */
  readonly needed: number | null;
  readonly question: number;
  readonly path: number;
  readonly marks: number;
}

const KINDS: Readonly<Record<Token['role'], 'edges' | 'question' | 'path' | 'marks'>> = {
  edge: 'edges',
  parent: 'edges',
  child: 'edges',
  separator: 'marks',
  start: 'question',
  goal: 'question',
  equals: 'marks',
  path: 'path',
  dummy: 'marks',
};

export function readingOf(graph: Graph, row: ArrayLike<number>, position: number): Reading {
  const sums = { edges: 0, question: 0, path: 0, marks: 0 };
  graph.tokens.forEach(({ role }, index) => {
    sums[KINDS[role]] += row[index] ?? 0;
  });
  const shares = onEdges(graph, row);
  const arm = graph.arms[graph.goal_arm] ?? [];
  const goalArm = arm.slice(1).reduce((sum, node) => sum + (shares.get(node) ?? 0), 0);
  const targets = graph.tokens.flatMap(({ target }) => (target === null ? [] : [arm.indexOf(target)]));
  const from = targets[position - 1];
  const to = targets[position];
  const deeper = from === undefined || to === undefined ? undefined : arm[Math.max(from, to)];
  const needed = deeper === undefined ? null : (shares.get(deeper) ?? 0);
  return { ...sums, right: sums.edges > 0 ? goalArm / sums.edges : Number.NaN, needed };
}

/** The head, counted through all layers, that gives the goal's arm the largest share of what it gives to edges. */
export function keenest(weights: Weights, position: number): { head: number; right: number } {
  let best = { head: 0, right: Number.NaN };
  for (let head = 0; head < weights.layers * weights.heads; head++) {
    const row = matrixOf(weights, head)[position] ?? new Float32Array();
    const { right } = readingOf(weights.graph, row, position);
    if (Number.isNaN(best.right) || right > best.right) best = { head, right };
  }
  return best;
}

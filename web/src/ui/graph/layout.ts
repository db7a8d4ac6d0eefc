/* Where the nodes of a path-star graph go: the start in the centre, one ring a position, one spoke an arm. Apart from
 * drawing, so that it can be tested. Units are those of the SVG view box, the start at (0, 0). */

import type { Graph } from '../../engine/shared/description';

/** A graph as such, without the tokens that a model reads of it. */
export type Arms = Pick<Graph, 'start' | 'goal' | 'goal_arm' | 'arms'>;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Spoke {
  readonly angle: number;
  /** From the start (index 0) to the arm's end. */
  readonly nodes: readonly Point[];
  /** Beyond the end, for the arm's letter. */
  readonly letter: Point;
}

export interface StarLayout {
  /** The view box reaches from -extent to +extent on both axes. */
  readonly extent: number;
  readonly nodeRadius: number;
  /** Radius of the ring of each position, the start's 0. */
  readonly rings: readonly number[];
  readonly spokes: readonly Spoke[];
}

/** Nodes of a path-star graph: the start, and the others of each arm. */
export const nodesOf = (degree: number, length: number): number => 1 + degree * (length - 1);

const OUTER = 82;
const EXTENT = 100;

const at = (radius: number, angle: number): Point => ({ x: radius * Math.cos(angle), y: radius * Math.sin(angle) });

export function starLayout(degree: number, pathLength: number): StarLayout {
  const steps = pathLength - 1;
  /* Neighbours on the innermost ring need room as much as neighbours on a spoke do: move the first ring out for them. */
  const evenly = OUTER / steps;
  const crowded = degree > 2 ? 6.5 / (2 * Math.sin(Math.PI / degree)) : 0;
  const first = Math.min(OUTER, Math.max(evenly, crowded));
  const gap = steps > 1 ? (OUTER - first) / (steps - 1) : OUTER;
  const rings = Array.from({ length: pathLength }, (_, depth) => (depth === 0 ? 0 : first + gap * (depth - 1)));
  const acrossFirst = degree > 1 ? 2 * first * Math.sin(Math.PI / degree) : first;
  const nodeRadius = Math.max(1.6, Math.min(8.5, 0.36 * Math.min(gap, first), 0.42 * acrossFirst));
  const spokes = Array.from({ length: degree }, (_, arm) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * arm) / degree;
    return { angle, nodes: rings.map((radius) => at(radius, angle)), letter: at(OUTER + nodeRadius + 6, angle) };
  });
  return { extent: EXTENT, nodeRadius, rings, spokes };
}

/* As small as a number may be and still be read, where a star is as wide as a phone. */
const LEAST_LABEL = 6.4;

/** The size of the number in a node; null where the node is too small for one. */
export function labelSize(radius: number): number | null {
  return radius < 0.55 * LEAST_LABEL ? null : Math.min(7.5, Math.max(LEAST_LABEL, 0.95 * radius));
}

export interface Place {
  readonly arm: number;
  readonly depth: number;
}

/** Where a node is on the star; the start counts as the beginning of `arm` 0. */
export function placeOf(arms: readonly (readonly number[])[], node: number): Place | null {
  for (const [arm, nodes] of arms.entries()) {
    const depth = nodes.indexOf(node);
    if (depth >= 0) return { arm, depth };
  }
  return null;
}

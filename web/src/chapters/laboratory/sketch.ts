/* A graph drawn by hand: nodes with labels and places, edges in the order they were drawn, and a goal. Whether it is a
 * path-star graph of the kind a model was trained on is judged here, in words; so is its line of text. */
import type { Graph } from '../../engine/shared/description';
import { listed } from '../../text/list';
import type { Both } from '../../text/say';
import { nodesOf, type Point, starLayout } from '../../ui/graph/layout';
import { lacks } from './words';

export interface SketchNode extends Point {
  readonly id: number;
  readonly label: number;
}

export interface Sketch {
  readonly nodes: readonly SketchNode[];
  /** Ids, parent first. */
  readonly edges: readonly (readonly [number, number])[];
  /** An id. */
  readonly goal: number | null;
}

/** The graphs that a model knows. */
export interface Kind {
  readonly degree: number;
  readonly length: number;
  readonly labels: number;
}

/** What changes a sketch. Keys may come faster than what they did is rendered: each goes on from the newest. */
export interface Pen {
  readonly now: () => Sketch;
  readonly draw: (sketch: Sketch) => void;
}

export const EMPTY: Sketch = { nodes: [], edges: [], goal: null };

const nextId = ({ nodes }: Sketch) => 1 + Math.max(0, ...nodes.map(({ id }) => id));

/** With a new node, called by the least label that is free; it comes last. */
export function withNode(sketch: Sketch, { x, y }: Point): Sketch {
  const taken = new Set(sketch.nodes.map(({ label }) => label));
  let label = 0;
  while (taken.has(label)) label++;
  return { ...sketch, nodes: [...sketch.nodes, { id: nextId(sketch), label, x, y }] };
}

/** With the edge, or without it where it was there. */
export function withEdge(sketch: Sketch, from: number, to: number): Sketch {
  if (from === to) return sketch;
  const others = sketch.edges.filter(([parent, child]) => parent !== from || child !== to);
  return { ...sketch, edges: others.length < sketch.edges.length ? others : [...others, [from, to]] };
}

export function withLabel(sketch: Sketch, id: number, label: number): Sketch {
  return { ...sketch, nodes: sketch.nodes.map((node) => (node.id === id ? { ...node, label } : node)) };
}

export function without(sketch: Sketch, id: number): Sketch {
  return {
    nodes: sketch.nodes.filter((node) => node.id !== id),
    edges: sketch.edges.filter((edge) => !edge.includes(id)),
    goal: sketch.goal === id ? null : sketch.goal,
  };
}

/** Start and arms as lists of labels, laid out as a star; the goal is the end of arm `goalArm`. */
export function sketchOf(start: number, arms: readonly (readonly number[])[], goalArm: number | null): Sketch {
  const longest = Math.max(1, ...arms.map((arm) => arm.length));
  const { spokes } = starLayout(Math.max(1, arms.length), longest + 1);
  const nodes: SketchNode[] = [{ id: 1, label: start, x: 0, y: 0 }];
  const edges: (readonly [number, number])[] = [];
  let goal: number | null = null;
  arms.forEach((arm, index) => {
    let parent = 1;
    arm.forEach((label, depth) => {
      const { x, y } = spokes[index]?.nodes[depth + 1] ?? { x: 0, y: 0 };
      const id = nodes.length + 1;
      nodes.push({ id, label, x, y });
      edges.push([parent, id]);
      parent = id;
    });
    if (index === goalArm && arm.length > 0) goal = parent;
  });
  return { nodes, edges, goal };
}

/** The graph as a sketch, if it is of this kind; else the plainest star that is. */
export function exampleOf({ degree, length }: Kind, graph: Graph | undefined): Sketch {
  if (graph?.arms.length === degree && graph.arms[0]?.length === length)
    return sketchOf(
      graph.start,
      graph.arms.map((arm) => arm.slice(1)),
      graph.goal_arm,
    );
  const arms = Array.from({ length: degree }, (_, arm) =>
    Array.from({ length: length - 1 }, (_, depth) => 1 + arm * (length - 1) + depth),
  );
  return sketchOf(0, arms, 0);
}

export interface Reading {
  /** The first node without a parent; null where every node has one, or there is none. */
  readonly start: SketchNode | null;
  /** From each child of the start on, as far as the way is clear; the start is left out. */
  readonly arms: readonly (readonly SketchNode[])[];
  readonly goalArm: number | null;
}

/** What of a sketch can be read as a start and arms. */
export function readSketch({ nodes, edges, goal }: Sketch): Reading {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const children = (id: number) => edges.filter(([parent]) => parent === id).map(([, child]) => child);
  const parents = (id: number) => edges.filter(([, child]) => child === id).length;
  const roots = nodes.filter(({ id }) => parents(id) === 0);
  const start = roots.find(({ id }) => children(id).length > 0) ?? roots[0] ?? null;
  const arms = (start ? children(start.id) : []).map((first) => {
    const arm: SketchNode[] = [];
    const seen = new Set([start?.id]);
    for (let id: number | undefined = first; id !== undefined && !seen.has(id); ) {
      const node = byId.get(id);
      if (node) arm.push(node);
      seen.add(id);
      const next = children(id);
      id = next.length === 1 ? next[0] : undefined;
    }
    return arm;
  });
  const goalArm = arms.findIndex((arm) => arm.at(-1)?.id === goal);
  return { start, arms, goalArm: goalArm < 0 ? null : goalArm };
}

/** What keeps the sketch from being a graph of this kind, in plain words; nothing where it is one. */
export function lacking(sketch: Sketch, { degree, length, labels }: Kind): readonly Both[] {
  const { nodes, edges, goal } = sketch;
  if (nodes.length === 0) return [lacks.nodes(nodesOf(degree, length), degree, length)];
  const problems: Both[] = [];
  const names = nodes.map(({ label }) => label);
  const twice = [...new Set(names.filter((label, index) => names.indexOf(label) !== index))];
  if (twice.length > 0) problems.push(lacks.twice(listed(twice)));
  const unknown = names.filter((label) => label >= labels);
  if (unknown.length > 0) problems.push(lacks.unknown(listed(unknown), labels - 1));
  const labelOf = (id: number) => nodes.find((node) => node.id === id)?.label ?? '?';
  const namesOf = (found: readonly SketchNode[]) => listed(found.map(({ label }) => label));
  const into = (id: number) => edges.filter(([, child]) => child === id).map(([parent]) => labelOf(parent));
  const outOf = (id: number) => edges.filter(([parent]) => parent === id).length;
  const { start, arms, goalArm } = readSketch(sketch);
  const roots = nodes.filter(({ id }) => into(id).length === 0);
  if (!start) problems.push(lacks.start);
  const loose = roots.filter(({ id }) => id !== start?.id);
  if (loose.length > 0) problems.push(lacks.parent(namesOf(loose)));
  for (const { id, label } of nodes) if (into(id).length > 1) problems.push(lacks.oneParent(label, listed(into(id))));
  const forks = nodes.filter(({ id }) => id !== start?.id && outOf(id) > 1);
  if (forks.length > 0) problems.push(lacks.oneChild(namesOf(forks)));
  if (start && arms.length !== degree) problems.push(lacks.arms(start.label, arms.length, degree));
  for (const arm of forks.length > 0 ? [] : arms)
    if (arm.length + 1 !== length) problems.push(lacks.length(arm[0]?.label ?? 0, arm.length + 1, length));
  if (goal === null) problems.push(lacks.goal);
  else if (goalArm === null) problems.push(lacks.goalAtEnd(labelOf(goal)));
  const placed = 1 + arms.reduce((sum, arm) => sum + arm.length, 0);
  if (problems.length === 0 && placed !== nodes.length) problems.push(lacks.circle);
  return problems;
}

/** The reference's line of text for a sketch that lacks nothing. Edges are shuffled as in training, the same way for the
 * same sketch. */
export function textOfSketch(sketch: Sketch): string {
  const { start, arms, goalArm } = readSketch(sketch);
  const path = [start, ...(arms[goalArm ?? -1] ?? [])].map((node) => node?.label);
  const labelOf = new Map(sketch.nodes.map(({ id, label }) => [id, label]));
  const edges = sketch.edges.map(([from, to]) => `${labelOf.get(from)},${labelOf.get(to)}`).sort();
  let state = path.reduce<number>((hash, label) => Math.imul(hash, 31) + (label ?? 0) + 1, 7);
  for (let last = edges.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor(((state >>> 8) / 2 ** 24) * (last + 1));
    [edges[last], edges[other]] = [edges[other] ?? '', edges[last] ?? ''];
  }
  return `${edges.join('|')}/${path[0]},${path.at(-1)}=${path.join(',')}`;
}

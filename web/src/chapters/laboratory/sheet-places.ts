/* Where things are on the sheet, in units of its view box, which reaches from -EXTENT to EXTENT. */
import type { Point } from '../../ui/graph/layout';

export const EXTENT = 100;
export const RADIUS = 8;
/* A finger's aim: what is this near to a node is on it. On a phone of 390 pixels these are 46 across. */
export const REACH = 13;

export const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** The node that a place is on: the nearest, where the reaches of two overlap. */
export function nodeAt<Node extends Point>(nodes: readonly Node[], place: Point): Node | null {
  const within = nodes.filter((node) => distance(node, place) <= REACH);
  return within.sort((one, other) => distance(one, place) - distance(other, place))[0] ?? null;
}

/** Where a pointer is on the sheet, far enough from its rim for a whole node. */
export function placeOf(svg: SVGSVGElement | null, event: MouseEvent): Point {
  const matrix = svg?.getScreenCTM();
  if (!matrix) return { x: 0, y: 0 };
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  const inside = (value: number) => Math.min(EXTENT - RADIUS, Math.max(RADIUS - EXTENT, value));
  return { x: inside(x), y: inside(y) };
}

/** Where a node that was asked for by key goes: the roomiest place of a grid. */
export function freePlace(nodes: readonly Point[]): Point {
  const steps = [-80, -60, -40, -20, 0, 20, 40, 60, 80];
  const places = steps.flatMap((y) => steps.map((x) => ({ x, y })));
  const room = (place: Point) => Math.min(...nodes.map((node) => distance(node, place)), EXTENT);
  return places.reduce((best, place) => (room(place) > room(best) ? place : best), { x: 0, y: 0 });
}

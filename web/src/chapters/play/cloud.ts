/* Where the nodes of an unsolved graph lie: a loose cloud that says nothing of the edges. Units are hundredths of the stage's
 * width; start to the left, goal to the right. Apart from drawing, so that it can be tested. */
import type { Arms, Point } from '../../ui/graph/layout';

export const STAGE = { width: 100, height: 82 } as const;
/** Half of what a finger needs (44 px) on a stage of 340 px. */
export const TOUCH = 6.5;

const MARGIN = 9;
const ROUNDS = 240;

/** A cloud of more nodes than this leaves no room for fingers. */
export const NODES_MOST = 21;

export function cloudOf(graph: Arms): ReadonlyMap<number, Point> {
  /* By label, so that neither place nor order in the document tells of an arm. */
  const nodes = [...new Set(graph.arms.flat())].sort((one, other) => one - other);
  const random = randomFrom(
    nodes.reduce((hash, node) => Math.imul(hash ^ (node + 1), 0x9e3779b1), graph.start * 31 + graph.goal),
  );
  const held = new Map([
    [graph.start, { x: MARGIN + 2, y: STAGE.height * (0.35 + 0.3 * random()) }],
    [graph.goal, { x: STAGE.width - MARGIN - 2, y: STAGE.height * (0.35 + 0.3 * random()) }],
  ]);
  let places = nodes.map(
    (node) => held.get(node) ?? { x: inside(random(), STAGE.width), y: inside(random(), STAGE.height) },
  );
  const reach = 0.95 * Math.sqrt((STAGE.width * STAGE.height) / nodes.length);
  for (let round = 0; round < ROUNDS; round++)
    places = places.map((place, index) => held.get(nodes[index] ?? -1) ?? pushed(place, places, reach));
  return new Map(nodes.map((node, index) => [node, places[index] ?? { x: 0, y: 0 }]));
}

/* A little away from every node within reach. */
function pushed(place: Point, places: readonly Point[], reach: number): Point {
  let { x, y } = place;
  for (const other of places) {
    const dx = place.x - other.x;
    const dy = place.y - other.y;
    /* Not Math.hypot(): its care about overflow would be paid for forty thousand times in the page's first moments. */
    const apart = Math.sqrt(dx * dx + dy * dy);
    if (other === place || apart >= reach) continue;
    const push = (0.12 * (reach - apart)) / Math.max(apart, 0.1);
    x += push * dx;
    y += push * dy;
  }
  return { x: clamp(x, STAGE.width), y: clamp(y, STAGE.height) };
}

const inside = (share: number, size: number) => MARGIN + share * (size - 2 * MARGIN);
const clamp = (value: number, size: number) => Math.min(size - MARGIN, Math.max(MARGIN, value));

/* Bends to try, in shares of the edge's length, the straight one first. */
const BENDS = [0, 0.18, -0.18, 0.36, -0.36, 0.54, -0.54];
const CLEARANCE = 7;

/** The control point of an edge that passes by the other nodes, bent as little as that takes. */
export function bendOf(from: Point, to: Point, places: readonly Point[]): Point {
  const others = places.filter((place) => place !== from && place !== to);
  const bent = BENDS.map((bend) => {
    const control = {
      x: (from.x + to.x) / 2 - bend * (to.y - from.y),
      y: (from.y + to.y) / 2 + bend * (to.x - from.x),
    };
    return { control, room: Math.min(CLEARANCE, ...others.map((other) => roomAt(other, from, control, to))) };
  });
  const most = Math.max(...bent.map(({ room }) => room));
  return bent.find(({ room }) => room === most)?.control ?? from;
}

/* How near a quadratic curve comes to a place. */
function roomAt(place: Point, from: Point, control: Point, to: Point): number {
  const along = Array.from({ length: 15 }, (_, index) => (index + 1) / 16);
  const nearest = along.map((at) => {
    const before = (1 - at) ** 2;
    const mid = 2 * at * (1 - at);
    const x = before * from.x + mid * control.x + at ** 2 * to.x;
    const y = before * from.y + mid * control.y + at ** 2 * to.y;
    return Math.hypot(place.x - x, place.y - y);
  });
  return Math.min(...nearest);
}

/* xorshift32 (Marsaglia 2003). */
function randomFrom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

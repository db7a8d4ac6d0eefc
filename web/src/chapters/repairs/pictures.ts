/* How stories.ts draws what an objective lets the model see and asks of it, on one small path. pictures.test.ts holds the
 * drawings to the core. */
import type { SaidNode, Telling, Turn } from '../../ui/graph/token-strip';

/** A path from its start to its goal. */
export const PATH: readonly number[] = [8, 3, 5, 1];
export const LENGTH = PATH.length;
const BLANK = '$';

export interface Picture {
  /** One after another, or more than one of which a graph has one. */
  readonly strips: readonly (readonly Turn[])[];
  readonly telling?: Telling;
}

interface Shape {
  /** By place of the input: is a blank shown? */
  readonly hides?: (place: number) => boolean;
  /** By depth of the target: does it count? */
  readonly counts?: (depth: number) => boolean;
  /** By depth of the target: what the state there must tell. */
  readonly tells?: (depth: number) => Turn['tells'];
  readonly named?: number;
  /** The depths in the order in which they are said; from the start unless given. */
  readonly order?: readonly number[];
}

const node = (depth: number): SaidNode => ({ text: String(PATH[depth]), depth });

export const LAST = LENGTH - 1;

/** What a state must tell: the node at this depth, and all that come. */
export const from = (depth: number) => Array.from({ length: LENGTH - depth }, (_, index) => node(depth + index));

/** The nodes to come, the next one first; each has e times the weight of the one after it. */
export function ranked(depth: number) {
  const coming = from(depth);
  const weights = coming.map((_, index) => Math.exp(-index));
  const all = weights.reduce((sum, weight) => sum + weight);
  return coming.map((one, index) => ({ ...one, share: (weights[index] ?? 0) / all }));
}

export function strip({ hides = () => false, counts = () => true, tells, named = LAST, order }: Shape): Turn[] {
  const depths = order ?? PATH.map((_, depth) => depth);
  const asked: Turn[] = [
    { text: String(PATH[0]), role: 'start', says: null },
    { text: String(PATH[named]), role: 'goal', says: null, marked: named !== LAST },
  ];
  const answers = depths.map((depth, place): Turn => {
    const before = depths[place - 1];
    const hidden = place > 0 && hides(place - 1);
    return {
      text: before === undefined ? '=' : hidden ? BLANK : node(before).text,
      role: before === undefined ? 'equals' : hidden ? 'dummy' : 'path',
      says: node(depth),
      counts: counts(depth),
      tells: tells?.(depth) ?? [],
    };
  });
  return [...asked, ...answers];
}

/** Every node in its own place, which is blank where the node is to be said. */
export function inPlace(hides: (place: number) => boolean): Turn[] {
  const [start, goal] = strip({});
  const equals: Turn = { text: '=', role: 'equals', says: null };
  const places = PATH.map((_, depth): Turn => {
    const hidden = hides(depth);
    return {
      text: hidden ? BLANK : node(depth).text,
      role: hidden ? 'dummy' : 'path',
      says: hidden ? node(depth) : null,
    };
  });
  return [start, goal, equals, ...places].filter((turn) => turn !== undefined);
}

/** One strip. */
export const one = (shape: Shape, telling?: Picture['telling']): Picture => ({
  strips: [strip(shape)],
  ...(telling && { telling }),
});

/** The nodes to come, each after the true node that is told with it. */
export const handed = (depth: number) =>
  from(depth + 1).map((one) => ({ ...one, text: `${PATH[one.depth - 1]}→${one.text}` }));

/** The model's states at which the nodes to come are said. */
export const states = (depth: number) =>
  from(depth + 1)
    .slice(0, LENGTH - 2)
    .map((one) => ({ ...one, text: 'h' }));

/* What a figure of attention shows, in a sentence from its own data: with it the caption begins. */
import type { Graph } from '../../engine/shared/description';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { ringName } from '../../ui/graph/palette';
import { keenest, matrixOf, onEdges, readingOf, type Weights } from './attention';
import { words } from './words';

/** The edge that gets the most, and the right arm's share of what goes to edges. */
export function starSeen(graph: Graph, row: ArrayLike<number>, position: number): string {
  const edges = onEdges(graph, row);
  const { right } = readingOf(graph, row, position);
  if (Number.isNaN(right)) return say(words.starSeenNone);
  const [most, share] = [...edges].reduce((one, other) => (other[1] > one[1] ? other : one));
  const arm = graph.arms.find((nodes) => nodes.indexOf(most) > 0) ?? [];
  const from = arm[arm.indexOf(most) - 1] ?? graph.start;
  return say(words.starSeen(`${from} → ${most}`, percent(share), percent(right), percent(1 / graph.arms.length)));
}

/** How many heads give the right arm more than chance, and which gives it most. */
export function headsSeen(attended: Weights, position: number): string {
  const { layers, heads, graph } = attended;
  const best = keenest(attended, position);
  if (Number.isNaN(best.right)) return say(words.headsSeenNone);
  const chance = 1 / graph.arms.length;
  const above = Array.from({ length: layers * heads }, (_, head) =>
    readingOf(graph, matrixOf(attended, head)[position] ?? [], position),
  ).filter(({ right }) => right > chance).length;
  const name = say(words.head(Math.floor(best.head / heads) + 1, (best.head % heads) + 1));
  return say(words.headsSeen(count(layers * heads), count(above), percent(chance), name, percent(best.right)));
}

/* The cell that is drawn darkest. */
function darkest(matrix: readonly Float32Array[]) {
  let [position, token, value] = [0, 0, 0];
  for (const [at, row] of matrix.entries())
    for (const [index, share] of row.entries())
      if (Math.abs(share) > Math.abs(value)) [position, token, value] = [at, index, share];
  return { position, token, value };
}

interface Asked {
  readonly graph: Graph;
  readonly setup: { readonly depths: readonly number[]; readonly length: number };
}

const placeOf = ({ setup }: Asked, position: number) =>
  say(words.placeAt(position + 1, ringName(setup.depths[position] ?? 0, setup.length)));
const tokenOf = ({ graph }: Asked, token: number) =>
  say(words.tokenAt(count(token + 1), graph.tokens[token]?.text ?? ''));

/** The strongest cell of one model's attention. */
export function matrixSeen(asked: Asked, matrix: readonly Float32Array[]): string {
  const { position, token, value } = darkest(matrix);
  return say(words.matrixSeen(placeOf(asked, position), tokenOf(asked, token), percent(value)));
}

/** The strongest cell of the difference between the first model and the other. */
export function differenceSeen(asked: Asked, rows: readonly Float32Array[], one: string, other: string): string {
  const { position, token, value } = darkest(rows);
  const points = (100 * Math.abs(value)).toFixed(0);
  return say(words.differenceSeen(placeOf(asked, position), tokenOf(asked, token), value > 0 ? one : other, points));
}

/* What changes between the objectives: two models' mean attention on the one edge that holds the answer. */
import { matrixOf, readingOf, type Weights } from './attention';

/** A model asked, with the depth on the path that each target position asks for. */
export interface Asked {
  readonly name: string;
  readonly depths: readonly number[];
  readonly weights: Weights;
}

export interface Looker {
  readonly name: string;
  /** Of all its attention at the position, the mean of all heads. */
  readonly share: number;
}

export type Contrast =
  /* From most to least. */
  | { readonly kind: 'compared'; readonly lookers: readonly [Looker, Looker, ...Looker[]] }
  /* At the first position the answer is the start, which no edge holds. */
  | { readonly kind: 'no edge' }
  /* Another node or another graph is asked of each, or there is but one model. */
  | { readonly kind: 'nothing to compare' };

export function contrastAt(asked: readonly Asked[], position: number): Contrast {
  const [first] = asked;
  const alike = asked.filter(
    ({ depths, weights }) =>
      depths[position] === first?.depths[position] && weights.graph.text === first?.weights.graph.text,
  );
  const needed = alike.map(({ name, weights }) => {
    const row = matrixOf(weights, 'mean')[position] ?? new Float32Array();
    return { name, share: readingOf(weights.graph, row, position).needed };
  });
  const lookers = needed
    .flatMap(({ name, share }) => (share === null ? [] : [{ name, share }]))
    .sort((one, other) => other.share - one.share);
  const [most, next, ...rest] = lookers;
  if (alike.length < 2) return { kind: 'nothing to compare' };
  return most && next ? { kind: 'compared', lookers: [most, next, ...rest] } : { kind: 'no edge' };
}

export interface Difference {
  /** (positions, tokens): how much more of its attention the first model gives, the mean of all heads. */
  readonly rows: readonly Float32Array[];
  /** The greatest, either way. */
  readonly most: number;
}

/** Of two models that are asked the same, token by token as far as both read the same: the question. */
export function differenceOf(one: Weights, other: Weights): Difference {
  const same = one.graph.tokens.findIndex((token, index) => {
    const beside = other.graph.tokens[index];
    return token.text !== beside?.text || token.role !== beside.role;
  });
  const others = matrixOf(other, 'mean');
  const rows = matrixOf(one, 'mean').map((row, position) =>
    row.slice(0, same < 0 ? row.length : same).map((share, token) => share - (others[position]?.[token] ?? 0)),
  );
  return { rows, most: Math.max(0, ...rows.flatMap((row) => Array.from(row, Math.abs))) };
}

import type { Graph } from '../../engine/shared/description';
import type { Setup } from '../../state/lane';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { Figure } from '../../ui/figure/figure';
import { armColour, ringColour, ringName, themed } from '../../ui/graph/palette';
import { words } from './words';
import './matrix.css';

interface MatrixProps {
  readonly graph: Graph;
  readonly setup: Setup;
  /** (positions, tokens), of the tokens as many as are shown; what is below 0 is outlined. */
  readonly matrix: readonly Float32Array[];
  /** What is drawn darkest. */
  readonly full?: number;
  /** The chosen row, from 0. */
  readonly position: number;
  readonly caption: string;
  readonly name: string;
}

const CELL = 22;
const LEFT = 96;
const TOP = 46;
/* Cells fainter than this cannot be told from paper. */
const FAINTEST = 0.004;

/** Attention as a matrix: target positions down, tokens across, darker for more. */
export function Matrix({ graph, setup, matrix, full = 1, position, caption, name }: MatrixProps) {
  const tokens = graph.tokens.slice(0, matrix[0]?.length);
  const width = LEFT + CELL * tokens.length + 4;
  const height = TOP + CELL * matrix.length + 4;
  const { position: row, target } = words.matrixHead;
  const table = () => ({
    head: [say(row), say(target), ...tokens.map(({ text }, index) => `${index + 1}: ${text}`)],
    rows: matrix.map((weights, at) => [at + 1, targetsOf(graph)[at] ?? '', ...weights]),
  });
  return (
    <Figure
      class="matrix"
      caption={caption}
      name={name}
      table={table}
      cell={(value, column) => (column < 2 ? count(value) : value.toFixed(3))}
    >
      <section class="scroll-sideways" tabIndex={0} aria-label={caption}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={caption}>
          {matrix.map((_, at) => {
            const depth = setup.depths[at] ?? 0;
            return (
              <g key={depth} class={at === position ? 'chosen' : ''}>
                <rect class="strip" x={LEFT} y={TOP + CELL * at} width={CELL * tokens.length} height={CELL} />
                <text class="row-name" x={LEFT - 8} y={TOP + CELL * (at + 0.5)} dy="0.36em">
                  {at + 1} {ringName(depth, setup.length)}
                </text>
                <rect
                  x={LEFT - 5}
                  y={TOP + CELL * at + 2}
                  width={3}
                  height={CELL - 4}
                  style={{ fill: themed(ringColour(depth, setup.length)) }}
                />
              </g>
            );
          })}
          {tokens.map(({ text, arm }, token) => {
            const x = LEFT + CELL * (token + 0.5);
            return (
              <g key={token}>
                <text class="token-name" transform={`translate(${x + 4} ${TOP - 9}) rotate(-55)`}>
                  {text}
                </text>
                {arm !== null && (
                  <rect
                    x={x - CELL / 2 + 2}
                    y={TOP - 5}
                    width={CELL - 4}
                    height={3}
                    style={{ fill: themed(armColour(arm)) }}
                  />
                )}
              </g>
            );
          })}
          {matrix.map((weights, at) =>
            Array.from(weights, (share, token) =>
              Math.abs(share) < FAINTEST ? null : (
                <rect
                  key={`${at} ${token}`}
                  class={share < 0 ? 'cell below' : 'cell'}
                  x={LEFT + CELL * token + 1}
                  y={TOP + CELL * at + 1}
                  width={CELL - 2}
                  height={CELL - 2}
                  opacity={Math.round((1000 * Math.abs(share)) / full) / 1000}
                />
              ),
            ),
          )}
        </svg>
      </section>
    </Figure>
  );
}

/** The node that each target position must say. */
export function targetsOf({ tokens }: Graph): readonly number[] {
  return tokens.flatMap(({ target }) => (target === null ? [] : [target]));
}

import type { Tally } from '../../state/trials/result';
import { CELL, StarCell } from './star-cell';
import './star-map.css';

export interface Size {
  readonly degree: number;
  readonly length: number;
}

export const isSame = (a: Size, b: Size): boolean => a.degree === b.degree && a.length === b.length;

export interface StarMapCell extends Size {
  readonly tally: Tally | null;
  /** Of the trials on their way, the share of their steps that is done. */
  readonly progress: number | null;
  readonly note?: string | undefined;
}

interface StarMapProps {
  /** Columns and rows. */
  readonly degrees: readonly number[];
  readonly lengths: readonly number[];
  readonly cells: readonly StarMapCell[];
  readonly chosen?: Size;
  /** What it shows, for those who do not see it; not needed where its cells are told otherwise. */
  readonly label?: string;
}

const LEFT = 30;
const TOP = 24;

/** Where the cells begin, as shares of the picture. */
export function cellsBegin(degrees: readonly number[], lengths: readonly number[]) {
  return { left: LEFT / (LEFT + degrees.length * CELL.width), top: TOP / (TOP + lengths.length * CELL.height) };
}

/** Small multiples: a star for every d and l, with what became of its seeds. */
export function StarMap({ degrees, lengths, cells, chosen, label }: StarMapProps) {
  const tall = cells.some(({ note }) => note !== undefined) ? CELL.noted : CELL.height;
  const place = ({ degree, length }: Size) =>
    `translate(${LEFT + degrees.indexOf(degree) * CELL.width} ${TOP + lengths.indexOf(length) * tall})`;
  return (
    <svg
      class="star-map"
      viewBox={`0 0 ${LEFT + degrees.length * CELL.width} ${TOP + lengths.length * tall}`}
      role="img"
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {degrees.map((degree, column) => (
        <text key={degree} class="head" x={LEFT + (column + 0.5) * CELL.width} y={14}>
          d = {degree}
        </text>
      ))}
      {lengths.map((length, row) => (
        <text key={length} class="head" transform={`translate(12 ${TOP + row * tall + 42}) rotate(-90)`}>
          l = {length}
        </text>
      ))}
      {cells.map((cell) => (
        <g key={`${cell.degree},${cell.length}`} transform={place(cell)}>
          {chosen && isSame(chosen, cell) && (
            <rect class="chosen" x="1" y="0" width={CELL.width - 2} height={tall - 1} rx="8" />
          )}
          <StarCell {...cell} />
        </g>
      ))}
    </svg>
  );
}

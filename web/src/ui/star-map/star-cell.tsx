import type { Tally } from '../../state/trials/result';
import { starLayout } from '../graph/layout';
import { ringColour, themed } from '../graph/palette';

/* Units of the map's view box; a note needs a line more. */
export const CELL = { width: 88, height: 98, noted: 112 } as const;
const TOLD = 94;
const CENTRE = { x: 44, y: 42 } as const;
const ARC = 37;
/* Of the star's whole layout: its outermost nodes stay within the arc. */
const STAR = 37;

interface StarCellProps {
  readonly degree: number;
  readonly length: number;
  /** Null: nothing has been run. */
  readonly tally: Tally | null;
  /** Share of the trials on their way that is done; null: none is. */
  readonly progress: number | null;
  /** A few letters below the share. */
  readonly note?: string | undefined;
}

/**
 * A star of a phase map. The bold arm is a path that was found; the arc, the share of seeds that found one; where none did,
 * dots mark the ring at which they guess, and no arm is chosen.
 */
export function StarCell({ degree, length, tally, progress, note }: StarCellProps) {
  const { rings, spokes, extent, nodeRadius } = starLayout(degree, length);
  const scale = STAR / extent;
  const share = tally && tally.runs > 0 ? tally.solved / tally.runs : null;
  const found = share !== null && share > 0;
  const node = Math.max(1.5, Math.min(2.6, nodeRadius * scale));
  const kind = share === null ? 'empty' : share === 1 ? 'all' : share > 0 ? 'some' : 'none';
  return (
    <g class={`star-cell ${kind}`}>
      <g transform={`translate(${CENTRE.x} ${CENTRE.y})`}>
        <circle class="track" r={ARC} />
        {found && <path class="share" d={arcPath(ARC, share)} />}
        {progress !== null && <path class="progress" d={arcPath(ARC, progress)} />}
        {share === 0 && (
          <circle
            class="guess"
            r={Math.max(7, (rings[1] ?? 0) * scale)}
            style={{ stroke: themed(ringColour(1, length)) }}
          />
        )}
        {/* The found arm last, so that it lies on top. */}
        {[...spokes].reverse().map(({ nodes }, reversed) => {
          const arm = spokes.length - 1 - reversed;
          const points = nodes.map(({ x, y }) => `${round(x * scale)} ${round(y * scale)}`);
          return (
            <g key={arm} class={arm === 0 && found ? 'arm found' : 'arm'}>
              <path d={`M${points.join('L')}`} />
              {nodes.slice(1).map(({ x, y }, index) => (
                <circle key={index} cx={round(x * scale)} cy={round(y * scale)} r={node} />
              ))}
            </g>
          );
        })}
        <circle class="origin" r={node + 0.8} />
      </g>
      <text class="told" x={CENTRE.x} y={TOLD}>
        {tally && tally.runs > 0 ? `${tally.solved}/${tally.runs}` : ''}
      </text>
      {note !== undefined && (
        <text class="note" x={CENTRE.x} y={CELL.noted - 4}>
          {note}
        </text>
      )}
    </g>
  );
}

const round = (value: number): number => Math.round(100 * value) / 100;

/** Clockwise from the top; a whole turn is two halves, as an arc that ends where it begins is none. */
function arcPath(radius: number, share: number): string {
  if (share >= 1) return `M0 ${-radius}A${radius} ${radius} 0 0 1 0 ${radius}A${radius} ${radius} 0 0 1 0 ${-radius}`;
  const angle = 2 * Math.PI * share - Math.PI / 2;
  const end = `${round(radius * Math.cos(angle))} ${round(radius * Math.sin(angle))}`;
  return `M0 ${-radius}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${end}`;
}

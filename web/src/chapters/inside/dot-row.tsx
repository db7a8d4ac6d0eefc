/* Shares as dots with their intervals, on a common scale from 0 to 1. */
import { percentSign } from '../../text/numbers';
import type { Share } from './operations';

/** In units of the drawing: where the scale begins and ends. */
export const SCALE = { width: 360, left: 134, right: 304, top: 20 } as const;

const x = (share: number) => SCALE.left + (SCALE.right - SCALE.left) * share;

interface DotProps extends Share {
  readonly y: number;
  readonly kind?: 'now' | 'whole';
}

export function Dot({ share, low, high, y, kind = 'now' }: DotProps) {
  return (
    <g class={`dot ${kind}`}>
      <path d={`M${x(low)} ${y}H${x(high)}`} />
      <circle cx={x(share)} cy={y} r="4.5" />
    </g>
  );
}

/** The scale behind rows down to `bottom`, with lines at chance and, if given, at what the whole model does. */
export function Scale({
  bottom,
  chance,
  whole,
}: {
  readonly bottom: number;
  readonly chance: number;
  readonly whole?: number;
}) {
  return (
    <g class="scale">
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <path class="tick" d={`M${x(share)} ${SCALE.top}V${bottom}`} />
          <text x={x(share)} y={SCALE.top - 7}>
            {100 * share}
            {percentSign()}
          </text>
        </g>
      ))}
      <path class="chance" d={`M${x(chance)} ${SCALE.top}V${bottom}`} />
      {whole !== undefined && <path class="all" d={`M${x(whole)} ${SCALE.top}V${bottom}`} />}
    </g>
  );
}

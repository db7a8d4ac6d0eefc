import { ringColour, themed } from '../graph/palette';
import './gauge.css';

interface GaugeProps {
  readonly length: number;
  /** Share right of the position at each depth. */
  readonly shares: readonly number[];
  readonly chance: number;
}

const OUTER = 46;

/** The star's rings as meters: each ring fills clockwise with the accuracy of its position; the notch is chance. Only a
 * picture of the numbers beside it. */
export function Gauge({ length, shares, chance }: GaugeProps) {
  const steps = length - 1;
  const band = Math.min(9, 34 / steps);
  const notch = 2 * Math.PI * chance - Math.PI / 2;
  const first = OUTER - band * 1.35 * (steps - 1);
  const mark = (radius: number) => `${radius * Math.cos(notch)} ${radius * Math.sin(notch)}`;
  return (
    <svg class="gauge" viewBox="-52 -52 104 104" aria-hidden="true">
      {Array.from({ length: steps }, (_, index) => {
        const depth = index + 1;
        const radius = first + band * 1.35 * index;
        const share = Math.max(0, Math.min(1, shares[depth] ?? 0));
        return (
          <g key={depth} style={{ '--ring': themed(ringColour(depth, length)) }} stroke-width={band}>
            <circle class="track" r={radius} />
            <circle
              class="fill"
              r={radius}
              pathLength={100}
              stroke-dasharray={`${100 * share} 200`}
              transform="rotate(-90)"
            />
          </g>
        );
      })}
      <path class="notch" d={`M${mark(first - band * 0.75)}L${mark(OUTER + band * 0.75)}`} />
      <circle class="centre" r={Math.max(2.5, Math.min(6, first - band))} />
    </svg>
  );
}

import type { StarLayout } from '../graph/layout';
import type { Leg } from './walk';
import './trail.css';

interface TrailProps {
  readonly layout: StarLayout;
  readonly legs: readonly Leg[];
}

/** The walk over the star, leg after leg; CSS draws them in turn, or at once where motion is not wanted. */
export function Trail({ layout, legs }: TrailProps) {
  const point = ({ arm, depth }: Leg['from']) => layout.spokes[arm]?.nodes[depth] ?? { x: 0, y: 0 };
  return (
    <g class="walk" style={{ '--width': `${Math.max(1.6, layout.nodeRadius * 0.62)}` }}>
      {legs.map((leg, index) => {
        const from = point(leg.from);
        const to = point(leg.to);
        return (
          <line
            key={index}
            class={leg.edge ? 'leg' : 'leg jump'}
            style={{ '--turn': index }}
            pathLength={1}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
          />
        );
      })}
    </g>
  );
}

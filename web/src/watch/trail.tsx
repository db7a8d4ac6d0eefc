import type { StarLayout } from '../graph/layout';
import type { Leg } from './walk';
import './trail.css';

interface TrailProps {
  readonly layout: StarLayout;
  readonly legs: readonly Leg[];
}

/** The walk over the star as far as it has come; a new leg draws itself, or is there at once where motion is not wanted. */
export function Trail({ layout, legs }: TrailProps) {
  const point = ({ arm, depth }: Leg['from']) => layout.spokes[arm]?.nodes[depth] ?? { x: 0, y: 0 };
  return (
    <g class="walk" style={{ '--width': `${Math.max(1.6, layout.nodeRadius * 0.5)}` }}>
      {legs.map(({ from, to, edge }, index) => {
        const { x: x1, y: y1 } = point(from);
        const { x: x2, y: y2 } = point(to);
        return (
          <line
            key={`${index} ${to.arm} ${to.depth}`}
            class={edge ? 'leg' : 'leg jump'}
            pathLength={1}
            {...{ x1, y1, x2, y2 }}
          />
        );
      })}
    </g>
  );
}

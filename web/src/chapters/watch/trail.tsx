import type { Point, StarLayout } from '../../ui/graph/layout';
import type { Leg } from './walk';
import './trail.css';

interface TrailProps {
  readonly layout: StarLayout;
  readonly legs: readonly Leg[];
}

/* Aside of the nodes between: a jump along an arm is not to look as if it had walked it. */
function arc(from: Point, to: Point): string {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const bend = { x: (from.x + to.x) / 2 - 0.35 * down, y: (from.y + to.y) / 2 + 0.35 * across };
  return `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`;
}

/** The walk over the star as far as it has come; a new leg draws itself, or is there at once where motion is not wanted. */
export function Trail({ layout, legs }: TrailProps) {
  const point = ({ arm, depth }: Leg['from']) => layout.spokes[arm]?.nodes[depth] ?? { x: 0, y: 0 };
  return (
    <g class="walk" style={{ '--width': `${Math.max(1.6, layout.nodeRadius * 0.5)}` }}>
      {legs.map(({ from, to, edge }, index) => {
        const one = point(from);
        const other = point(to);
        return (
          <path
            key={`${index} ${to.arm} ${to.depth}`}
            class={edge ? 'leg' : 'leg jump'}
            pathLength={1}
            d={edge ? `M${one.x} ${one.y}L${other.x} ${other.y}` : arc(one, other)}
          />
        );
      })}
    </g>
  );
}

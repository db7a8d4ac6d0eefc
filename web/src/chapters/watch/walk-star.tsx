import { useId } from 'preact/hooks';
import type { Decoding, Graph } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';
import type { Setup } from '../../state/lane';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { Figure } from '../../ui/figure/figure';
import { type Point, starLayout } from '../../ui/graph/layout';
import { armColour, armDash, armLetter, ringColour, ringName, themed } from '../../ui/graph/palette';
import { inWords } from '../../ui/graph/star';
import { tableOfWalk } from './every-node';
import { Trail } from './trail';
import { legs } from './walk';
import { words } from './words';
import './walk-star.css';

interface WalkStarProps {
  readonly graph: Graph;
  readonly decoding: Decoding;
  readonly setup: Setup;
  /** Of the weights that walk. */
  readonly step: number;
  /** The target position that is being said, from 0. */
  readonly position: number;
  readonly title: string;
  /** The arm whose node was handed over, or null. */
  readonly handed: number | null;
  /** Hands over the node of an arm at the first choice; null where that cannot be done. */
  readonly onHand: ((arm: number) => void) | null;
}

/* Nodes smaller than this, in units of the view box, have no room for a number beside them. */
const ROOM = 6;

/** The graph at one position of the walk: each node's disc is as dark as the probability it has there. */
export function WalkStar({ graph, decoding, setup, step: trained, position, title, handed, onHand }: WalkStarProps) {
  const id = useId();
  const { depths, length, objective } = setup;
  const degree = graph.arms.length;
  const layout = starLayout(degree, length);
  const { extent, nodeRadius, rings, spokes } = layout;
  const step = decoding.steps[position];
  const shareOf = (node: number) => step?.probabilities[node] ?? 0;
  const walked = legs(graph, { ...decoding, steps: decoding.steps.slice(0, position + 1) });
  const choice = depths[1] ?? 1;
  const given = position === 1 && handed !== null;
  const labelSize = Math.min(7.5, nodeRadius * 0.95);
  const node = (label: number, place: Point, aside: Aside, name: string) => (
    <g
      key={label}
      class={`place${label === graph.goal ? ' goal' : ''}${label === step?.token ? (given ? ' given' : ' said') : ''}`}
      transform={`translate(${place.x} ${place.y})`}
    >
      <title>{name}</title>
      {label === graph.goal && <circle class="halo" r={nodeRadius + 2.6} />}
      <circle class="disc" r={nodeRadius} />
      <circle class="share" r={nodeRadius} fill-opacity={0.8 * shareOf(label)} />
      {labelSize >= 2.6 && (
        <text class="label" dy="0.36em" font-size={labelSize}>
          {label}
        </text>
      )}
      {nodeRadius >= ROOM && shareOf(label) >= 0.005 && (
        <text class="percent" x={aside.x} y={aside.y} dy="0.36em" text-anchor={aside.anchor}>
          {percent(shareOf(label))}
        </text>
      )}
    </g>
  );
  const ring = ringName(depths[position] ?? 0, length);
  return (
    <Figure
      caption={say(words.starCaption(nameOf(objective), position + 1, ring))}
      name={`pathstar-walk-${objective}-step-${trained}`}
      table={() => tableOfWalk(graph, decoding, setup)}
      cell={(value, column) => (column === 0 ? count(value) : percent(value))}
    >
      <div class="walk-star">
        <svg
          class="star"
          viewBox={`${-extent} ${-extent} ${2 * extent} ${2 * extent}`}
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>{inWords(graph)}</desc>
          {rings.slice(1).map((radius, index) => (
            <circle
              key={radius}
              class={depths[position] === index + 1 ? 'ring asked' : 'ring'}
              r={radius}
              style={{ stroke: themed(ringColour(index + 1, length)) }}
            />
          ))}
          {spokes.map(({ nodes }, arm) => (
            <polyline
              key={arm}
              class="spoke"
              style={{ stroke: themed(armColour(arm)) }}
              stroke-dasharray={armDash(arm, degree)}
              points={nodes.map(({ x, y }) => `${x},${y}`).join(' ')}
            />
          ))}
          <Trail layout={layout} legs={walked} />
          {spokes.map(({ nodes, letter, angle }, arm) => (
            <g key={arm} style={{ '--arm': themed(armColour(arm)) }}>
              {nodes.slice(1).map((place, index) => {
                const label = graph.arms[arm]?.[index + 1] ?? -1;
                const name = words.nodeTitle(
                  label,
                  armLetter(arm),
                  ringName(index + 1, length),
                  percent(shareOf(label)),
                );
                return node(label, place, besides(angle, nodeRadius), say(name));
              })}
              <text class="letter" x={letter.x} y={letter.y} dy="0.36em">
                {armLetter(arm)}
              </text>
            </g>
          ))}
          <g style={{ '--arm': 'var(--ink)' }}>
            {node(
              graph.start,
              { x: 0, y: 0 },
              besides(-Math.PI / 2 + Math.PI / Math.max(2, degree), nodeRadius),
              say(words.startTitle(graph.start, percent(shareOf(graph.start)))),
            )}
          </g>
        </svg>
        {onHand &&
          spokes.map(({ nodes }, arm) => {
            const place = nodes[choice];
            const label = graph.arms[arm]?.[choice] ?? -1;
            const name = say(words.handNode(label, armLetter(arm), percent(shareOf(label))));
            /* As large as a thumb, but never over its neighbour. */
            const apart = degree > 1 ? (rings[choice] ?? 0) * Math.sin(Math.PI / degree) : extent;
            return (
              <button
                key={arm}
                type="button"
                class="hand"
                aria-label={name}
                aria-pressed={handed === arm}
                title={name}
                style={{
                  left: `${(100 * ((place?.x ?? 0) + extent)) / (2 * extent)}%`,
                  top: `${(100 * ((place?.y ?? 0) + extent)) / (2 * extent)}%`,
                  '--apart': `${apart}%`,
                }}
                onClick={() => onHand(arm)}
              />
            );
          })}
      </div>
    </Figure>
  );
}

interface Aside extends Point {
  readonly anchor: 'start' | 'middle' | 'end';
}

/* Beside a node, clear of its spoke and, however long the text, of the node and its halo. */
function besides(angle: number, nodeRadius: number): Aside {
  const [across, down] = [-Math.sin(angle), Math.cos(angle)];
  const y = 0.82 * (nodeRadius + 9) * down;
  if (Math.abs(across) < 0.3) return { x: (nodeRadius + 9) * across, y, anchor: 'middle' };
  return { x: (nodeRadius + 4.2) * across, y, anchor: across > 0 ? 'start' : 'end' };
}

import type { Decoding, Graph } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';
import type { Setup } from '../../state/lane';
import { ranks } from '../../state/learnt';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { Figure } from '../../ui/figure/figure';
import { labelSize, type Point, type StarLayout, starLayout } from '../../ui/graph/layout';
import { armColour, armLetter, ringColour, ringName, themed } from '../../ui/graph/palette';
import { StarFrame } from '../../ui/graph/star';
import { tableOfWalk } from './every-node';
import { surenessOf, surenessText } from './sureness';
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
  /** The pass that settled each answer, where the model chose their order. */
  readonly passes: readonly number[] | null;
  /** The arm whose node was handed over, or null. */
  readonly handed: number | null;
  /** Hands over the node of an arm at the first choice; null where that cannot be done. */
  readonly onHand: ((arm: number) => void) | null;
}

/** The graph at one position of the walk: each node's disc is as dark as the model is sure of it there. */
export function WalkStar({
  graph,
  decoding,
  passes,
  setup,
  step: trained,
  position,
  title,
  handed,
  onHand,
}: WalkStarProps) {
  const { depths, length, objective } = setup;
  const layout = starLayout(graph.arms.length, length);
  const step = decoding.steps[position];
  const sure = surenessOf(objective, step?.probabilities ?? []);
  const walked = legs(graph, { ...decoding, steps: decoding.steps.slice(0, position + 1) });
  const passOf = (label: number) =>
    passes?.[decoding.steps.findIndex(({ token }, at) => at <= position && token === label)] || null;
  const said: NodeProps['said'] = position === 1 && handed !== null ? 'given' : 'said';
  const nodeOf = (label: number) => ({
    label,
    shade: sure.shade(label),
    sureness: sure.text(label),
    radius: layout.nodeRadius,
    goal: label === graph.goal,
    said: label === step?.token ? said : null,
    pass: passOf(label),
  });
  return (
    <Figure
      caption={say(
        (ranks(objective) ? words.starCaptionRanked : words.starCaption)(
          nameOf(objective),
          position + 1,
          ringName(depths[position] ?? 0, length),
          step?.text ?? '',
          sure.text(step?.token ?? -1),
          said === 'given',
        ),
      )}
      name={`pathstar-walk-${objective}-step-${trained}`}
      table={() => tableOfWalk(graph, decoding, setup)}
      cell={(value, column) => (column === 0 ? count(value) : surenessText(objective, value))}
    >
      <div class="walk-star">
        <StarFrame graph={graph} layout={layout} title={title}>
          <MarkedRing layout={layout} depth={depths[position] ?? 0} />
          <Trail layout={layout} legs={walked} />
          {/* Under the nodes: however crowded, no share covers a node's number. */}
          {layout.spokes.flatMap(({ nodes, angle }, arm) =>
            nodes.slice(1).map((place, index) => {
              const label = graph.arms[arm]?.[index + 1] ?? -1;
              return <Percent key={label} {...nodeOf(label)} place={place} angle={angle} />;
            }),
          )}
          <Percent {...nodeOf(graph.start)} place={{ x: 0, y: 0 }} angle={awayFrom(graph.arms.length)} />
          {layout.spokes.map(({ nodes, angle }, arm) => (
            <g key={arm} style={{ '--arm': themed(armColour(arm)) }}>
              {nodes.slice(1).map((place, index) => {
                const label = graph.arms[arm]?.[index + 1] ?? -1;
                const ring = ringName(index + 1, length);
                const name = say(words.nodeTitle(label, armLetter(arm), ring, sure.text(label)));
                return <Node key={label} {...nodeOf(label)} place={place} angle={angle} name={name} />;
              })}
            </g>
          ))}
          <g style={{ '--arm': 'var(--ink)' }}>
            <Node
              {...nodeOf(graph.start)}
              place={{ x: 0, y: 0 }}
              angle={awayFrom(graph.arms.length)}
              name={say(words.startTitle(graph.start, sure.text(graph.start)))}
            />
          </g>
        </StarFrame>
        {onHand && (
          <Hands
            graph={graph}
            layout={layout}
            choice={depths[1] ?? 1}
            handed={handed}
            surenessOf={sure.text}
            onHand={onHand}
          />
        )}
      </div>
    </Figure>
  );
}

interface MarkedRingProps {
  readonly layout: StarLayout;
  readonly depth: number;
}

/** The ring of the position that is being said, over its own. */
function MarkedRing({ layout: { rings }, depth }: MarkedRingProps) {
  if (depth === 0) return null;
  return <circle class="ring marked" r={rings[depth]} style={{ stroke: themed(ringColour(depth, rings.length)) }} />;
}

interface NodeProps {
  readonly label: number;
  readonly place: Point;
  readonly radius: number;
  /** How sure the model is of it, from 0 to 1 and in letters. */
  readonly shade: number;
  readonly sureness: string;
  readonly goal: boolean;
  /** Whether it is the one that the model says here, or that it was given; null where it is neither. */
  readonly said: 'said' | 'given' | null;
  /** The pass that settled it, of those said so far; null where that was not the model's choice. */
  readonly pass: number | null;
  /** Of the spoke that its sureness stands beside. */
  readonly angle: number;
  readonly name: string;
}

/* Unicode has circled numbers up to 20, the longest path there is. */
const CIRCLED_ONE = 0x2460;

/* Nodes smaller than this, in units of the view box, have no room for a number beside them. */
const ROOM = 6;

/** How sure the model is of a node, beside it. */
function Percent({ place, radius, shade, sureness, said, angle }: Omit<NodeProps, 'name'>) {
  if (radius < ROOM || shade < 0.005) return null;
  const { x, y, anchor } = besides(angle, radius);
  return (
    <g class={said ?? undefined} transform={`translate(${place.x} ${place.y})`}>
      <text class="percent" x={x} y={y} dy="0.36em" text-anchor={anchor}>
        {sureness}
      </text>
    </g>
  );
}

/* The angle of a spoke that there is none of, so that what stands beside it stands between two of them: as near to straight
 * down as can be. */
function awayFrom(degree: number): number {
  return -Math.PI + (2 * Math.PI * (Math.floor(degree / 2) + 0.5)) / Math.max(1, degree);
}

function Node({ label, place, radius, shade, goal, said, pass, angle, name }: NodeProps) {
  const size = labelSize(radius);
  const aside = besides(angle, radius);
  return (
    <g class={['place', goal && 'goal', said].filter(Boolean).join(' ')} transform={`translate(${place.x} ${place.y})`}>
      <title>{name}</title>
      {goal && <circle class="halo" r={radius + 2.6} />}
      <circle class="disc" r={radius} />
      <circle class="share" r={radius} fill-opacity={0.8 * shade} />
      {size !== null && (
        <text class="label" dy="0.36em" font-size={size}>
          {label}
        </text>
      )}
      {pass !== null && (
        <text class="pass" x={-aside.x} y={-aside.y} dy="0.36em" text-anchor="middle">
          {String.fromCodePoint(CIRCLED_ONE - 1 + pass)}
        </text>
      )}
    </g>
  );
}

interface Aside extends Point {
  readonly anchor: 'start' | 'middle' | 'end';
}

/* Beside a node, clear of its spoke and, however long the text, of the node and its halo. */
function besides(angle: number, radius: number): Aside {
  const [across, down] = [-Math.sin(angle), Math.cos(angle)];
  const y = 0.82 * (radius + 9) * down;
  if (Math.abs(across) < 0.3) return { x: (radius + 9) * across, y, anchor: 'middle' };
  return { x: (radius + 4.2) * across, y, anchor: across > 0 ? 'start' : 'end' };
}

interface HandsProps {
  readonly graph: Graph;
  readonly layout: StarLayout;
  /** Depth of the first choice. */
  readonly choice: number;
  readonly handed: number | null;
  readonly surenessOf: (node: number) => string;
  readonly onHand: (arm: number) => void;
}

/** A button over each node that can be handed over. */
function Hands({ graph, layout: { extent, rings, spokes }, choice, handed, surenessOf, onHand }: HandsProps) {
  const degree = spokes.length;
  /* As large as a thumb, but never over its neighbour. */
  const apart = degree > 1 ? (rings[choice] ?? 0) * Math.sin(Math.PI / degree) : extent;
  const percentOf = (at: number) => `${(100 * (at + extent)) / (2 * extent)}%`;
  return (
    <>
      {spokes.map(({ nodes }, arm) => {
        const { x, y } = nodes[choice] ?? { x: 0, y: 0 };
        const label = graph.arms[arm]?.[choice] ?? -1;
        const name = say(words.handNode(label, armLetter(arm), surenessOf(label)));
        return (
          <button
            key={arm}
            type="button"
            class="hand"
            aria-label={name}
            aria-pressed={handed === arm}
            title={name}
            style={{ left: percentOf(x), top: percentOf(y), '--apart': `${apart}%` }}
            onClick={() => onHand(arm)}
          />
        );
      })}
    </>
  );
}

import { useMemo, useRef } from 'preact/hooks';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { type Point, starLayout } from '../../ui/graph/layout';
import { ringColour, themed } from '../../ui/graph/palette';
import { Star } from '../../ui/graph/star';
import { bendOf, cloudOf, STAGE } from './cloud';
import { askable, outcome, type Puzzle, type ShownEdge, shownEdges } from './puzzle';
import { words } from './words';
import './stage.css';

interface StageProps {
  readonly puzzle: Puzzle;
  readonly onAsk: (node: number) => void;
  /** Told where the page began: a node was pressed that cannot be asked. */
  readonly onStray: () => void;
}

/** The nodes as a cloud, each a button; solved, it folds out into the star that it always was. */
export function Stage({ puzzle, onAsk, onStray }: StageProps) {
  const host = useRef<HTMLFieldSetElement>(null);
  const { graph } = puzzle;
  const length = graph.arms[0]?.length ?? 2;
  const solved = outcome(puzzle) === 'found';
  const open = askable(puzzle);
  const cloud = useMemo(() => cloudOf(graph), [graph]);
  const star = starLayout(graph.arms.length, length);
  const scale = STAGE.height / (2 * star.extent);
  const unfolded = (node: number) => {
    const arm = graph.arms.findIndex((nodes) => nodes.includes(node));
    const place = star.spokes[arm]?.nodes[graph.arms[arm]?.indexOf(node) ?? 0] ?? { x: 0, y: 0 };
    return { x: STAGE.width / 2 + scale * place.x, y: STAGE.height / 2 + scale * place.y };
  };
  const depths = new Map(shownEdges(puzzle).map(({ to, depth }) => [to, depth]));
  const placed = [...cloud].map(([node, place]) => ({ node, place: solved ? unfolded(node) : place }));
  const roleOf = (node: number) => (node === graph.start ? 'origin' : node === graph.goal ? 'aim' : '');

  /* Arrows go round the nodes that can be asked. */
  const arrows = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const asks = [...(host.current?.querySelectorAll<HTMLButtonElement>('button:not([aria-disabled="true"])') ?? [])];
    const at = asks.findIndex((button) => button.matches(':focus'));
    asks.at((at + by + asks.length) % asks.length)?.focus();
    event.preventDefault();
  };

  return (
    <fieldset
      class={solved ? 'stage solved' : 'stage'}
      ref={host}
      data-direction={puzzle.direction}
      aria-label={say(words.stage(placed.length))}
      onKeyDown={arrows}
    >
      <svg class="edges" viewBox={`0 0 ${STAGE.width} ${STAGE.height}`} aria-hidden="true">
        {shownEdges(puzzle).map((edge) => (
          <Edge key={`${edge.from} ${edge.to}`} edge={edge} cloud={cloud} length={length} />
        ))}
      </svg>
      {placed.map(({ node, place }) => {
        const role = roleOf(node);
        const asks = open.includes(node);
        const depth = node === graph.start ? 0 : depths.get(node);
        const classes = ['dot', role, asks && 'asks', depth !== undefined && 'seen'].filter(Boolean).join(' ');
        return (
          <button
            key={node}
            type="button"
            class={classes}
            style={{
              '--x': place.x,
              '--y': place.y,
              '--ring': themed(ringColour(depth ?? 0, length)),
            }}
            data-node={node}
            aria-disabled={!asks}
            tabIndex={asks ? 0 : -1}
            onClick={() => (asks ? onAsk(node) : onStray())}
          >
            <span class="unseen">{say(words.node)} </span>
            {node}
            {role !== '' && <span class="role">{say(role === 'origin' ? words.start : words.goal)}</span>}
            {asks && (
              <span class="unseen">
                {say(marks.comma)}
                {say(words.asks[puzzle.direction])}
              </span>
            )}
          </button>
        );
      })}
      {solved && (
        <div class="unfolded">
          <Star graph={graph} title={say(words.unfoldedTitle)} />
        </div>
      )}
    </fieldset>
  );
}

interface EdgeProps {
  readonly edge: ShownEdge;
  readonly cloud: ReturnType<typeof cloudOf>;
  readonly length: number;
}

/* How far an edge stays from the middle of a node, and an arrow's half width, in units of the stage. */
const CLEAR = 5.4;
const BARB = 1.5;

function Edge({ edge, cloud, length }: EdgeProps) {
  const from = cloud.get(edge.from);
  const to = cloud.get(edge.to);
  if (!from || !to) return null;
  const bend = bendOf(from, to, [...cloud.values()]);
  const tail = towards(from, bend, CLEAR);
  const head = towards(to, bend, CLEAR + 0.8);
  const neck = towards(to, bend, CLEAR + 0.8 + 2 * BARB);
  const along = { x: (head.x - neck.x) / (2 * BARB), y: (head.y - neck.y) / (2 * BARB) };
  const barbs = [1, -1].map((side) => `${neck.x - side * BARB * along.y},${neck.y + side * BARB * along.x}`);
  return (
    <g class={`edge ${edge.kind}`} style={{ '--ring': themed(ringColour(edge.depth, length)) }}>
      <path d={`M${tail.x} ${tail.y}Q${bend.x} ${bend.y} ${neck.x} ${neck.y}`} pathLength="1" />
      <polygon points={`${head.x},${head.y} ${barbs.join(' ')}`} />
    </g>
  );
}

/* The point `far` from one point on the way to another. */
function towards(from: Point, to: Point, far: number): Point {
  const share = far / Math.hypot(to.x - from.x, to.y - from.y);
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
}

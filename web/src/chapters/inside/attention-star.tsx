import { useId } from 'preact/hooks';
import type { Graph } from '../../engine/shared/description';
import { count, percent } from '../../text/numbers';
import { Figure } from '../../ui/figure/figure';
import { labelSize, starLayout } from '../../ui/graph/layout';
import { armColour, armLetter, themed } from '../../ui/graph/palette';
import { inWords } from '../../ui/graph/star';
import { onEdges, onNodes } from './attention';
import { tableOfStar } from './attention-table';
import './attention-star.css';

/* Width of an edge that has all the attention, in units of the view box. */
const FULL = 15;
/* A small picture leaves out what would not be seen on it. */
const LEAST = 0.01;

interface AttentionStarProps {
  readonly graph: Graph;
  /** (tokens): one position's attention. */
  readonly row: ArrayLike<number>;
  readonly caption: string;
  /** What the picture is called. */
  readonly title: string;
  /** Of the saved files, without an ending. */
  readonly name: string;
  /** The node to be said. */
  readonly target: number | null;
}

/** The graph with edges as thick as the attention they get; the disc of a node is what its own tokens get. */
export function AttentionStar({ graph, row, caption, title, name, target }: AttentionStarProps) {
  const id = useId();
  const layout = starLayout(graph.arms.length, graph.arms[0]?.length ?? 2);
  const { extent, nodeRadius, rings, spokes } = layout;
  const edges = onEdges(graph, row);
  const named = onNodes(graph, row);
  const size = labelSize(nodeRadius);
  const node = (label: number, x: number, y: number) => (
    <g
      key={label}
      class={`place${label === graph.goal ? ' goal' : ''}${label === target ? ' target' : ''}`}
      transform={`translate(${x} ${y})`}
    >
      <title>
        {label}: {percent(named.get(label) ?? 0)}
      </title>
      {label === graph.goal && <circle class="halo" r={nodeRadius + 2.4} />}
      <circle class="disc" r={nodeRadius} />
      <circle class="named" r={nodeRadius * Math.sqrt(named.get(label) ?? 0)} />
      {size !== null && (
        <text class="label" dy="0.36em" font-size={size}>
          {label}
        </text>
      )}
    </g>
  );
  return (
    <Figure
      caption={caption}
      name={name}
      table={() => tableOfStar(graph, row)}
      cell={(value, column) => (Number.isNaN(value) ? '–' : column < 3 ? count(value) : percent(value))}
    >
      <svg
        class="star attention-star"
        viewBox={`${-extent} ${-extent} ${2 * extent} ${2 * extent}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{inWords(graph)}</desc>
        {rings.slice(1).map((radius) => (
          <circle key={radius} class="ring" r={radius} />
        ))}
        {spokes.map(({ nodes }, arm) => (
          <g key={arm} style={{ stroke: themed(armColour(arm)) }}>
            {nodes.slice(1).map((to, index) => {
              const from = nodes[index] ?? { x: 0, y: 0 };
              const share = edges.get(graph.arms[arm]?.[index + 1] ?? -1) ?? 0;
              const line = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
              return (
                <g key={index}>
                  <title>
                    {graph.arms[arm]?.[index]} → {graph.arms[arm]?.[index + 1]}: {percent(share)}
                  </title>
                  <line class="edge" {...line} />
                  <line class="looked" {...line} style={{ 'stroke-width': FULL * share }} />
                </g>
              );
            })}
          </g>
        ))}
        {spokes.map(({ nodes, letter }, arm) => (
          <g key={arm} style={{ '--arm': themed(armColour(arm)) }}>
            {nodes.slice(1).map(({ x, y }, index) => node(graph.arms[arm]?.[index + 1] ?? -1, x, y))}
            <text class="letter" x={letter.x} y={letter.y} dy="0.36em">
              {armLetter(arm)}
            </text>
          </g>
        ))}
        <g style={{ '--arm': 'var(--ink)' }}>{node(graph.start, 0, 0)}</g>
      </svg>
    </Figure>
  );
}

interface SmallStarProps extends Pick<AttentionStarProps, 'graph' | 'row'> {
  readonly size: number;
}

/** The same as a stamp within another picture: arms, and what is looked at. */
export function SmallStar({ graph, row, size }: SmallStarProps) {
  const { spokes } = starLayout(graph.arms.length, graph.arms[0]?.length ?? 2);
  const edges = onEdges(graph, row);
  const goal = spokes[graph.goal_arm]?.nodes.at(-1);
  return (
    <g class="small-star" transform={`scale(${size / 184}) translate(92 92)`}>
      <path class="arms" d={spokes.map(({ nodes }) => `M0 0L${nodes.at(-1)?.x} ${nodes.at(-1)?.y}`).join('')} />
      {spokes.map(({ nodes }, arm) => (
        <g key={arm} style={{ stroke: themed(armColour(arm)) }}>
          {nodes.slice(1).map(({ x, y }, index) => {
            const share = edges.get(graph.arms[arm]?.[index + 1] ?? -1) ?? 0;
            const from = nodes[index];
            if (share < LEAST) return null;
            return <line key={index} x1={from?.x} y1={from?.y} x2={x} y2={y} stroke-width={2.2 * FULL * share} />;
          })}
        </g>
      ))}
      <circle class="start" r="7" />
      <circle class="end" cx={goal?.x} cy={goal?.y} r="7" />
    </g>
  );
}

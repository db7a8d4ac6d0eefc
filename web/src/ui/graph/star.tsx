import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { list } from '../../text/list';
import { say } from '../../text/say';
import { type Arms, labelSize, type StarLayout, starLayout } from './layout';
import { armColour, armDash, armLetter, ringColour, ringName, themed } from './palette';
import { words } from './words';
import './star.css';

interface StarProps {
  readonly graph: Arms;
  readonly title: string;
}

/** The graph as a star: the start in the centre, and the rings by name. */
export function Star({ graph, title }: StarProps) {
  const degree = graph.arms.length;
  const length = graph.arms[0]?.length ?? 2;
  const layout = starLayout(degree, length);
  const { rings, spokes, nodeRadius } = layout;
  /* Names stand between the first two spokes, where no node is. */
  const between = -Math.PI / 2 + (degree === 1 ? Math.PI / 2 : Math.PI / degree);
  const named = rings
    .map((_, depth) => depth)
    .filter((depth) => depth > 0 && (length <= 7 || depth === 1 || depth === length - 1));
  const size = labelSize(nodeRadius);
  return (
    <StarFrame graph={graph} layout={layout} title={title}>
      {named.map((depth) => (
        <text
          key={depth}
          class="ring-name"
          x={(rings[depth] ?? 0) * Math.cos(between)}
          y={(rings[depth] ?? 0) * Math.sin(between)}
          style={{ fill: themed(ringColour(depth, length)) }}
        >
          {ringName(depth, length)}
        </text>
      ))}
      {spokes.map(({ nodes }, arm) => (
        <g key={arm} style={{ '--arm': themed(armColour(arm)) }}>
          {nodes.slice(1).map((place, index) => {
            const node = graph.arms[arm]?.[index + 1];
            const goal = node === graph.goal;
            return (
              <g key={index} class={goal ? 'node goal' : 'node'} transform={`translate(${place.x} ${place.y})`}>
                {goal && <circle class="halo" r={nodeRadius + 2.4} />}
                <circle r={nodeRadius} />
                {size !== null && (
                  <text dy="0.36em" font-size={size}>
                    {node}
                  </text>
                )}
              </g>
            );
          })}
        </g>
      ))}
      <g class="origin">
        <circle r={Math.max(nodeRadius, 4.6)} />
        <text dy="0.36em" font-size={size ?? 6.4}>
          {graph.start}
        </text>
      </g>
    </StarFrame>
  );
}

interface StarFrameProps {
  readonly graph: Arms;
  readonly layout: StarLayout;
  readonly title: string;
  /** Drawn over rings and spokes: the nodes. */
  readonly children: ComponentChildren;
}

/** What every picture of the graph as a star has under its nodes: one ring a position, one spoke an arm, and their letters. */
export function StarFrame({ graph, layout: { extent, rings, spokes }, title, children }: StarFrameProps) {
  const id = useId();
  return (
    <svg
      class="star"
      viewBox={`${-extent} ${-extent} ${2 * extent} ${2 * extent}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{inWords(graph)}</desc>
      {rings.slice(1).map((radius, index) => (
        <circle key={radius} class="ring" r={radius} style={{ stroke: themed(ringColour(index + 1, rings.length)) }} />
      ))}
      {spokes.map(({ nodes, letter }, arm) => (
        <g key={arm}>
          <polyline
            class="spoke"
            style={{ stroke: themed(armColour(arm)) }}
            stroke-dasharray={armDash(arm, spokes.length)}
            points={nodes.map(({ x, y }) => `${x},${y}`).join(' ')}
          />
          <text class="letter" x={letter.x} y={letter.y} dy="0.36em">
            {armLetter(arm)}
          </text>
        </g>
      ))}
      {children}
    </svg>
  );
}

/** "Start 8, goal 2 at the end of arm B. Arm A: 8, 3, 5, 7. ..." */
export function inWords(graph: Arms): string {
  const ends = say(words.ends(graph.start, graph.goal, armLetter(graph.goal_arm)));
  return [ends, ...graph.arms.map((nodes, arm) => say(words.arm(armLetter(arm), list(nodes))))].join(' ');
}

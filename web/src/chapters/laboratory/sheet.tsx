import { useId, useRef } from 'preact/hooks';
import { list } from '../../text/list';
import { say } from '../../text/say';
import type { Point } from '../../ui/graph/layout';
import { armColour, themed } from '../../ui/graph/palette';
import { EXTENT, freePlace, RADIUS, REACH } from './sheet-places';
import { type Pen, readSketch, type Sketch, type SketchNode, withLabel } from './sketch';
import { type Sketching, usePull, useSketching } from './use-sketching';
import { words } from './words';

interface SheetProps {
  readonly sketch: Sketch;
  /** How many labels the model knows. */
  readonly labels: number;
  readonly pen: Pen;
}

/** The sheet to draw on, and what can be done with the chosen node. */
export function Sheet({ sketch, labels, pen }: SheetProps) {
  const id = useId();
  const svg = useRef<SVGSVGElement>(null);
  const sketching = useSketching(svg, sketch, pen);
  const { nodes, edges } = sketch;
  const { pull, down, move, up, cancel } = usePull(pen, sketching);
  const { arms } = readSketch(sketch);
  const colourOf = (node: number) => {
    const arm = arms.findIndex((others) => others.some((other) => other.id === node));
    return arm < 0 ? 'var(--edge)' : themed(armColour(arm));
  };
  const nodeOf = (wanted: number | null) => nodes.find((node) => node.id === wanted);
  return (
    <div class="sheet">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is no picture */}
      <svg
        ref={svg}
        viewBox={`${-EXTENT} ${-EXTENT} ${2 * EXTENT} ${2 * EXTENT}`}
        role="group"
        aria-label={say(words.sheet)}
        aria-describedby={`${id}-keys`}
        onPointerDown={(event) => down(event, event.currentTarget)}
        onPointerMove={(event) => move(event, event.currentTarget)}
        onPointerUp={(event) => up(event, event.currentTarget)}
        onPointerCancel={cancel}
      >
        <defs>
          <marker
            id={`${id}-head`}
            viewBox="0 0 6 6"
            refX="5"
            refY="3"
            markerWidth="4.5"
            markerHeight="4.5"
            orient="auto"
          >
            <path d="M0 0L6 3L0 6Z" fill="context-stroke" />
          </marker>
        </defs>
        {edges.map(([from, to]) => (
          <Edge key={`${from}-${to}`} from={nodeOf(from)} to={nodeOf(to)} colour={colourOf(to)} head={`${id}-head`} />
        ))}
        {pull && <Edge from={nodeOf(pull.from)} to={pull.to} colour="var(--first)" />}
        {nodes.map((node) => (
          <Node key={node.id} node={node} sketch={sketch} colour={colourOf(node.id)} sketching={sketching} />
        ))}
      </svg>
      <Tools sketch={sketch} labels={labels} sketching={sketching} pen={pen} />
      <p class="aside" id={`${id}-keys`}>
        {say(words.drawKeys)}
      </p>
    </div>
  );
}

interface EdgeProps {
  readonly from: Point | undefined;
  readonly to: Point | undefined;
  readonly colour: string;
  readonly head?: string;
}

/* From rim to rim. */
function Edge({ from, to, colour, head }: EdgeProps) {
  if (!from || !to) return null;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 1) return null;
  const along = (share: number) => ({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
  const begin = along(RADIUS / length);
  const end = along(head ? Math.max(0, 1 - (RADIUS + 1) / length) : 1);
  return (
    <line
      class="sketch-edge"
      x1={begin.x}
      y1={begin.y}
      x2={end.x}
      y2={end.y}
      style={{ stroke: colour }}
      marker-end={head ? `url(#${head})` : undefined}
    />
  );
}

interface NodeProps {
  readonly node: SketchNode;
  readonly sketch: Sketch;
  readonly colour: string;
  readonly sketching: Sketching;
}

/** A button in the picture, told with the nodes that its edges lead to. */
function Node({ node, sketch, colour, sketching: { chosen, key } }: NodeProps) {
  const { nodes, edges, goal } = sketch;
  const { start } = readSketch(sketch);
  const to = edges.flatMap(([from, child]) =>
    from === node.id ? [nodes.find((other) => other.id === child)?.label ?? ''] : [],
  );
  const kinds = [node.id === start?.id && 'start', node.id === goal && 'goal'].filter(Boolean);
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button of its own
    <g
      class={['sketch-node', ...kinds].join(' ')}
      transform={`translate(${node.x} ${node.y})`}
      style={{ '--arm': colour }}
      data-node={node.id}
      role="button"
      tabindex={0}
      aria-pressed={node.id === chosen?.id}
      aria-label={say(words.node(node.label, list(to), node.id === goal))}
      onKeyDown={(event) => key(event, node)}
    >
      <circle class="reach" r={REACH} />
      {node.id === goal && <circle class="halo" r={RADIUS + 2.6} />}
      <circle r={RADIUS} />
      <text dy="0.36em">{node.label}</text>
    </g>
  );
}

interface ToolsProps extends SheetProps {
  readonly sketching: Sketching;
}

/** Under the sheet: what else can be done with the chosen node, and a new one. */
function Tools({ sketch, labels, sketching: { chosen, add, remove }, pen }: ToolsProps) {
  const { nodes, goal } = sketch;
  return (
    <div class="chosen">
      {chosen ? (
        <>
          <b>{say(words.chosen(chosen.label))}</b>
          <label>
            {say(words.label)}{' '}
            <input
              type="text"
              inputMode="numeric"
              autocomplete="off"
              class="short"
              value={chosen.label}
              onInput={(event) => {
                const text = event.currentTarget.value;
                if (/^\d{1,3}$/.test(text)) pen.draw(withLabel(pen.now(), chosen.id, Number(text)));
              }}
            />
          </label>
          <button
            type="button"
            aria-disabled={goal === chosen.id}
            onClick={() => pen.draw({ ...pen.now(), goal: chosen.id })}
          >
            {say(words.markGoal)}
          </button>
          <button type="button" onClick={() => remove(chosen)}>
            {say(words.remove)}
          </button>
        </>
      ) : (
        <span class="aside">{say(words.chooseNode)}</span>
      )}
      <button
        type="button"
        aria-disabled={nodes.length >= labels}
        onClick={() => {
          const { nodes } = pen.now();
          if (nodes.length < labels) add(freePlace(nodes), null);
        }}
      >
        {say(words.addNode)}
      </button>
    </div>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { list } from '../../text/list';
import { say } from '../../text/say';
import type { Point } from '../../ui/graph/layout';
import { armColour, themed } from '../../ui/graph/palette';
import { readSketch, type Sketch, type SketchNode, withEdge, withLabel, withNode, without } from './sketch';
import { words } from './words';

interface SheetProps {
  readonly sketch: Sketch;
  /** How many labels the model knows. */
  readonly labels: number;
  readonly onChange: (sketch: Sketch) => void;
}

/* In units of the view box, which reaches from -EXTENT to EXTENT. */
const EXTENT = 100;
const RADIUS = 8;
/* A finger's aim: what is this near to a node is on it. On a phone of 390 pixels these are 46 across. */
const REACH = 13;
/* Digits typed within this time, in milliseconds, make one label. */
const TYPING_MS = 1000;

/* A pointer that is down: on a node or an empty place, since where, and where now. */
interface Pull {
  readonly from: number | null;
  readonly begun: Point;
  readonly to: Point;
}

/** The sheet to draw on, and what can be done with the chosen node. */
export function Sheet({ sketch, labels, onChange }: SheetProps) {
  const id = useId();
  const svg = useRef<SVGSVGElement>(null);
  const chosenId = useSignal<number | null>(null);
  const pulled = useSignal<Pull | null>(null);
  const typed = useRef({ at: 0, text: '' });
  /* The node that gets the focus when it is there. */
  const focusNext = useRef<number | null>(null);
  useEffect(() => {
    if (focusNext.current === null) return;
    svg.current?.querySelector<SVGGElement>(`[data-node="${focusNext.current}"]`)?.focus({ preventScroll: true });
    focusNext.current = null;
  });
  const { nodes, edges, goal } = sketch;
  const chosen = nodes.find((node) => node.id === chosenId.value) ?? null;
  const { start, arms } = readSketch(sketch);
  const armOf = (node: number) => arms.findIndex((arm) => arm.some((other) => other.id === node));
  const colourOf = (node: number) => {
    const arm = armOf(node);
    return arm < 0 ? 'var(--edge)' : themed(armColour(arm));
  };
  /* The nearest, where the reaches of two overlap. */
  const near = ({ x, y }: Point) => {
    const away = (node: SketchNode) => Math.hypot(node.x - x, node.y - y);
    const [nearest] = nodes.filter((node) => away(node) <= REACH).sort((one, other) => away(one) - away(other));
    return nearest ?? null;
  };
  const placeOf = (event: MouseEvent): Point => {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return { x: 0, y: 0 };
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const inside = (value: number) => Math.min(EXTENT - RADIUS, Math.max(RADIUS - EXTENT, value));
    return { x: inside(x), y: inside(y) };
  };
  const choose = (node: number | null) => {
    chosenId.value = node;
    if (node !== null) focusNext.current = node;
    typed.current = { at: 0, text: '' };
  };
  const add = (place: Point, from: number | null) => {
    const grown = withNode(sketch, place);
    const added = grown.nodes.at(-1)?.id ?? 0;
    onChange(from === null ? grown : withEdge(grown, from, added));
    choose(added);
  };
  const remove = (node: SketchNode) => {
    onChange(without(sketch, node.id));
    choose(null);
    focusNext.current = nodes.find((other) => other.id !== node.id)?.id ?? null;
  };
  const letGo = (event: PointerEvent) => {
    const pull = pulled.value;
    pulled.value = null;
    if (!pull) return;
    const place = placeOf(event);
    const to = near(place);
    const { from, begun } = pull;
    /* A stroke that begins nowhere draws nothing: it may be the page that was meant. */
    if (from === null) {
      if (Math.hypot(place.x - begun.x, place.y - begun.y) < RADIUS) add(place, null);
    } else if (!to) add(place, from);
    else if (to.id === from) choose(from);
    else {
      onChange(withEdge(sketch, from, to.id));
      choose(to.id);
    }
  };
  const key = (event: KeyboardEvent, node: SketchNode) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^\d$/.test(event.key)) {
      const { at, text } = typed.current;
      const label = (event.timeStamp - at < TYPING_MS ? text : '') + event.key;
      typed.current = { at: event.timeStamp, text: label.slice(-3) };
      onChange(withLabel(sketch, node.id, Number(label.slice(-3))));
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (chosen && chosen.id !== node.id) onChange(withEdge(sketch, chosen.id, node.id));
      choose(chosen?.id === node.id ? null : node.id);
    } else if (event.key === 'Delete' || event.key === 'Backspace') remove(node);
    else if (event.key === 'Escape') choose(null);
    else if (event.key.toLowerCase() === 'g') onChange({ ...sketch, goal: node.id });
    else return;
    event.preventDefault();
  };
  return (
    <div class="sheet">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is no picture */}
      <svg
        ref={svg}
        viewBox={`${-EXTENT} ${-EXTENT} ${2 * EXTENT} ${2 * EXTENT}`}
        role="group"
        aria-label={say(words.sheet)}
        aria-describedby={`${id}-keys`}
        onPointerDown={(event) => {
          const place = placeOf(event);
          const from = near(place);
          pulled.value = { from: from?.id ?? null, begun: place, to: place };
          /* A pointer that began on a node is the sheet's from here on, wherever it goes. */
          if (from) event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (pulled.value) pulled.value = { ...pulled.value, to: placeOf(event) };
        }}
        onPointerUp={letGo}
        onPointerCancel={() => {
          pulled.value = null;
        }}
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
          <Edge
            key={`${from}-${to}`}
            from={nodes.find((node) => node.id === from)}
            to={nodes.find((node) => node.id === to)}
            colour={colourOf(to)}
            head={`${id}-head`}
          />
        ))}
        {pulled.value && (
          <Edge
            from={nodes.find((node) => node.id === pulled.value?.from)}
            to={pulled.value.to}
            colour="var(--first)"
          />
        )}
        {nodes.map((node) => {
          const to = edges.flatMap(([from, child]) =>
            from === node.id ? [nodes.find((other) => other.id === child)?.label ?? ''] : [],
          );
          const kinds = [node.id === start?.id && 'start', node.id === goal && 'goal'].filter(Boolean);
          return (
            // biome-ignore lint/a11y/useSemanticElements: SVG has no button of its own
            <g
              key={node.id}
              class={['sketch-node', ...kinds].join(' ')}
              transform={`translate(${node.x} ${node.y})`}
              style={{ '--arm': colourOf(node.id) }}
              data-node={node.id}
              role="button"
              tabindex={0}
              aria-pressed={node.id === chosenId.value}
              aria-label={say(words.node(node.label, list(to), node.id === goal))}
              onKeyDown={(event) => key(event, node)}
            >
              <circle class="reach" r={REACH} />
              {node.id === goal && <circle class="halo" r={RADIUS + 2.6} />}
              <circle r={RADIUS} />
              <text dy="0.36em">{node.label}</text>
            </g>
          );
        })}
      </svg>
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
                  if (/^\d{1,3}$/.test(text)) onChange(withLabel(sketch, chosen.id, Number(text)));
                }}
              />
            </label>
            <button
              type="button"
              aria-disabled={goal === chosen.id}
              onClick={() => onChange({ ...sketch, goal: chosen.id })}
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
          onClick={() => nodes.length < labels && add(freePlace(nodes), null)}
        >
          {say(words.addNode)}
        </button>
      </div>
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

/* Where a node that was asked for by key goes: the roomiest place of a grid. */
function freePlace(nodes: readonly Point[]): Point {
  const steps = [-80, -60, -40, -20, 0, 20, 40, 60, 80];
  const places = steps.flatMap((y) => steps.map((x) => ({ x, y })));
  const room = ({ x, y }: Point) => Math.min(...nodes.map((node) => Math.hypot(node.x - x, node.y - y)), EXTENT);
  return places.reduce((best, place) => (room(place) > room(best) ? place : best), { x: 0, y: 0 });
}

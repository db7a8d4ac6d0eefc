import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Point } from '../../ui/graph/layout';
import { distance, nodeAt, placeOf, RADIUS } from './sheet-places';
import { type Pen, type Sketch, type SketchNode, withEdge, withLabel, withNode, without } from './sketch';

/* Digits typed within this time, in milliseconds, make one label. */
const TYPING_MS = 1000;

export interface Sketching {
  /** The node that keys and buttons are about. */
  readonly chosen: SketchNode | null;
  /** Puts a node on the sheet, with an edge to it where it is drawn from another. */
  readonly add: (place: Point, from: number | null) => void;
  readonly join: (from: number, to: number) => void;
  readonly choose: (node: number | null) => void;
  readonly remove: (node: SketchNode) => void;
  /** What a key does on a node. */
  readonly key: (event: KeyboardEvent, node: SketchNode) => void;
}

/** What can be done to a sketch, however it is asked for; the focus follows. */
export function useSketching(svg: RefObject<SVGSVGElement | null>, sketch: Sketch, pen: Pen): Sketching {
  const chosenId = useSignal<number | null>(null);
  const typed = useRef({ at: 0, text: '' });
  /* The node that gets the focus when it is there, and what had it when that was decided: who has moved on meanwhile, to the
   * next node or another button, is not called back. */
  const focusNext = useRef<{ readonly node: number; readonly from: Element | null } | null>(null);
  const focusSoon = (node: number) => {
    focusNext.current = { node, from: document.activeElement };
  };
  useLayoutEffect(() => {
    const next = focusNext.current;
    focusNext.current = null;
    const at = document.activeElement;
    if (!next || (at !== next.from && at !== document.body)) return;
    svg.current?.querySelector<SVGGElement>(`[data-node="${next.node}"]`)?.focus({ preventScroll: true });
  });
  const chosenIn = ({ nodes }: Sketch) => nodes.find((node) => node.id === chosenId.peek()) ?? null;
  const choose = (node: number | null) => {
    chosenId.value = node;
    if (node !== null) focusSoon(node);
    typed.current = { at: 0, text: '' };
  };
  const join = (from: number, to: number) => {
    pen.draw(withEdge(pen.now(), from, to));
    choose(to);
  };
  const add = (place: Point, from: number | null) => {
    const grown = withNode(pen.now(), place);
    const added = grown.nodes.at(-1)?.id ?? 0;
    pen.draw(from === null ? grown : withEdge(grown, from, added));
    choose(added);
  };
  const remove = (node: SketchNode) => {
    const rest = without(pen.now(), node.id);
    pen.draw(rest);
    choose(null);
    const [first] = rest.nodes;
    if (first) focusSoon(first.id);
  };
  const type = (digit: string, at: number, node: SketchNode) => {
    const before = at - typed.current.at < TYPING_MS ? typed.current.text : '';
    const text = (before + digit).slice(-3);
    typed.current = { at, text };
    pen.draw(withLabel(pen.now(), node.id, Number(text)));
  };
  const key = (event: KeyboardEvent, node: SketchNode) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^\d$/.test(event.key)) type(event.key, event.timeStamp, node);
    else if (event.key === 'Enter' || event.key === ' ') {
      const chosen = chosenIn(pen.now());
      if (chosen && chosen.id !== node.id) join(chosen.id, node.id);
      else choose(chosen ? null : node.id);
    } else if (event.key === 'Delete' || event.key === 'Backspace') remove(node);
    else if (event.key === 'Escape') choose(null);
    else if (event.key.toLowerCase() === 'g') pen.draw({ ...pen.now(), goal: node.id });
    else return;
    event.preventDefault();
  };
  return { chosen: chosenId.value === null ? null : chosenIn(sketch), add, join, choose, remove, key };
}

/* A pointer that is down: on a node or an empty place, since where, and where now. */
interface Pull {
  readonly from: number | null;
  readonly begun: Point;
  readonly to: Point;
}

/** Strokes of a pointer: on the sheet a new node, from a node an edge, on a node its choice. */
export function usePull(pen: Pen, { add, join, choose }: Sketching) {
  const pulled = useSignal<Pull | null>(null);
  const down = (event: PointerEvent, svg: SVGSVGElement) => {
    const place = placeOf(svg, event);
    const from = nodeAt(pen.now().nodes, place);
    pulled.value = { from: from?.id ?? null, begun: place, to: place };
    /* A pointer that began on a node is the sheet's from here on, wherever it goes. */
    if (from) svg.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent, svg: SVGSVGElement) => {
    if (pulled.value) pulled.value = { ...pulled.value, to: placeOf(svg, event) };
  };
  const cancel = () => {
    pulled.value = null;
  };
  const up = (event: PointerEvent, svg: SVGSVGElement) => {
    const pull = pulled.value;
    pulled.value = null;
    if (!pull) return;
    const place = placeOf(svg, event);
    const to = nodeAt(pen.now().nodes, place);
    const { from, begun } = pull;
    /* A stroke that begins nowhere draws nothing: it may be the page that was meant. */
    if (from === null) {
      if (distance(place, begun) < RADIUS) add(place, null);
    } else if (!to) add(place, from);
    else if (to.id === from) choose(from);
    else join(from, to.id);
  };
  return { pull: pulled.value, down, move, up, cancel };
}

/* The parts of a line plot, each in a group of its own: a part is made once, and what it returns draws it anew at a scale. */
import { bandOf, lineOf } from './plot-paths';
import type { Curve, Line, PlotPlan } from './plot-plan';
import { breadth, clamp, MARGIN, reachOf, round, type Scale } from './plot-scale';
import { xTicks } from './ticks';

const SVG = 'http://www.w3.org/2000/svg';
const NAME_ROOM = 12; /* pixels between names of lines */
const TICK_ROOM = 90; /* pixels between x ticks, at least */

function make(name: string, parent: Element, className: string): Element {
  const element = document.createElementNS(SVG, name);
  element.setAttribute('class', className);
  parent.append(element);
  return element;
}

function set(element: Element | undefined, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) element?.setAttribute(name, String(value));
}

/** Ticks, grid, and the level; drawn only where something about them has changed, the language too. */
export function makeAxes(svg: SVGSVGElement, plan: PlotPlan): (scale: Scale) => void {
  const group = make('g', svg, 'axes');
  let drawn = '';
  const text = (words: string, x: number, y: number, className: string) => {
    const element = make('text', group, className);
    set(element, { x, y });
    element.textContent = words;
  };
  return ({ width, height, reach, low, high, x, y }) => {
    const level = plan.level?.() ?? null;
    const ticks = plan.yTicks();
    const key = JSON.stringify([width, reach, low, high, level, ticks, plan.xLabel(1000), plan.yLabel(high)]);
    if (key === drawn) return;
    drawn = key;
    group.replaceChildren();
    const across = (value: number, words: string, className: string) => {
      const at = round(y(value));
      set(make('line', group, className), { x1: MARGIN.left, x2: width - MARGIN.right, y1: at, y2: at });
      text(words, MARGIN.left - 6, at + 4, 'y');
    };
    /* The level takes the place of ticks that its name would run into. */
    const clear = (tick: number) => !level || Math.abs(tick - level.value) > 0.1 * (high - low);
    for (const tick of ticks.filter(clear)) across(tick, plan.yLabel(tick), 'grid');
    if (level) across(level.value, level.name, 'level');
    for (const tick of xTicks(reach, Math.max(1, Math.floor(breadth(width) / TICK_ROOM))))
      text(plan.xLabel(tick), x(tick), height - 6, 'x');
  };
}

/** Two paths a line: the band of its interval, and the line itself. */
export function makeLines(
  svg: SVGSVGElement,
): (lines: readonly Line[], curves: readonly Curve[], scale: Scale) => void {
  const group = make('g', svg, 'lines');
  return (lines, curves, { width, x, yWithin }) => {
    while (group.childNodes.length > 2 * lines.length) group.lastChild?.remove();
    while (group.childNodes.length < 2 * lines.length)
      make('path', group, group.childNodes.length % 2 ? 'line' : 'band');
    lines.forEach((line, index) => {
      const curve = curves[index] ?? { x: [], y: [] };
      const at = (row: number, values: ArrayLike<number>) =>
        `${round(x(curve.x[row] ?? 0))} ${round(yWithin(values[row] ?? Number.NaN))}`;
      set(group.children[2 * index], { d: bandOf(curve, at), fill: line.colour });
      set(group.children[2 * index + 1], {
        d: lineOf(curve, width, at),
        stroke: line.colour,
        'stroke-width': line.width,
        'stroke-dasharray': line.dash?.join(' ') ?? '',
        opacity: line.opacity ?? 1,
      });
    });
  };
}

/** The names at the lines' ends; those of lines that end beside one another stand under one another. */
export function makeNames(
  svg: SVGSVGElement,
): (lines: readonly Line[], curves: readonly Curve[], scale: Scale) => void {
  const group = make('g', svg, 'ends');
  return (lines, curves, scale) => {
    const names = lines.flatMap(({ name, colour }, index) => {
      const { x, y } = curves[index] ?? { x: [], y: [] };
      const last = x.length - 1;
      const at = y[last];
      if (name === undefined || at === undefined || !Number.isFinite(at)) return [];
      return [{ name, colour, x: scale.x(x[last] ?? 0) + 4, y: scale.yWithin(at) + 4 }];
    });
    names.sort((one, other) => one.y - other.y);
    group.replaceChildren();
    let above = Number.NEGATIVE_INFINITY;
    for (const { name, colour, x, y } of names) {
      above = Math.max(y, above + NAME_ROOM);
      const element = make('text', group, 'name');
      set(element, { x: round(x), y: round(above), fill: colour });
      element.textContent = name;
    }
  };
}

/** The line under the pointer, where somebody asks for it; returns what ends it. */
export function makePointer(svg: SVGSVGElement, plan: PlotPlan, width: () => number): () => void {
  const line = make('line', svg, 'pointer');
  const { onPoint } = plan;
  if (!onPoint) return () => {};
  const moved = (event: PointerEvent) => {
    const across = event.clientX - svg.getBoundingClientRect().left - MARGIN.left;
    const share = clamp(across / breadth(width()), 0, 1);
    onPoint(share * plan.reach());
    const at = round(MARGIN.left + (breadth(width()) * share * plan.reach()) / reachOf(plan));
    set(line, { x1: at, x2: at, y1: MARGIN.top, y2: plan.height - MARGIN.bottom });
    line.classList.add('shown');
  };
  const left = () => {
    onPoint(null);
    line.removeAttribute('x1');
    line.classList.remove('shown');
  };
  svg.addEventListener('pointermove', moved);
  svg.addEventListener('pointerleave', left);
  return () => {
    svg.removeEventListener('pointermove', moved);
    svg.removeEventListener('pointerleave', left);
  };
}

/* A line plot in SVG that draws itself: lines with dashes and widths, bands, a level across, ticks. It lives outside the
 * component tree: whoever has new numbers touches the frames, and only paths are written anew. Being SVG, it follows
 * the theme by CSS and is exported as it stands (save.ts). */
import type { Frames } from '../../platform/frames';
import { xTicks } from './ticks';
import './plot.css';

const SVG = 'http://www.w3.org/2000/svg';

export interface Line {
  /** A CSS colour. */
  readonly colour: string;
  readonly width: number;
  readonly dash?: readonly number[];
  readonly opacity?: number;
  /** A letter or two at the line's end. */
  readonly name?: string;
}

/** Columns of one line: equally long, x rising; gaps are NaN. */
export interface Course {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** With both, the area between them is filled: an interval. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
}

export interface PlotPlan {
  readonly height: number;
  /** Drawn in this order, later ones on top. */
  readonly lines: () => readonly Line[];
  /** One a line. */
  readonly courses: () => readonly Course[];
  /** Right end of the x axis. */
  readonly reach: () => number;
  readonly yRange: () => readonly [number, number];
  readonly yTicks: () => readonly number[];
  readonly yLabel: (value: number) => string;
  readonly xLabel: (value: number) => string;
  /** A dotted line across, named on the axis. */
  readonly level?: () => { readonly value: number; readonly name: string } | null;
  /** The x under the pointer, or null when it has left. */
  readonly onPoint?: (x: number | null) => void;
}

const LEFT = 46;
const RIGHT = 24; /* half of the last tick's label */
const TOP = 8;
const BOTTOM = 24;
const NAME_ROOM = 12; /* pixels between names of lines */
const TICK_ROOM = 90; /* pixels between x ticks, at least */

export interface Plot {
  /** Draws anew what has changed. */
  readonly draw: () => boolean;
  readonly end: () => void;
}

export function mountPlot(svg: SVGSVGElement, frames: Frames, plan: PlotPlan): Plot {
  const make = (name: string, parent: Element, className: string) => {
    const element = document.createElementNS(SVG, name);
    element.setAttribute('class', className);
    parent.append(element);
    return element;
  };
  svg.classList.add('plot');
  const axes = make('g', svg, 'axes');
  const drawn = make('g', svg, 'lines');
  const ends = make('g', svg, 'ends');
  const pointer = make('line', svg, 'pointer');
  let width = 0;
  let inSight = true;
  let framed = '';

  const xScale = (x: number, reach: number) => LEFT + ((width - LEFT - RIGHT) * x) / reach;
  const yScale = (y: number, low: number, high: number) =>
    TOP + (plan.height - TOP - BOTTOM) * (1 - (y - low) / (high - low));

  const drawAxes = (reach: number, low: number, high: number) => {
    const level = plan.level?.() ?? null;
    const ticks = plan.yTicks();
    const key = JSON.stringify([width, reach, low, high, level, ticks, plan.xLabel(1000)]);
    if (key === framed) return;
    framed = key;
    axes.replaceChildren();
    const text = (words: string, x: number, y: number, className: string) => {
      const element = make('text', axes, className);
      element.setAttribute('x', String(x));
      element.setAttribute('y', String(y));
      element.textContent = words;
    };
    const across = (value: number, className: string) => {
      const y = round(yScale(value, low, high));
      const line = make('line', axes, className);
      for (const [name, at] of Object.entries({ x1: LEFT, x2: width - RIGHT, y1: y, y2: y }))
        line.setAttribute(name, String(at));
      return y;
    };
    /* The level takes the place of ticks that its name would run into. */
    const clear = (tick: number) => !level || Math.abs(tick - level.value) > 0.1 * (high - low);
    for (const tick of ticks.filter(clear)) text(plan.yLabel(tick), LEFT - 6, across(tick, 'grid') + 4, 'y');
    if (level) text(level.name, LEFT - 6, across(level.value, 'level') + 4, 'y');
    for (const tick of xTicks(reach, Math.max(1, Math.floor((width - LEFT - RIGHT) / TICK_ROOM))))
      text(plan.xLabel(tick), xScale(tick, reach), plan.height - 6, 'x');
  };

  const draw = (): boolean => {
    if (width === 0 || !inSight) return false;
    const reach = Math.max(plan.reach(), Number.MIN_VALUE);
    const [low, high] = plan.yRange();
    drawAxes(reach, low, high);
    const lines = plan.lines();
    const courses = plan.courses();
    while (drawn.childNodes.length > 2 * lines.length) drawn.lastChild?.remove();
    while (drawn.childNodes.length < 2 * lines.length)
      make('path', drawn, drawn.childNodes.length % 2 ? 'line' : 'band');
    const paths = drawn.children;
    lines.forEach((line, index) => {
      const course = courses[index] ?? { x: [], y: [] };
      const at = (row: number, values: ArrayLike<number>) =>
        `${round(xScale(course.x[row] ?? 0, reach))} ${round(yScale(clamp(values[row] ?? Number.NaN, low, high), low, high))}`;
      const band = paths[2 * index];
      const path = paths[2 * index + 1];
      path?.setAttribute('d', lineOf(course, width, at));
      path?.setAttribute('stroke', line.colour);
      path?.setAttribute('stroke-width', String(line.width));
      path?.setAttribute('stroke-dasharray', line.dash?.join(' ') ?? '');
      path?.setAttribute('opacity', String(line.opacity ?? 1));
      band?.setAttribute('d', bandOf(course, at));
      band?.setAttribute('fill', line.colour);
    });
    drawNames(lines, courses, reach, low, high);
    return true;
  };

  /* Names of lines that end beside one another stand under one another. */
  const drawNames = (lines: readonly Line[], courses: readonly Course[], reach: number, low: number, high: number) => {
    const names = lines.flatMap(({ name, colour }, index) => {
      const { x, y } = courses[index] ?? { x: [], y: [] };
      const last = x.length - 1;
      const at = y[last];
      if (name === undefined || at === undefined || !Number.isFinite(at)) return [];
      return [{ name, colour, x: xScale(x[last] ?? 0, reach) + 4, y: yScale(clamp(at, low, high), low, high) + 4 }];
    });
    names.sort((one, other) => one.y - other.y);
    ends.replaceChildren();
    let above = Number.NEGATIVE_INFINITY;
    for (const { name, colour, x, y } of names) {
      above = Math.max(y, above + NAME_ROOM);
      const element = make('text', ends, 'name');
      element.setAttribute('x', String(round(x)));
      element.setAttribute('y', String(round(above)));
      element.setAttribute('fill', colour);
      element.textContent = name;
    }
  };

  /* What is out of sight is on paper all the same, and in a saved file. */
  const drawAnyway = () => {
    inSight = true;
    draw();
  };
  const stopFrames = frames.add(draw);
  addEventListener('beforeprint', drawAnyway);
  svg.addEventListener('beforesave', drawAnyway);
  const sight = new IntersectionObserver((entries) => {
    inSight = entries.at(-1)?.isIntersecting ?? true;
    if (inSight) frames.touch();
  });
  sight.observe(svg);
  const size = new ResizeObserver(() => {
    const now = Math.round(svg.clientWidth);
    if (now === width || now === 0) return;
    width = now;
    svg.setAttribute('viewBox', `0 0 ${width} ${plan.height}`);
    frames.touch();
  });
  svg.style.height = `${plan.height}px`;
  size.observe(svg);

  const point = (x: number | null) => {
    plan.onPoint?.(x);
    if (x === null) {
      pointer.removeAttribute('x1');
      pointer.classList.remove('shown');
      return;
    }
    const at = String(round(xScale(x, Math.max(plan.reach(), Number.MIN_VALUE))));
    for (const [name, value] of Object.entries({ x1: at, x2: at, y1: String(TOP), y2: String(plan.height - BOTTOM) }))
      pointer.setAttribute(name, value);
    pointer.classList.add('shown');
  };
  const moved = (event: PointerEvent) => {
    const share = (event.clientX - svg.getBoundingClientRect().left - LEFT) / (width - LEFT - RIGHT);
    point(clamp(share, 0, 1) * plan.reach());
  };
  const left = () => point(null);
  if (plan.onPoint) {
    svg.addEventListener('pointermove', moved);
    svg.addEventListener('pointerleave', left);
  }
  return {
    draw,
    end: () => {
      stopFrames();
      removeEventListener('beforeprint', drawAnyway);
      svg.removeEventListener('beforesave', drawAnyway);
      sight.disconnect();
      size.disconnect();
      svg.removeEventListener('pointermove', moved);
      svg.removeEventListener('pointerleave', left);
      svg.replaceChildren();
    },
  };
}

const round = (value: number): number => Math.round(10 * value) / 10;
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/* At most two points a pixel: of more, each stretch keeps its least and its greatest, so that no spike is lost. */
function lineOf({ x, y }: Course, width: number, at: (row: number, values: ArrayLike<number>) => string): string {
  const stretch = Math.ceil(x.length / Math.max(1, width));
  let path = '';
  let pen = 'M';
  const add = (row: number) => {
    if (Number.isFinite(y[row])) {
      path += pen + at(row, y);
      pen = 'L';
    } else pen = 'M';
  };
  for (let first = 0; first < x.length; first += stretch) {
    if (stretch === 1) {
      add(first);
      continue;
    }
    let least = first;
    let most = first;
    for (let row = first; row < Math.min(x.length, first + stretch); row++) {
      if ((y[row] ?? 0) < (y[least] ?? 0)) least = row;
      if ((y[row] ?? 0) > (y[most] ?? 0)) most = row;
    }
    add(Math.min(least, most));
    if (least !== most) add(Math.max(least, most));
  }
  /* A single measurement is a point: a round cap makes it visible. */
  return x.length === 1 && path !== '' ? `${path}h0.1` : path;
}

/* One area for each unbroken stretch of rows. */
function bandOf({ x, low, high }: Course, at: (row: number, values: ArrayLike<number>) => string): string {
  if (!low || !high) return '';
  const stretches: number[][] = [[]];
  for (let row = 0; row < x.length; row++)
    if (Number.isFinite(low[row]) && Number.isFinite(high[row])) stretches.at(-1)?.push(row);
    else stretches.push([]);
  return stretches
    .filter((rows) => rows.length > 1)
    .map((rows) => {
      const upper = rows.map((row) => at(row, high));
      const lower = rows.toReversed().map((row) => at(row, low));
      return `M${[...upper, ...lower].join('L')}Z`;
    })
    .join('');
}

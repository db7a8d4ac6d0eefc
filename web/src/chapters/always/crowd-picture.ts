/* The crowd's picture: for each objective a field in which training falls from top to bottom, as in the race, a column a seed.
 * It is drawn outside of the component tree; what is drawn of a seed that has ended is made once. */
import type { Frames } from '../../platform/frames';
import { type Expectation, POINTS } from '../../state/expectations';
import type { SurvivalRow } from '../../state/statistics/survival';
import type { CrowdSeed } from '../../state/trials/crowd';
import { type Measure, measurements } from '../../state/trials/result';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { mountDrawing } from '../../ui/figure/plot-frame';
import { xTicks } from '../../ui/figure/ticks';
import { make, round, set } from '../../ui/svg';
import { words } from './crowd-words';

/* Pixels. Each point that can be drawn has a finger's room. */
export const FIELD = { left: 52, right: 10, gap: 28, height: 44 * POINTS, bottom: 26 } as const;
const LINE = 18;
/* Half of a stream, at most: of few seeds, too, they are thin. */
const HALF = 14;
/* Of a narrow field, whose name is set small. */
const NARROW = 190;
/* Narrower than that, two fields stand beside one another, and the others under them. */
const NARROWEST = 110;
/* About what a letter of a name is wide. */
const LETTER = 8;

export interface PictureLane {
  readonly experiment: string;
  readonly name: string;
  /** Under its name. */
  readonly told: string;
  readonly seeds: number;
  readonly crowd: readonly CrowdSeed[];
  readonly survival: readonly SurvivalRow[];
  readonly expected: Expectation | null;
  /** Whether the expectation is being drawn. */
  readonly drawing: boolean;
}

export interface CrowdPlan {
  readonly lanes: () => readonly PictureLane[];
  readonly within: () => number;
  readonly measure: () => Measure;
  /** What lies over the fields to be drawn on. */
  readonly boards: HTMLElement;
}

/** A lane's parts, and where they are. */
interface Drawn {
  readonly place: Place;
  readonly told: SVGTextElement;
  readonly hope: SVGPathElement;
  readonly streams: SVGGElement;
  readonly band: SVGPathElement;
  readonly curve: SVGPathElement;
  readonly expected: SVGPathElement;
}

/** Returns the way to end it. */
export function mountCrowd(svg: SVGSVGElement, frames: Frames, plan: CrowdPlan): () => void {
  svg.classList.add('crowd-picture');
  let laid = '';
  let drawn: readonly Drawn[] = [];
  return mountDrawing(svg, frames, (width) => {
    const lanes = plan.lanes();
    const within = plan.within();
    const wanted = JSON.stringify([width, within, say(words.step), lanes.map(({ name, seeds }) => [name, seeds])]);
    if (wanted !== laid) {
      laid = wanted;
      drawn = lay(svg, plan.boards, width, lanes, within);
    }
    lanes.forEach((lane, index) => {
      const parts = drawn[index];
      if (parts) drawLane(parts, lane, plan.measure());
    });
  }).end;
}

function lay(
  svg: SVGSVGElement,
  boards: HTMLElement,
  width: number,
  lanes: readonly PictureLane[],
  within: number,
): readonly Drawn[] {
  const room = width - FIELD.left - FIELD.right + FIELD.gap;
  const across = room / lanes.length - FIELD.gap < NARROWEST ? Math.min(2, lanes.length) : lanes.length;
  const breadth = room / Math.max(1, across) - FIELD.gap;
  const names = lanes.map(({ name }) => linesOf(name, breadth));
  /* Names, what is told, and what stands under a field. */
  const head = LINE * (1 + Math.max(1, ...names.map(({ length }) => length))) + 12;
  const row = head + FIELD.height + FIELD.bottom;
  const height = row * Math.ceil(lanes.length / Math.max(1, across));
  set(svg, { viewBox: `0 0 ${width} ${height}` });
  svg.style.height = `${height}px`;
  Object.assign(boards.style, {
    top: `${head}px`,
    gap: `${row - FIELD.height}px ${FIELD.gap}px`,
    gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))`,
  });
  svg.replaceChildren();
  return lanes.map((lane, index) => {
    const column = index % across;
    const top = head + row * Math.floor(index / across);
    if (column === 0) drawSteps(svg, top, within);
    const left = FIELD.left + column * (breadth + FIELD.gap);
    return layLane(svg, lane, names[index] ?? [], { left, top, breadth, within });
  });
}

function drawSteps(svg: SVGSVGElement, top: number, within: number): void {
  /* Clear of a point at none. */
  const x = FIELD.left - 12;
  make('text', svg, { x, y: top - 12, class: 'end soft' }, say(words.step));
  for (const tick of xTicks(within, POINTS))
    make('text', svg, { x, y: top + (FIELD.height * tick) / within + 4, class: 'end soft' }, count(tick));
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly breadth: number;
  readonly within: number;
}

/** A name in lines that are as wide as the field. */
function linesOf(name: string, breadth: number): readonly string[] {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && LETTER * (last.length + 1 + word.length) <= breadth)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function layLane(svg: SVGSVGElement, lane: PictureLane, name: readonly string[], place: Place): Drawn {
  const { left, top, breadth, within } = place;
  const [right, bottom] = [left + breadth, top + FIELD.height];
  name.forEach((line, index) => {
    const y = top - 12 - LINE * (name.length - index);
    make('text', svg, { x: left, y, class: breadth < NARROW ? 'lane-name small' : 'lane-name' }, line);
  });
  const told = make('text', svg, { x: left, y: top - 12, class: 'told' });
  for (const tick of xTicks(within, POINTS)) {
    const y = round(top + (FIELD.height * tick) / within);
    make('line', svg, { x1: left, x2: right, y1: y, y2: y, class: 'grid' });
  }
  make('text', svg, { x: left, y: bottom + 18, class: 'soft' }, '0');
  make('text', svg, { x: right, y: bottom + 18, class: 'end soft' }, count(lane.seeds));
  make('text', svg, { x: left + breadth / 2, y: bottom + 18, class: 'middle soft' }, say(words.solved));
  const hope = make('path', svg, { class: 'hope' });
  const band = make('path', svg, { class: 'band' });
  const streams = make('g', svg);
  make('path', svg, { d: `M${left} ${top}V${bottom}H${right}`, class: 'edge' });
  const curve = make('path', svg, { class: 'curve' });
  const expected = make('path', svg, { class: 'expected' });
  return { place, told, hope, streams, band, curve, expected };
}

function drawLane(parts: Drawn, lane: PictureLane, measure: Measure): void {
  const { place } = parts;
  const { left, top, breadth, within } = place;
  const x = (share: number) => round(left + breadth * share);
  const y = (step: number) => round(top + (FIELD.height * step) / within);
  parts.told.textContent = lane.told;

  const points = (lane.expected?.steps ?? []).flatMap((step, index) =>
    step <= within ? [`${x(lane.expected?.solved[index] ?? 0)} ${y(step)}`] : [],
  );
  const line = points.length > 0 ? `M${left} ${top}L${points.join('L')}` : '';
  set(parts.expected, { d: line });
  set(parts.hope, { d: lane.drawing && line !== '' ? `${line}H${left}Z` : '' });

  drawStreams(parts.streams, lane, place, measure);
  /* Down to a row's step, then across to its share. */
  const edge = (share: (row: SurvivalRow) => number) =>
    lane.survival.map((row) => `V${y(row.step)}H${x(share(row))}`).join('');
  const back = lane.survival
    .map((row) => `H${x(1 - row.high)}V${y(row.step)}`)
    .reverse()
    .join('');
  const known = lane.survival.length > 1;
  set(parts.curve, { d: known ? `M${left} ${top}${edge((row) => 1 - row.unsolved)}` : '' });
  set(parts.band, { d: known ? `M${left} ${top}${edge((row) => 1 - row.low)}${back}Z` : '' });
}

/** In the crowd's order: the ends of those that have solved it lie along the curve. */
function drawStreams(group: SVGGElement, lane: PictureLane, place: Place, measure: Measure): void {
  const { left, top, breadth, within } = place;
  const column = breadth / lane.seeds;
  while (group.childNodes.length > 2 * lane.crowd.length) group.lastChild?.remove();
  while (group.childNodes.length < 2 * lane.crowd.length)
    make('path', group, { class: group.childNodes.length % 2 ? 'mark' : 'stream' });
  lane.crowd.forEach((one, index) => {
    const transform = `translate(${round(left + column * (index + 0.5))} ${top})`;
    const [stream, mark] = [group.children[2 * index], group.children[2 * index + 1]];
    if (!(stream instanceof SVGElement) || !mark) return;
    const { experiment } = lane;
    const rows = one.result.curve.step.length;
    const key = JSON.stringify([experiment, one.seed, one.end, one.until, rows, within, round(column), measure]);
    if (stream.dataset.key !== key) {
      stream.dataset.key = key;
      const { path, end } = streamOf(one, within, Math.min(HALF, 0.42 * column), measure);
      set(stream, { d: path, class: `stream ${measure}` });
      set(mark, { d: markOf(one, end, Math.min(4.5, Math.max(1.6, 0.4 * column))), class: `mark ${one.end}` });
    }
    set(stream, { transform });
    set(mark, { transform });
  });
}

/** Down the middle of its column, as wide as it is right; and where it ends. */
function streamOf({ result, until, end }: CrowdSeed, within: number, half: number, measure: Measure) {
  const { step, value } = measurements(result, measure, until);
  const rows: { readonly y: number; readonly half: number }[] = [];
  step.forEach((at, row) => {
    const y = Math.round((FIELD.height * at) / within);
    const wide = round(Math.max(0.3, half * (value[row] || 0)));
    /* One a pixel. */
    if (rows.at(-1)?.y === y) rows.pop();
    rows.push({ y, half: wide });
  });
  const last = rows.at(-1) ?? { y: 0, half: 0.3 };
  const y = end === 'diverged' ? last.y : Math.round((FIELD.height * until) / within);
  if (y > last.y) rows.push({ y, half: last.half });
  const right = rows.map((row) => `${row.half} ${row.y}`);
  const left = rows.toReversed().map((row) => `${-row.half} ${row.y}`);
  return { path: rows.length > 1 ? `M${[...right, ...left].join('L')}Z` : '', end: y };
}

/** A dot where it solved the task, a cross where it diverged, a tip where it is now, a bar where nobody went on. */
function markOf({ end }: CrowdSeed, y: number, r: number): string {
  switch (end) {
    case 'solved':
      return `M${-r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0Z`;
    case 'diverged':
      return `M${-r} ${y - r}L${r} ${y + r}M${r} ${y - r}L${-r} ${y + r}`;
    case 'running':
      return `M${-r} ${y}H${r}L0 ${y + 1.6 * r}Z`;
    case 'stopped':
      return `M${-r} ${y}H${r}`;
    case 'unsolved':
      return '';
  }
}

/* A lane before anything is measured: its name, the path laid flat with arrows in the order in which it is said, and the
 * beds under it with the level of chance. */

import { type Colour, ringColour, ringName, themed } from '../../ui/graph/palette';
import { make, round } from '../../ui/svg';
import type { FallsLayout, LaneLayout, Span } from './falls-layout';
import type { LanePicture } from './picture';

/** A place on the path, with what is drawn anew as it is learnt. */
export interface DrawnPlace {
  readonly first: boolean;
  readonly colour: string;
  readonly node: SVGCircleElement;
  readonly label: SVGTextElement | null;
  readonly gradient: SVGLinearGradientElement;
  readonly area: SVGPathElement;
  readonly line: SVGPathElement;
  readonly share: SVGTextElement | null;
}

export interface DrawnLane {
  readonly layout: LaneLayout;
  readonly degree: number;
  readonly lossName: string;
  readonly places: readonly DrawnPlace[];
  /** The interval of the first step. */
  readonly band: SVGPathElement;
  readonly loss: { readonly path: SVGPathElement; readonly value: SVGTextElement } | null;
  readonly now: SVGLineElement;
  /** Front, brackets and result: few elements, made anew with every evaluation. */
  readonly marks: SVGGElement;
  /** What of the measurements is shown. */
  shown: string;
}

/* Past this, only first step and goal are named. */
const NAMED_MOST = 8;

/* The width of a text, about, in pixels at the usual size, to see what fits: a Chinese character is as wide as high. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (width, letter) => width + (/\p{Script=Han}|[\u3000-\u303f\uff00-\uffef]/u.test(letter) ? 13 : 6.6),
    0,
  );

export function drawBeds(host: Element, layout: FallsLayout, lane: LanePicture, index: number): DrawnLane {
  const { lanes, top, bottom, small, nodes } = layout;
  const place = lanes[index];
  if (!place) throw new RangeError(`no room for lane ${index}`);
  const group = make('g', host, { class: 'lane-picture' });
  drawTitle(group, layout, index, lane);
  drawPath(group, layout, place, lane);

  const definitions = make('defs', group);
  const places = place.streams.map((bed, depth): DrawnPlace => {
    const ring = ringColour(depth, lane.length);
    const colour = themed(ring);
    make('rect', group, { x: bed.x, y: top, width: bed.width, height: bottom - top, class: 'bed' }).style.fill =
      tint(ring);
    const gradient = make('linearGradient', definitions, {
      id: `stream-${index}-${depth}`,
      gradientUnits: 'userSpaceOnUse',
      x1: 0,
      x2: 0,
      y1: top,
    });
    const area = make('path', group, { class: 'stream', fill: `url(#stream-${index}-${depth})` });
    const line = make('path', group, { class: depth === 1 ? 'edge first' : 'edge' });
    line.style.stroke = colour;
    const node = make('circle', group, {
      cx: middle(bed),
      cy: nodes.y,
      r: nodes.radius,
      class: depth === 1 ? 'node first' : 'node',
    });
    node.style.stroke = colour;
    const named = nodes.radius >= 6.5 ? (lane.path[depth] ?? null) : null;
    const label =
      named === null
        ? null
        : make('text', group, { x: middle(bed), y: nodes.y + (small ? 4 : 5), class: 'node-label' }, String(named));
    drawPlaceName(group, layout, bed, depth, lane.length, colour);
    const wide = depth > 0 && (depth === 1 || (!small && bed.width >= 38));
    const share = wide ? make('text', group, { x: bed.x, y: bottom + (small ? 15 : 20), class: 'share' }) : null;
    if (share) share.style.fill = colour;
    return { first: depth === 1, colour, node, label, gradient, area, line, share };
  });

  const firstBed = place.streams[1];
  const band = make('path', group, { class: 'band' });
  band.style.fill = places[1]?.colour ?? '';
  if (firstBed && lane.degree > 1) drawChance(group, layout, firstBed, lane.degree);

  const now = make('line', group, {
    class: 'now',
    x1: place.beds.x,
    x2: place.beds.x + place.beds.width,
    visibility: 'hidden',
  });
  const marks = make('g', group, { class: 'marks' });
  return {
    layout: place,
    degree: lane.degree,
    lossName: lane.lossName,
    places,
    band,
    loss: drawLoss(group, layout, place, lane),
    now,
    marks,
    shown: '',
  };
}

const middle = ({ x, width }: Span): number => x + width / 2;

/* On dark paper a tint needs more colour to be seen. */
const tint = ({ light, dark }: Colour): string =>
  `light-dark(color-mix(in oklab, ${light} 9%, transparent), color-mix(in oklab, ${dark} 14%, transparent))`;

function drawTitle(group: SVGGElement, { lanes, width, small }: FallsLayout, index: number, lane: LanePicture): void {
  const beds = lanes[index]?.beds ?? { x: 0, width };
  if (!small) {
    make('text', group, { x: beds.x, y: 24, class: 'lane-name' }, lane.name);
    const room = (lanes[index + 1]?.beds.x ?? width) - beds.x;
    if (widthOf(lane.about) < room) make('text', group, { x: beds.x, y: 48, class: 'soft about' }, lane.about);
    return;
  }
  /* A word a line, the last one level with those of the other lanes. */
  const lines = 1.25 * widthOf(lane.name) > beds.width ? lane.name.split(' ') : [lane.name];
  /* In four lanes of a phone a long word wants smaller letters. */
  const size = Math.min(1, beds.width / (1.35 * Math.max(...lines.map(widthOf))));
  for (const [line, text] of lines.entries()) {
    const y = 16 + 17 * (line + 2 - lines.length);
    make('text', group, { x: beds.x, y, class: 'lane-name' }, text).style.fontSize = `${round(16 * size)}px`;
  }
}

/* One arm laid flat over the beds, stubs of the others, and arrows that tell how it is said. */
function drawPath(group: SVGGElement, layout: FallsLayout, { streams }: LaneLayout, lane: LanePicture): void {
  const { nodes, small } = layout;
  const start = streams[0];
  const goal = streams.at(-1);
  if (!start || !goal) return;
  const others = Math.min(2, lane.degree - 1);
  const reach = Math.min(small ? 20 : 42, 0.6 * ((streams[1]?.x ?? 0) + (streams[1]?.width ?? 0) - middle(start)));
  for (let other = 0; other < others; other++) {
    const angle = other === 0 ? 0.62 : -0.62;
    const x2 = middle(start) + reach * Math.cos(angle);
    make('line', group, { x1: middle(start), y1: nodes.y, x2, y2: nodes.y + reach * Math.sin(angle), class: 'stub' });
  }
  make('line', group, { x1: middle(start), x2: middle(goal), y1: nodes.y, y2: nodes.y, class: 'arm' });
  const y = nodes.y - nodes.radius - (small ? 9 : 11);
  const arrow = (d: string) => make('path', group, { d, class: 'arrow' });
  if (lane.order === 'at once') for (const stream of streams) arrow(`M${middle(stream)} ${y - 8}v11m-3 -4l3 4l3 -4`);
  else {
    const [from, to] = lane.order === 'forward' ? [start, goal] : [goal, start];
    const back = lane.order === 'forward' ? -4 : 4;
    arrow(`M${middle(from)} ${y}H${middle(to)}m${back} -3l${-back} 3l${back} 3`);
  }
}

function drawPlaceName(
  group: SVGGElement,
  layout: FallsLayout,
  bed: Span,
  depth: number,
  length: number,
  colour: string,
): void {
  const last = depth === length - 1;
  if (layout.small || (length > NAMED_MOST && depth !== 1 && !last)) return;
  const name = ringName(depth, length);
  /* The start's narrow bed comes before a wide one: its name may lean over. */
  const room = depth === 0 ? bed.width + 12 : bed.width + 6;
  const text = widthOf(name) <= room || depth === 1 || last ? name : String(depth);
  if (depth === 0 && text !== name) return;
  const x = last && depth > 1 ? bed.x + bed.width : bed.x;
  const label = make('text', group, { x, y: layout.top - 28, class: 'place-name' }, text);
  if (last && depth > 1) label.classList.add('end');
  if (depth === 1) label.classList.add('first');
  label.style.fill = colour;
}

function drawChance(group: SVGGElement, { top, bottom, small }: FallsLayout, bed: Span, degree: number): void {
  const x = Math.round(bed.x + bed.width / degree) + 0.5;
  make('line', group, { x1: x, x2: x, y1: top - 4, y2: bottom, class: 'chance' });
  make('text', group, { x, y: top - (small ? 8 : 9), class: 'chance-name' }, `1/${degree}`);
}

function drawLoss(
  group: SVGGElement,
  { top, bottom }: FallsLayout,
  { loss }: LaneLayout,
  { lossName }: LanePicture,
): DrawnLane['loss'] {
  if (!loss) return null;
  make('text', group, { x: loss.x, y: top - 28, class: 'soft' }, lossName);
  make('line', group, { x1: loss.x, x2: loss.x, y1: top, y2: bottom, class: 'loss-axis' });
  return {
    path: make('path', group, { class: 'loss-line' }),
    value: make('text', group, { x: loss.x, y: bottom + 20, class: 'soft' }),
  };
}

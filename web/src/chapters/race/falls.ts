/* The race's picture, drawn outside of the component tree: one SVG for all lanes, so that it is exported as it stands. What
 * a lane looks like before anything is measured is drawn once; what is measured, when there is more of it. */

import type { Frames } from '../../platform/frames';
import { stirred } from '../../platform/stirred';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { xTicks } from '../../ui/figure/ticks';
import { words } from '../../ui/race/words';
import { make } from '../../ui/svg';
import { type DrawnLane, drawBeds } from './falls-beds';
import { type FallsLayout, fallsLayout, timeEnd } from './falls-layout';
import type { LanePicture } from './picture';
import './falls.css';

export interface FallsPlan {
  readonly lanes: readonly LanePicture[];
  /** Step at which the training is to end. */
  readonly until: () => number;
}

const TICKS = 9;

/* What draws measurements, fetched once the page has opened. */
let later: typeof import('./falls-measured') | null = null;

/** Returns the way to end it. */
export function mountFalls(svg: SVGSVGElement, frames: Frames, plan: FallsPlan): () => void {
  /* Beside the svg's title, which stays. */
  const host = make('g', svg);
  let width = 0;
  let windowHeight = 0;
  /* What takes another picture's place is seen. */
  let near = svg.style.height !== '';
  let inSight = true;
  let layout: FallsLayout | null = null;
  let end = 0;
  let waiting = false;
  let axis: SVGGElement | null = null;
  let drawn: readonly DrawnLane[] = [];

  const lay = () => {
    layout = fallsLayout(
      width,
      plan.lanes.map((lane) => lane.length),
      windowHeight,
      svg.closest('.embedded') !== null,
    );
    svg.setAttribute('viewBox', `0 0 ${width} ${layout.height}`);
    svg.style.height = `${layout.height}px`;
    svg.classList.toggle('small', layout.small);
    host.replaceChildren();
    axis = make('g', host, { class: 'axis' });
    end = 0;
    drawn = plan.lanes.map((lane, index) => drawBeds(host, must(layout), lane, index));
  };

  const drawLane = (index: number) => {
    const lane = drawn[index];
    const measured = plan.lanes[index]?.measured();
    if (layout && lane && measured && later) later.drawMeasured(lane, layout, measured, end);
  };

  /* What the lanes share; whether that has changed, and with it all of them. */
  const drawShared = (): boolean => {
    const isNew = !layout;
    if (isNew) lay();
    const newest = Math.max(0, ...plan.lanes.map((lane) => lane.now()));
    const ends = timeEnd(plan.until(), newest);
    if (!layout || !axis || (!isNew && ends === end)) return false;
    end = ends;
    drawAxis(axis, layout, end);
    for (const lane of drawn) lane.shown = '';
    return true;
  };

  /* Whether there is other room than there was. A phone's bars that come and go do not change it. */
  const measure = (): boolean => {
    const [newWidth, newHeight] = [Math.round(svg.clientWidth), document.documentElement.clientHeight];
    if (newWidth === 0 || (newWidth === width && newHeight === windowHeight)) return false;
    width = newWidth;
    windowHeight = newHeight;
    return true;
  };

  const draw = () => {
    if (!near || !inSight) return;
    if (width === 0) measure();
    if (width === 0) return;
    drawShared();
    for (const index of drawn.keys()) drawLane(index);
  };

  /* What is saved or printed is drawn at once, and may have been out of sight until then. */
  const prepare = async () => {
    if (later || waiting) return;
    waiting = true;
    try {
      later = await import('./falls-measured');
      frames.touch();
    } catch {
      /* Asked for again with the next measurement. */
    }
    waiting = false;
  };

  /* A lane's picture has a turn of its own. */
  const drawInTurn = (index: number) => {
    if (plan.lanes.some((lane) => lane.measured())) void prepare();
    if (near && inSight && width > 0 && !drawShared()) drawLane(index);
    else draw();
  };

  /* What is out of sight is on paper all the same, and in a saved file. */
  const drawAnyway = () => {
    near = true;
    inSight = true;
    draw();
  };
  const stops = plan.lanes.map((_, index) => frames.add(() => drawInTurn(index)));
  addEventListener('beforeprint', drawAnyway);
  svg.addEventListener('beforesave', drawAnyway);
  /* Nothing is drawn, nor the page measured for it, before it is a window's height away. */
  const approach = new IntersectionObserver(
    (entries) => {
      if (!entries.at(-1)?.isIntersecting) return;
      approach.disconnect();
      near = true;
      frames.touch();
    },
    { rootMargin: '100% 0px' },
  );
  approach.observe(svg);
  const sight = new IntersectionObserver((entries) => {
    inSight = entries.at(-1)?.isIntersecting ?? true;
    if (inSight) frames.touch();
  });
  sight.observe(svg);
  const resized = () => {
    if (!measure()) return;
    layout = null;
    frames.touch();
  };
  const size = new ResizeObserver(resized);
  size.observe(svg);
  addEventListener('resize', resized);
  void stirred().then(prepare);
  /* In the place of another picture at once: the page is not to jump. */
  if (near) draw();
  return () => {
    for (const stop of stops) stop();
    removeEventListener('beforeprint', drawAnyway);
    removeEventListener('resize', resized);
    svg.removeEventListener('beforesave', drawAnyway);
    approach.disconnect();
    sight.disconnect();
    size.disconnect();
    host.remove();
  };
}

function must<T>(value: T | null): T {
  if (value === null) throw new Error('not laid out');
  return value;
}

function drawAxis(axis: SVGGElement, layout: FallsLayout, end: number): void {
  axis.replaceChildren();
  const right = layout.lanes.at(-1);
  const x2 = right ? (right.loss ? right.loss.x + right.loss.width : right.beds.x + right.beds.width) : layout.width;
  const x = layout.axis - 6;
  make('text', axis, { x, y: layout.top - (layout.small ? 18 : 26), class: 'end soft' }, say(words.stepAxis));
  for (const tick of xTicks(end, TICKS)) {
    const y = Math.round(layout.top + ((layout.bottom - layout.top) * tick) / end) + 0.5;
    make('line', axis, { x1: layout.axis, x2, y1: y, y2: y, class: 'grid' });
    make('text', axis, { x, y: y + 4, class: 'end soft' }, count(tick));
  }
}

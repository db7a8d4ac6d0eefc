/* What a lane's picture shows of the measurements. Only what a new evaluation changes is written. */

import { type Course, learntAt } from '../../state/course';
import { LEARNT } from '../../state/learnt';
import { wilson } from '../../state/statistics/wilson';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { phaseNames, words } from '../../ui/race/words';
import { make, round, set } from '../../ui/svg';
import type { DrawnLane, DrawnPlace } from './falls-beds';
import type { FallsLayout, Span } from './falls-layout';
import type { MeasuredPicture } from './picture';

/* A stream has no more points, and no more colours, than these. */
const POINTS_MOST = 400;
const COLOURS_MOST = 20;

/* The loss at the left end of its strip is 0, at the right end that of a fresh model, or what is above it. */
const LOSS_SPARE = 1.05;

type Down = (step: number) => number;

export function drawMeasured(lane: DrawnLane, layout: FallsLayout, measured: MeasuredPicture, end: number): void {
  const { top, bottom } = layout;
  const down: Down = (step) => round(top + ((bottom - top) * Math.min(step, end)) / end);
  const y = down(measured.now);
  set(lane.now, { y1: y, y2: y, visibility: measured.ended ? 'hidden' : 'visible' });
  if (lane.shown === measured.key) return;
  lane.shown = measured.key;
  const { course } = measured;
  for (const [depth, place] of lane.places.entries()) {
    const bed = lane.layout.streams[depth];
    const shares = course.shares[depth];
    if (bed && shares) drawStream(place, bed, course, shares, down);
  }
  drawBand(lane, course, down);
  drawLoss(lane, measured, down);
  lane.marks.replaceChildren();
  drawFront(lane, layout, course, down);
  drawPhases(lane, layout, measured, down);
  drawMiss(lane, layout, measured, end);
  drawResult(lane, layout, measured);
}

/* Rows to draw of `rows`: all, or evenly `most` of them, always the first and the last. */
function chosen(rows: number, most: number): readonly number[] {
  const shown = Math.min(rows, most);
  return Array.from({ length: shown }, (_, index) => (shown > 1 ? Math.round((index * (rows - 1)) / (shown - 1)) : 0));
}

function drawStream(place: DrawnPlace, bed: Span, { step }: Course, shares: Float64Array, down: Down): void {
  const rows = step.length;
  const at = (row: number) => down(step[row] ?? 0);
  const first = at(0);
  /* A single measurement is a line's thickness high: it is there to be seen. */
  const last = Math.max(at(rows - 1), first + 2);
  const bank = (row: number) => round(bed.x + bed.width * (shares[row] ?? 0));
  const points = chosen(rows, POINTS_MOST).map((row) => `${bank(row)} ${at(row)}`);
  if (rows === 1) points.push(`${bank(0)} ${last}`);
  set(place.area, { d: `M${round(bed.x)} ${first}L${points.join('L')}L${round(bed.x)} ${last}Z` });
  set(place.line, { d: `M${points.join('L')}` });

  const { gradient, colour } = place;
  set(gradient, { y1: first, y2: last });
  const colours = chosen(rows, COLOURS_MOST);
  while (gradient.childElementCount > colours.length) gradient.lastElementChild?.remove();
  while (gradient.childElementCount < colours.length) make('stop', gradient).style.stopColor = colour;
  for (const [index, row] of colours.entries()) {
    const offset = last > first ? (at(row) - first) / (last - first) : 0;
    const stop = gradient.children[index];
    if (stop) set(stop, { offset: offset.toFixed(4), 'stop-opacity': (0.25 + 0.75 * (shares[row] ?? 0)).toFixed(3) });
  }

  const now = shares[rows - 1] ?? 0;
  place.node.style.fill = `color-mix(in oklab, ${colour} ${Math.round(100 * now)}%, var(--paper))`;
  place.label?.classList.toggle('on', now > 0.6);
  /* Beside the first step's, the unit is understood. */
  if (place.share)
    place.share.textContent = bed.width < 52 && !place.first ? percent(now).replace(/\s*%$/, '') : percent(now);
}

function drawBand(lane: DrawnLane, { step, shares, graphs }: Course, down: Down): void {
  const bed = lane.layout.streams[1];
  const first = shares[1];
  if (!bed || !first || step.length < 2) {
    lane.band.removeAttribute('d');
    return;
  }
  const low: string[] = [];
  const high: string[] = [];
  for (const row of chosen(step.length, POINTS_MOST)) {
    const [least, most] = wilson(first[row] ?? Number.NaN, graphs);
    const y = down(step[row] ?? 0);
    low.push(`${round(bed.x + bed.width * least)} ${y}`);
    high.push(`${round(bed.x + bed.width * most)} ${y}`);
  }
  set(lane.band, { d: `M${low.join('L')}L${high.reverse().join('L')}Z` });
}

function drawLoss({ loss, layout }: DrawnLane, { train, heldLoss }: MeasuredPicture, down: Down): void {
  if (!loss || !layout.loss) return;
  const { x, width } = layout.loss;
  const highest = LOSS_SPARE * Math.max(Number.MIN_VALUE, ...train.loss.subarray(0, 8));
  const points = chosen(train.step.length, POINTS_MOST).map((row) => {
    const share = Math.min(1, (train.loss[row] ?? 0) / highest);
    return `${round(x + width * share)} ${down(train.step[row] ?? 0)}`;
  });
  if (points.length > 1) set(loss.path, { d: `M${points.join('L')}` });
  loss.value.textContent = heldLoss.toFixed(2);
}

/* Where each place, from the goal back, is first right on 95 %: the cascade. */
function drawFront({ layout, marks }: DrawnLane, { small }: FallsLayout, course: Course, down: Down): void {
  const last = course.shares.length - 1;
  const points = layout.streams.flatMap((bed, depth) => {
    const step = depth > 0 ? learntAt(course, depth) : null;
    if (step === null) return [];
    const x = depth === 1 ? bed.x + bed.width - (small ? 9 : 18) : bed.x + bed.width * (small ? 0.5 : 0.36);
    return [{ depth, step, x: round(x), y: down(step), bed }];
  });
  if (points.length > 1) {
    const d = `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`;
    make('path', marks, { d, class: 'front under' });
    make('path', marks, { d, class: 'front' });
  }
  const newest = down(course.step.at(-1) ?? 0);
  const radius = small ? 3.5 : last > 8 ? 3 : 4.5;
  for (const { depth, step, x, y, bed } of points) {
    make('circle', marks, { cx: x, cy: y, r: radius, class: 'learnt' });
    const room = bed.width >= 36 && newest - y > 24;
    if (!small && room && (last <= 8 || depth === 1 || depth === last))
      make('text', marks, { x: bed.x + bed.width - 5, y: y + 20, class: 'learnt-at' }, count(step));
  }
}

/* About how long a phase's name is, in pixels: a Chinese character is as wide as it is high. */
const lengthOf = (text: string): number => 8 + [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 16 : 8), 0);

function drawPhases(
  { layout, marks }: DrawnLane,
  { phaseNames: named, small }: FallsLayout,
  { phases }: MeasuredPicture,
  down: Down,
): void {
  const x = layout.bracket;
  const arm = small ? 3 : 5;
  for (const { name, from, to, open } of phases) {
    const [begins, ends] = [down(from) + 2, down(to) - 2];
    if (ends - begins < 3) continue;
    const kind = name === 'jump' ? 'bracket jump' : 'bracket';
    make('path', marks, { d: `M${x + arm} ${begins}H${x}V${ends}${open ? '' : `H${x + arm}`}`, class: kind });
    if (named === null) continue;
    if (named === 'along') {
      const text = say(phaseNames[name]);
      const [across, middle] = [x - 6, round((begins + ends) / 2)];
      /* Of what has no room nothing is said: the numbers below have every phase. */
      if (ends - begins >= lengthOf(text))
        make(
          'text',
          marks,
          { x: across, y: middle, transform: `rotate(-90 ${across} ${middle})`, class: `phase along ${name}` },
          text,
        );
      continue;
    }
    const middle = Math.min((begins + ends) / 2 + 5, begins + 74);
    make('text', marks, { x: x - 8, y: round(middle), class: `phase ${name}` }, say(phaseNames[name]));
    if (name === 'plateau' && ends - begins > 70)
      for (const [line, text] of say(words.atChance).entries())
        make('text', marks, { x: x - 8, y: round(middle) + 17 + 15 * line, class: 'phase-note' }, text);
  }
}

/* What did not happen is said where it would have been seen. */
function drawMiss(
  { layout, degree, marks, places }: DrawnLane,
  { top, bottom }: FallsLayout,
  { course, ended, now }: MeasuredPicture,
  end: number,
): void {
  const bed = layout.streams[1];
  const share = course.shares[1]?.at(-1) ?? 0;
  if (!ended || !bed || learntAt(course, 1) !== null || share > 0.6) return;
  const lines = say(words.notWithin(count(now)));
  const room = bed.width * (1 - Math.max(1 / degree, share)) - 10;
  if (room < 40) return;
  const y = top + (bottom - top) * (now / end) * 0.55;
  for (const [index, line] of lines.entries())
    make('text', marks, { x: bed.x + bed.width - 7, y: round(y + 17 * index), class: 'miss' }, line).style.fill =
      places[1]?.colour ?? '';
}

/* The share of whole paths, large, and on a line of its own with interval and chance. */
function drawResult(
  { layout, degree, lossName, marks }: DrawnLane,
  { bottom, small }: FallsLayout,
  m: MeasuredPicture,
): void {
  const { x, width } = layout.beds;
  const share = m.course.path.at(-1) ?? 0;
  const kind = share >= LEARNT ? 'good' : 'first';
  const y = bottom + (small ? 46 : 64);
  const big = make('text', marks, { x, y, class: `result ${kind}` }, percent(share));
  if (small) big.style.fontSize = `${Math.min(24, 0.28 * width)}px`;
  /* Beside a number of this size its words want about 200 pixels. */
  const brief = small || width < 190;
  if (!brief) make('tspan', big, { dx: 9, class: 'result-of' }, say(words.wholePaths));
  const line = y + (small ? 14 : 20);
  const along = (value: number) => round(x + width * value);
  make('line', marks, { x1: x, x2: x + width, y1: line, y2: line, class: 'scale' });
  make('line', marks, { x1: along(m.low), x2: along(m.high), y1: line, y2: line, class: `whisker ${kind}` });
  make('circle', marks, { cx: along(share), cy: line, r: small ? 4 : 5, class: `dot ${kind}` });
  const chance = along(1 / degree);
  if (degree > 1) make('line', marks, { x1: chance, x2: chance, y1: line - 7, y2: line + 7, class: 'chance' });
  const whole = (value: number) => (100 * value).toFixed(0);
  const interval = say(
    brief ? words.pathInterval(whole(m.low), whole(m.high)) : words.interval(percent(m.low), percent(m.high)),
  );
  make('text', marks, { x, y: line + (small ? 19 : 23), class: 'soft interval' }, interval);
  /* Where there is no room for its strip, the loss is a number. */
  if (!layout.loss)
    make('text', marks, { x, y: line + 36, class: 'soft loss-now' }, `${lossName} ${m.heldLoss.toFixed(2)}`);
}

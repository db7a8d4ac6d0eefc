/* Where everything of the race's picture goes, in pixels, apart from drawing so that it can be tested. Every lane has the
 * path across, a bed a place from the start to the goal, and time falls. */

export interface Span {
  readonly x: number;
  readonly width: number;
}

export interface LaneLayout {
  /** From the first bed's left to the last one's right. */
  readonly beds: Span;
  /** A bed for each place on the path, the start's first. The first step's is the widest. */
  readonly streams: readonly Span[];
  readonly loss: Span | null;
  /** Where the brackets of the phases stand; their names end left of it. */
  readonly bracket: number;
}

export interface FallsLayout {
  readonly width: number;
  readonly height: number;
  /** y of step 0 and of the last one. */
  readonly top: number;
  readonly bottom: number;
  /** Where the numbers of the steps end. */
  readonly axis: number;
  readonly lanes: readonly LaneLayout[];
  /** y and radius of the nodes over the beds. */
  readonly nodes: { readonly y: number; readonly radius: number };
  /** A phone's, or one of narrow lanes: smaller letters, fewer of them. */
  readonly small: boolean;
  /** Where the names of the phases have room: beside their brackets, along them, or nowhere. */
  readonly phaseNames: 'beside' | 'along' | null;
}

/* Widths of the start's bed and of the first step's, if that of a later place is 1. */
const START = 0.6;
const FIRST = 2;
/* The first step's is no less than this share of all. */
const LEAST_FIRST = 0.3;

const WIDEST_LANE = 640;

/* What stands over the picture once a race runs - contents, headline, controls - so that all of it is in the window. */
const OVER = { small: 320, narrow: 390, wide: 290 };
const LEAST_FALL = 250;
/* In a frame in another page, which is not to be scrolled in. */
const OVER_FRAMED = { small: 220, wide: 156 };
const LEAST_FALL_FRAMED = 120;

/** `lengths`: nodes on the path, of each lane; `height`: the window's; `framed`: it is a frame. */
export function fallsLayout(width: number, lengths: readonly number[], height: number, framed = false): FallsLayout {
  const lanes = lengths.length;
  const longest = Math.max(2, ...lengths);
  /* A lane's name in large letters takes some 220 pixels. */
  const small = width < Math.max(600, 240 * lanes);
  const phaseNames = width >= 1000 ? 'beside' : small ? null : 'along';
  const axis = small ? 32 : 46;
  const gap = small ? 11 : 24;
  const before = small ? 0 : phaseNames === 'beside' ? 92 : 30;
  const lossWidth = small ? 0 : 44;
  const top = small ? 130 : 170;
  const foot = small ? 112 : 116;
  const overPage = small ? OVER.small : phaseNames === 'beside' ? OVER.wide : OVER.narrow;
  const over = framed ? OVER_FRAMED[small ? 'small' : 'wide'] : overPage;
  const room = height - over - top - foot;
  const fall = Math.max(framed ? LEAST_FALL_FRAMED : LEAST_FALL, Math.min(room, small ? 400 : 480));
  const left = axis + (small ? 8 : 4);
  const laneWidth = Math.min(WIDEST_LANE, (width - left - (lanes - 1) * gap) / Math.max(1, lanes));
  const bedsWidth = Math.max(40, laneWidth - before - lossWidth);
  const radius = 0.7 * Math.min(...bedShares(longest).slice(1));
  return {
    width,
    height: top + fall + foot,
    top,
    bottom: top + fall,
    axis,
    small,
    phaseNames,
    nodes: {
      y: small ? 78 : 104,
      radius: Math.max(2, Math.min(small ? 9 : 15, radius * 0.9 * bedsWidth, (0.7 * bedsWidth) / longest)),
    },
    lanes: lengths.map((length, lane) => {
      const shares = bedShares(length);
      const pad = Math.min(small ? 3 : 8, (0.25 * bedsWidth) / length);
      const water = bedsWidth - pad * (length - 1);
      const x = left + lane * (laneWidth + gap) + before;
      let next = x;
      const streams = shares.map((share) => {
        const stream = { x: next, width: share * water };
        next += stream.width + pad;
        return stream;
      });
      const loss = lossWidth > 0 ? { x: x + bedsWidth + 12, width: lossWidth - 12 } : null;
      return { beds: { x, width: bedsWidth }, streams, loss, bracket: small ? x - 5 : x - 10 };
    }),
  };
}

/** What each place has of the width, the start's first. */
export function bedShares(length: number): readonly number[] {
  const later = Math.max(0, length - 2);
  const first = Math.max(FIRST, (LEAST_FIRST / (1 - LEAST_FIRST)) * (START + later));
  const all = START + first + later;
  return Array.from({ length }, (_, depth) => (depth === 0 ? START : depth === 1 ? first : 1) / all);
}

/** The last step of the time axis: the end of training, but not so far off that what was measured is a thin line. */
export function timeEnd(until: number, newest: number): number {
  let end = 1000;
  while (end < newest) end *= 2;
  return Math.max(1, Math.min(until, end), newest);
}

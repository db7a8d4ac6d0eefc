/* Two colour scales, used everywhere alike. An arm has one of eight colours told apart under the common colour-blindnesses
 * (after Okabe & Ito 2008; darkened on paper for 3:1 contrast) and, past eight or in print, a dash. A position on the path
 * - a ring of the star, a line of a chart - has its own: the start grey, the first step the page's accent, the later ones
 * from violet to blue. */

import { say } from '../../text/say';
import { words } from './words';

export type Theme = 'light' | 'dark';

export interface Colour {
  readonly light: string;
  readonly dark: string;
}

const ARMS: readonly Colour[] = [
  { light: '#a86400', dark: '#e69f00' },
  { light: '#00795a', dark: '#2bc79b' },
  { light: '#1a79b8', dark: '#56b4e9' },
  { light: '#b0457f', dark: '#e68fc0' },
  { light: '#77770a', dark: '#e3d84a' },
  { light: '#5b6b7a', dark: '#a9b8c6' },
  { light: '#b8480f', dark: '#f58a4e' },
  { light: '#6a58c9', dark: '#a99cf5' },
];

const ARM_DASHES = ['', '5 2.5', '1.5 2.5', '8 2.5 1.5 2.5'] as const;

const START: Colour = { light: '#6f6b66', dark: '#9a978f' };
/* Follows the theme by itself. */
const FIRST_STEP: Colour = { light: 'var(--first)', dark: 'var(--first)' };

export function armColour(arm: number): Colour {
  return ARMS[arm % ARMS.length] ?? START;
}

export function armDash(arm: number, arms: number): string {
  /* Up to four arms differ by dash too; more use it to tell the second round of colours from the first. */
  const index = arms <= ARM_DASHES.length ? arm : Math.floor(arm / ARMS.length);
  return ARM_DASHES[index % ARM_DASHES.length] ?? '';
}

/** A, B, ... T */
export function armLetter(arm: number): string {
  return String.fromCharCode(65 + arm);
}

/** The colour of the position `depth` edges from the start on a path of `length` nodes. */
export function ringColour(depth: number, length: number): Colour {
  if (depth <= 0) return START;
  if (depth === 1) return FIRST_STEP;
  const along = length > 3 ? (depth - 2) / (length - 3) : 1;
  const hue = 312 - 55 * along;
  return { light: `oklch(0.5 0.17 ${hue})`, dark: `oklch(0.76 0.13 ${hue})` };
}

/** For CSS and SVG, which follow the theme by themselves. */
export function themed(colour: Colour): string {
  return `light-dark(${colour.light}, ${colour.dark})`;
}

/** What readers call the position `depth` edges from the start. */
export function ringName(depth: number, length: number): string {
  if (depth === 0) return say(words.start);
  if (depth === 1) return say(words.firstStep);
  return say(depth === length - 1 ? words.goal : words.step(depth));
}

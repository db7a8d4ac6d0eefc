/* What a lesson plan is made of. Its title and for whom it is are in ../plan-words.ts, where they can be read before it is
 * fetched. */
import type { Minutes } from '../../../state/plan';
import type { Both } from '../../../text/say';
import type { Figures } from './figures';

/** A text that quotes what was measured is made of that. */
export type Text = Both | ((measured: Figures) => Both);

export interface Step {
  readonly title: Both;
  readonly minutes: number;
  /** What of the page it is about, as the page's own links say it: settings and lanes, and the chapter. */
  readonly opens: string;
  /** The id of the part of that chapter to look at; left out: its beginning. */
  readonly part?: string;
  /** What the teacher does. Names between “ ” are those of the page's own controls. */
  readonly does: readonly Text[];
  /** What to ask the class. */
  readonly asks: readonly Both[];
  /** What is expected to be seen, and said. */
  readonly sees: readonly Text[];
}

/** To be filled in on the worksheet: a row for each of `rows`. */
export interface Grid {
  readonly head: readonly Both[];
  readonly rows: readonly Both[];
}

export interface Question {
  readonly asks: Text;
  /** Room for the answer: lines to write on, beside the grid if there is one. */
  readonly lines: number;
  readonly grid?: Grid;
  /** Whether it is the puzzle, whose edges stand under it, and its star on the sheet of answers. */
  readonly puzzle?: true;
  readonly answer: Text;
  /** The grid filled in, row by row, without the names of its rows. */
  readonly filled?: readonly (readonly Text[])[];
}

export interface Plan {
  readonly minutes: Minutes;
  /** What learners need before. */
  readonly before: readonly Both[];
  /** What is to be at hand. */
  readonly needs: readonly Both[];
  /** What learners can do after it. */
  readonly aims: readonly Both[];
  readonly steps: readonly Step[];
  /** If something goes otherwise. */
  readonly otherwise: readonly Text[];
  readonly questions: readonly Question[];
}

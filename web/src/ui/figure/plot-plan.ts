/* What a line plot shows, as its caller says it. */

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
export interface Curve {
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
  readonly curves: () => readonly Curve[];
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

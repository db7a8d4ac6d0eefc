/* From values to pixels, at one size of the plot and one range of its axes. */
import type { PlotPlan } from './plot-plan';

/** Pixels around what is plotted. */
export const MARGIN = { left: 46, right: 24 /* half of the last tick's label */, top: 8, bottom: 24 } as const;

export interface Scale {
  readonly width: number;
  readonly height: number;
  /** The x axis goes from 0 to `reach`, the y axis from `low` to `high`. */
  readonly reach: number;
  readonly low: number;
  readonly high: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** As y; what is out of range stands at its edge. */
  readonly yWithin: (value: number) => number;
}

export function scaleOf(width: number, plan: PlotPlan): Scale {
  const { height } = plan;
  const reach = reachOf(plan);
  const [low, high] = plan.yRange();
  const y = (value: number) => MARGIN.top + (height - MARGIN.top - MARGIN.bottom) * (1 - (value - low) / (high - low));
  return {
    width,
    height,
    reach,
    low,
    high,
    x: (value) => MARGIN.left + (breadth(width) * value) / reach,
    y,
    yWithin: (value) => y(clamp(value, low, high)),
  };
}

/** Never 0: it divides. */
export const reachOf = (plan: PlotPlan): number => Math.max(plan.reach(), Number.MIN_VALUE);

/** Pixels of the x axis. */
export const breadth = (width: number): number => width - MARGIN.left - MARGIN.right;

export const round = (value: number): number => Math.round(10 * value) / 10;
export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/* A uPlot on a canvas that follows the theme and its host's width, and draws when the race has something new and the
 * chart is in sight. */
import { effect } from '@preact/signals';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { theme } from '../app/theme';
import type { Theme } from '../graph/palette';
import type { Frames } from '../store/frames';

export interface Line {
  readonly label: string;
  readonly colour: (theme: Theme) => string;
  readonly width: number;
  readonly dash: readonly number[];
}

export interface ChartPlan {
  readonly height: number;
  readonly lines: readonly Line[];
  /** x, then one column a line. */
  readonly data: () => uPlot.AlignedData;
  /** Right end of the x axis. */
  readonly reach: () => number;
  readonly yRange: (low: number, high: number) => [number, number];
  readonly yLabel: (value: number) => string;
  readonly yTicks?: readonly number[];
  /** A dotted line across, named on the axis. */
  readonly level?: { readonly value: number; readonly name: string };
  /** Row under the pointer, or null when it left. */
  readonly onPoint?: (row: number | null) => void;
}

/* The shortest x axis, in steps. */
const LEAST_REACH = 100;

export function mountChart(host: HTMLElement, frames: Frames, plan: ChartPlan): () => void {
  let chart: uPlot | undefined;
  let width = Math.max(100, host.clientWidth);
  let inSight = false;

  const make = (now: Theme) => {
    chart?.destroy();
    chart = new uPlot(options(host, plan, now, width), plan.data(), host);
  };
  const stopTheme = effect(() => make(theme.value));
  const stopFrames = frames.add(() => {
    if (inSight) chart?.setData(plan.data());
  });
  const sight = new IntersectionObserver((entries) => {
    inSight = entries.at(-1)?.isIntersecting ?? false;
    frames.touch();
  });
  sight.observe(host);
  const observer = new ResizeObserver(() => {
    if (host.clientWidth === width || host.clientWidth === 0) return;
    width = host.clientWidth;
    chart?.setSize({ width, height: plan.height });
  });
  observer.observe(host);
  return () => {
    sight.disconnect();
    observer.disconnect();
    stopFrames();
    stopTheme();
    chart?.destroy();
  };
}

function options(host: HTMLElement, plan: ChartPlan, now: Theme, width: number): uPlot.Options {
  const style = getComputedStyle(host);
  const ink = style.color;
  const grid = style.borderTopColor;
  const font = `12px ${style.fontFamily}`;
  const axis: uPlot.Axis = { stroke: ink, font, ticks: { show: false }, grid: { stroke: grid, width: 1 } };
  return {
    width,
    height: plan.height,
    /* Right: half of the widest step's number. */
    padding: [8, 22, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      sync: { key: 'race' },
      points: { size: 6 },
    },
    scales: {
      x: { time: false, range: () => [0, Math.max(LEAST_REACH, plan.reach())] },
      y: { range: (_, low, high) => plan.yRange(low, high) },
    },
    axes: [
      { ...axis, size: 30, gap: 4, grid: { show: false }, space: 60 },
      {
        ...axis,
        size: 44,
        gap: 4,
        values: (_, values) =>
          values.map((value) => (value === plan.level?.value ? plan.level.name : plan.yLabel(value))),
        ...(plan.yTicks ? { splits: () => ticksWith(plan.yTicks ?? [], plan.level?.value) } : {}),
      },
    ],
    series: [
      { label: 'step' },
      ...plan.lines.map(
        (line): uPlot.Series => ({
          label: line.label,
          stroke: line.colour(now),
          width: line.width,
          dash: [...line.dash],
          points: { show: (chart) => chart.data[0].length < 3, size: 5 },
        }),
      ),
    ],
    hooks: {
      drawAxes: [(chart) => plan.level && drawLevel(chart, plan.level.value, ink)],
      setCursor: [(chart) => plan.onPoint?.(chart.cursor.idx ?? null)],
    },
  };
}

/* The level takes the place of ticks that its name would run into. */
function ticksWith(ticks: readonly number[], level: number | undefined): number[] {
  if (level === undefined) return [...ticks];
  return [...ticks.filter((tick) => Math.abs(tick - level) > 0.1), level].sort((one, other) => one - other);
}

function drawLevel(chart: uPlot, level: number, ink: string): void {
  const { ctx, bbox } = chart;
  const y = Math.round(chart.valToPos(level, 'y', true));
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.lineWidth = uPlot.pxRatio;
  ctx.setLineDash([2 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

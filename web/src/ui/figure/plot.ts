/* A line plot in SVG that draws itself: lines with dashes and widths, bands, a level across, ticks. It lives outside
 * the component tree: the code that has new numbers touches the frames, and only paths are written anew. Being SVG, it
 * follows the theme by CSS and is exported as it stands (save.ts). */
import type { Frames } from '../../platform/frames';
import { makeAxes, makeLines, makeNames, makePointer } from './plot-parts';
import type { PlotPlan } from './plot-plan';
import { scaleOf } from './plot-scale';
import './plot.css';

export interface Plot {
  /** Draws anew what has changed. */
  readonly draw: () => boolean;
  readonly end: () => void;
}

export function mountPlot(svg: SVGSVGElement, frames: Frames, plan: PlotPlan): Plot {
  svg.classList.add('plot');
  svg.style.height = `${plan.height}px`;
  let width = 0;
  let inSight = true;
  const drawAxes = makeAxes(svg, plan);
  const drawLines = makeLines(svg);
  const drawNames = makeNames(svg);
  const endPointer = makePointer(svg, plan, () => width);

  const draw = (): boolean => {
    if (width === 0 || !inSight) return false;
    const scale = scaleOf(width, plan);
    const lines = plan.lines();
    const curves = plan.curves();
    drawAxes(scale);
    drawLines(lines, curves, scale);
    drawNames(lines, curves, scale);
    return true;
  };
  /* What is out of sight is on paper all the same, and in a saved file. */
  const drawAnyway = () => {
    inSight = true;
    draw();
  };
  const stopFrames = frames.add(draw);
  addEventListener('beforeprint', drawAnyway);
  svg.addEventListener('beforesave', drawAnyway);
  const sight = new IntersectionObserver((entries) => {
    inSight = entries.at(-1)?.isIntersecting ?? true;
    if (inSight) frames.touch();
  });
  sight.observe(svg);
  const size = new ResizeObserver(() => {
    const now = Math.round(svg.clientWidth);
    if (now === width || now === 0) return;
    width = now;
    svg.setAttribute('viewBox', `0 0 ${width} ${plan.height}`);
    frames.touch();
  });
  size.observe(svg);

  return {
    draw,
    end: () => {
      stopFrames();
      removeEventListener('beforeprint', drawAnyway);
      svg.removeEventListener('beforesave', drawAnyway);
      sight.disconnect();
      size.disconnect();
      endPointer();
      svg.replaceChildren();
    },
  };
}

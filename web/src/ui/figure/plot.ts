/* A line plot in SVG that draws itself: lines with dashes and widths, bands, a level across, ticks. It lives outside
 * the component tree: the code that has new numbers touches the frames, and only paths are written anew. Being SVG, it
 * follows the theme by CSS and is exported as it stands (save.ts). */
import type { Frames } from '../../platform/frames';
import { type Drawing, mountDrawing } from './plot-frame';
import { makeAxes, makeLines, makeNames, makePointer } from './plot-parts';
import type { PlotPlan } from './plot-plan';
import { scaleOf } from './plot-scale';
import './plot.css';

export function mountPlot(svg: SVGSVGElement, frames: Frames, plan: PlotPlan): Drawing {
  svg.classList.add('plot');
  svg.style.height = `${plan.height}px`;
  let width = 0;
  const drawAxes = makeAxes(svg, plan);
  const drawLines = makeLines(svg);
  const drawNames = makeNames(svg);
  const endPointer = makePointer(svg, plan, () => width);
  const { draw, end } = mountDrawing(svg, frames, (now, isNew) => {
    width = now;
    if (isNew) svg.setAttribute('viewBox', `0 0 ${width} ${plan.height}`);
    const scale = scaleOf(width, plan);
    const lines = plan.lines();
    const curves = plan.curves();
    drawAxes(scale);
    drawLines(lines, curves, scale);
    drawNames(lines, curves, scale);
  });
  return {
    draw,
    end: () => {
      endPointer();
      end();
    },
  };
}

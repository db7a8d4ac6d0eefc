/* When a picture that draws itself in SVG does so: on news, while it is in sight and as wide as it is then; on paper and in a
 * saved file in any case. */
import type { Frames } from '../../platform/frames';

export interface Drawing {
  /** Draws anew what has changed. */
  readonly draw: () => void;
  readonly end: () => void;
}

/** `draw` is told the width, and whether that is news. */
export function mountDrawing(
  svg: SVGSVGElement,
  frames: Frames,
  draw: (width: number, isNew: boolean) => void,
): Drawing {
  let width = 0;
  let drawnAt = 0;
  let inSight = true;
  const drawIfSeen = () => {
    if (width === 0 || !inSight) return;
    const isNew = width !== drawnAt;
    drawnAt = width;
    draw(width, isNew);
  };
  /* What is out of sight is on paper all the same, and in a saved file. */
  const drawAnyway = () => {
    inSight = true;
    drawIfSeen();
  };
  const stopFrames = frames.add(drawIfSeen);
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
    frames.touch();
  });
  size.observe(svg);
  return {
    draw: drawIfSeen,
    end: () => {
      stopFrames();
      removeEventListener('beforeprint', drawAnyway);
      svg.removeEventListener('beforesave', drawAnyway);
      sight.disconnect();
      size.disconnect();
      svg.replaceChildren();
    },
  };
}

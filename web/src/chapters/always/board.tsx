import { useRef } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { draw, drawn, pointsWithin, sketchOf, withPoint } from '../../state/expectations';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { words } from './crowd-words';

interface BoardProps {
  readonly objective: string;
  readonly experiment: string;
  readonly seeds: number;
  readonly within: number;
}

/* Keys that move a slider, or would. */
const MOVES = /^(Arrow|Home|End|Page)/;

/** Where the visitor draws what they expect: by one stroke of the pointer, or point by point. */
export function Board({ objective, experiment, seeds, within }: BoardProps) {
  const host = useRef<HTMLFieldSetElement>(null);
  const stroke = useRef<{ readonly point: number; readonly solved: number } | null>(null);
  const steps = pointsWithin(within);
  const before = drawn.value[experiment];
  const sketch = sketchOf(before, steps);
  const put = (point: number, solved: number) =>
    draw(experiment, withPoint(sketchOf(drawn.peek()[experiment], steps), point, solved / seeds));
  const under = ({ clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = host.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    const point = Math.round(((clientY - top) / height) * steps.length) - 1;
    const solved = Math.round(((clientX - left) / width) * seeds);
    return {
      point: Math.min(steps.length - 1, Math.max(0, point)),
      solved: Math.min(seeds, Math.max(0, solved)),
    };
  };
  const begin = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    host.current?.setPointerCapture(event.pointerId);
    const now = under(event);
    stroke.current = now;
    put(now.point, now.solved);
    /* The arrow keys go on from there. */
    host.current?.querySelectorAll('input')[now.point]?.focus({ preventScroll: true });
  };
  const goOn = (event: PointerEvent) => {
    const from = stroke.current;
    if (!from) return;
    const to = under(event);
    const points = Math.abs(to.point - from.point);
    /* A quick stroke skips points: they are on its way. */
    for (let passed = 1; passed < points; passed++) {
      const share = passed / points;
      put(
        from.point + passed * Math.sign(to.point - from.point),
        Math.round(from.solved + share * (to.solved - from.solved)),
      );
    }
    put(to.point, to.solved);
    stroke.current = to;
  };
  const end = () => {
    stroke.current = null;
  };
  return (
    <fieldset
      class={before?.steps.length ? 'board' : 'board blank'}
      aria-label={say(words.board(nameOf(objective)))}
      ref={host}
      onPointerDown={begin}
      onPointerMove={goOn}
      onPointerUp={end}
      onPointerCancel={end}
    >
      {steps.map((step, point) => {
        const solved = Math.round((sketch.solved[point] ?? 0) * seeds);
        return (
          <input
            key={step}
            type="range"
            min={0}
            max={seeds}
            value={solved}
            style={{ top: `${(100 * (point + 1)) / steps.length}%` }}
            aria-label={say(words.point(nameOf(objective), count(step)))}
            aria-valuetext={say(words.pointValue(count(solved), count(seeds)))}
            onInput={(event) => put(point, event.currentTarget.valueAsNumber)}
            onKeyDown={({ key }) => {
              /* Where it is moved against its end it says so: none, or all. */
              if (MOVES.test(key)) put(point, solved);
            }}
          />
        );
      })}
    </fieldset>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useSession } from '../../state/session';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { momentsOf, nearestIndex } from './moments';
import { words } from './words';
import './time.css';

/* A kept step is on show for so long, in milliseconds. */
const FRAME_MS = 280;

/** Back to any kept step of the run and on to now, the same for all lanes. */
export function Time() {
  const { asked, race } = useSession();
  const playing = useSignal(false);
  const id = useId();
  const lanes = race.lanes.value;
  const moments = momentsOf(lanes.map((lane) => lane.snapshots.value));
  const now = moments.length;
  const at = asked.moment.value === null ? now : nearestIndex(moments, asked.moment.value);
  const go = (index: number) => {
    asked.moment.value = index >= now ? null : (moments[index] ?? null);
  };
  const next = useRef(() => {});
  next.current = () => {
    go(at + 1);
    if (at + 1 >= now) playing.value = false;
  };
  const running = playing.value;
  /* A training draws this anew more often than a picture changes: the clock goes on. */
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => next.current(), FRAME_MS);
    return () => clearInterval(timer);
  }, [running]);
  if (moments.length < 2) return null;
  const newest = Math.max(...lanes.map((lane) => lane.step.value));
  const text = asked.moment.value === null ? say(words.now(count(newest))) : say(words.step(count(moments[at] ?? 0)));
  return (
    <div class="time">
      <button
        type="button"
        aria-label={say(running ? words.pauseTime : words.playTime)}
        onClick={() => {
          if (!running && at >= now) go(0);
          playing.value = !running;
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={running ? 'M3 2h3.5v12H3zM9.5 2H13v12H9.5z' : 'M3 1.5v13l11-6.5z'} />
        </svg>
      </button>
      <label for={id}>{say(words.time)}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={now}
        step={1}
        value={at}
        aria-valuetext={text}
        onInput={(event) => {
          playing.value = false;
          go(event.currentTarget.valueAsNumber);
        }}
      />
      <output for={id}>{text}</output>
      <button type="button" aria-disabled={asked.moment.value === null} onClick={() => go(now)}>
        {say(words.toNow)}
      </button>
    </div>
  );
}

import { gap } from '../../text/list';
import { count, duration } from '../../text/numbers';
import { say } from '../../text/say';
import { words } from './words';
import '../keeping/keep.css';

export interface SlowNoteProps {
  /** Milliseconds a training step. */
  readonly stepMs: number;
  /** Seconds of the usual race, and of the smaller preset's. */
  readonly seconds: number;
  readonly smallerSeconds: number;
  /** The smaller one is in place, else it is offered. */
  readonly replaced: boolean;
  /** To the other preset. */
  readonly onChange: () => void;
  readonly onKeep: () => void;
}

/** What the usual race would take here, and what a smaller one; to choose between. */
export function SlowNote({ stepMs, seconds, smallerSeconds, replaced, onChange, onKeep }: SlowNoteProps) {
  const told = replaced ? words.replaced : words.smaller;
  return (
    <div class="keep-note aside">
      <p>
        {say(words.slow(count(Math.round(stepMs)), duration(seconds)))}
        {say(gap)}
        {say(told(duration(smallerSeconds)))}
      </p>
      <button type="button" onClick={onChange}>
        {say(replaced ? words.useUsual : words.useSmaller)}
      </button>
      <button type="button" onClick={onKeep}>
        {say(words.asItIs)}
      </button>
    </div>
  );
}

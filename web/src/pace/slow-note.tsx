import { count, duration } from '../text/numbers';
import { say } from '../text/say';
import { words } from './words';
import '../keep/keep.css';

export interface SlowNoteProps {
  /** Milliseconds a training step. */
  readonly stepMs: number;
  /** Seconds of the race as it is set up, and of the smaller preset's. */
  readonly seconds: number;
  readonly smallerSeconds: number;
  readonly onAccept: () => void;
  readonly onDecline: () => void;
}

/** What the race would take here, and the offer of a smaller one. */
export function SlowNote({ stepMs, seconds, smallerSeconds, onAccept, onDecline }: SlowNoteProps) {
  return (
    <div class="keep-note aside">
      <p>
        {say(words.slow(count(Math.round(stepMs)), duration(seconds)))} {say(words.smaller(duration(smallerSeconds)))}
      </p>
      <button type="button" onClick={onAccept}>
        {say(words.useSmaller)}
      </button>
      <button type="button" onClick={onDecline}>
        {say(words.asItIs)}
      </button>
    </div>
  );
}

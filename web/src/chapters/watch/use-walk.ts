import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/* How long a position is on show while it walks, and the whole walk at most, in milliseconds. */
const POSITION_MS = 900;
const WALK_MS = 6000;

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

interface WalkPlan {
  /** What is walked: another text is another walk. */
  readonly key: string;
  /** The last target position. */
  readonly last: number;
  /** Whether some model has answered. */
  readonly answered: boolean;
  readonly inSight: boolean;
}

export interface Walk {
  /** The target position that is on show, from 0. */
  readonly position: number;
  readonly walking: boolean;
  readonly last: number;
  /** Stops at a position. */
  readonly show: (position: number) => void;
  /** Stops, goes on, or at the end begins again. */
  readonly toggle: () => void;
}

/** Walks position after position once there is something to walk and it is in sight. */
export function useWalk({ key, last, answered, inSight }: WalkPlan): Walk {
  const position = useSignal(0);
  const walking = useSignal(false);
  const again = useSignal(0);
  const walked = useRef('');
  const whole = `${key} ${again.value} ${last}`;

  /* A new question is walked from the start; at once where motion is not wanted. */
  useEffect(() => {
    if (!answered || !inSight || walked.current === whole) return;
    walked.current = whole;
    position.value = still() ? last : 0;
    walking.value = !still();
  }, [whole, last, answered, inSight, position, walking]);

  const going = walking.value && answered;
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(
      () => {
        position.value = Math.min(last, position.value + 1);
        walking.value = position.value < last;
      },
      Math.min(POSITION_MS, WALK_MS / (last + 1)),
    );
    return () => clearInterval(timer);
  }, [going, last, position, walking]);

  const show = (wanted: number) => {
    walking.value = false;
    position.value = Math.min(last, Math.max(0, wanted));
  };
  const toggle = () => {
    if (walking.value || position.value < last) walking.value = !walking.value;
    else if (still()) show(0);
    else again.value++;
  };
  return { position: position.value, walking: walking.value, last, show, toggle };
}

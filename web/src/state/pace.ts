/* How fast this device trains: a few steps of a run that nobody sees, timed. */
import { effect } from '@preact/signals';
import type { Loaded } from '../engine/page/load';
import type { Settings } from '../engine/shared/description';
import { Lane } from './lane';

/* The first steps run in code that the browser has not optimised yet. */
const WARM_UP = 10;
/* The quickest of a few stretches counts: what else the device does then takes nothing from it. */
const STRETCHES = 5;
const STRETCH = 3;

/** Milliseconds a training step; null where the run was not to be had, or was given up. */
export async function stepTime(engine: Loaded, settings: Settings, giveUp: AbortSignal): Promise<number | null> {
  const lane = new Lane('pace', settings.objective ?? '', engine, { news: () => {} });
  giveUp.addEventListener('abort', () => lane.end());
  try {
    const cadence = WARM_UP + STRETCHES * STRETCH;
    lane.create(settings, { graphs: 1, cadence, stopAt: null, snapshots: 0, supervise: false });
    if (!(await reaches(lane, WARM_UP))) return null;
    let quickest = Number.POSITIVE_INFINITY;
    for (let step = WARM_UP + STRETCH; step <= cadence; step += STRETCH) {
      const began = performance.now();
      if (!(await reaches(lane, step))) return null;
      quickest = Math.min(quickest, (performance.now() - began) / STRETCH);
    }
    return quickest;
  } finally {
    lane.end();
  }
}

function reaches(lane: Lane, step: number): Promise<boolean> {
  lane.continue(step);
  return new Promise((resolve) => {
    const stop = effect(() => {
      const state = lane.state.value;
      if (state.kind === 'training' && lane.live.value) return;
      resolve(state.kind === 'paused' && state.step === step);
      queueMicrotask(() => stop());
    });
  });
}

/** Seconds that `lanes` runs side by side take for `steps` steps on `cores` cores. */
export function raceTime(stepMs: number, steps: number, lanes: number, cores: number): number {
  return (stepMs * steps * Math.max(1, lanes / Math.max(1, cores))) / 1000;
}

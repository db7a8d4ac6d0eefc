/* What a link can tell of the race. */
import { firstStepPosition, judgedOn } from './learnt';
import type { SentLane } from './sent';
import type { Session } from './session';

/** The race as it stands; null where a lane trains, is at another step than the others or has no digest, or where a link could
 * not set it up: after a change of the settings, or with a file's graphs. */
export function sentOf({ race, outdated }: Session): readonly SentLane[] | null {
  if (outdated.value) return null;
  const lanes = race.lanes.value.map((lane) => {
    const state = lane.state.value;
    const setup = lane.setup.value;
    const measured = lane.measured(-1);
    if (state.kind !== 'paused' || state.step === 0 || !setup || measured?.step !== state.step || lane.given)
      return null;
    const firstStep = measured[judgedOn(setup.objective)][firstStepPosition(setup)] ?? 0;
    return {
      step: state.step,
      firstStep: Math.round(1000 * firstStep),
      path: Math.round(1000 * measured.path),
      digest: state.digest,
    };
  });
  const known = lanes.filter((lane) => lane !== null);
  return known.length > 0 && known.length === lanes.length && known.every(({ step }) => step === known[0]?.step)
    ? known
    : null;
}

import { threadsIfIsolated } from '../../engine/page/load';
import { LANES } from '../../state/engine';
import { isolation, isolationProblem, switchIsolation } from '../../state/isolation';
import { say } from '../../text/say';
import { words } from './cores-words';
import { threadsOf } from './threads-of';

/** The switch that isolates the page, so that each model may use several cores. */
export function CoresSwitch() {
  const state = isolation.value;
  return (
    <>
      <label>
        <input
          type="checkbox"
          checked={state === 'on' || state === 'refused'}
          disabled={state === 'switching' || state === 'useless'}
          onChange={(event) => void switchIsolation(event.currentTarget.checked)}
        />
        <span>{say(words.moreCores(threadsOf(threadsIfIsolated(LANES))))}</span>
      </label>
      {state === 'useless' && <p class="problem">{say(words.noSharedMemory)}</p>}
      {state === 'refused' && <p class="problem">{say(words.notIsolated)}</p>}
      {isolationProblem.value && (
        <p class="problem" role="alert">
          {isolationProblem.value}
        </p>
      )}
    </>
  );
}

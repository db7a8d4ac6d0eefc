import { threadsIfIsolated } from '../../engine/page/load';
import { LANES } from '../../state/engine';
import { isolation, isolationProblem, switchIsolation } from '../../state/isolation';
import { useSession } from '../../state/session';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { words } from '../../ui/race/words';
import './engine.css';

const threadsOf = (threads: number) => say(threads === 1 ? words.oneThread : words.threads(count(threads)));

/** Which engine trains here. */
export function EngineNote() {
  const { engine, race } = useSession();
  const loaded = engine.loaded.value;
  if (!loaded) return null;
  const { relaxed } = loaded;
  const threads = race.lanes.value[0]?.setup.value?.threads ?? loaded.threads;
  return (
    <div class="engine aside">
      <p>{say(words.engine(say(relaxed ? words.relaxed : words.base), threadsOf(threads), engine.kernels.value))}</p>
      <Threads />
    </div>
  );
}

/* Offered where it would help, or where it is on. */
function Threads() {
  const state = isolation.value;
  const possible = threadsIfIsolated(LANES);
  if (state === 'off' && (crossOriginIsolated || possible === 1)) return null;
  return (
    <>
      <label>
        <input
          type="checkbox"
          checked={state === 'on' || state === 'refused'}
          disabled={state === 'switching'}
          onChange={(event) => void switchIsolation(event.currentTarget.checked)}
        />
        <span>{say(words.moreCores(threadsOf(possible)))}</span>
      </label>
      {state === 'refused' && <p class="problem">{say(words.notIsolated)}</p>}
      {isolationProblem.value && (
        <p class="problem" role="alert">
          {isolationProblem.value}
        </p>
      )}
    </>
  );
}

import { isolation, isolationProblem, switchIsolation } from '../app/isolation';
import { threadsIfIsolated } from '../engine/load';
import { LANES, useSession } from '../store/session';
import { count } from '../text/numbers';
import './engine.css';

const threadsOf = (threads: number) => (threads === 1 ? 'one thread' : `${count(threads)} threads`);

/** Which engine trains here. */
export function EngineNote() {
  const { engine, kernels, race } = useSession();
  const loaded = engine.value;
  if (!loaded) return null;
  const { relaxed } = loaded;
  const threads = race.lanes.value[0]?.setup.value?.threads ?? loaded.threads;
  return (
    <div class="engine aside">
      <p>
        Engine: WebAssembly, {relaxed ? 'relaxed SIMD (fused multiply-add)' : 'base SIMD (no fused multiply-add)'},{' '}
        {threadsOf(threads)} for each model; kernels: {kernels.value}.
      </p>
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
        <span>
          Use more of this machine’s cores, {threadsOf(possible)} for each model: reloads the page, with a service
          worker that isolates it from other sites. The results stay the same, bit for bit.
        </span>
      </label>
      {state === 'refused' && (
        <p class="problem">
          The service worker is there, but this page is not isolated, so each model has one thread. Reload the page; if
          that does not help, this browser or this host does not allow it, and the switch is better off.
        </p>
      )}
      {isolationProblem.value && (
        <p class="problem" role="alert">
          {isolationProblem.value}
        </p>
      )}
    </>
  );
}

import { threadsIfIsolated } from '../../engine/page/load';
import { LANES } from '../../state/engine';
import { isolation } from '../../state/isolation';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { Afterwards } from '../../ui/afterwards';
import { words } from './numbers-words';
import { threadsOf } from './threads-of';
import './engine.css';

const cores = () => import('./cores').then(({ CoresSwitch }) => CoresSwitch);

/** Which engine trains here. */
export function EngineNote() {
  const { engine, race } = useSession();
  const loaded = engine.loaded.value;
  if (!loaded) return null;
  const { relaxed } = loaded;
  /* Where more cores would help, or where they are in use. */
  const offers = isolation.value !== 'off' || (!crossOriginIsolated && threadsIfIsolated(LANES) > 1);
  const threads = race.lanes.value[0]?.setup.value?.threads ?? loaded.threads;
  return (
    <div class="engine aside">
      <p>{say(words.engine(say(relaxed ? words.relaxed : words.base), threadsOf(threads), engine.kernels.value))}</p>
      {offers && <Afterwards load={cores} />}
    </div>
  );
}

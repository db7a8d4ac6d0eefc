import type { Settings } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { list } from '../../text/list';
import { count } from '../../text/numbers';
import { type Both, say } from '../../text/say';
import { useRaceWith } from './race-with';
import { words } from './words';
import './run-here.css';

interface RunHereProps {
  /** Beyond the engine's defaults and the seed of the page. */
  readonly settings: Settings;
  readonly objectives: readonly string[];
  /** Steps. */
  readonly budget: number;
  /** Whether it is the one thing to press where it stands. */
  readonly primary?: boolean;
  /** On the button. */
  readonly label: Both;
}

/** Sets up the race with an experiment's settings and starts it; not where a lesson locks one of them. */
export function RunHere({ settings: wanted, objectives, budget, primary = false, label }: RunHereProps) {
  const { draft, engine, lesson } = useSession();
  const locked = ['objective', ...Object.keys(wanted)].some((name) => lesson.isLocked(name));
  const { raceWith, notStarted } = useRaceWith();
  const run = () => {
    if (locked || engine.status.value.kind !== 'ready') return;
    const { seed } = draft.settings.value;
    const settings = seed === undefined ? wanted : { ...wanted, seed };
    void raceWith(settings, { objectives, budget });
  };
  return (
    <div class="run-here">
      <button type="button" class={primary ? 'primary' : undefined} aria-disabled={locked} onClick={run}>
        {say(label)}
      </button>
      <span class="aside">
        {say(locked ? words.lessonHolds : words.runWhat(list(objectives.map(nameOf)), count(budget)))}
      </span>
      {notStarted !== null && (
        <span class="problem" role="alert">
          {notStarted}
        </span>
      )}
    </div>
  );
}

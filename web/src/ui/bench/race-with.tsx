/* A race with settings that are not on the page yet: they are judged before anything changes, so that neither a race nor
 * a draft is lost to what cannot start. */
import { useSignal } from '@preact/signals';
import type { Settings } from '../../engine/shared/description';
import { adopt } from '../../state/adopt';
import { inWords } from '../../state/config/refusal';
import { type Session, useSession } from '../../state/session';
import { BUDGET, type Refused } from '../../state/url';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { goTo } from '../arrival';
import { words as raceWords } from '../race/words';
import { words } from './words';

interface Parts {
  readonly objectives?: readonly string[];
  readonly budget?: number;
}

/** `raceWith` starts one and goes there; `notStarted` says why the last one could not, until the page's settings change. */
export function useRaceWith(): {
  readonly raceWith: (settings: Settings, parts?: Parts) => Promise<void>;
  readonly notStarted: string | null;
} {
  const session = useSession();
  const { draft } = session;
  const last = useSignal<{
    readonly draft: Settings;
    readonly budget: string;
    readonly why: Refused['message'];
  } | null>(null);
  const raceWith = async (settings: Settings, parts: Parts = {}) => {
    last.value = null;
    const why = await start(session, settings, parts);
    if (why !== null) last.value = { draft: draft.settings.peek(), budget: draft.budgetText.peek(), why };
    else goTo('race');
  };
  const { value } = last;
  const stands = value?.draft === draft.settings.value && value.budget === draft.budgetText.value;
  return { raceWith, notStarted: value && stands ? say(words.notStarted(inWords(value.why))) : null };
}

async function start(session: Session, settings: Settings, parts: Parts): Promise<Refused['message'] | null> {
  const budget = parts.budget ?? session.draft.budget.peek();
  if (budget === null) return raceWords.budgetProblem(count(BUDGET.least), count(BUDGET.most));
  const held = Object.entries(session.draft.settings.peek()).filter(([name]) => session.lesson.isLocked(name));
  for (const objective of parts.objectives ?? session.draft.objectives.peek()) {
    const entries = Object.entries({ ...settings, ...Object.fromEntries(held), objective });
    const [refused] = (await session.engine.desk?.open(entries))?.refused ?? [];
    if (refused) return refused.message;
  }
  adopt(session, settings, parts);
  session.race.start(session.draft.entries(), budget);
  return null;
}

/* Opens a link in place, without loading the page anew: for the steps of a lesson plan. Apart from the link itself, because
 * nothing of it is needed for the first screens. */
import { batch } from '@preact/signals';
import { adopt } from './adopt';
import { judge } from './link';
import type { Session } from './session';
import { BUDGET, readLink, SEEDS } from './url';

/** The settings, lanes and graph of a link, as far as no lesson locks them. A seed that it does not name stays, and so does
 * a race of the same settings; any other is ended, and stays among the runs. Nothing where there is no engine. */
export async function openHere(session: Session, search: string): Promise<void> {
  const { asked, draft, engine, lesson, race } = session;
  const { desk } = engine;
  const description = engine.description.peek();
  if (!desk || !description) return;
  const { settings, objectives, page } = await judge(readLink(search), description, desk);
  const { seed } = draft.settings.peek();
  batch(() => {
    adopt(session, seed === undefined ? settings : { seed, ...settings }, { objectives });
    draft.given.value = null;
    /* These are the page's own, which a lesson locks with all settings or not at all. */
    if (lesson.isLocked('budget')) return;
    asked.take(page);
    draft.budgetText.value = String(page.budget ?? BUDGET.usual);
    draft.seedsText.value = String(page.seeds ?? SEEDS.usual);
    draft.withinTyped.value = page.within ? String(page.within) : null;
  });
  const entries = draft.entries().map((entry) => entry.settings);
  const { views } = await desk.check(entries, asked.graphIndex.peek());
  if (session.isOutdated(views.map(({ config }) => config))) race.reset();
}

/* Between the page's address and its state: takes what a link says as far as the engine finds that it holds, and writes the
 * link to the state as it is. Owns `refused`; what it writes comes from the draft, what is asked, and the lesson. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DeskClient } from '../engine/page/client';
import { type Description, exhibitOf, optionOf, type Settings } from '../engine/shared/description';
import { type Locale, linkedLocale } from '../text/say';
import type { Asked } from './asked';
import type { Chapter } from './chapters';
import type { Draft } from './draft';
import type { EngineState } from './engine';
import type { Lesson } from './lesson';
import { type SentLane, writeSent } from './sent';
import {
  BUDGET,
  type Page,
  type ReadLink,
  type Refused,
  SEEDS,
  usualRival,
  wholeNumber,
  withLesson,
  writeLink,
} from './url';
import { words } from './words';

/** The state that a link describes. */
export interface Parts {
  readonly engine: EngineState;
  readonly lesson: Lesson;
  readonly asked: Asked;
  readonly draft: Draft;
}

/** What holds of a link. */
export interface Judged {
  readonly settings: Settings;
  readonly objectives: readonly string[];
  readonly page: Partial<Page>;
  readonly refused: readonly Refused[];
}

export class Link {
  /** Keys of the link that were not taken, and why. */
  readonly refused: Signal<readonly Refused[]> = signal([]);
  /** What the link tells of a race, as long as the settings are the link's. */
  readonly sent: Signal<readonly SentLane[] | null> = signal(null);
  readonly #parts: Parts;

  /** The page's part of a link; null while the budget is none. */
  readonly #page: ReadonlySignal<Page | null> = computed(() => {
    const { asked, draft, lesson } = this.#parts;
    const budget = draft.budget.value;
    if (budget === null) return null;
    const [, ...versus] = draft.objectives.value;
    return {
      versus,
      budget,
      graph: asked.graphIndex.value,
      own: asked.ownGraph.value,
      accuracy: asked.accuracy.value,
      seeds: wholeNumber(draft.seedsText.value, SEEDS.least, SEEDS.most) ?? SEEDS.usual,
      within: wholeNumber(draft.withinTyped.value ?? '', BUDGET.least, BUDGET.most),
      sent: this.sent.value,
      hide: lesson.hidden.value,
      lock: lesson.locked.value,
      embed: lesson.embed.value,
      plan: lesson.plan.value,
    };
  });

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  take({ settings, objectives, page, refused }: Judged): void {
    this.refused.value = refused;
    this.sent.value = page.sent ?? null;
    const { asked, draft, lesson } = this.#parts;
    /* Who has opened a plan while the engine was on its way stays in it. */
    lesson.take({ ...page, plan: lesson.plan.peek() });
    asked.take(page);
    draft.take(settings, objectives, page);
  }

  /** The query of a link to this state, with other parts of the page's own; null while there is no such state. */
  query(other: Partial<Page> = {}, language: Locale | null = linkedLocale()): string | null {
    const { draft, engine } = this.#parts;
    const description = engine.description.value;
    const config = draft.views.value[0]?.config;
    const page = this.#page.value;
    if (!description || !config || page === null || draft.problems.value.length > 0) return null;
    return writeLink(description, config, { ...page, ...other }, language);
  }

  /** A whole link to this state; while there is none, to the one that the page's own address has. */
  whole(other: Partial<Page>, chapter: Chapter | null, language?: Locale | null): string {
    const query = this.query(other, language) ?? withLesson(new URLSearchParams(location.search), other, language);
    return `${location.origin}${location.pathname}${query}${chapter === null ? '' : `#${chapter}`}`;
  }

  /** From now on writes every change into the page's address. */
  follow(): void {
    const write = () => {
      const written = this.query();
      if (written !== null && written !== location.search)
        history.replaceState(history.state, '', `${location.pathname}${written}${location.hash}`);
    };
    effect(write);
    const { draft } = this.#parts;
    const settings = () => JSON.stringify([draft.settings.value, draft.objectives.value, draft.budgetText.value]);
    const linked = settings();
    effect(() => {
      if (settings() !== linked) this.sent.value = null;
    });
    /* Back leads to another place, not to other settings. */
    addEventListener('popstate', write);
  }
}

/** What the engine finds that holds of a link. */
export async function judge(
  { entries, page, refused }: ReadLink,
  description: Description,
  desk: DeskClient,
): Promise<Judged> {
  const { versus, lock = [] } = page;
  const opened = await desk.open(entries);
  const rivals = await Promise.all((versus ?? []).map((objective) => desk.open([['objective', objective]])));
  const named = rivals.flatMap(({ settings }) => settings.objective ?? []);
  const lanes = named.length > 0 || versus?.length === 0 ? named : [usualRival(description)];
  /* Settings stand over the defaults, as they did in links written before the exhibit had some of its own. */
  const set = Object.keys(opened.settings).length > 0 ? opened.settings : exhibitOf(description);
  const { objective = String(optionOf(description, 'objective').default), ...settings } = set;
  const isOption = (name: string) => name === 'all' || description.options.some((option) => option.name === name);
  const objectives = [objective, ...lanes];
  const sent = page.sent?.length === objectives.length ? page.sent : null;
  return {
    settings,
    objectives,
    page: { ...page, sent, lock: lock.filter(isOption) },
    refused: [
      ...refused,
      ...(page.sent && !sent ? [{ name: 'sent', value: writeSent(page.sent), message: words.noSent('sent') }] : []),
      ...opened.refused,
      ...rivals.flatMap((rival) => rival.refused.map((refusal) => ({ ...refusal, name: 'versus' }))),
      ...lock
        .filter((name) => !isOption(name))
        .map((name) => ({ name: 'lock', value: name, message: words.noOption('lock', name) })),
    ],
  };
}

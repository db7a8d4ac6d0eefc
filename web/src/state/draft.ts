/* The settings that are being edited, and whether they hold. Owns `settings`, `objectives`, `budgetText`, `seedsText`,
 * `withinTyped` and `given`, and what the engine says of them: `views` and the problems. Nothing here changes a lane
 * that a lesson locks. */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DeskClient } from '../engine/page/client';
import type { Config, Graph, Settings } from '../engine/shared/description';
import type { Reason } from '../engine/shared/reason';
import { inWords } from './config/refusal';
import type { EngineState } from './engine';
import type { Lesson } from './lesson';
import type { Entry } from './race';
import type { GivenGraphs } from './record';
import { BUDGET, LANES_MOST, type Page, SEEDS, wholeNumber } from './url';

/** Why the draft does not hold, and the fields that have a part in it. */
export interface Problem {
  readonly id: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** The draft under one lane's objective, as the module reads it, and the shown graph under it. */
export interface View {
  readonly config: Config;
  readonly graph: Graph;
}

export class Draft {
  /** Texts of the fields that were set, by option name; the others have their defaults. No objective: the lanes have. */
  readonly settings: Signal<Settings> = signal({});
  readonly objectives: Signal<readonly string[]> = signal([]);
  readonly budgetText = signal(String(BUDGET.usual));
  /** What was typed at the sceptic's bench; steps are null where the race's budget holds. */
  readonly seedsText = signal(String(SEEDS.usual));
  readonly withinTyped: Signal<string | null> = signal(null);
  /** The graphs that the next race is given to train on; null: drawn ones. */
  readonly given: Signal<GivenGraphs | null> = signal(null);
  /** The last draft that held, one view a lane. */
  readonly views: Signal<readonly View[]> = signal([]);
  readonly #problems: Signal<readonly Reason[]> = signal([]);
  /** The problems of the draft as it is, in the page's language. */
  readonly problems: ReadonlySignal<readonly Problem[]> = computed(() =>
    this.#problems.value.map((reason) => ({ id: reason.id, message: inWords(reason), fields: reason.fields })),
  );
  readonly #engine: EngineState;
  readonly #lesson: Lesson;

  readonly budget: ReadonlySignal<number | null> = computed(() =>
    wholeNumber(this.budgetText.value, BUDGET.least, BUDGET.most),
  );

  readonly holds = computed(() => this.views.value.length > 0 && this.problems.value.length === 0);

  /** The first objective that no lane has yet; null where all are there, or no lane can be added. */
  readonly nextObjective = computed(() => {
    const objectives = this.objectives.value;
    const unused = this.#engine.choices('objective').find((choice) => !objectives.includes(choice));
    return objectives.length < LANES_MOST ? (unused ?? null) : null;
  });

  constructor(engine: EngineState, lesson: Lesson) {
    this.#engine = engine;
    this.#lesson = lesson;
  }

  /** Takes what a link says, as it was judged. */
  take(settings: Settings, objectives: readonly string[], page: Partial<Page>): void {
    this.settings.value = settings;
    this.objectives.value = objectives;
    this.budgetText.value = String(page.budget ?? BUDGET.usual);
    this.seedsText.value = String(page.seeds ?? SEEDS.usual);
    this.withinTyped.value = page.within ? String(page.within) : null;
  }

  /** From now on has every change judged, on the graph of that index; answers to earlier drafts are ignored. */
  follow(desk: DeskClient, graphIndex: ReadonlySignal<number>): void {
    let checks = 0;
    effect(() => {
      const settings = this.entries().map((entry) => entry.settings);
      const check = ++checks;
      desk.check(settings, graphIndex.value).then(({ views, problems }) => {
        if (check !== checks) return;
        batch(() => {
          this.#problems.value = problems;
          if (views.length > 0) this.views.value = views;
        });
      });
    });
  }

  /** Adds a lane with the next objective. */
  addLane(): void {
    const next = this.nextObjective.value;
    if (next !== null && !this.#lesson.isLocked('objective')) this.objectives.value = [...this.objectives.value, next];
  }

  /** The first lane always stays. */
  removeLane(lane: number): void {
    if (lane > 0 && !this.#lesson.isLocked('objective'))
      this.objectives.value = this.objectives.value.filter((_, index) => index !== lane);
  }

  setObjective(lane: number, objective: string): void {
    if (!this.#lesson.isLocked('objective')) this.objectives.value = this.objectives.value.with(lane, objective);
  }

  /** What each lane is to be made of. */
  entries(): readonly Entry[] {
    const given = this.given.value;
    return this.objectives.value.map((objective) => ({
      objective,
      settings: { ...this.settings.value, objective },
      given,
    }));
  }

  /** Held-out graph `index` under the draft; null while there is no engine or the draft does not hold. */
  async heldOut(index: number): Promise<Graph | null> {
    const { desk } = this.#engine;
    const [entry] = this.entries();
    if (!desk || !entry) return null;
    const { views } = await desk.check([entry.settings], index);
    return views[0]?.graph ?? null;
  }
}

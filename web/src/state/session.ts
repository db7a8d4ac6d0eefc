/* A visit: puts together what the page knows, each part of which is a module of its own, and starts races of the draft.
 * Signals are for what changes at a reader's pace; the charts draw from the lanes' columns. */
import { batch, computed, effect, type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Config } from '../engine/shared/description';
import { onceSettled } from '../platform/settled';
import { Asked } from './asked';
import { Draft } from './draft';
import { EngineState } from './engine';
import { Lesson } from './lesson';
import { judge, Link } from './link';
import { type Entry, Race } from './race';
import { Runs } from './runs';
import { BUDGET, readLink } from './url';

/** The type of a file that stands for a folder: browsers say no more than its name, and cannot read it. */
export const FOLDER = 'inode/directory';

export class Session {
  readonly engine = new EngineState();
  readonly lesson = new Lesson();
  readonly asked = new Asked(this.lesson);
  readonly draft = new Draft(this.engine, this.lesson);
  readonly link = new Link(this);
  /** Every run of this visit, and those kept from earlier ones. */
  readonly runs = new Runs();
  readonly race = new Race(() => this.engine.loaded.peek(), this.runs);
  /** Files that were chosen or dropped, until the laboratory takes them in. */
  readonly files: Signal<readonly File[]> = signal([]);

  /** Whether the draft can be raced. */
  readonly startable = computed(
    () => this.engine.status.value.kind === 'ready' && this.draft.holds.value && this.draft.budget.value !== null,
  );

  /** Of the runs that are shown; of the draft while there are none. */
  readonly config = computed(
    () => this.race.lanes.value[0]?.setup.value?.config ?? this.draft.views.value[0]?.config ?? null,
  );

  /** Whether the draft is no longer what the lanes train with. */
  readonly outdated = computed(() => this.isOutdated(this.draft.views.value.map(({ config }) => config)));

  /** Loads the engine and takes the link as far as it holds; then keeps judging the draft and writing the link. */
  async begin(search: string): Promise<void> {
    const read = readLink(search);
    /* What is left out or shown alone must be known before anything is drawn. */
    this.lesson.take(read.page);
    await this.engine.begin(async (description, desk) => {
      const judged = await judge(read, description, desk);
      batch(() => {
        this.link.take(judged);
        this.engine.status.value = { kind: 'ready' };
      });
      this.draft.follow(desk, this.asked.graphIndex);
      this.#makeReady();
      this.link.follow();
    });
  }

  /** Whether the lanes train with other settings than these, one config a lane of the draft. */
  isOutdated(configs: readonly Config[]): boolean {
    const lanes = this.race.lanes.value;
    const setups = lanes.map((lane) => lane.setup.value);
    if (setups.length > 0 && setups.length !== this.draft.objectives.value.length) return true;
    const text = this.draft.given.value?.text;
    if (lanes.some((lane) => lane.setup.value && lane.given?.text !== text)) return true;
    return setups.some((setup, lane) => {
      const config = configs[lane];
      return setup && config && Object.entries(setup.config).some(([name, value]) => config[name] !== value);
    });
  }

  start(): void {
    const budget = this.draft.budget.value;
    if (this.startable.value && budget !== null) this.race.start(this.draft.entries(), budget);
  }

  step(): void {
    const made = this.race.lanes.value.length > 0;
    if (made || this.startable.value) this.race.step(this.draft.entries(), this.draft.budget.value ?? BUDGET.usual);
  }

  /* Whatever is drafted while no race is there can start at once. */
  #makeReady(): void {
    const makeReady = onceSettled((entries: readonly Entry[]) => this.race.makeReady(entries));
    effect(() => {
      const entries = this.draft.entries();
      if (this.startable.value && this.race.lanes.value.length === 0) void makeReady(entries);
    });
  }
}

const SessionContext = createContext<Session | null>(null);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside of a SessionProvider');
  return session;
}

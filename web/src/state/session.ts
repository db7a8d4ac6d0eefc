/* What the page knows: the module's description of itself, the settings being drafted and whether they hold, and the
 * race. Signals are for what changes at a reader's pace; the charts draw from the lanes' columns. */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { DeskClient } from '../engine/page/client';
import { type Loaded, loadModule } from '../engine/page/load';
import {
  type Config,
  type Description,
  type Graph,
  optionOf,
  type Preset,
  type Settings,
} from '../engine/shared/description';
import type { Event, OpenedEvent, Problem, SortedEvent } from '../engine/shared/protocol';
import { stirred } from '../platform/stirred';
import { asLocale, type Locale } from '../text/say';
import type { Chapter } from './chapters';
import { inWords } from './config/refusal';
import { type Entry, Race } from './race';
import type { TrainingGraphs } from './record';
import { Runs } from './runs';
import {
  type AccuracyView,
  BUDGET,
  GRAPH,
  LANES_MOST,
  type Page,
  type Refused,
  readLink,
  SEEDS,
  usualRival,
  wholeNumber,
  withLesson,
  writeLink,
} from './url';
import { words } from './words';

export type Status =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'unavailable'; readonly message: string };

/** The draft under one lane's objective, as the module reads it, and the shown graph under it. */
export interface View {
  readonly config: Config;
  readonly graph: Graph;
}

/* How many models usually train at once: what threads are shared among. */
export const LANES = 2;

export class Session {
  readonly status: Signal<Status> = signal({ kind: 'loading' });
  readonly description: Signal<Description | null> = signal(null);
  readonly engine: Signal<Loaded | null> = signal(null);
  readonly kernels = signal('');
  /** Texts of the fields that were set, by option name; the others have their defaults. No objective: the lanes have. */
  readonly draft: Signal<Settings> = signal({});
  readonly objectives: Signal<readonly string[]> = signal([]);
  readonly graphIndex = signal<number>(GRAPH.usual);
  readonly budgetText = signal(String(BUDGET.usual));
  /** Keys of the link that were not taken, and why. */
  readonly refused: Signal<readonly Refused[]> = signal([]);
  /** The last draft that held, one view a lane. */
  readonly views: Signal<readonly View[]> = signal([]);
  readonly #problems: Signal<readonly Problem[]> = signal([]);
  /** Those of the draft as it is, in the page's language. */
  readonly problems: ReadonlySignal<readonly Problem[]> = computed(() =>
    this.#problems.value.map(({ message, fields }) => ({ message: inWords(message), fields })),
  );
  /** A graph of the visitor's own, as a line of the reference's text format, to ask about instead of held-out ones. */
  readonly ownGraph: Signal<string | null> = signal(null);
  /** A file's graphs, for the next race to train on instead of drawn ones. */
  readonly trainingGraphs: Signal<TrainingGraphs | null> = signal(null);
  /** The step whose kept weights are asked; null: the weights as they are now. */
  readonly moment: Signal<number | null> = signal(null);
  readonly accuracy: Signal<AccuracyView> = signal('forced');
  /** What was typed at the sceptic's bench; of the steps null: the race's budget holds. */
  readonly seedsText = signal(String(SEEDS.usual));
  readonly withinTyped: Signal<string | null> = signal(null);
  /** What a lesson's link leaves out, holds fast, or shows alone. */
  readonly hidden: Signal<readonly Chapter[]> = signal([]);
  readonly locked: Signal<readonly string[]> = signal([]);
  readonly embed: Signal<Chapter | null> = signal(null);
  /** Every run of this visit, and those kept from earlier ones. */
  readonly runs = new Runs();
  /** Files that were chosen or dropped, until the laboratory takes them in. */
  readonly files: Signal<readonly File[]> = signal([]);
  readonly race: Race;
  #desk: DeskClient | null = null;
  #checks = 0;
  #readySoon: ReturnType<typeof setTimeout> | undefined;

  readonly budget: ReadonlySignal<number | null> = computed(() =>
    wholeNumber(this.budgetText.value, BUDGET.least, BUDGET.most),
  );

  /** The page's part of a link; null while the budget is none. */
  readonly page: ReadonlySignal<Page | null> = computed(() => {
    const budget = this.budget.value;
    if (budget === null) return null;
    const [, ...versus] = this.objectives.value;
    return {
      versus,
      budget,
      graph: this.graphIndex.value,
      own: this.ownGraph.value,
      accuracy: this.accuracy.value,
      seeds: wholeNumber(this.seedsText.value, SEEDS.least, SEEDS.most) ?? SEEDS.usual,
      within: wholeNumber(this.withinTyped.value ?? '', BUDGET.least, BUDGET.most),
      hide: this.hidden.value,
      lock: this.locked.value,
      embed: this.embed.value,
    };
  });

  /** Whether the race is on the page. */
  readonly hasRace = computed(() =>
    this.embed.value === null ? !this.hidden.value.includes('race') : this.embed.value === 'race',
  );

  readonly startable = computed(
    () =>
      this.status.value.kind === 'ready' &&
      this.views.value.length > 0 &&
      this.problems.value.length === 0 &&
      this.budget.value !== null,
  );

  /** Whether the draft is no longer what the lanes train with. */
  readonly outdated = computed(() => {
    const setups = this.race.lanes.value.map((lane) => lane.setup.value);
    const views = this.views.value;
    if (setups.length > 0 && setups.length !== this.objectives.value.length) return true;
    const text = this.trainingGraphs.value?.text;
    if (this.race.lanes.value.some((lane) => lane.setup.value && lane.trainingGraphs?.text !== text)) return true;
    return setups.some((setup, lane) => {
      const config = views[lane]?.config;
      return setup && config && Object.entries(setup.config).some(([name, value]) => config[name] !== value);
    });
  });

  /** The preset that the draft is, seed aside; null where it is none. */
  readonly preset: ReadonlySignal<Preset | null> = computed(() => {
    const description = this.description.value;
    const config = this.views.value[0]?.config;
    if (!description || !config) return null;
    const names = description.options.map(({ name }) => name).filter((name) => name !== 'seed' && name !== 'objective');
    return (
      description.presets.find((preset) =>
        names.every((name) => config[name] === (preset.config[name] ?? optionOf(description, name).default)),
      ) ?? null
    );
  });

  constructor() {
    this.race = new Race(() => this.engine.peek(), this.runs);
  }

  async begin(search: string): Promise<void> {
    /* What is left out or shown alone must be known before anything is drawn. */
    const { hide = [], lock = [], embed = null } = readLink(search).page;
    this.hidden.value = hide;
    this.locked.value = lock;
    this.embed.value = embed;
    try {
      const engine = await loadModule(LANES);
      this.engine.value = engine;
      this.#desk = new DeskClient(engine.module, (event) => this.#hear(event, search));
    } catch (failure) {
      this.#unavailable(failure instanceof Error ? failure.message : String(failure));
    }
  }

  set(name: string, text: string): void {
    const description = this.description.value;
    if (!description || this.isLocked(name)) return;
    const rest = Object.entries(this.draft.value).filter(([key]) => key !== name);
    const usual = text === String(optionOf(description, name).default);
    this.draft.value = Object.fromEntries(usual ? rest : [...rest, [name, text]]);
  }

  /** The text of a field: what was typed, else its default. */
  text(name: string): string {
    const typed = this.draft.value[name];
    if (typed !== undefined) return typed;
    return this.description.value ? String(optionOf(this.description.value, name).default) : '';
  }

  /** Why a field is refused: said at the field that the module names first. */
  problem(name: string): string | null {
    return this.problems.value.find(({ fields }) => fields[0] === name)?.message ?? null;
  }

  /** Whether a field has a part in some problem. */
  concerns(name: string): boolean {
    return this.problems.value.some(({ fields }) => fields.includes(name));
  }

  choosePreset(preset: Preset): void {
    const config = Object.entries(preset.config).map(([name, value]) => [name, String(value)] as const);
    const kept = (name: string) => name === 'seed' || this.isLocked(name);
    this.draft.value = Object.fromEntries([
      ...config.filter(([name]) => !kept(name)),
      ...Object.entries(this.draft.value).filter(([name]) => kept(name)),
    ]);
  }

  /** Drafts what runs that go on were made with, one config a lane, and shows their graph. */
  recall(configs: readonly Config[], budget: number, graph: number): void {
    const [first] = configs;
    const options = this.description.value?.options.filter(({ name }) => name !== 'objective') ?? [];
    const changed = options.filter(({ name, default: usual }) => first?.[name] !== undefined && first[name] !== usual);
    batch(() => {
      this.draft.value = Object.fromEntries(changed.map(({ name }) => [name, String(first?.[name])]));
      this.objectives.value = configs.map(({ objective }) => String(objective));
      this.budgetText.value = String(budget);
      this.graphIndex.value = graph;
    });
  }

  /** Takes settings over the defaults as the draft, and lanes and budget with them; what a lesson locks stays as it is. */
  adopt(settings: Settings, page: { readonly objectives?: readonly string[]; readonly budget?: number } = {}): void {
    const description = this.description.value;
    if (!description) return;
    const usual = (name: string) => String(optionOf(description, name).default);
    const kept = Object.entries(this.draft.value).filter(([name]) => this.isLocked(name));
    const taken = Object.entries(settings).filter(
      ([name, text]) => name !== 'objective' && !this.isLocked(name) && text !== usual(name),
    );
    batch(() => {
      this.draft.value = Object.fromEntries([...kept, ...taken]);
      if (page.objectives && page.objectives.length > 0 && !this.isLocked('objective'))
        this.objectives.value = page.objectives.slice(0, LANES_MOST);
      if (page.budget !== undefined) this.budgetText.value = String(page.budget);
    });
  }

  /** As many of these entries as hold together over the defaults, and why not the others. */
  judge(entries: readonly (readonly [string, string])[]): Promise<OpenedEvent> | null {
    return this.#desk?.open(entries) ?? null;
  }

  /** On which side of the split of a config the graphs of these lines are; `first` is the number of the first. */
  sort(config: Config, lines: readonly string[], first: number): Promise<SortedEvent> | null {
    const settings = Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)] as const));
    return this.#desk?.sort(settings, lines, first) ?? null;
  }

  /** Whether a lesson's link holds this option fast; what is no option of the engine's, only with all of them. */
  isLocked(name: string): boolean {
    return this.locked.value.some((lock) => lock === name || lock === 'all');
  }

  /** Adds a lane with an objective that none has yet. */
  addLane(): void {
    const option = this.description.value ? optionOf(this.description.value, 'objective') : null;
    if (option?.type !== 'choice' || this.objectives.value.length >= LANES_MOST || this.isLocked('objective')) return;
    const unused = option.choices.find((choice) => !this.objectives.value.includes(choice)) ?? option.default;
    this.objectives.value = [...this.objectives.value, unused];
  }

  /** The first lane always stays. */
  removeLane(lane: number): void {
    if (lane > 0 && !this.isLocked('objective'))
      this.objectives.value = this.objectives.value.filter((_, index) => index !== lane);
  }

  setObjective(lane: number, objective: string): void {
    if (!this.isLocked('objective')) this.objectives.value = this.objectives.value.with(lane, objective);
  }

  newGraph(): void {
    if (!this.isLocked('graph')) this.graphIndex.value = (this.graphIndex.value + 1) % GRAPH.most;
  }

  /** Held-out graph `index` under the draft; null while there is no engine or the draft does not hold. */
  async heldOut(index: number): Promise<Graph | null> {
    const [entry] = this.entries();
    if (!this.#desk || !entry) return null;
    const { views } = await this.#desk.check([entry.settings], index);
    return views[0]?.graph ?? null;
  }

  /** The query of a link to this state, with other parts of the page's own; null while there is no such state. */
  query(
    other: Partial<Page> = {},
    language = asLocale(new URLSearchParams(location.search).get('lang')),
  ): string | null {
    const description = this.description.value;
    const config = this.views.value[0]?.config;
    const page = this.page.value;
    if (!description || !config || page === null || this.problems.value.length > 0) return null;
    return writeLink(description, config, { ...page, ...other }, language);
  }

  /** A whole link to this state; while there is none, to the one that the page's own address has. */
  link(other: Partial<Page>, chapter: Chapter | null, language?: Locale | null): string {
    const query = this.query(other, language) ?? withLesson(new URLSearchParams(location.search), other, language);
    return `${location.origin}${location.pathname}${query}${chapter === null ? '' : `#${chapter}`}`;
  }

  entries(): readonly Entry[] {
    const graphs = this.trainingGraphs.value;
    return this.objectives.value.map((objective) => ({
      objective,
      settings: { ...this.draft.value, objective },
      graphs,
    }));
  }

  start(): void {
    if (this.startable.value && this.budget.value !== null) this.race.start(this.entries(), this.budget.value);
  }

  step(): void {
    const made = this.race.lanes.value.length > 0;
    if (made || this.startable.value) this.race.step(this.entries(), this.budget.value ?? BUDGET.usual);
  }

  #hear(event: Event, search: string): void {
    if (event.type === 'worker.failed') this.#unavailable(event.message);
    if (event.type !== 'module.ready') return;
    this.kernels.value = event.kernels.split(',')[0] ?? '';
    this.description.value = event.description;
    this.#open(event.description, search).catch((failure: unknown) => this.#unavailable(String(failure)));
  }

  /** Takes the link as far as it holds, then keeps checking the draft and writing the link. */
  async #open(description: Description, search: string): Promise<void> {
    const desk = this.#desk;
    if (!desk) return;
    const link = readLink(search);
    const { versus, hide = [], lock = [], embed = null } = link.page;
    const opened = await desk.open(link.entries);
    const rivals = await Promise.all((versus ?? []).map((objective) => desk.open([['objective', objective]])));
    const isOption = (name: string) => name === 'all' || description.options.some((option) => option.name === name);
    const { objective = String(optionOf(description, 'objective').default), ...draft } = opened.settings;
    const entries = { ...draft };
    batch(() => {
      this.refused.value = [
        ...link.refused,
        ...opened.refused,
        ...rivals.flatMap(({ refused }) => refused.map((refusal) => ({ ...refusal, name: 'versus' }))),
        ...lock
          .filter((name) => !isOption(name))
          .map((name) => ({ name: 'lock', value: name, message: words.noOption('lock', name) })),
      ];
      this.draft.value = entries;
      const named = rivals.flatMap(({ settings }) => (settings.objective === undefined ? [] : [settings.objective]));
      const lanes =
        versus === undefined || (named.length === 0 && versus.length > 0) ? [usualRival(description)] : named;
      this.objectives.value = [objective, ...lanes];
      this.hidden.value = hide;
      this.locked.value = lock.filter(isOption);
      this.embed.value = embed;
      this.graphIndex.value = link.page.graph ?? GRAPH.usual;
      this.ownGraph.value = link.page.own ?? null;
      this.accuracy.value = link.page.accuracy ?? 'forced';
      this.seedsText.value = String(link.page.seeds ?? SEEDS.usual);
      this.withinTyped.value = link.page.within ? String(link.page.within) : null;
      this.budgetText.value = String(link.page.budget ?? BUDGET.usual);
      this.status.value = { kind: 'ready' };
    });
    effect(() => {
      const settings = this.entries().map((entry) => entry.settings);
      const check = ++this.#checks;
      desk.check(settings, this.graphIndex.value).then(({ views, problems }) => {
        if (check !== this.#checks) return;
        batch(() => {
          this.#problems.value = problems;
          if (views.length > 0) this.views.value = views;
        });
      });
    });
    effect(() => {
      const entries = this.entries();
      if (this.startable.value && this.race.lanes.value.length === 0) void this.#makeReadySoon(entries);
    });
    const write = () => {
      const written = this.query();
      if (written !== null && written !== location.search)
        history.replaceState(history.state, '', `${location.pathname}${written}${location.hash}`);
    };
    effect(write);
    /* Back leads to another place, not to other settings. */
    addEventListener('popstate', write);
  }

  /* Once settings have stayed as they are for a moment, for who drags a slider wants none of the runs on its way; and not
   * while the page opens, which it would hold up. */
  async #makeReadySoon(entries: readonly Entry[]): Promise<void> {
    await stirred();
    clearTimeout(this.#readySoon);
    this.#readySoon = setTimeout(() => whenIdle(() => this.race.makeReady(entries)), SETTLED_MS);
  }

  #unavailable(message: string): void {
    this.status.value = { kind: 'unavailable', message };
  }
}

const SETTLED_MS = 200;

/* Safari has no idle callbacks. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work);
  else setTimeout(work, 200);
}

const SessionContext = createContext<Session | null>(null);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside of a SessionProvider');
  return session;
}

/* Runs survive: what the visitor trains is kept in the browser while it trains, and a race that was left unfinished goes on
 * at the step it was last kept at, to the same bits as if it had never stopped. A race belongs to one tab at a time. */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import { type Release, take, takeWhenFree } from '../platform/ownership';
import { stayAwakeWhile } from '../platform/wake-lock';
import { recall } from '../state/adopt';
import { Lane } from '../state/lane';
import { PLAN, type RaceState } from '../state/race';
import type { Setup } from '../state/record';
import { newId } from '../state/runs';
import type { Session } from '../state/session';
import { DATABASE } from './kept';
import { NotKept, RunStorage } from './storage';
import type { KeptRun, RaceRecord } from './storage-protocol';

/** What there is to say of earlier races. */
export type Earlier =
  | { readonly kind: 'left'; readonly step: number; readonly until: number; readonly objectives: readonly string[] }
  | { readonly kind: 'back'; readonly step: number }
  | { readonly kind: 'elsewhere' };

/** Why runs are not kept. */
export type Trouble =
  | { readonly kind: 'blocked' }
  | { readonly kind: 'newer' }
  | { readonly kind: 'full' }
  | { readonly kind: 'large'; readonly bytes: number };

/* How soon a race is kept for the first time, and how often from then on; large weights less often, so that no more than
 * some megabytes a second go to the disk. */
const FIRST_MS = 2000;
const EVERY_MS = 10_000;
const BYTES_PER_MS = 2000;

interface Left {
  readonly race: RaceRecord;
  readonly lanes: readonly Lane[];
  readonly release: Release;
}

interface Current {
  readonly id: string;
  readonly lanes: readonly Lane[];
  readonly release: Promise<Release | null>;
}

export class Keep {
  readonly earlier: Signal<Earlier | null> = signal(null);
  readonly trouble: Signal<Trouble | null> = signal(null);
  /* Lanes that are taken up again, with the setup of their record: from its worker a lane has another. */
  readonly #revived: Signal<readonly { readonly lane: Lane; readonly setup: Setup | null }[]> = signal([]);
  /** Whether the race that is back has weights that this engine does not take: to load the page again would not help. */
  readonly refused: ReadonlySignal<boolean> = computed(() =>
    this.#revived.value.some(
      ({ lane, setup }) => lane.state.value.kind === 'failed' && !lane.live.value && lane.setup.value === setup,
    ),
  );
  readonly #session: Session;
  #storage: RunStorage | null = null;
  #left: Left | null = null;
  #current: Current | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /* Runs that are being written, and those of them that have gone on since. */
  readonly #busy = new Set<string>();
  readonly #again = new Set<string>();
  /* Of every kept run: the step, and the name. */
  readonly #kept = new Map<string, { step: number; name: string }>();
  readonly #tooLarge = new Set<string>();
  #bytes = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  async begin(): Promise<void> {
    const { race } = this.#session;
    stayAwakeWhile(computed(() => race.state.value === 'running'));
    try {
      this.#storage = await RunStorage.open();
      await this.#lookForEarlier(this.#storage);
    } catch (failure) {
      /* The page was rolled back: IndexedDB opens no database of a later version. */
      const newer = failure instanceof NotKept && failure.name === 'VersionError';
      this.trouble.value = { kind: newer ? 'newer' : 'blocked' };
      this.#session.runs.unkept.value = true;
      return;
    }
    effect(() => this.#followRace(race.lanes.value));
    effect(() => this.#followState(race.state.value));
    effect(() => this.#followRuns());
    document.addEventListener('visibilitychange', () => document.hidden && this.#keepRace());
    addEventListener('pagehide', () => this.#keepRace());
  }

  /** The visitor wants the race that was left: the page takes its settings, and it trains on. */
  async continueLeft(): Promise<void> {
    const left = this.#left;
    const configs = left?.lanes.map((lane) => lane.setup.peek()?.config).filter((config) => config !== undefined);
    if (!left || !configs || !(await this.#resume(left))) return;
    const { budget, graph } = left.race;
    recall(this.#session, configs, budget, graph);
    this.#session.race.continue(budget);
    this.earlier.value = null;
  }

  discardLeft(): void {
    if (this.#left) this.#forget(this.#left);
    this.#left = null;
    this.earlier.value = null;
  }

  /** Gives up the race that cannot go on, and begins one with the settings on the page. */
  startAnew(): void {
    this.#session.race.reset();
    this.#session.start();
  }

  /** The visitor has read what is said of earlier races. */
  dismiss(): void {
    this.earlier.value = null;
  }

  async #lookForEarlier(storage: RunStorage): Promise<void> {
    const { runs, races } = await storage.list();
    const elsewhere: RaceRecord[] = [];
    const mine: { readonly race: RaceRecord; readonly release: Release }[] = [];
    for (const race of [...races].sort((one, other) => other.savedAt - one.savedAt)) {
      const release = await take(this.#lock(race.id));
      if (release) mine.push({ race, release });
      else elsewhere.push(race);
    }
    this.#list(runs.filter(({ record }) => !elsewhere.some((race) => race.runs.includes(record.id))));
    for (const { race, release } of mine) {
      if (!this.#left && this.#offer(race, runs, release)) continue;
      if (this.#isGuest) release();
      else this.#forget({ race, release });
    }
    const [training] = elsewhere;
    if (!training) return;
    if (!this.#left) this.earlier.value = { kind: 'elsewhere' };
    void takeWhenFree(this.#lock(training.id)).then((release) => this.#otherTabGone(storage, training.id, release));
  }

  async #otherTabGone(storage: RunStorage, id: string, release: Release): Promise<void> {
    const listed = await this.#try(() => storage.list());
    if (!listed) {
      release();
      return;
    }
    const { runs, races } = listed;
    const race = races.find((candidate) => candidate.id === id);
    const idle = !this.#left && this.#session.race.state.peek() === 'idle';
    if (this.earlier.peek()?.kind === 'elsewhere') this.earlier.value = null;
    if (race) this.#list(runs.filter(({ record }) => race.runs.includes(record.id)));
    if (!race || !idle || !this.#offer(race, runs, release)) release();
  }

  #list(runs: readonly KeptRun[]): void {
    const { runs: list, race } = this.#session;
    for (const { record } of runs) {
      if (this.#kept.has(record.id)) continue;
      this.#kept.set(record.id, { step: record.state.step, name: record.name });
      list.add(Lane.restore(record, race.frames));
    }
  }

  /* Where the page's settings are those of the race, it is simply there again; else it is offered. */
  #offer(race: RaceRecord, kept: readonly KeptRun[], release: Release): boolean {
    const { runs, race: racing, draft, engine } = this.#session;
    const lanes = race.runs.flatMap((id) => runs.all.peek().find((lane) => lane.id === id) ?? []);
    const whole = race.runs.every((id) =>
      kept.some(({ record, size }) => record.id === id && (size > 0 || record.state.kind === 'failed')),
    );
    if (lanes.length === 0 || lanes.length < race.runs.length || !whole) return false;
    const left = { race, lanes, release };
    this.#left = left;
    const step = Math.max(...lanes.map((lane) => lane.newestStep));
    const stop = effect(() => {
      if (draft.views.value.length === 0 || !engine.loaded.value) return;
      queueMicrotask(() => stop());
      if (this.#left !== left || racing.state.peek() !== 'idle') return;
      if (this.#isDrafted(lanes)) {
        void this.#resume(left).then((resumed) => {
          if (resumed) this.earlier.value = { kind: 'back', step };
        });
      } else if (this.#isGuest) {
        this.#left = null;
        release();
      } else
        this.earlier.value = { kind: 'left', step, until: race.until, objectives: lanes.map((lane) => lane.objective) };
    });
    return true;
  }

  /* A lesson or a frame takes up a race of its own, and leaves any other, which it cannot offer, to the whole page. */
  get #isGuest(): boolean {
    const { locked, embed } = this.#session.lesson;
    return locked.peek().length > 0 || embed.peek() !== null;
  }

  #isDrafted(lanes: readonly Lane[]): boolean {
    const views = this.#session.draft.views.peek();
    const same = (lane: Lane, index: number) => {
      const drafted = views[index]?.config;
      const config = lane.setup.peek()?.config;
      return drafted && config && Object.entries(drafted).every(([name, value]) => config[name] === value);
    };
    return views.length === lanes.length && lanes.every(same);
  }

  async #resume(left: Left): Promise<boolean> {
    const { race, draft, engine } = this.#session;
    const loaded = engine.loaded.peek();
    if (!loaded || !this.#storage) return false;
    const storage = this.#storage;
    const weights = await Promise.all(left.lanes.map((lane) => storage.load(lane.id).catch(() => null)));
    if (this.#left !== left || (race.state.peek() !== 'idle' && !race.played.peek())) return false;
    this.#left = null;
    batch(() => {
      this.#revived.value = left.lanes.flatMap((lane, index) => {
        const bytes = weights[index];
        if (!bytes) return [];
        lane.revive(loaded, bytes, PLAN);
        return [{ lane, setup: lane.setup.peek() }];
      });
      draft.given.value = left.lanes[0]?.given ?? null;
      this.#current = { id: left.race.id, lanes: left.lanes, release: Promise.resolve(left.release) };
      race.restore(left.lanes, left.race.until, left.race.budget);
    });
    return true;
  }

  /* A race that begins has a slot of its own; the one it follows is over, and so is one that was left and not taken up. */
  #followRace(lanes: readonly Lane[]): void {
    const current = this.#current;
    if (lanes === current?.lanes) return;
    this.#current = null;
    this.#revived.value = [];
    if (current) {
      this.earlier.value = null;
      void this.#try(() => this.#storage?.forgetRace(current.id))
        .then(() => current.release)
        .then((release) => release?.());
    }
    /* What is played is in its file. */
    if (lanes.length === 0 || this.#session.race.played.peek()) return;
    this.discardLeft();
    const id = newId();
    this.#bytes = 0;
    this.#current = { id, lanes, release: take(this.#lock(id)) };
  }

  #followState(state: RaceState): void {
    clearTimeout(this.#timer);
    if (state === 'running') this.#keepAfter(FIRST_MS);
    else if (state !== 'idle' && state !== 'pausing') {
      /* A step by hand leaves the race as it was, and its lanes with another state. */
      for (const lane of this.#session.race.lanes.value) void lane.state.value;
      untracked(() => this.#keepRace());
    }
  }

  #keepAfter(wait: number): void {
    this.#timer = setTimeout(async () => {
      await this.#keepRace();
      if (this.#session.race.state.peek() !== 'running') return;
      /* On a busy machine a run may not have been made yet, and there was nothing to keep. */
      const awaited = this.#current?.lanes.some((lane) => lane.live.peek() && lane.setup.peek() === null);
      this.#keepAfter(awaited ? FIRST_MS : Math.max(EVERY_MS, this.#bytes / BYTES_PER_MS));
    }, wait);
  }

  async #keepRace(): Promise<void> {
    const current = this.#current;
    const storage = this.#storage;
    if (!current || !storage) return;
    const { race, asked } = this.#session;
    const { id, lanes } = current;
    const unfinished = lanes.some((lane) => {
      const state = lane.state.peek();
      const over = state.kind === 'failed' ? state.askable : state.kind === 'paused' && state.finished;
      return lane.setup.peek() !== null && !over;
    });
    const record = {
      id,
      runs: lanes.map((lane) => lane.id),
      ...race.goal,
      graph: asked.graphIndex.peek(),
      savedAt: Date.now(),
    };
    await this.#try(() => (unfinished ? storage.keepRace(record) : storage.forgetRace(id)));
    await Promise.all(lanes.map((lane) => this.#keepRun(lane)));
  }

  /* Runs of other chapters are kept when they stop; names and deletions follow. */
  #followRuns(): void {
    const runs = this.#session.runs.all.value;
    const racing = this.#session.race.lanes.value;
    for (const lane of runs) {
      const { kind } = lane.state.value;
      const kept = this.#kept.get(lane.id);
      const name = lane.name.value;
      if (kept && kept.name !== name) {
        kept.name = name;
        void this.#try(() => this.#storage?.rename(lane.id, name));
      }
      if (!racing.includes(lane) && (kind === 'paused' || kind === 'failed')) untracked(() => void this.#keepRun(lane));
    }
    for (const id of this.#kept.keys())
      if (!runs.some((lane) => lane.id === id)) {
        this.#kept.delete(id);
        void this.#try(() => this.#storage?.forget(id));
      }
  }

  /* A run that is still being written is written once more: it may have come to its end meanwhile. */
  async #keepRun(lane: Lane): Promise<void> {
    const { id } = lane;
    this.#again.add(id);
    if (this.#busy.has(id)) return;
    this.#busy.add(id);
    try {
      while (this.#again.delete(id)) await this.#write(lane);
    } finally {
      this.#busy.delete(id);
    }
  }

  /* What has crashed, or was ended since, is kept as it last was. */
  async #write(lane: Lane): Promise<void> {
    const storage = this.#storage;
    const kept = this.#kept.get(lane.id);
    if (!storage || !lane.setup.peek()) return;
    if (kept && (kept.step === lane.newestStep || !lane.live.peek())) return;
    const large = this.#tooLarge.has(lane.id);
    const saved = large ? null : await lane.save();
    if (!saved && !large && kept) return;
    /* At once: the next message of its worker would bring the columns further. */
    const record = lane.record(saved?.digest);
    if (!record || (saved && saved.step !== record.state.step)) return;
    const bytes = saved?.bytes.length ?? 0;
    const { step } = record.state;
    const { name } = record;
    const whole = await this.#try(() => storage.keep(record, saved?.bytes ?? null));
    if (whole === undefined) return;
    this.#kept.set(lane.id, { step, name });
    this.#bytes = Math.max(this.#bytes, bytes + (record.trainingGraphs?.text.length ?? 0));
    if (!saved || whole) return;
    this.#tooLarge.add(lane.id);
    this.trouble.value = { kind: 'large', bytes };
  }

  /* Training goes on whatever storage says; the visitor is told once. */
  async #try<T>(work: () => Promise<T> | undefined): Promise<T | undefined> {
    try {
      const result = await work();
      if (this.trouble.peek()?.kind === 'full') this.trouble.value = null;
      return result;
    } catch (failure) {
      const full = failure instanceof NotKept && failure.name === 'QuotaExceededError';
      this.trouble.value = { kind: full ? 'full' : 'blocked' };
      return undefined;
    }
  }

  #forget({ race, release }: { readonly race: RaceRecord; readonly release: Release }): void {
    void this.#try(() => this.#storage?.forgetRace(race.id)).then(release);
  }

  #lock(race: string): string {
    return `${DATABASE} ${race}`;
  }
}

/* One run as the page sees it: its worker, its state, its measured history. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Answering, Client } from '../engine/page/client';
import type { Loaded } from '../engine/page/load';
import { numberOf, type Settings } from '../engine/shared/description';
import { byPosition, type Measurements } from '../engine/shared/measurements';
import type {
  AttendedEvent,
  DecodedEvent,
  EvaluatedEvent,
  Event,
  Hand,
  MetricsEvent,
  OperatedEvent,
  Order,
  Plan,
  Question,
  SavedEvent,
  Sharing,
} from '../engine/shared/protocol';
import type { Reason } from '../engine/shared/reason';
import type { Frames } from '../platform/frames';
import { Columns } from './columns';
import { earlierNames, type GivenGraphs, type Origin, type RunRecord, type Settled, type Setup } from './record';
import type { Recording } from './recording/recording';

export type { Setup } from './record';

export type LaneState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'training' }
  | { readonly kind: 'pausing' }
  | Settled;

/** One evaluation, by the core's names. Accuracies are shares of `graphs` held-out graphs; by position, in the
 * objective's order. */
export interface Measured {
  readonly step: number;
  readonly graphs: number;
  readonly loss: number;
  readonly path: number;
  readonly path_low: number;
  readonly path_high: number;
  /** Handed a wrong first step: follows that arm to its end; up to its last node. Null where not defined. */
  readonly hans: number | null;
  readonly hans_inner: number | null;
  /** Decision margin in nats: mean and quartiles. Null where a version of before measured none. */
  readonly margin: number | null;
  readonly margin_low: number | null;
  readonly margin_high: number | null;
  readonly forced: readonly number[];
  readonly free: readonly number[];
}

/** A row, counted from the end where negative, of evaluations of paths of `length` nodes. */
function measuredIn(held: Columns, row: number, length: number, graphs: number): Measured {
  const at = (name: string) => held.at(name, row);
  const orNull = (name: string) => (Number.isNaN(at(name)) ? null : at(name));
  return {
    step: at('step'),
    graphs,
    loss: at('loss'),
    path: at('path'),
    path_low: at('path_low'),
    path_high: at('path_high'),
    hans: orNull('hans'),
    hans_inner: orNull('hans_inner'),
    margin: orNull('margin'),
    margin_low: orNull('margin_low'),
    margin_high: orNull('margin_high'),
    forced: byPosition('forced', length).map(at),
    free: byPosition('free', length).map(at),
  };
}

/** What each target position had to teach, over the steps: mean loss in nats and norm of its gradient, a column each. */
export interface Supervised {
  readonly step: Float64Array;
  readonly loss: readonly Float64Array[];
  readonly gradient: readonly Float64Array[];
}

/** An evaluation on graphs that were handed in, of paths of `length` nodes. */
export function evaluationOf(told: Measurements, length: number): Measured {
  const columns = new Columns();
  columns.append(told);
  return measuredIn(columns, -1, length, columns.at('graphs', -1));
}

const isHidden = () => typeof document !== 'undefined' && document.hidden;

export class Lane {
  readonly id: string;
  readonly objective: string;
  readonly origin: Origin;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Of a run that was trained elsewhere: it is played, and has no weights. */
  readonly recording: Recording | null;
  /** What the visitor calls the run; empty until they do. */
  readonly name = signal('');
  readonly state: Signal<LaneState> = signal({ kind: 'starting' });
  readonly setup: Signal<Setup | null> = signal(null);
  /** The newest evaluation, and step and speed now: at most five times a second. */
  readonly latest: Signal<Measured | null> = signal(null);
  readonly step = signal(0);
  readonly rate = signal(0);
  readonly decoded: Signal<DecodedEvent | null> = signal(null);
  /** Why the last question has no answer; null where it has one. */
  readonly refusal: Signal<Reason | null> = signal(null);
  readonly attended: Signal<AttendedEvent | null> = signal(null);
  /** Why attention cannot be shown; null where it can. */
  readonly attendRefusal: Signal<Reason | null> = signal(null);
  /** Step of the newest measurement of supervision: at most five times a second. */
  readonly supervisedAt: Signal<number | null> = signal(null);
  /** Steps whose weights are kept and can be asked. */
  readonly snapshots: Signal<readonly number[]> = signal([]);
  train = new Columns();
  held: Columns | null = null;
  #client: Answering | null = null;
  readonly #live = signal(false);
  #supervised: Columns | null = null;
  readonly #frames: Pick<Frames, 'news'>;
  #graphs = 0;
  #given: GivenGraphs | null = null;
  #newest = { step: 0, rate: 0 };
  #beganAt = 0;
  #asked = 0;
  #decodeAsked = 0;
  #attendAsked = 0;
  readonly #operating = new Map<number, (answer: OperatedEvent | Reason | null) => void>();
  #saves = 0;
  readonly #saving = new Map<number, (event: SavedEvent | null) => void>();
  #evaluations = 0;
  readonly #evaluating = new Map<number, (event: EvaluatedEvent | null) => void>();

  /** `ready`: a worker that was made ahead of time for this id; or with `recording` what plays that. */
  constructor(
    id: string,
    objective: string,
    engine: Loaded | null,
    frames: Pick<Frames, 'news'>,
    origin: Origin = 'trial',
    createdAt = Date.now(),
    ready?: Answering,
    recording: Recording | null = null,
  ) {
    this.id = id;
    this.objective = objective;
    this.origin = origin;
    this.createdAt = createdAt;
    this.recording = recording;
    this.#frames = frames;
    const answering = ready ?? (engine && new Client(id, engine));
    if (answering) this.#employ(answering);
  }

  /** A run of which only the record is left. */
  static restore(record: RunRecord, frames: Pick<Frames, 'news'>): Lane {
    const { id, name, origin, createdAt, setup, state, graphs, held, train, supervised } = record;
    const lane = new Lane(id, setup.objective, null, frames, origin, createdAt);
    lane.name.value = name;
    const earlier = earlierNames(setup.length);
    lane.held = Columns.restore(held, earlier.held, { graphs });
    lane.train = Columns.restore(train, earlier.train);
    lane.#supervised = Columns.restore(supervised, earlier.supervised);
    lane.#graphs = graphs;
    lane.#given = record.trainingGraphs ?? null;
    lane.#newest = { step: state.step, rate: 0 };
    lane.setup.value = setup;
    lane.state.value = state;
    lane.#publish();
    return lane;
  }

  /** Whether it has its worker. What needs weights does nothing where it has not. */
  get live(): ReadonlySignal<boolean> {
    return this.#live;
  }

  /** The run as one plain value, a copy; null until it has been made. `digest` is that of the newest step where the state
   * does not tell it. */
  record(digest = ''): RunRecord | null {
    const { id, origin, createdAt, held } = this;
    const supervised = this.#supervised;
    const setup = this.setup.peek();
    if (!setup || !held || !supervised) return null;
    const name = this.name.peek();
    const state = this.#settled(digest);
    const graphs = this.#graphs;
    const trainingGraphs = this.#given;
    const columns = { held: held.record(), train: this.train.record(), supervised: supervised.record() };
    return { id, name, origin, createdAt, setup, state, graphs, trainingGraphs, ...columns };
  }

  /** Makes a restored run live again, from its checkpoint of the same step. */
  revive(engine: Loaded, bytes: Uint8Array<ArrayBuffer>, plan: Plan): void {
    this.#employ(new Client(this.id, engine));
    this.resume(bytes, plan, this.#given);
  }

  /** Null where graphs are drawn, and where the run waits for them. */
  get given(): GivenGraphs | null {
    return this.#given;
  }

  create(settings: Settings, plan: Plan, given: GivenGraphs | null = null): void {
    this.#given = given;
    this.#client?.post({ type: 'run.create', settings, plan, given: given?.text ?? null });
  }

  /** Goes on where a checkpoint stopped; a run that was given graphs, only with the same. */
  resume(bytes: Uint8Array<ArrayBuffer>, plan: Plan, given: GivenGraphs | null = null): void {
    this.#given = given;
    this.#client?.post({ type: 'run.resume', bytes, plan, given: given?.text ?? null });
  }

  /** The run as a checkpoint, once all that was measured up to its step is in the columns; null where it is not live, has
   * failed beyond asking or is played. */
  save(): Promise<SavedEvent | null> {
    if (!this.#askable || this.recording) return Promise.resolve(null);
    return new Promise((resolve) => {
      const ask = ++this.#saves;
      this.#saving.set(ask, resolve);
      this.#client?.post({ type: 'run.save', ask });
    });
  }

  /** How it does on graphs in the reference's text format; null where it has failed beyond asking. */
  evaluate(text: string): Promise<EvaluatedEvent | null> {
    const client = this.#client;
    const state = this.state.peek();
    if (!client || (state.kind === 'failed' && !state.askable)) return Promise.resolve(null);
    return new Promise((resolve) => {
      const ask = ++this.#evaluations;
      this.#evaluating.set(ask, resolve);
      client.post({ type: 'run.evaluate', ask, text });
    });
  }

  /** `sharing`: the cores that it has to share with other lanes. */
  continue(until: number, sharing: Sharing | null = null): void {
    if (!this.#client || this.state.value.kind === 'failed') return;
    this.#beganAt = this.#newest.step;
    this.state.value = { kind: 'training' };
    this.#client?.post({ type: 'run.continue', until, sharing });
  }

  pause(): void {
    if (this.state.value.kind !== 'training') return;
    this.state.value = { kind: 'pausing' };
    this.#client?.post({ type: 'run.pause' });
  }

  stepOnce(): void {
    if (this.state.value.kind !== 'failed') this.#client?.post({ type: 'run.step' });
  }

  /** `at`: the step of kept weights to ask; null: as they are now. */
  ask(question: Question, hand: Hand, order: Order, at: number | null): void {
    if (!this.#askable) return;
    this.#decodeAsked = ++this.#asked;
    this.#client?.post({ type: 'run.decode', ask: this.#decodeAsked, question, hand, order, at });
  }

  /** Where the model looks in a graph; `at` as in ask(). */
  attend(question: Question, at: number | null): void {
    if (!this.#askable) return;
    this.#attendAsked = ++this.#asked;
    this.#client?.post({ type: 'run.attend', ask: this.#attendAsked, question, at });
  }

  /** What the model says of held-out graphs without some of its parts, operation by operation (`shift` as in the protocol,
   * `at` as in ask()); or why it cannot; null where it is beyond asking. */
  operate(
    operations: readonly (readonly string[])[],
    shift: number | null,
    at: number | null,
  ): Promise<OperatedEvent | Reason | null> {
    if (!this.#askable) return Promise.resolve(null);
    return new Promise((resolve) => {
      const ask = ++this.#asked;
      this.#operating.set(ask, resolve);
      this.#client?.post({ type: 'run.operate', ask, operations, shift, at });
    });
  }

  get #askable(): boolean {
    const state = this.state.peek();
    return this.#client !== null && (state.kind !== 'failed' || state.askable);
  }

  /** Ends the worker; what was measured stays. */
  end(): void {
    if (!this.#client) return;
    this.#newest = { ...this.#newest, rate: 0 };
    this.#publish();
    this.#settle();
    this.#client.end();
    this.#client = null;
    this.#live.value = false;
    this.state.value = this.#settled('');
  }

  /** The evaluation in a row of the history, counted from the end where negative. */
  measured(row: number): Measured | null {
    const { held } = this;
    const setup = this.setup.value;
    if (!held || !setup || held.length === 0) return null;
    return measuredIn(held, row, setup.length, this.#graphs);
  }

  /** Steps, then the held-out loss of every position in nats, the true path so far given. */
  losses(): Float64Array[] {
    return this.#byPosition('losses');
  }

  /** Steps, then the share that follows a wrong first step to that arm's end and up to its last node; NaN: not defined. */
  clever(): Float64Array[] {
    const { held } = this;
    return held ? ['step', 'hans', 'hans_inner'].map((name) => held.column(name)) : [];
  }

  /** Everything measured of what each position had to teach; null before the first time. The columns are views, good until more comes. */
  supervision(): Supervised | null {
    const columns = this.#supervised;
    const { length } = this.setup.value ?? { length: 0 };
    if (!columns || columns.length === 0) return null;
    const from = (name: string) => byPosition(name, length).map((column) => columns.column(column));
    return { step: columns.column('step'), loss: from('loss'), gradient: from('gradient') };
  }

  /** The last step that the worker told of; `step` follows it at a reader's pace. */
  get newestStep(): number {
    return this.#newest.step;
  }

  /** Share of whole paths right, on the model's own path, by evaluation. */
  paths(): Float64Array {
    return this.held?.column('path') ?? new Float64Array();
  }

  /** The step from which it was last sent on. */
  get beganAt(): number {
    return this.#beganAt;
  }

  /** Steps, then the accuracy of every position, for the chart. */
  accuracies(view: 'forced' | 'free'): Float64Array[] {
    return this.#byPosition(view);
  }

  #byPosition(name: string): Float64Array[] {
    const { held } = this;
    const setup = this.setup.value;
    if (!held || !setup) return [];
    return ['step', ...byPosition(name, setup.length)].map((column) => held.column(column));
  }

  #employ(answering: Answering): void {
    this.#client = answering;
    this.#client.listen((event) => this.#hear(event));
    this.#live.value = true;
  }

  #settled(digest: string): Settled {
    const state = this.state.peek();
    if (state.kind === 'paused' || state.kind === 'failed') return state;
    return { kind: 'paused', step: this.#newest.step, digest, finished: false };
  }

  #hear(event: Event): void {
    switch (event.type) {
      case 'run.created': {
        const { config, step, depths, unhandable, threads, givenDigest } = event;
        const length = numberOf(config, 'path_length');
        /* A run that was restored has its history. */
        this.held ??= new Columns();
        this.#supervised ??= new Columns();
        const objective = String(config.objective);
        const degree = numberOf(config, 'degree');
        this.#newest = { step, rate: 0 };
        this.step.value = step;
        this.setup.value = { config, degree, length, objective, depths, unhandable, threads, trainsOn: givenDigest };
        return;
      }
      case 'run.metrics':
        this.#take(event);
        return;
      case 'run.paused':
        /* The answer to a single step, which came after continue(): the worker already trains. */
        if (this.state.value.kind === 'training' && !event.reached) return;
        this.#newest = { step: event.step, rate: 0 };
        this.#publish();
        this.state.value = { kind: 'paused', step: event.step, digest: event.digest, finished: event.reached };
        /* A picture may show that it has ended. */
        this.#frames.news(this.#publishIfSeen);
        return;
      case 'run.failed':
        this.#newest = { step: event.step, rate: 0 };
        this.#publish();
        this.state.value = { kind: 'failed', step: event.step, message: event.message, askable: this.held !== null };
        return;
      case 'worker.failed':
        /* What fails after a failure is its consequence. */
        if (this.state.value.kind === 'failed') return;
        this.state.value = { kind: 'failed', step: this.step.value, message: event.message, askable: false };
        this.end();
        return;
      case 'run.decoded':
        if (event.ask !== this.#decodeAsked) return;
        this.refusal.value = null;
        this.decoded.value = event;
        return;
      case 'run.attended':
        if (event.ask !== this.#attendAsked) return;
        this.attendRefusal.value = null;
        this.attended.value = event;
        return;
      case 'run.operated':
        this.#operated(event.ask, event);
        return;
      case 'run.refused':
        this.#operated(event.ask, event.message);
        if (event.ask === this.#decodeAsked) this.refusal.value = event.message;
        if (event.ask === this.#attendAsked) this.attendRefusal.value = event.message;
        return;
      case 'run.saved':
        this.#saving.get(event.ask)?.(event);
        this.#saving.delete(event.ask);
        return;
      case 'run.evaluated':
        this.#evaluating.get(event.ask)?.(event);
        this.#evaluating.delete(event.ask);
        return;
      case 'module.ready':
      case 'module.whole':
      case 'desk.opened':
      case 'desk.checked':
      case 'desk.sorted':
        return;
    }
  }

  #operated(ask: number, answer: OperatedEvent | Reason): void {
    this.#operating.get(ask)?.(answer);
    this.#operating.delete(ask);
  }

  #settle(): void {
    const waiting = [this.#saving, this.#evaluating, this.#operating];
    for (const settle of waiting.flatMap((asked) => [...asked.values()])) settle(null);
    for (const asked of waiting) asked.clear();
  }

  #take({ train, held, supervised, graphs, rate, snapshots }: MetricsEvent): void {
    this.#graphs = graphs;
    this.train.append(train);
    /* A run that goes on from a checkpoint is first asked at a step that its history may have already. */
    const stepsOf = ({ names, columns }: Measurements) => columns[names.indexOf('step')] ?? new Float64Array();
    const add = (rows: Columns | null, more: Measurements) => {
      if (rows?.at('step', -1) !== stepsOf(more)[0]) rows?.append(more);
    };
    add(this.held, held);
    add(this.#supervised, supervised);
    this.#newest = { step: stepsOf(train).at(-1) ?? this.#newest.step, rate };
    if (snapshots.length !== this.snapshots.peek().length || snapshots.at(-1) !== this.snapshots.peek().at(-1))
      this.snapshots.value = [...snapshots];
    if (this.latest.peek() === null) this.#publishIfSeen();
    this.#frames.news(this.#publishIfSeen);
  }

  /* Nobody reads a hidden page; its first news when it is seen again is published as ever. */
  readonly #publishIfSeen = (): void => {
    if (!isHidden()) this.#publish();
  };

  #publish(): void {
    this.step.value = this.#newest.step;
    this.rate.value = this.#newest.rate;
    const supervised = this.#supervised?.at('step', -1) ?? Number.NaN;
    if (!Number.isNaN(supervised)) this.supervisedAt.value = supervised;
    const newest = this.measured(-1);
    if (newest && newest.step !== this.latest.peek()?.step) this.latest.value = newest;
  }
}

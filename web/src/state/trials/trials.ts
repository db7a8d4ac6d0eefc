/* Runs in the background, on cores that the race leaves idle: a queue of trials, each its own worker. Between two visits
 * of this chapter they go on; their results are plain data (result.ts). */
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import type { Loaded } from '../../engine/page/load';
import type { Description, Settings } from '../../engine/shared/description';
import type { Cause } from '../../engine/shared/reason';
import { Frames } from '../../platform/frames';
import { Lane } from '../lane';
import { firstStepPosition, judgedOn } from '../learnt';
import { experimentOf } from './experiment';
import { FOLLOWED, type TrialResult } from './result';

/* A worker holds a module and a model: more of them than this is memory without speed. */
const WORKERS_MOST = 16;

export interface Trial {
  readonly experiment: string;
  /** With objective and seed. */
  readonly settings: Settings;
  readonly seed: number;
  readonly budget: number;
}

export interface RunningTrial extends Trial {
  readonly lane: Lane;
}

/** A trial that has no result, and why. */
export interface Refused extends Trial {
  readonly message: Cause;
}

/** What the queue must know of the page. */
export interface Surroundings {
  readonly engine: () => Loaded | null;
  readonly description: () => Description | null;
  readonly cores: number;
  /** Threads that the race trains on now. */
  readonly busy: ReadonlySignal<number>;
}

export class Trials {
  readonly waiting: Signal<readonly Trial[]> = signal([]);
  readonly running: Signal<readonly RunningTrial[]> = signal([]);
  readonly results: Signal<readonly TrialResult[]> = signal([]);
  readonly refused: Signal<readonly Refused[]> = signal([]);
  readonly paused = signal(false);
  /** Whether one trial may train beside the race where it leaves no core idle. */
  readonly insists = signal(false);
  readonly frames = new Frames();
  readonly cores: number;
  readonly busy: ReadonlySignal<number>;
  /** Trials that may train at once now. */
  readonly capacity = computed(() => {
    if (this.paused.value) return 0;
    const idle = this.cores - this.busy.value;
    return Math.min(WORKERS_MOST, idle > 0 ? idle : this.insists.value ? 1 : 0);
  });
  readonly #engine: () => Loaded | null;
  readonly #description: () => Description | null;
  readonly #watches = new Map<Lane, () => void>();
  #made = 0;

  constructor({ engine, description, cores, busy }: Surroundings) {
    this.#engine = engine;
    this.#description = description;
    this.cores = Math.max(1, cores);
    this.busy = busy;
    effect(() => {
      const capacity = this.capacity.value;
      untracked(() => this.#balance(capacity));
    });
  }

  /** Queues seeds of one setting; those that have a result or are on their way with as large a budget are left out. */
  add(settings: Settings, seeds: readonly number[], budget: number): void {
    const description = this.#description();
    if (!description) return;
    const experiment = experimentOf(description, settings);
    const known = [...this.results.peek(), ...this.running.peek(), ...this.waiting.peek()];
    const wanted = seeds.filter(
      (seed) => !known.some((one) => one.experiment === experiment && one.seed === seed && one.budget >= budget),
    );
    const added = wanted.map((seed) => ({ experiment, settings: { ...settings, seed: String(seed) }, seed, budget }));
    this.waiting.value = [...this.waiting.peek(), ...added];
    this.#balance(this.capacity.peek());
  }

  /** Ends what runs and forgets what waits; results stay. What ran has one as far as it came: to forget it would leave
   * those that solved the task before, and no others. */
  cancel(): void {
    for (const trial of this.running.peek()) {
      const result = resultOf(trial, trial.lane);
      if (result && result.steps > 0) this.#keep({ ...result, budget: result.steps });
      this.#end(trial.lane);
    }
    this.waiting.value = [];
    this.running.value = [];
    this.insists.value = false;
  }

  /** Adds results kept from an earlier visit. */
  restore(results: readonly TrialResult[]): void {
    for (const result of results) this.#keep(result);
  }

  /** Forgets all results; what runs or waits goes on. */
  clear(): void {
    this.results.value = [];
    this.frames.touch();
  }

  #balance(capacity: number): void {
    const going = this.running.peek().filter(({ lane }) => lane.state.peek().kind === 'training');
    for (const { lane } of going.slice(capacity)) lane.pause();
    let free = capacity - going.length;
    for (const { lane, budget } of this.running.peek()) {
      const { kind } = lane.state.peek();
      if (free <= 0 || (kind !== 'paused' && kind !== 'pausing')) continue;
      lane.continue(budget);
      free--;
    }
    const engine = this.#engine();
    if (!engine) return;
    const starting = free > 0 ? this.waiting.peek().slice(0, free) : [];
    if (starting.length === 0) return;
    this.waiting.value = this.waiting.peek().slice(starting.length);
    const lanes = starting.map((trial) => ({ trial, lane: this.#begin(trial, engine) }));
    this.running.value = [...this.running.peek(), ...lanes.map(({ trial, lane }) => ({ ...trial, lane }))];
    for (const { trial, lane } of lanes) this.#watch(trial, lane);
  }

  #begin({ settings, budget }: Trial, engine: Loaded): Lane {
    const objective = settings.objective ?? '';
    const lane = new Lane(`trial-${++this.#made}`, objective, { ...engine, threads: 1 }, this.frames);
    lane.create(settings, FOLLOWED);
    lane.continue(budget);
    return lane;
  }

  #watch(trial: Trial, lane: Lane): void {
    const stop = effect(() => {
      const state = lane.state.value;
      const ended = state.kind === 'failed' || (state.kind === 'paused' && state.finished);
      if (ended) untracked(() => this.#settle(trial, lane));
    });
    this.#watches.set(lane, stop);
  }

  #settle(trial: Trial, lane: Lane): void {
    const result = resultOf(trial, lane);
    const state = lane.state.peek();
    if (result) this.#keep(result);
    else if (state.kind === 'failed')
      this.refused.value = [...this.refused.peek(), { ...trial, message: state.message }];
    this.running.value = this.running.peek().filter((running) => running.lane !== lane);
    /* Not within its own effect, which cannot be disposed of while it runs. */
    queueMicrotask(() => {
      this.#end(lane);
      if (this.running.peek().length === 0 && this.waiting.peek().length === 0) this.insists.value = false;
      this.#balance(this.capacity.peek());
    });
  }

  #end(lane: Lane): void {
    this.#watches.get(lane)?.();
    this.#watches.delete(lane);
    lane.end();
  }

  #keep(result: TrialResult): void {
    const others = this.results.peek().filter((known) => !isSameRun(known, result));
    const same = this.results.peek().find((known) => isSameRun(known, result));
    this.results.value = [...others, same && same.budget > result.budget ? same : result];
    this.frames.touch();
  }
}

const isSameRun = (a: TrialResult, b: TrialResult): boolean => a.experiment === b.experiment && a.seed === b.seed;

/** What a run has come to; null where nothing was measured. A run that diverged has not solved the task: it counts. */
export function resultOf({ experiment, seed, budget }: Trial, lane: Lane): TrialResult | null {
  const setup = lane.setup.peek();
  const state = lane.state.peek();
  const last = lane.measured(-1);
  if (!setup || !last || (state.kind === 'failed' && !state.askable)) return null;
  const first = firstStepPosition(setup);
  const view = judgedOn(setup.objective);
  const { cadence, stopAt } = FOLLOWED;
  /* A pause asks the model between two evaluations: such rows would tell of the visitor, not of the run. */
  const rows = Array.from({ length: lane.held?.length ?? 0 }, (_, row) => lane.measured(row)).filter(
    (row) => row !== null,
  );
  const kept = rows.filter(({ step }) => step % cadence === 0 || step === last.step);
  const column = (value: (row: (typeof kept)[number]) => number) => kept.map(value);
  return {
    experiment,
    config: setup.config,
    seed,
    budget,
    steps: last.step,
    solvedAt: kept.find(({ path }) => path >= stopAt)?.step ?? null,
    firstStep: last[view][first] ?? Number.NaN,
    path: last.path,
    interval: [last.path_low, last.path_high],
    graphs: last.graphs,
    curve: {
      step: column(({ step }) => step),
      firstStep: column((row) => row[view][first] ?? Number.NaN),
      path: column(({ path }) => path),
    },
    digest: state.kind === 'paused' ? state.digest : null,
    failure: state.kind === 'failed' ? state.message : null,
  };
}

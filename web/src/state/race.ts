/* Runs side by side: the same seed, so the same first weights and the same graphs; only the objective differs. */
import { batch, computed, type Signal, signal } from '@preact/signals';
import { Client } from '../engine/page/client';
import type { Loaded } from '../engine/page/load';
import type { Settings } from '../engine/shared/description';
import type { Plan } from '../engine/shared/protocol';
import { Frames } from '../platform/frames';
import { Lane } from './lane';
import type { GivenGraphs } from './record';
import { newId, Runs } from './runs';
import { together } from './together';

/** How often and on how many held-out graphs a lane is measured, and how many of its earlier weights are kept. */
export const PLAN: Plan = { graphs: 250, cadence: 25, stopAt: null, snapshots: 64, supervise: true };

export interface Entry {
  readonly objective: string;
  readonly settings: Settings;
  /** Null: drawn graphs. */
  readonly given: GivenGraphs | null;
}

export type RaceState = 'idle' | 'running' | 'pausing' | 'paused' | 'finished' | 'failed';

export class Race {
  readonly lanes: Signal<readonly Lane[]> = signal([]);
  readonly frames = new Frames();
  readonly runs: Runs;
  readonly #engine: () => Loaded | null;
  readonly #cores: number;
  #until = 0;
  #budget = 0;
  /* Workers for the next race, made while there was nothing else to do. */
  #ready: Client[] = [];
  #warm = false;
  /* Of a race that is played: what makes its lanes anew. */
  #again: (() => readonly Lane[]) | null = null;

  readonly state = computed<RaceState>(() => {
    const kinds = this.lanes.value.map((lane) => lane.state.value);
    if (kinds.length === 0) return 'idle';
    if (kinds.some(({ kind }) => kind === 'training')) return 'running';
    if (kinds.some(({ kind }) => kind === 'pausing' || kind === 'starting')) return 'pausing';
    if (kinds.every(({ kind }) => kind === 'failed')) return 'failed';
    return kinds.every((state) => state.kind === 'failed' || (state.kind === 'paused' && state.finished))
      ? 'finished'
      : 'paused';
  });

  constructor(engine: () => Loaded | null, runs = new Runs(), cores = navigator.hardwareConcurrency) {
    this.#engine = engine;
    this.runs = runs;
    this.#cores = cores;
  }

  /** Whether the lanes are recordings: all of them are, or none. */
  readonly played = computed(() => this.lanes.value.some(({ recording }) => recording !== null));

  /** The step that the lanes are to reach, and the budget that says so. */
  get goal(): { readonly until: number; readonly budget: number } {
    return { until: this.#until, budget: this.#budget };
  }

  /** The last step of any lane: both charts share it as their right end. */
  get reach(): number {
    return Math.max(0, ...this.lanes.peek().map((lane) => lane.newestStep));
  }

  /** Makes the workers of the next race, module and all, and in them the runs that are now drafted: Start then need not
   * wait for them. */
  makeReady(entries: readonly Entry[]): void {
    const engine = this.#engine();
    if (!engine || this.lanes.peek().length > 0) return;
    for (const client of this.#ready.splice(entries.length)) client.end();
    while (this.#ready.length < entries.length)
      this.#ready.push(new Client(`${newId()}-${this.#ready.length + 1}`, engine));
    /* Compiled code is the module's: one worker warms it for all. */
    if (!this.#warm) this.#ready[0]?.post({ type: 'module.warm' });
    this.#warm = true;
    for (const [index, { settings, given }] of entries.entries())
      if (given === null) this.#ready[index]?.post({ type: 'run.prepare', settings, plan: PLAN });
  }

  start(entries: readonly Entry[], budget: number): void {
    this.#prepare(entries, budget);
    this.#goOn();
  }

  /** Takes up a race that was left: its lanes, paused, and how far they were to go. */
  restore(lanes: readonly Lane[], until: number, budget: number): void {
    this.reset();
    this.#until = until;
    this.#budget = budget;
    this.lanes.value = lanes;
    this.frames.touch();
  }

  /** Plays recordings up to their last step, in place of what is there. `lanes` makes them, and makes them again. */
  play(lanes: () => readonly Lane[], until: number): void {
    this.reset();
    this.#until = until;
    this.#budget = until;
    this.#again = lanes;
    this.lanes.value = lanes();
    this.#goOn();
  }

  /** From the first step, where recordings have been played. */
  playAgain(): void {
    if (this.#again) this.play(this.#again, this.#until);
  }

  /** One step of each lane; makes the lanes if there are none. */
  step(entries: readonly Entry[], budget: number): void {
    if (this.lanes.value.length === 0) this.#prepare(entries, budget);
    for (const lane of this.lanes.value) lane.stepOnce();
  }

  pause(): void {
    for (const lane of this.lanes.value) lane.pause();
  }

  /** On to the end of the budget; where that is reached or the budget was changed, to the end of the new one, counted from
   * the first step if there are still steps left that way, else from here. */
  continue(budget: number): void {
    const going = this.lanes.peek().filter((lane) => lane.state.peek().kind !== 'failed');
    const reached = going.every((lane) => lane.newestStep >= this.#until);
    if (budget !== this.#budget || reached) this.#until = this.isAdded(budget) ? this.reach + budget : budget;
    this.#budget = budget;
    this.#goOn();
  }

  /** Whether a changed budget, counted from the first step, is used up: continue() then adds it to what was trained. */
  isAdded(budget: number): boolean {
    return budget <= this.reach;
  }

  /** Ends the lanes; they stay among the runs, as far as they were made. */
  reset(): void {
    batch(() => {
      for (const lane of this.lanes.value) {
        lane.end();
        if (!lane.setup.peek()) this.runs.delete(lane);
      }
      this.lanes.value = [];
    });
    this.#again = null;
    this.frames.touch();
  }

  /** A lane of a checkpoint's run, beside the race until join(): its setup tells what it is, its state why it is none. */
  open(objective: string, bytes: Uint8Array<ArrayBuffer>, given: GivenGraphs | null): Lane | null {
    const engine = this.#engine();
    if (!engine) return null;
    const lane = new Lane(`${newId()}-1`, objective, engine, this.frames, 'import');
    lane.resume(bytes, PLAN, given);
    return lane;
  }

  /** Takes an opened lane in, with the lanes that are there or in their place. */
  join(lane: Lane, beside: boolean): void {
    if (!beside) this.reset();
    this.runs.add(lane);
    this.lanes.value = [...this.lanes.value, lane];
    this.frames.touch();
  }

  #goOn(): void {
    const lanes = this.lanes.peek();
    const threads = this.#engine()?.threads ?? 1;
    const atOnce = Math.max(1, Math.floor(this.#cores / threads));
    const name = lanes[0]?.id ?? '';
    for (const lane of lanes) lane.continue(this.#until, lanes.length > atOnce ? { name, atOnce } : null);
  }

  #prepare(entries: readonly Entry[], budget: number): void {
    const engine = this.#engine();
    if (!engine) return;
    this.reset();
    this.#until = budget;
    this.#budget = budget;
    const ready = this.#ready.splice(0).map((client) => {
      if (!client.failed) return client;
      client.end();
      return undefined;
    });
    for (const spare of ready.slice(entries.length)) spare?.end();
    const made = entries.map((entry, index) => ({
      ...entry,
      client: ready[index] ?? new Client(`${newId()}-${index + 1}`, engine),
    }));
    const workers = together(made.map(({ client }) => client));
    this.lanes.value = made.map(({ objective, settings, given, client }, index) => {
      const lane = new Lane(client.run, objective, engine, this.frames, 'race', Date.now(), workers[index]);
      this.runs.add(lane);
      lane.create(settings, PLAN, given);
      return lane;
    });
  }
}

/* One run in its worker: trains in slices, looks at messages between them, evaluates at a cadence, reports in batches. */
import { targetDepths } from './description';
import { type Engine, type Evaluation, Refusal } from './module';
import type { CreatedEvent, DecodedEvent, Event, Hand, MetricsEvent } from './protocol';
import { Slice } from './slice';

const REPORT_MS = 1000 / 30;

type Send = (event: Event, transfer?: Transferable[]) => void;

export interface Plan {
  /** Held-out graphs an evaluation asks about. */
  readonly graphs: number;
  /** Steps between evaluations. */
  readonly cadence: number;
}

export class Training {
  readonly #run: string;
  readonly #engine: Engine;
  readonly #plan: Plan;
  readonly #send: Send;
  readonly #slice = new Slice();
  /* A message to oneself comes after those already waiting and, unlike a timer, is not held back. */
  readonly #turn = new MessageChannel();
  #step = 0;
  #until = 0;
  #going = false;
  #evaluatedAt = -1;
  #evaluations: (Evaluation & { readonly step: number })[] = [];
  #losses: { readonly step: number; readonly loss: number }[] = [];
  #reportedAt = 0;
  #recent: { readonly step: number; readonly time: number }[] = [];

  private constructor(run: string, engine: Engine, plan: Plan, send: Send) {
    this.#run = run;
    this.#engine = engine;
    this.#plan = plan;
    this.#send = send;
    this.#turn.port1.onmessage = () => this.#guarded(() => this.#trainSlice());
  }

  /** Makes the weights and asks them once, untrained. */
  static create(run: string, engine: Engine, plan: Plan, send: Send): Training {
    engine.create();
    const training = new Training(run, engine, plan, send);
    send(training.#introduction());
    training.#evaluate();
    training.#report();
    return training;
  }

  continue(until: number): void {
    this.#until = until;
    if (this.#going) return;
    this.#going = true;
    this.#recent = [];
    this.#turn.port2.postMessage(null);
  }

  pause(): void {
    if (!this.#going) return;
    this.#going = false;
    this.#guarded(() => {
      this.#evaluate();
      this.#report();
      this.#pause(false);
    });
  }

  step(): void {
    if (this.#going) return;
    this.#guarded(() => {
      this.#train(1);
      this.#evaluate();
      this.#report();
      this.#pause(false);
    });
  }

  decode(ask: number, index: number, hand: Hand): void {
    this.#guarded(() => this.#send(this.#decoded(ask, index, hand)));
  }

  #introduction(): CreatedEvent {
    const graph = this.#engine.graph(0);
    const depths = targetDepths(graph);
    let unhandable: string | null = null;
    try {
      this.#engine.decode(graph.arms[graph.goal_arm]?.[depths[1] ?? 1] ?? 0);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      unhandable = refusal.message;
    }
    const config = this.#engine.config();
    return { type: 'run.created', run: this.#run, config, threads: this.#engine.threads(), depths, unhandable };
  }

  #decoded(ask: number, index: number, hand: Hand): DecodedEvent {
    const graph = this.#engine.graph(index);
    const arms = graph.arms.length;
    const depth = targetDepths(graph)[1] ?? 1;
    const wrong = (graph.goal_arm + 1 + (index % Math.max(1, arms - 1))) % arms;
    const arm = hand === 'nothing' ? null : hand === 'right' ? graph.goal_arm : wrong;
    const decoding = this.#engine.decode(arm === null ? -1 : (graph.arms[arm]?.[depth] ?? -1));
    return { type: 'run.decoded', run: this.#run, ask, index, hand, graph, decoding, arm };
  }

  #trainSlice(): void {
    if (!this.#going) return;
    const { cadence } = this.#plan;
    const toEvaluation = cadence - (this.#step % cadence);
    const left = this.#until - this.#step;
    if (left > 0) this.#train(this.#slice.steps(Math.min(left, toEvaluation)));
    const reached = this.#step >= this.#until;
    if (reached || this.#step % cadence === 0) this.#evaluate();
    if (reached) {
      this.#going = false;
      this.#report();
      this.#pause(true);
      return;
    }
    if (performance.now() - this.#reportedAt >= REPORT_MS) this.#report();
    this.#turn.port2.postMessage(null);
  }

  #train(steps: number): void {
    const began = performance.now();
    this.#engine.step(steps);
    const { step, loss } = this.#engine.progress();
    this.#slice.observe(step - this.#step, performance.now() - began);
    this.#step = step;
    this.#losses.push({ step, loss });
  }

  #evaluate(): void {
    if (this.#evaluatedAt === this.#step) return;
    this.#evaluatedAt = this.#step;
    this.#evaluations.push({ step: this.#step, ...this.#engine.evaluate(this.#plan.graphs) });
  }

  #report(): void {
    const now = performance.now();
    this.#reportedAt = now;
    this.#recent = [...this.#recent.filter((mark) => now - mark.time < 2000), { step: this.#step, time: now }];
    const oldest = this.#recent[0];
    const rate = oldest && now > oldest.time ? (1000 * (this.#step - oldest.step)) / (now - oldest.time) : 0;
    const rows = this.#evaluations;
    const column = (value: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, value);
    const event: MetricsEvent = {
      type: 'run.metrics',
      run: this.#run,
      rate,
      graphs: this.#plan.graphs,
      train: {
        step: Float64Array.from(this.#losses, (row) => row.step),
        loss: Float64Array.from(this.#losses, (row) => row.loss),
      },
      held: {
        step: column((row) => row.step),
        loss: column((row) => row.loss),
        path: column((row) => row.path),
        low: column((row) => row.low),
        high: column((row) => row.high),
        hans: column((row) => row.hans),
        hansInner: column((row) => row.hansInner),
        forced: Float64Array.from(rows.flatMap((row) => [...row.forced])),
        free: Float64Array.from(rows.flatMap((row) => [...row.free])),
      },
    };
    this.#evaluations = [];
    this.#losses = [];
    const columns = [...Object.values(event.train), ...Object.values(event.held)];
    this.#send(
      event,
      columns.map((values) => values.buffer),
    );
  }

  #pause(reached: boolean): void {
    this.#send({ type: 'run.paused', run: this.#run, step: this.#step, digest: this.#engine.digest(), reached });
  }

  /* A refusal in training (it diverged) ends the training but not the run: its last good weights can still be asked. A
   * trap is another thing: nothing the instance says afterwards can be trusted. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (failure) {
      this.#going = false;
      const run = this.#run;
      const message = failure instanceof Error ? failure.message : String(failure);
      if (failure instanceof Refusal) this.#send({ type: 'run.failed', run, step: this.#step, message });
      else
        this.#send({
          type: 'worker.failed',
          run,
          message: `The training module stopped: ${message}. Reset to start again.`,
        });
    }
  }
}

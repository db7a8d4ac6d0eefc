/* One run in its worker: trains in slices, looks at messages between them, evaluates at a cadence, reports in batches. */
import { type Graph, numberOf, targetDepths } from '../shared/description';
import { armOf } from '../shared/hand';
import { byPosition, measurements } from '../shared/measurements';
import type { CreatedEvent, Event, Hand, MetricsEvent, Order, Plan, Question, Sharing } from '../shared/protocol';
import { causeOf, Refusal, reasonOf } from '../shared/reason';
import { Engine } from './module';
import { Slice } from './slice';
import { Snapshots } from './snapshots';
import { Turns } from './turns';

/* Ten times a second is as often as curves need to grow; painting them more often takes time from the training. The first
 * two points, which make a curve, are reported at once. */
const REPORT_MS = 100;

/* The share of the training time that may be spent on measuring what each position has to teach; it is measured at
 * every SUPERVISION_EVERY-th evaluation. */
const SUPERVISION_SHARE = 0.02;
const SUPERVISION_EVERY = 4;

/* Surgery is answered in about this time: of a large model, all of whose parts are asked for, about fewer graphs than an
 * evaluation asks, but never fewer than these. */
const SURGERY_MS = 700;
const SURGERY_GRAPHS_MIN = 100;

type Send = (event: Event, transfer?: Transferable[]) => void;

export class Training {
  readonly #run: string;
  readonly #engine: Engine;
  readonly #module: WebAssembly.Module;
  readonly #snapshots: Snapshots;
  readonly #plan: Plan;
  readonly #send: Send;
  readonly #slice = new Slice();
  /* A message to oneself comes after those already waiting and, unlike a timer, is not held back. */
  readonly #next = new MessageChannel();
  readonly #turns = new Turns();
  #step = 0;
  #until = 0;
  #going = false;
  /* A slice is on its way. */
  #asked = false;
  #evaluatedAt = -1;
  /* Columns of the two tables below, whose rows are numbers in that order. */
  readonly #metrics: readonly string[];
  readonly #supervised: readonly string[];
  #evaluations: (readonly number[])[] = [];
  #evaluationsSent = 0;
  #supervisions: (readonly number[])[] = [];
  #trainingMs = 0;
  #supervisionMs = 0;
  #losses: (readonly [step: number, loss: number])[] = [];
  #reportedAt = 0;
  #recent: { readonly step: number; readonly time: number }[] = [];
  /* A second instance, which earlier weights are loaded into. */
  #viewer: Engine | null = null;
  #viewed = -1;

  private constructor(run: string, engine: Engine, module: WebAssembly.Module, plan: Plan, send: Send) {
    this.#run = run;
    this.#engine = engine;
    this.#module = module;
    this.#snapshots = new Snapshots(plan.snapshots);
    this.#step = engine.progress().step;
    const length = numberOf(engine.config(), 'path_length');
    this.#metrics = ['step', ...engine.metricNames()];
    this.#supervised = ['step', ...byPosition('loss', length), ...byPosition('gradient', length)];
    this.#plan = plan;
    this.#send = send;
    this.#next.port1.onmessage = () => this.#guarded(() => this.#trainSlice());
  }

  /** Introduces the engine's run and asks it once, as it is. */
  static begin(run: string, engine: Engine, module: WebAssembly.Module, plan: Plan, send: Send): Training {
    const training = new Training(run, engine, module, plan, send);
    send(training.#introduction());
    training.#evaluate();
    training.#report();
    return training;
  }

  /** Says where the run stands: a checkpoint's run is at rest until it is told to go on. */
  rest(): void {
    this.#guarded(() => this.#pause(false));
  }

  continue(until: number, sharing: Sharing | null): void {
    this.#until = until;
    this.#turns.share(sharing);
    if (this.#going) return;
    this.#going = true;
    this.#recent = [];
    void this.#askForSlice();
  }

  pause(): void {
    if (!this.#going) return;
    this.#rest();
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

  save(ask: number): void {
    this.#guarded(() => {
      /* First sends all that was measured up to here, so that history and checkpoint are of one step. */
      this.#report();
      const bytes = this.#engine.save();
      const step = this.#step;
      this.#send({ type: 'run.saved', run: this.#run, ask, step, digest: this.#engine.digest(), bytes }, [
        bytes.buffer,
      ]);
    });
  }

  evaluate(ask: number, text: string): void {
    this.#guarded(() => {
      const answer = { type: 'run.evaluated', run: this.#run, ask, step: this.#step } as const;
      try {
        const row = [this.#step, ...this.#engine.evaluateGraphs(text)];
        this.#send({ ...answer, metrics: measurements(this.#metrics, [row]), refusal: null });
      } catch (failure) {
        if (!(failure instanceof Refusal)) throw failure;
        this.#send({ ...answer, metrics: null, refusal: failure.reason });
      }
    });
  }

  async decode(ask: number, question: Question, hand: Hand, order: Order, at: number | null): Promise<void> {
    await this.#answer(ask, at, (engine) => {
      const graph = graphOf(engine, question);
      const arm = armOf(hand, graph, 'text' in question ? 0 : question.index);
      const depth = targetDepths(graph)[1] ?? 1;
      const decoding = engine.decode(arm === null ? -1 : (graph.arms[arm]?.[depth] ?? -1), order);
      const step = at ?? this.#step;
      this.#send({ type: 'run.decoded', run: this.#run, ask, question, at, step, hand, order, graph, decoding, arm });
    });
  }

  async attend(ask: number, question: Question, at: number | null): Promise<void> {
    await this.#answer(ask, at, (engine) => {
      const graph = graphOf(engine, question);
      const { layers, heads, weights } = engine.attention();
      const step = at ?? this.#step;
      this.#send({ type: 'run.attended', run: this.#run, ask, question, at, step, graph, layers, heads, weights }, [
        weights.buffer,
      ]);
    });
  }

  async operate(
    ask: number,
    wanted: readonly (readonly string[])[],
    shift: number | null,
    at: number | null,
  ): Promise<void> {
    await this.#answer(ask, at, (engine) => {
      const began = performance.now();
      let graphs = this.#plan.graphs;
      let whole = engine.operate([], null, graphs);
      const passes = wanted.length * (shift === null ? 1 : 2);
      const affordable = Math.floor((graphs * SURGERY_MS) / (passes * (performance.now() - began)));
      if (affordable < graphs) {
        graphs = Math.min(graphs, Math.max(SURGERY_GRAPHS_MIN, affordable));
        whole = engine.operate([], null, graphs);
      }
      const operations = wanted.map((parts) => ({ parts, answers: engine.operate(parts, shift, graphs) }));
      const step = at ?? this.#step;
      const parts = engine.parts();
      this.#send({ type: 'run.operated', run: this.#run, ask, step, shift, graphs, parts, whole, operations });
    });
  }

  /* Asks the weights of step `at`; a refusal is an answer too, and ends nothing. */
  async #answer(ask: number, at: number | null, question: (engine: Engine) => void): Promise<void> {
    try {
      question(at === null || at === this.#step ? this.#engine : await this.#engineAt(at));
    } catch (failure) {
      if (!(failure instanceof Refusal)) {
        this.#guarded(() => {
          throw failure;
        });
        return;
      }
      this.#send({ type: 'run.refused', run: this.#run, ask, message: failure.reason });
    }
  }

  async #engineAt(step: number): Promise<Engine> {
    const bytes = this.#snapshots.at(step);
    if (!bytes) throw new Refusal(reasonOf('NOT_KEPT', step));
    this.#viewer ??= await this.#newViewer(step);
    const engine = this.#viewer;
    if (this.#viewed !== step) engine.load(bytes);
    this.#viewed = step;
    return engine;
  }

  /* The run does not need the second instance: where the browser has no memory for it, the run goes on, and the
   * question can be asked again. */
  async #newViewer(step: number): Promise<Engine> {
    try {
      return await Engine.start(this.#module, 1);
    } catch {
      throw new Refusal(reasonOf('NO_ROOM_TO_LOOK', step));
    }
  }

  #introduction(): CreatedEvent {
    const graph = this.#engine.graph(0);
    const depths = targetDepths(graph);
    let unhandable: string | null = null;
    try {
      this.#engine.decode(graph.arms[graph.goal_arm]?.[depths[1] ?? 1] ?? 0);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      unhandable = refusal.reason.id;
    }
    const config = this.#engine.config();
    const threads = this.#engine.threads();
    const givenDigest = this.#engine.givenDigest();
    return { type: 'run.created', run: this.#run, config, step: this.#step, threads, depths, unhandable, givenDigest };
  }

  /* Asks for one slice at a time: after a pause and an immediate continue the last one may still be on its way. */
  async #askForSlice(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    await this.#turns.take();
    this.#next.port2.postMessage(null);
  }

  #rest(): void {
    this.#going = false;
    this.#turns.end();
  }

  #trainSlice(): void {
    this.#asked = false;
    if (!this.#going) {
      this.#turns.end();
      return;
    }
    const { cadence } = this.#plan;
    const toEvaluation = cadence - (this.#step % cadence);
    const left = this.#until - this.#step;
    if (left > 0) this.#train(this.#slice.steps(Math.min(left, toEvaluation)));
    const spent = this.#step >= this.#until;
    if (spent || this.#step % cadence === 0) this.#evaluate();
    const reached = spent || this.#solved();
    if (reached) {
      this.#rest();
      this.#report();
      this.#pause(true);
      return;
    }
    const beginsCurve = this.#evaluations.length > 0 && this.#evaluationsSent < 2;
    if (beginsCurve || performance.now() - this.#reportedAt >= REPORT_MS) this.#report();
    void this.#askForSlice();
  }

  #train(steps: number): void {
    const began = performance.now();
    try {
      this.#engine.step(steps);
    } catch (failure) {
      if (failure instanceof Refusal) this.#goBack();
      throw failure;
    }
    const { step, loss } = this.#engine.progress();
    const took = performance.now() - began;
    this.#slice.observe(step - this.#step, took);
    this.#trainingMs += took;
    this.#step = step;
    this.#losses.push([step, loss]);
  }

  /* A run that diverged has gone some steps further, and back to its last good weights. */
  #goBack(): void {
    const now = this.#engine.progress();
    if (now.step === this.#step) return;
    this.#step = now.step;
    this.#losses = [...this.#losses.filter(([step]) => step < now.step), [now.step, now.loss]];
  }

  #evaluate(): void {
    if (this.#evaluatedAt === this.#step) return;
    this.#evaluatedAt = this.#step;
    this.#evaluations.push([this.#step, ...this.#engine.evaluate(this.#plan.graphs)]);
    this.#supervise();
    this.#snapshots.offer(this.#step, () => this.#engine.save());
  }

  /* Measures as many graphs as should cost half of what may be spent: few graphs cost more each than a batch of them.
   * The clock decides all the same: where too much was spent, the next measurement waits. */
  #supervise(): void {
    const { supervise, cadence } = this.#plan;
    if (!supervise || this.#step % (SUPERVISION_EVERY * cadence) !== 0) return;
    if (this.#supervisionMs > SUPERVISION_SHARE * this.#trainingMs) return;
    const config = this.#engine.config();
    const batch = numberOf(config, 'batch');
    const steps = (SUPERVISION_SHARE / 2) * SUPERVISION_EVERY * cadence;
    const graphs = Math.max(1, Math.min(batch, Math.floor((steps * batch) / numberOf(config, 'path_length'))));
    const began = performance.now();
    this.#supervisions.push([this.#step, ...this.#engine.supervision(graphs)]);
    this.#supervisionMs += performance.now() - began;
  }

  #solved(): boolean {
    const { stopAt } = this.#plan;
    const newest = this.#evaluations.at(-1);
    if (stopAt === null || newest?.[0] !== this.#step) return false;
    return (newest[this.#metrics.indexOf('path')] ?? 0) >= stopAt;
  }

  #report(): void {
    const now = performance.now();
    this.#reportedAt = now;
    this.#recent = [...this.#recent.filter((mark) => now - mark.time < 2000), { step: this.#step, time: now }];
    const oldest = this.#recent[0];
    const rate = oldest && now > oldest.time ? (1000 * (this.#step - oldest.step)) / (now - oldest.time) : 0;
    const event: MetricsEvent = {
      type: 'run.metrics',
      run: this.#run,
      rate,
      graphs: this.#plan.graphs,
      train: measurements(['step', 'loss'], this.#losses),
      held: measurements(this.#metrics, this.#evaluations),
      supervised: measurements(this.#supervised, this.#supervisions),
      snapshots: this.#snapshots.steps,
    };
    this.#evaluationsSent += this.#evaluations.length;
    this.#evaluations = [];
    this.#losses = [];
    this.#supervisions = [];
    const { train, held, supervised, snapshots } = event;
    const columns = [...[train, held, supervised].flatMap((table) => table.columns), snapshots];
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
      this.#rest();
      const run = this.#run;
      if (failure instanceof Refusal)
        this.#send({ type: 'run.failed', run, step: this.#step, message: failure.reason });
      else this.#send({ type: 'worker.failed', run, message: reasonOf('MODULE_STOPPED', String(causeOf(failure))) });
    }
  }
}

function graphOf(engine: Engine, question: Question): Graph {
  return 'text' in question ? engine.graphOf(question.text) : engine.graph(question.index);
}

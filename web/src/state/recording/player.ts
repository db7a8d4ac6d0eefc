/* A recording in the place of a worker: it says to a lane what the run's worker would have said, at a pace at which it can be
 * watched, so that every figure shows it as it shows a run of this page. */
import type { Answering } from '../../engine/page/client';
import { type Decoding, type Graph, numberOf, targetDepths } from '../../engine/shared/description';
import { armOf } from '../../engine/shared/hand';
import type { Measurements } from '../../engine/shared/measurements';
import type { Event, Question, Request } from '../../engine/shared/protocol';
import { Refusal, reasonOf } from '../../engine/shared/reason';
import { sharesIn, weightsIn } from './quantised';
import type { Moment, Recording, Walk } from './recording';

const TICK_MS = 50;
/** How long the longest recording of a race takes. */
const PLAY_MS = 15_000;

const NOTHING: Measurements = { names: [], columns: [] };

export class Player implements Answering {
  readonly #run: string;
  readonly #recording: Recording;
  /* Steps in a millisecond. */
  readonly #pace: number;
  readonly #steps: Float64Array;
  #listener: (event: Event) => void = () => {};
  #timer: ReturnType<typeof setInterval> | undefined;
  /* Where it is; between two evaluations while it plays. */
  #step = 0;
  /* Evaluations that were told. */
  #told = 0;

  /** `longest`: the steps of the longest recording that plays with it, at whose pace all play. */
  constructor(run: string, recording: Recording, longest: number) {
    this.#run = run;
    this.#recording = recording;
    this.#pace = longest / PLAY_MS;
    this.#steps = recording.held.columns[recording.held.names.indexOf('step')] ?? new Float64Array();
  }

  listen(listener: (event: Event) => void): void {
    this.#listener = listener;
    const { config, shown, unhandable, trainsOn } = this.#recording;
    const depths = shown[0] ? targetDepths(shown[0]) : [];
    const run = this.#run;
    listener({ type: 'run.created', run, config, step: 0, threads: 1, depths, unhandable, givenDigest: trainsOn });
    this.#tell(0);
  }

  post(request: Request): void {
    switch (request.type) {
      case 'run.continue':
        this.#play(Math.min(request.until, this.#recording.steps));
        return;
      case 'run.pause':
        this.#pause();
        return;
      case 'run.step':
        clearInterval(this.#timer);
        this.#tell(this.#steps[this.#told] ?? this.#recording.steps);
        this.#pause();
        return;
      case 'run.decode': {
        const { ask, question, hand, order, at } = request;
        this.#answer(ask, at, question, (moment, graph, index) => {
          const arm = armOf(hand, graph, index);
          const walk = moment.walks[index]?.[this.#slotOf(arm, graph, index)];
          if (!walk || order !== 'forwards') throw new Refusal(reasonOf(this.#recording.unhandable ?? 'RECORDED'));
          const decoding = this.#decodingOf(walk, graph);
          return {
            type: 'run.decoded',
            run: this.#run,
            ask,
            question: { index },
            at,
            step: moment.step,
            hand,
            order,
            graph,
            decoding,
            arm,
          };
        });
        return;
      }
      case 'run.attend': {
        const { ask, question, at } = request;
        this.#answer(ask, at, question, (moment, graph, index) => {
          const { config } = this.#recording;
          const text = moment.attention?.[index];
          if (text === undefined)
            throw new Refusal(reasonOf(config.architecture === 'transformer' ? 'UNRECORDED' : 'NO_ATTENTION'));
          const weights = weightsIn(text, graph.tokens.length);
          const [layers, heads] = [numberOf(config, 'layers'), numberOf(config, 'heads')];
          return {
            type: 'run.attended',
            run: this.#run,
            ask,
            question: { index },
            at,
            step: moment.step,
            graph,
            layers,
            heads,
            weights,
          };
        });
        return;
      }
      case 'run.evaluate':
        this.#listener({
          type: 'run.evaluated',
          run: this.#run,
          ask: request.ask,
          step: this.#step,
          metrics: null,
          refusal: reasonOf('RECORDED'),
        });
        return;
      /* What makes and keeps a run that is trained, or is asked of the desk. */
      default:
        return;
    }
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #play(until: number): void {
    clearInterval(this.#timer);
    const from = this.#step;
    const began = performance.now();
    const advance = () => {
      this.#tell(Math.min(until, from + this.#pace * (performance.now() - began)));
      if (this.#step >= until) this.#pause();
    };
    this.#timer = setInterval(advance, TICK_MS);
    if (from >= until || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.#tell(until);
      this.#pause();
    }
  }

  /* At the last evaluation that was told: what lies between two was not recorded. */
  #pause(): void {
    clearInterval(this.#timer);
    const step = this.#steps[this.#told - 1] ?? 0;
    const { steps, digest } = this.#recording;
    const reached = step === steps;
    this.#step = step;
    this.#listener({ type: 'run.paused', run: this.#run, step, digest: reached ? digest : '', reached });
  }

  /* What was measured up to a step, and not told yet. */
  #tell(step: number): void {
    this.#step = step;
    const { held, train, graphs, moments } = this.#recording;
    const from = this.#told;
    while (this.#told < this.#steps.length && (this.#steps[this.#told] ?? 0) <= step) this.#told++;
    if (this.#told === from) return;
    const between = (low: number, high: number, { names, columns }: Measurements): Measurements => {
      const at = columns[names.indexOf('step')] ?? new Float64Array();
      const first = at.findIndex((value) => value >= low);
      const rows = at.filter((value) => value >= low && value <= high).length;
      return { names, columns: columns.map((column) => column.slice(first, first + rows)) };
    };
    const [low, high] = [this.#steps[from] ?? 0, this.#steps[this.#told - 1] ?? 0];
    this.#listener({
      type: 'run.metrics',
      run: this.#run,
      rate: 0,
      graphs,
      train: between(low, high, train),
      held: between(low, high, held),
      supervised: NOTHING,
      snapshots: Float64Array.from(moments.flatMap((moment) => (moment.step <= high ? moment.step : []))),
    });
  }

  /* The recorded graphs take turns, whichever held-out graph is asked about; of other graphs nothing is known. */
  #answer(
    ask: number,
    at: number | null,
    question: Question,
    answer: (moment: Moment, graph: Graph, index: number) => Event,
  ): void {
    try {
      if (!('index' in question)) throw new Refusal(reasonOf('RECORDED'));
      const { shown, moments } = this.#recording;
      const index = question.index % shown.length;
      const graph = shown[index];
      const moment = moments.findLast(({ step }) => step <= (at ?? this.#step)) ?? moments[0];
      if (!graph || !moment) throw new Refusal(reasonOf('RECORDED'));
      this.#listener(answer(moment, graph, index));
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      this.#listener({ type: 'run.refused', run: this.#run, ask, message: failure.reason });
    }
  }

  /* Which of a graph's walks; -1: not recorded. */
  #slotOf(arm: number | null, graph: Graph, index: number): number {
    if (arm === null) return 0;
    if (arm === graph.goal_arm) return 1;
    return arm === armOf('wrong', graph, index) ? 2 : -1;
  }

  #decodingOf({ tokens, rounds, probabilities }: Walk, graph: Graph): Decoding {
    const labels = numberOf(this.#recording.config, 'labels');
    const shares = sharesIn(probabilities);
    const targets = graph.tokens.flatMap(({ position, target }) =>
      position !== null && target !== null ? [target] : [],
    );
    const steps = tokens.map((token, at) => ({
      position: at + 1,
      token,
      text: token < labels ? String(token) : ('|=/$'[token - labels] ?? ''),
      target: targets[at] ?? 0,
      round: rounds[at] ?? 0,
      probabilities: [...shares.subarray(at * labels, (at + 1) * labels)],
    }));
    return { correct: steps.every(({ token, target }) => token === target), steps };
  }
}

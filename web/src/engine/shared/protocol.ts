/* What page and workers say to each other: two discriminated unions with dotted types. Every message is made as a typed
 * literal on one side and recognised by its guard on the other; nothing is cast. A worker serves one run, or, as the
 * desk, the questions that need no run. */
import { isConfig, isDecoding, isDescription, isGraph, isPart } from './description';
import {
  arrayOf,
  either,
  type Guarded,
  is,
  isBoolean,
  isBytes,
  isColumn,
  isFloats,
  isModule,
  isNull,
  isNumber,
  isString,
  object,
  pairOf,
  recordOf,
} from './guard';
import { isMeasurements } from './measurements';
import { isCause, isReason } from './reason';

const isSettings = recordOf(isString);
/* Which first step the model is given: none, the right one, a wrong one, or the node of the arm of that index. */
const isHand = either(is('nothing', 'right', 'wrong'), isNumber);

/** In which order a model says a path: the core's ps_order. */
export const ORDERS = ['forwards', 'backwards', 'surest'] as const;
const isOrder = is(...ORDERS);

/* How a run is followed. */
const isPlan = object({
  /* Held-out graphs an evaluation asks about, and steps between evaluations. */
  graphs: isNumber,
  cadence: isNumber,
  /* The run stops when this share of held-out paths is right; null: at the end of its steps alone. */
  stopAt: either(isNumber, isNull),
  /* Earlier weights to keep for later questions, at most; 0: none. */
  snapshots: isNumber,
  /* Whether to measure now and then what each target position has to teach. */
  supervise: isBoolean,
});

const isGiven = either(isString, isNull);

/* At most so many of the models that share `name` train at a time. */
const isSharing = object({ name: isString, atOnce: isNumber });

/* A held-out graph by its index, or any graph as a line of the reference's text format. */
const isQuestion = either(object({ index: isNumber }), object({ text: isString }));

const isShift = either(isNumber, isNull);

/* By target position, true nodes before it given: how many graphs have the right node; how many the node of the graph
   patched from, where that is another; mean loss in nats. */
const isAnswers = object({ right: isColumn, source: isColumn, loss: isColumn });

export const isRequest = either(
  /* `threads` is how many a run may have, if helpers for so many come. */
  /* `whole` is the address of all of the engine where the module is its first part; else null. */
  object({
    type: is('module.load'),
    run: isString,
    module: isModule,
    whole: either(isString, isNull),
    threads: isNumber,
  }),
  /* Runs the code once, so that the browser has compiled it when a run needs it. */
  object({ type: is('module.warm') }),
  /* The entries of a link, to be taken as far as they are valid. */
  object({ type: is('desk.open'), ask: isNumber, entries: arrayOf(pairOf(isString)) }),
  /* Are these settings valid with each objective, and what does held-out graph `index` look like under it? */
  object({ type: is('desk.check'), ask: isNumber, settings: arrayOf(isSettings), index: isNumber }),
  /* On which side of the split of these settings are the graphs of these lines, of which the first is line `first`? */
  object({
    type: is('desk.sort'),
    ask: isNumber,
    settings: isSettings,
    lines: arrayOf(isString),
    first: isNumber,
  }),
  /* Makes a run that may be wanted next; nothing is said of it before `run.create` asks for the same. */
  object({ type: is('run.prepare'), settings: isSettings, plan: isPlan }),
  /* `given`: the graphs to train on, in the reference's text format, one a line; null: drawn graphs. */
  object({ type: is('run.create'), settings: isSettings, plan: isPlan, given: isGiven }),
  /* Makes the run of a checkpoint's bytes and goes on from its step. */
  object({ type: is('run.resume'), bytes: isBytes, plan: isPlan, given: isGiven }),
  object({ type: is('run.save'), ask: isNumber }),
  /* `sharing`: the cores that it has to share with others; null: none. */
  object({ type: is('run.continue'), until: isNumber, sharing: either(isSharing, isNull) }),
  object({ type: is('run.pause') }),
  object({ type: is('run.step') }),
  /* Evaluates the weights as they are on graphs in the reference's text format, one a line. */
  object({ type: is('run.evaluate'), ask: isNumber, text: isString }),
  /* `at`: the step of the weights to ask; null: as they are now. */
  object({
    type: is('run.decode'),
    ask: isNumber,
    question: isQuestion,
    hand: isHand,
    order: isOrder,
    at: either(isNumber, isNull),
  }),
  /* Where the model looks in that graph. */
  object({ type: is('run.attend'), ask: isNumber, question: isQuestion, at: either(isNumber, isNull) }),
  /* What the model says of held-out graphs without some of its parts: of each operation all that it names are switched off
     or, where `shift` is a number, patched from the held-out graph so far on. */
  object({
    type: is('run.operate'),
    ask: isNumber,
    operations: arrayOf(arrayOf(isString)),
    shift: isShift,
    at: either(isNumber, isNull),
  }),
);

export const isEvent = either(
  object({ type: is('module.ready'), run: isString, description: isDescription, kernels: isString }),
  /* All of the engine, which the worker has fetched: the next need not. */
  object({ type: is('module.whole'), run: isString, module: isModule }),
  object({ type: is('worker.failed'), run: isString, message: isCause }),
  object({
    type: is('desk.opened'),
    run: isString,
    ask: isNumber,
    settings: isSettings,
    refused: arrayOf(object({ name: isString, value: isString, message: isReason })),
  }),
  object({
    type: is('desk.checked'),
    run: isString,
    ask: isNumber,
    problems: arrayOf(isReason),
    views: arrayOf(object({ config: isConfig, graph: isGraph })),
  }),
  /* `refusal` names the line that is no graph under these settings; null where each is one. */
  object({
    type: is('desk.sorted'),
    run: isString,
    ask: isNumber,
    heldOut: isNumber,
    refusal: either(isReason, isNull),
  }),
  object({
    type: is('run.created'),
    run: isString,
    config: isConfig,
    step: isNumber,
    threads: isNumber,
    /* Depth that each target position asks for; the id of the reason why the model cannot be handed a first step, or null
       where it can. */
    depths: arrayOf(isNumber),
    unhandable: either(isString, isNull),
    /* Of the given graphs, or of those that the run waits for; empty where graphs are drawn. */
    givenDigest: isString,
  }),
  object({
    type: is('run.metrics'),
    run: isString,
    rate: isNumber,
    graphs: isNumber,
    /* By `step`: of the training batches their `loss`; of held-out graphs, an evaluation a row, every metric of the
       core's table (of each target position: `forced_1`, ...; NaN: not defined); of each target position `loss_1`, ...
       in nats and `gradient_1`, ..., the norm of its gradient. */
    train: isMeasurements,
    held: isMeasurements,
    supervised: isMeasurements,
    /* Steps whose weights are kept. */
    snapshots: isColumn,
  }),
  object({
    type: is('run.paused'),
    run: isString,
    step: isNumber,
    digest: isString,
    /* Whether it stopped because run.continue's `until` or the plan's `stopAt` is reached. */
    reached: isBoolean,
  }),
  object({ type: is('run.failed'), run: isString, step: isNumber, message: isCause }),
  object({
    type: is('run.decoded'),
    run: isString,
    ask: isNumber,
    question: isQuestion,
    at: either(isNumber, isNull),
    /* The step of the weights that were asked. */
    step: isNumber,
    hand: isHand,
    order: isOrder,
    graph: isGraph,
    decoding: isDecoding,
    /* The arm whose node was handed over, or null. */
    arm: either(isNumber, isNull),
  }),
  object({
    type: is('run.attended'),
    run: isString,
    ask: isNumber,
    question: isQuestion,
    at: either(isNumber, isNull),
    step: isNumber,
    graph: isGraph,
    layers: isNumber,
    heads: isNumber,
    /* (layers, heads, target positions, tokens of the graph): each row sums to 1. */
    weights: isFloats,
  }),
  object({
    type: is('run.operated'),
    run: isString,
    ask: isNumber,
    step: isNumber,
    shift: isShift,
    graphs: isNumber,
    /* All that the model has. */
    parts: arrayOf(isPart),
    /* Of the model as it is, and of each operation in order. */
    whole: isAnswers,
    operations: arrayOf(object({ parts: arrayOf(isString), answers: isAnswers })),
  }),
  object({ type: is('run.saved'), run: isString, ask: isNumber, step: isNumber, digest: isString, bytes: isBytes }),
  /* `refusal` says which line is no graph of the run's kind, and what is wrong with it. */
  object({
    type: is('run.evaluated'),
    run: isString,
    ask: isNumber,
    step: isNumber,
    /* One row, as `held`. */
    metrics: either(isMeasurements, isNull),
    refusal: either(isReason, isNull),
  }),
  /* A question that has no answer; the run goes on. */
  object({ type: is('run.refused'), run: isString, ask: isNumber, message: isReason }),
);

export type Answers = Guarded<typeof isAnswers>;
export type Plan = Guarded<typeof isPlan>;
export type Question = Guarded<typeof isQuestion>;
export type Request = Guarded<typeof isRequest>;
export type Event = Guarded<typeof isEvent>;
export type Hand = Guarded<typeof isHand>;
export type Order = Guarded<typeof isOrder>;
export type Sharing = Guarded<typeof isSharing>;
export type MetricsEvent = Extract<Event, { type: 'run.metrics' }>;
export type AttendedEvent = Extract<Event, { type: 'run.attended' }>;
export type OperatedEvent = Extract<Event, { type: 'run.operated' }>;
export type DecodedEvent = Extract<Event, { type: 'run.decoded' }>;
export type CheckedEvent = Extract<Event, { type: 'desk.checked' }>;
export type SortedEvent = Extract<Event, { type: 'desk.sorted' }>;
export type OpenedEvent = Extract<Event, { type: 'desk.opened' }>;
export type EvaluatedEvent = Extract<Event, { type: 'run.evaluated' }>;
export type SavedEvent = Extract<Event, { type: 'run.saved' }>;
export type CreatedEvent = Extract<Event, { type: 'run.created' }>;

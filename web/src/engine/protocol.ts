/* What page and workers say to each other: two discriminated unions with dotted types. Every message is made as a typed
 * literal on one side and recognised by its guard on the other; nothing is cast. A worker serves one run, or, as the
 * desk, the questions that need no run. */
import { isConfig, isDecoding, isDescription, isGraph } from './description';
import {
  arrayOf,
  either,
  type Guarded,
  is,
  isBoolean,
  isColumn,
  isModule,
  isNull,
  isNumber,
  isString,
  object,
  pairOf,
  recordOf,
} from './guard';

const isSettings = recordOf(isString);
const isHand = is('nothing', 'right', 'wrong');

export const isRequest = either(
  /* `threads` is how many a run may have, if helpers for so many come. */
  object({ type: is('module.load'), run: isString, module: isModule, threads: isNumber }),
  /* The entries of a link, to be taken as far as they are valid. */
  object({ type: is('desk.open'), ask: isNumber, entries: arrayOf(pairOf(isString)) }),
  /* Are these settings valid with each objective, and what does held-out graph `index` look like under it? */
  object({ type: is('desk.check'), ask: isNumber, settings: arrayOf(isSettings), index: isNumber }),
  object({ type: is('run.create'), settings: isSettings, graphs: isNumber, cadence: isNumber }),
  object({ type: is('run.continue'), until: isNumber }),
  object({ type: is('run.pause') }),
  object({ type: is('run.step') }),
  object({ type: is('run.decode'), ask: isNumber, index: isNumber, hand: isHand }),
);

const isProblem = object({ message: isString, fields: arrayOf(isString) });

/* One row an evaluation. `forced` and `free` are (rows, positions), row by row. NaN in `hans` and `hansInner`: not
   defined. */
const isHeldOut = object({
  step: isColumn,
  loss: isColumn,
  path: isColumn,
  low: isColumn,
  high: isColumn,
  hans: isColumn,
  hansInner: isColumn,
  forced: isColumn,
  free: isColumn,
});

export const isEvent = either(
  object({ type: is('module.ready'), run: isString, description: isDescription, kernels: isString }),
  object({ type: is('worker.failed'), run: isString, message: isString }),
  object({
    type: is('desk.opened'),
    run: isString,
    ask: isNumber,
    settings: isSettings,
    refused: arrayOf(object({ name: isString, value: isString, message: isString })),
  }),
  object({
    type: is('desk.checked'),
    run: isString,
    ask: isNumber,
    problems: arrayOf(isProblem),
    views: arrayOf(object({ config: isConfig, graph: isGraph })),
  }),
  object({
    type: is('run.created'),
    run: isString,
    config: isConfig,
    threads: isNumber,
    /* Depth that each target position asks for; why the model cannot be handed a first step, or null where it can. */
    depths: arrayOf(isNumber),
    unhandable: either(isString, isNull),
  }),
  object({
    type: is('run.metrics'),
    run: isString,
    rate: isNumber,
    graphs: isNumber,
    train: object({ step: isColumn, loss: isColumn }),
    held: isHeldOut,
  }),
  object({
    type: is('run.paused'),
    run: isString,
    step: isNumber,
    digest: isString,
    /* Whether it stopped because run.continue's `until` is reached. */
    reached: isBoolean,
  }),
  object({ type: is('run.failed'), run: isString, step: isNumber, message: isString }),
  object({
    type: is('run.decoded'),
    run: isString,
    ask: isNumber,
    index: isNumber,
    hand: isHand,
    graph: isGraph,
    decoding: isDecoding,
    /* The arm whose node was handed over, or null. */
    arm: either(isNumber, isNull),
  }),
);

export type Request = Guarded<typeof isRequest>;
export type Event = Guarded<typeof isEvent>;
export type Hand = Guarded<typeof isHand>;
export type Problem = Guarded<typeof isProblem>;
export type HeldOut = Guarded<typeof isHeldOut>;
export type MetricsEvent = Extract<Event, { type: 'run.metrics' }>;
export type DecodedEvent = Extract<Event, { type: 'run.decoded' }>;
export type CheckedEvent = Extract<Event, { type: 'desk.checked' }>;
export type OpenedEvent = Extract<Event, { type: 'desk.opened' }>;
export type CreatedEvent = Extract<Event, { type: 'run.created' }>;

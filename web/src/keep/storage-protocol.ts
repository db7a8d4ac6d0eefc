/* What the page and the worker that stores its runs say to each other: a numbered request, one answer with its number. */

import { isTrialResult } from '../always/result';
import {
  arrayOf,
  either,
  type Guarded,
  is,
  isBoolean,
  isBytes,
  isNull,
  isNumber,
  isString,
  object,
} from '../engine/guard';
import { isRunRecord } from '../store/record';

/* A race that was not finished: its lanes in order, and what of it is no lane's. */
export const isRaceRecord = object({
  id: isString,
  runs: arrayOf(isString),
  until: isNumber,
  budget: isNumber,
  /* Index of the held-out graph that was shown. */
  graph: isNumber,
  savedAt: isNumber,
});

/* `size`: bytes of its weights, 0 where only the record is kept. */
export const isKeptRun = object({ record: isRunRecord, size: isNumber });

export const isStorageRequest = either(
  object({ type: is('open'), ask: isNumber, name: isString }),
  object({ type: is('list'), ask: isNumber }),
  /* Record and checkpoint of one step, both or neither. */
  object({ type: is('keep'), ask: isNumber, record: isRunRecord, weights: either(isBytes, isNull) }),
  object({ type: is('rename'), ask: isNumber, run: isString, name: isString }),
  object({ type: is('forget'), ask: isNumber, run: isString }),
  object({ type: is('load'), ask: isNumber, run: isString }),
  object({ type: is('race.keep'), ask: isNumber, race: isRaceRecord }),
  object({ type: is('race.forget'), ask: isNumber, race: isString }),
  object({ type: is('trials.list'), ask: isNumber }),
  object({ type: is('trials.keep'), ask: isNumber, result: isTrialResult }),
  object({ type: is('trials.forget'), ask: isNumber }),
);

export const isStorageAnswer = either(
  object({ type: is('done'), ask: isNumber }),
  object({ type: is('listed'), ask: isNumber, runs: arrayOf(isKeptRun), races: arrayOf(isRaceRecord) }),
  /* Whether the weights found room. */
  object({ type: is('kept'), ask: isNumber, weights: isBoolean }),
  object({ type: is('loaded'), ask: isNumber, weights: either(isBytes, isNull) }),
  object({ type: is('trials.listed'), ask: isNumber, results: arrayOf(isTrialResult) }),
  /* `name` is that of the DOMException. */
  object({ type: is('failed'), ask: isNumber, name: isString, message: isString }),
);

export type RaceRecord = Guarded<typeof isRaceRecord>;
export type KeptRun = Guarded<typeof isKeptRun>;
export type StorageRequest = Guarded<typeof isStorageRequest>;
export type StorageAnswer = Guarded<typeof isStorageAnswer>;

/* What the page and the worker that stores its runs say to each other: a numbered request, one answer with its number. */

import {
  arrayOf,
  either,
  type Guard,
  type Guarded,
  is,
  isBoolean,
  isBytes,
  isNull,
  isNumber,
  isString,
  object,
} from '../engine/shared/guard';
import { type ColumnsRecord, earlierNames, isRunRecord, type RunRecord } from '../state/record';
import { isTrialResult } from '../state/trials/result';

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

/* Columns of one length, of which those are there that every version of the page has written; or none, of a run that ended
 * before it was measured. */
const isTable = ({ names, columns, seen, stride }: ColumnsRecord, needed: readonly string[]): boolean => {
  if (names?.length === 0) return columns.length === 0;
  const rows = columns[0]?.length ?? 0;
  const named = names ?? needed;
  return (
    new Set(named).size === columns.length &&
    named.length === columns.length &&
    needed.every((name) => named.includes(name)) &&
    columns.every(({ length }) => length === rows) &&
    seen >= rows &&
    stride >= 1
  );
};

/* A record whose parts fit each other, as a Lane needs them (state/lane.ts): that of an earlier layout is none. */
const isWholeRecord: Guard<RunRecord> = (value): value is RunRecord => {
  if (!isRunRecord(value)) return false;
  const { setup, held, train, supervised } = value;
  const { length, depths } = setup;
  const needed = earlierNames(length);
  return (
    depths.length === length &&
    isTable(held, needed.held) &&
    isTable(train, needed.train) &&
    isTable(supervised, needed.supervised)
  );
};

/* `size`: bytes of its weights, 0 where only the record is kept. */
export const isKeptRun = object({ record: isWholeRecord, size: isNumber });

/* Of any message that has a number to answer. */
export const isNumbered = object({ ask: isNumber });

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

/* A run as it is kept: what it was, how far it came, all that was measured. No weights: those are a checkpoint's
 * (Lane.save), and a run that has them is made live again by Lane.revive(). Guards, because records come back from
 * storage and from files. */
import { isConfig } from '../engine/shared/description';
import {
  arrayOf,
  either,
  type Guarded,
  is,
  isBoolean,
  isColumn,
  isNull,
  isNumber,
  isString,
  isUndefined,
  object,
} from '../engine/shared/guard';
import { byPosition } from '../engine/shared/measurements';
import { isCause } from '../engine/shared/reason';

/* What the worker tells of a run when it has made it. */
const isSetup = object({
  config: isConfig,
  degree: isNumber,
  length: isNumber,
  objective: isString,
  /* Depth (edges from the start) that each target position asks for. */
  depths: arrayOf(isNumber),
  /* Why the model cannot be handed a first step: a reason's id, or the sentence of an earlier version; null where it can. */
  unhandable: either(isString, isNull),
  threads: isNumber,
  /* The stored name of givenDigest(); records of before runs could be given graphs lack it. */
  trainsOn: either(isString, isUndefined),
});

/* Graphs that a run is given to train on: a file, one a line in the reference's text format. */
const isGivenGraphs = object({ name: isString, text: isString, count: isNumber });

/* How a run stands that does not train now. */
const isSettled = either(
  /* An empty digest: ended between two pauses, so nobody asked for it. */
  object({ kind: is('paused'), step: isNumber, digest: isString, finished: isBoolean }),
  object({ kind: is('failed'), step: isNumber, message: isCause, askable: isBoolean }),
);

const isColumnsRecord = object({
  /* Of each column; records of before there were names have the columns of `earlierNames`. */
  names: either(arrayOf(isString), isUndefined),
  columns: arrayOf(isColumn),
  /* Of the `seen` rows one in `stride` was kept, and the newest. */
  seen: isNumber,
  stride: isNumber,
});

/* Where a run comes from: the race, the sceptic's bench or another background run, a file. */
const isOrigin = is('race', 'trial', 'import');

export const isRunRecord = object({
  id: isString,
  name: isString,
  origin: isOrigin,
  /* Milliseconds since 1970. */
  createdAt: isNumber,
  setup: isSetup,
  state: isSettled,
  /* Held-out graphs that each evaluation asked about. */
  graphs: isNumber,
  held: isColumnsRecord,
  train: isColumnsRecord,
  supervised: isColumnsRecord,
  /* The stored name of a lane's `given`. */
  trainingGraphs: either(isGivenGraphs, isNull, isUndefined),
});

/** The columns of records that do not name them, by the nodes of a path. */
export const earlierNames = (length: number) => ({
  held: ['step', 'loss', 'path', 'path_low', 'path_high', 'hans', 'hans_inner'].concat(
    ...['forced', 'free', 'losses'].map((name) => byPosition(name, length)),
  ),
  train: ['step', 'loss'],
  supervised: ['step', ...byPosition('loss', length), ...byPosition('gradient', length)],
});

export type Setup = Guarded<typeof isSetup>;
export type GivenGraphs = Guarded<typeof isGivenGraphs>;
export type Settled = Guarded<typeof isSettled>;
export type Origin = Guarded<typeof isOrigin>;
export type ColumnsRecord = Guarded<typeof isColumnsRecord>;
export type RunRecord = Guarded<typeof isRunRecord>;

/** Of the given graphs, or of those that the run waits for; empty where graphs are drawn. */
export const givenDigest = ({ trainsOn = '' }: Setup): string => trainsOn;

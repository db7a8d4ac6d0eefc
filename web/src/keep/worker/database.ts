/* The kept runs in IndexedDB: records and the sizes of their weights, the weights apart from them, so that a list costs no
 * megabytes, the unfinished races, and what the sceptic's bench has found. A run's record and weights are written in one transaction: they are always of
 * one step. Every failure is the browser's own DOMException. */

import type { Guard } from '../../engine/shared/guard';
import type { RunRecord } from '../../state/record';
import { isTrialResult, type TrialResult } from '../../state/trials/result';
import { excess, type Held, MOST_TRIALS } from '../room';
import { isKeptRun, isRaceRecord, type KeptRun, type RaceRecord } from '../storage-protocol';

/* Since version 2 there are trials, numbered in the order they came. */
const VERSION = 2;
const STORES = ['runs', 'weights', 'races'];
const TRIALS = 'trials';

export class Database {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
    /* A later version of the page, in another tab, wants to change the stores. */
    database.onversionchange = () => database.close();
  }

  static async open(name: string): Promise<Database> {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = () => {
      const { result: database } = request;
      const missing = (store: string) => !database.objectStoreNames.contains(store);
      for (const store of STORES.filter(missing)) database.createObjectStore(store);
      if (missing(TRIALS)) database.createObjectStore(TRIALS, { autoIncrement: true });
    };
    return new Database(await answer(request));
  }

  async list(): Promise<{ readonly runs: readonly KeptRun[]; readonly races: readonly RaceRecord[] }> {
    const { runs, races } = this.#begin('readonly');
    const [keptRuns, keptRaces] = await Promise.all([answer(runs.getAll()), answer(races.getAll())]);
    return { runs: known(isKeptRun, keptRuns), races: known(isRaceRecord, keptRaces) };
  }

  /** Whether the weights found room; where not, the record is kept alone. */
  async keep(record: RunRecord, weights: Uint8Array<ArrayBuffer> | null): Promise<boolean> {
    const { runs, weights: bytes, races, done } = this.#begin('readwrite');
    const [others, unfinished] = await Promise.all([answer(runs.getAll()), answer(races.getAll())]);
    const racing = known(isRaceRecord, unfinished).flatMap((race) => race.runs);
    const held = (kept: RunRecord, size: number): Held => {
      const { id, createdAt, name } = kept;
      return { id, createdAt, size, racing: racing.includes(id), named: name !== '' };
    };
    const rest = known(isKeptRun, others).filter((kept) => kept.record.id !== record.id);
    const size = weights?.length ?? 0;
    const goes = excess([...rest.map((kept) => held(kept.record, kept.size)), held(record, size)], record.id);
    for (const run of goes.runs) {
      runs.delete(run);
      bytes.delete(run);
    }
    for (const kept of rest.filter((other) => goes.weights.includes(other.record.id))) {
      runs.put({ record: kept.record, size: 0 } satisfies KeptRun, kept.record.id);
      bytes.delete(kept.record.id);
    }
    const fits = weights !== null && goes.fits;
    runs.put({ record, size: fits ? size : 0 } satisfies KeptRun, record.id);
    if (fits) bytes.put(weights, record.id);
    else bytes.delete(record.id);
    await done;
    return fits;
  }

  async rename(run: string, name: string): Promise<void> {
    const { runs, done } = this.#begin('readwrite');
    const kept: unknown = await answer(runs.get(run));
    if (isKeptRun(kept)) runs.put({ ...kept, record: { ...kept.record, name } } satisfies KeptRun, run);
    await done;
  }

  async forget(run: string): Promise<void> {
    const { runs, weights, done } = this.#begin('readwrite');
    runs.delete(run);
    weights.delete(run);
    await done;
  }

  async weights(run: string): Promise<unknown> {
    return answer(this.#begin('readonly').weights.get(run));
  }

  async keepRace(race: RaceRecord): Promise<void> {
    const { races, done } = this.#begin('readwrite');
    races.put(race, race.id);
    await done;
  }

  async forgetRace(race: string): Promise<void> {
    const { races, done } = this.#begin('readwrite');
    races.delete(race);
    await done;
  }

  /** Oldest first. */
  async trials(): Promise<readonly TrialResult[]> {
    const store = this.#database.transaction(TRIALS).objectStore(TRIALS);
    return known(isTrialResult, await answer(store.getAll()));
  }

  /** Beyond the most there may be, the oldest make way. */
  async keepTrial(result: TrialResult): Promise<void> {
    const transaction = this.#database.transaction(TRIALS, 'readwrite');
    const done = completion(transaction);
    const store = transaction.objectStore(TRIALS);
    store.add(result);
    const over = (await answer(store.count())) - MOST_TRIALS;
    if (over > 0) for (const key of await answer(store.getAllKeys(null, over))) store.delete(key);
    await done;
  }

  async forgetTrials(): Promise<void> {
    const transaction = this.#database.transaction(TRIALS, 'readwrite');
    transaction.objectStore(TRIALS).clear();
    await completion(transaction);
  }

  #begin(mode: IDBTransactionMode) {
    const transaction = this.#database.transaction(STORES, mode);
    const done = completion(transaction);
    const [runs, weights, races] = ['runs', 'weights', 'races'].map((store) => transaction.objectStore(store));
    if (!runs || !weights || !races) throw new DOMException('a store is missing', 'NotFoundError');
    return { runs, weights, races, done };
  }
}

function completion(transaction: IDBTransaction): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    /* Storage that is full often says so only here. */
    transaction.onabort = () => reject(transaction.error ?? new DOMException('not written', 'AbortError'));
  });
  /* A reader waits for the answer alone. */
  done.catch(() => {});
  return done;
}

const known = <T>(guard: Guard<T>, values: readonly unknown[]): readonly T[] => values.filter(guard);

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('no answer', 'UnknownError'));
  });
}

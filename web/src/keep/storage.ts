/* The page's end of the worker that keeps the runs. */

import { scripts } from '../platform/scripts';
import type { RunRecord } from '../state/record';
import type { TrialResult } from '../state/trials/result';
import { DATABASE } from './kept';
import {
  isStorageAnswer,
  type KeptRun,
  type RaceRecord,
  type StorageAnswer,
  type StorageRequest,
} from './storage-protocol';
import script from './worker/storage-worker.ts?worker&url';

/** Why nothing could be kept; `name` is the browser's: QuotaExceededError where storage is full. */
export class NotKept extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/* A request but for its number, which the storage gives. */
type Unnumbered<R> = R extends StorageRequest ? Omit<R, 'ask'> : never;

export class RunStorage {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { settle(answer: StorageAnswer): void; fail(reason: NotKept): void }>();
  #asked = 0;
  #broken: NotKept | null = null;

  private constructor() {
    this.#worker = new Worker(scripts.createScriptURL(script), { type: 'module', name: 'storage' });
    this.#worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!isStorageAnswer(data)) {
        this.#failAll(new NotKept('DataError', 'an answer of no known form'));
        return;
      }
      const waiting = this.#waiting.get(data.ask);
      this.#waiting.delete(data.ask);
      if (data.type === 'failed') waiting?.fail(new NotKept(data.name, data.message));
      else waiting?.settle(data);
    };
    this.#worker.onerror = (error) => {
      error.preventDefault();
      this.#broken = new NotKept('WorkerError', error.message);
      this.#failAll(this.#broken);
    };
  }

  #failAll(reason: NotKept): void {
    for (const { fail } of this.#waiting.values()) fail(reason);
    this.#waiting.clear();
  }

  static async #open(): Promise<RunStorage> {
    const storage = new RunStorage();
    await storage.#ask({ type: 'open', name: DATABASE });
    return storage;
  }

  static #opened: Promise<RunStorage> | null = null;

  /** The page's storage, for every part that keeps something. */
  static open(): Promise<RunStorage> {
    RunStorage.#opened ??= RunStorage.#open();
    return RunStorage.#opened;
  }

  async list(): Promise<{ readonly runs: readonly KeptRun[]; readonly races: readonly RaceRecord[] }> {
    const answer = await this.#ask({ type: 'list' });
    return answer.type === 'listed' ? answer : { runs: [], races: [] };
  }

  /** Gives the weights away. Tells whether they found room. */
  async keep(record: RunRecord, weights: Uint8Array<ArrayBuffer> | null): Promise<boolean> {
    const columns = [record.held, record.train, record.supervised].flatMap((kept) => kept.columns);
    const given = [...columns, ...(weights ? [weights] : [])];
    const answer = await this.#ask(
      { type: 'keep', record, weights },
      given.map(({ buffer }) => buffer),
    );
    return answer.type === 'kept' && answer.weights;
  }

  async rename(run: string, name: string): Promise<void> {
    await this.#ask({ type: 'rename', run, name });
  }

  async forget(run: string): Promise<void> {
    await this.#ask({ type: 'forget', run });
  }

  async load(run: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const answer = await this.#ask({ type: 'load', run });
    return answer.type === 'loaded' ? answer.weights : null;
  }

  async keepRace(race: RaceRecord): Promise<void> {
    await this.#ask({ type: 'race.keep', race });
  }

  async forgetRace(race: string): Promise<void> {
    await this.#ask({ type: 'race.forget', race });
  }

  async trials(): Promise<readonly TrialResult[]> {
    const answer = await this.#ask({ type: 'trials.list' });
    return answer.type === 'trials.listed' ? answer.results : [];
  }

  async keepTrial(result: TrialResult): Promise<void> {
    await this.#ask({ type: 'trials.keep', result });
  }

  async forgetTrials(): Promise<void> {
    await this.#ask({ type: 'trials.forget' });
  }

  #ask(request: Unnumbered<StorageRequest>, transfer: Transferable[] = []): Promise<StorageAnswer> {
    return new Promise((settle, fail) => {
      if (this.#broken) {
        fail(this.#broken);
        return;
      }
      const ask = ++this.#asked;
      this.#waiting.set(ask, { settle, fail });
      this.#worker.postMessage({ ...request, ask } satisfies StorageRequest, transfer);
    });
  }
}

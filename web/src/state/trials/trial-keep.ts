/* What the bench has found outlives a reload: each result is kept in the browser as it comes, and is there again when
 * the chapter is opened. The bench works on even where storage refuses. */
import { effect, type Signal, signal } from '@preact/signals';
import type { TrialResult } from './result';
import type { Trials } from './trials';

/** What the bench asks of storage; every answer may be a refusal. */
export interface TrialStorage {
  trials(): Promise<readonly TrialResult[]>;
  keepTrial(result: TrialResult): Promise<void>;
  forgetTrials(): Promise<void>;
}

export class TrialKeep {
  /** Why results are not kept; null while they are. */
  readonly trouble: Signal<'full' | 'blocked' | null> = signal(null);
  /** What was cleared last, until it is put back or something new comes. */
  readonly cleared: Signal<readonly TrialResult[]> = signal([]);
  /** Whether all that was kept is among the results: before that, nobody knows how many there are. */
  readonly known = signal(false);
  readonly #trials: Trials;
  readonly #open: () => Promise<TrialStorage>;
  readonly #mayHave: () => Promise<boolean>;
  #kept = new WeakSet<TrialResult>();
  #begun = false;

  /** `mayHave`: whether there may be something from earlier; where not, storage is opened with the first result. */
  constructor(trials: Trials, open: () => Promise<TrialStorage>, mayHave: () => Promise<boolean> = async () => true) {
    this.#trials = trials;
    this.#open = open;
    this.#mayHave = mayHave;
  }

  /** Called once: brings back the results that are kept, and keeps those that come. */
  async begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    const known = (await this.#mayHave()) ? await this.#try((storage) => storage.trials()) : [];
    for (const result of known ?? []) this.#kept.add(result);
    this.#trials.restore(known ?? []);
    this.known.value = true;
    effect(() => {
      for (const result of this.#trials.results.value) {
        if (this.#kept.has(result)) continue;
        this.#kept.add(result);
        void this.#try((storage) => storage.keepTrial(result));
      }
    });
  }

  /** Results go at once; `cleared` has them when storage is rid of them, too: a page that is left before may find them again. */
  async clear(): Promise<void> {
    const results = this.#trials.results.peek();
    this.cleared.value = [];
    this.#kept = new WeakSet();
    this.#trials.clear();
    await this.#try((storage) => storage.forgetTrials());
    this.cleared.value = results;
  }

  undo(): void {
    this.#trials.restore(this.cleared.peek());
    this.cleared.value = [];
  }

  async #try<T>(work: (storage: TrialStorage) => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work(await this.#open());
      this.trouble.value = null;
      return result;
    } catch (failure) {
      const full = failure instanceof Error && failure.name === 'QuotaExceededError';
      this.trouble.value = full ? 'full' : 'blocked';
      return undefined;
    }
  }
}

/* The page's end of a worker. Ending a run is ending its worker. */
import { scripts } from '../../platform/scripts';
import type { Settings } from '../shared/description';
import {
  type CheckedEvent,
  type Event,
  isEvent,
  type OpenedEvent,
  type Request,
  type SortedEvent,
} from '../shared/protocol';
import { type Cause, reasonOf } from '../shared/reason';
import script from '../worker/worker.ts?worker&url';
import type { Loaded } from './load';

/** What a worker needs of the engine. */
type Employed = Pick<Loaded, 'module' | 'whole' | 'threads'>;

/** What answers for a run: its worker, or a recording in its place. */
export interface Answering {
  /** Everything it has said and will say. */
  listen(listener: (event: Event) => void): void;
  post(request: Request): void;
  end(): void;
}

export class Client implements Answering {
  readonly run: string;
  readonly #worker: Worker;
  #listener: ((event: Event) => void) | null = null;
  /* Events that came before there was a listener. */
  #early: Event[] = [];

  constructor(run: string, { module, whole, threads }: Employed) {
    this.run = run;
    this.#worker = new Worker(scripts.createScriptURL(script), { type: 'module', name: run });
    const heard = (event: Event) => {
      if (event.type === 'module.whole' && whole) whole.module = event.module;
      if (this.#listener) this.#listener(event);
      else this.#early.push(event);
    };
    const failed = (message: Cause) => heard({ type: 'worker.failed', run, message });
    this.#worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isEvent(data)) heard(data);
      else failed(reasonOf('UNKNOWN_MESSAGE'));
    };
    this.#worker.onerror = (error) => {
      error.preventDefault();
      failed(error.message || reasonOf('NOT_STARTED'));
    };
    const known = whole?.module ?? null;
    this.post({
      type: 'module.load',
      run,
      module: known ?? module,
      whole: known ? null : (whole?.address ?? null),
      threads,
    });
  }

  listen(listener: (event: Event) => void): void {
    this.#listener = listener;
    for (const event of this.#early.splice(0)) listener(event);
  }

  /** Whether the worker is known not to work. */
  get failed(): boolean {
    return this.#early.some(({ type }) => type === 'worker.failed');
  }

  post(request: Request): void {
    this.#worker.postMessage(request);
  }

  end(): void {
    this.#worker.terminate();
  }
}

/** Answers to numbered questions about settings, over the one worker that has no run. */
export class DeskClient {
  readonly #client: Client;
  #asked = 0;
  readonly #waiting = new Map<number, (event: CheckedEvent | OpenedEvent | SortedEvent) => void>();

  constructor({ module, whole }: Loaded, onEvent: (event: Event) => void) {
    this.#client = new Client('desk', { module, whole, threads: 1 });
    this.#client.listen((event) => {
      if (event.type === 'desk.checked' || event.type === 'desk.opened' || event.type === 'desk.sorted') {
        this.#waiting.get(event.ask)?.(event);
        this.#waiting.delete(event.ask);
      } else onEvent(event);
    });
  }

  open(entries: readonly (readonly [string, string])[]): Promise<OpenedEvent> {
    return new Promise((resolve) => {
      const ask = ++this.#asked;
      this.#waiting.set(ask, (event) => event.type === 'desk.opened' && resolve(event));
      this.#client.post({ type: 'desk.open', ask, entries });
    });
  }

  check(settings: readonly Settings[], index: number): Promise<CheckedEvent> {
    return new Promise((resolve) => {
      const ask = ++this.#asked;
      this.#waiting.set(ask, (event) => event.type === 'desk.checked' && resolve(event));
      this.#client.post({ type: 'desk.check', ask, settings, index });
    });
  }

  sort(settings: Settings, lines: readonly string[], first: number): Promise<SortedEvent> {
    return new Promise((resolve) => {
      const ask = ++this.#asked;
      this.#waiting.set(ask, (event) => event.type === 'desk.sorted' && resolve(event));
      this.#client.post({ type: 'desk.sort', ask, settings, lines, first });
    });
  }
}

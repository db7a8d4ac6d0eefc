/* The page's end of a worker. Ending a run is ending its worker. */
import type { Settings } from './description';
import { type CheckedEvent, type Event, isEvent, type OpenedEvent, type Request } from './protocol';
import { messages } from './words';

export class Client {
  readonly #worker: Worker;

  constructor(run: string, module: WebAssembly.Module, threads: number, onEvent: (event: Event) => void) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: run });
    const failed = (message: string) => onEvent({ type: 'worker.failed', run, message });
    this.#worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isEvent(data)) onEvent(data);
      else failed(messages.unknownMessage.en);
    };
    this.#worker.onerror = (error) => {
      error.preventDefault();
      failed(error.message || messages.notStarted.en);
    };
    this.post({ type: 'module.load', run, module, threads });
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
  readonly #waiting = new Map<number, (event: CheckedEvent | OpenedEvent) => void>();

  constructor(module: WebAssembly.Module, onEvent: (event: Event) => void) {
    this.#client = new Client('desk', module, 1, (event) => {
      if (event.type === 'desk.checked' || event.type === 'desk.opened') {
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
}

/* A run that is made and evaluated once before it is wanted, and holds its events back until then. */
import type { Settings } from '../shared/description';
import type { Event, Plan } from '../shared/protocol';
import { lacksPart, Refusal } from '../shared/reason';
import type { Engine } from './module';
import { Training } from './training';

type Send = (event: Event, transfer?: Transferable[]) => void;

/* A guess at what comes is not worth more memory than this, in bytes. */
const MEMORY_MOST = 64 * 2 ** 20;

export interface Wanted {
  readonly settings: Settings;
  readonly plan: Plan;
}

const keyOf = ({ settings, plan }: Wanted): string => JSON.stringify([Object.entries(settings).sort(), plan]);

export class Prepared {
  readonly #key: string;
  readonly #training: Training;
  readonly #said: [Event, Transferable[]][] = [];
  #send: Send | null = null;

  private constructor(run: string, engine: Engine, module: WebAssembly.Module, wanted: Wanted) {
    this.#key = keyOf(wanted);
    this.#training = Training.begin(run, engine, module, wanted.plan, (event, transfer = []) => {
      if (this.#send) this.#send(event, transfer);
      else this.#said.push([event, transfer]);
    });
  }

  /** Null where the run would be large or is refused: `run.create` then tells why. Throws where the engine lacks a part. */
  static make(run: string, engine: Engine, module: WebAssembly.Module, wanted: Wanted): Prepared | null {
    try {
      engine.configure(wanted.settings);
      if (engine.memoryNeeded() > MEMORY_MOST) return null;
      engine.create();
      return new Prepared(run, engine, module, wanted);
    } catch (failure) {
      if (failure instanceof Refusal && !lacksPart(failure)) return null;
      throw failure;
    }
  }

  /** The run, which now sends the events it held back; null where another run is wanted. */
  take(wanted: Wanted, send: Send): Training | null {
    if (keyOf(wanted) !== this.#key) return null;
    this.#send = send;
    for (const [event, transfer] of this.#said.splice(0)) send(event, transfer);
    return this.#training;
  }
}

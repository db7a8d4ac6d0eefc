/* The engine as the page knows it. Owns `status`, `description`, `loaded` and `kernels`, and the desk: the one worker that
 * has no run and answers questions about settings. */
import { type Signal, signal } from '@preact/signals';
import { DeskClient } from '../engine/page/client';
import { type Loaded, loadModule } from '../engine/page/load';
import { type Description, type Option, optionOf } from '../engine/shared/description';
import { type Cause, causeOf } from '../engine/shared/reason';

export type Status =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'unavailable'; readonly message: Cause };

/* How many models usually train at once, and so share the threads. */
export const LANES = 2;

export class EngineState {
  readonly status: Signal<Status> = signal({ kind: 'loading' });
  readonly description: Signal<Description | null> = signal(null);
  readonly loaded: Signal<Loaded | null> = signal(null);
  readonly kernels = signal('');
  /** Null until the module is loaded. */
  desk: DeskClient | null = null;

  /** Loads the module. Once it has described itself, `opened` is called; where that fails, there is no engine. */
  async begin(opened: (description: Description, desk: DeskClient) => Promise<void>): Promise<void> {
    try {
      const loaded = await loadModule(LANES);
      this.loaded.value = loaded;
      const desk = new DeskClient(loaded, (event) => {
        if (event.type === 'worker.failed') this.#fail(event.message);
        if (event.type !== 'module.ready') return;
        this.kernels.value = event.kernels.split(',')[0] ?? '';
        this.description.value = event.description;
        opened(event.description, desk).catch((failure: unknown) => this.#fail(causeOf(failure)));
      });
      this.desk = desk;
    } catch (failure) {
      this.#fail(causeOf(failure));
    }
  }

  /** The option of that name, once the engine has described itself. */
  option(name: string): Option | null {
    const description = this.description.value;
    return description && optionOf(description, name);
  }

  /** What can be chosen for an option; nothing until the engine has described itself. */
  choices(name: string): readonly string[] {
    const option = this.option(name);
    return option?.type === 'choice' ? option.choices : [];
  }

  #fail(message: Cause): void {
    this.status.value = { kind: 'unavailable', message };
  }
}

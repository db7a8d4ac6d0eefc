/* More models than cores train by turns, as many at once as there are cores: else the page, which wants one too, would be
 * kept waiting by all of them. A turn is a Web Lock, which the browser frees when a worker ends. Without Web Locks (a page
 * that came over plain http) all train at once. */
import { type Release, take, takeWhenFree } from '../../platform/ownership';
import type { Sharing } from '../shared/protocol';

/* A few slices; every curve still grows several times a second. */
const TURN_MS = 120;

export class Turns {
  #sharing: Sharing | null = null;
  #core = 0;
  #release: Release | null = null;
  #endsAt = 0;

  /** Holds from the next turn on; null: there is a core for each. */
  share(sharing: Sharing | null): void {
    this.#sharing = sharing;
  }

  /** Resolves when it is this model's turn; must not be called again before that. */
  async take(): Promise<void> {
    if (this.#release && performance.now() < this.#endsAt) return;
    this.end();
    if (!this.#sharing) return;
    this.#release = await this.#next(this.#sharing);
    this.#endsAt = performance.now() + TURN_MS;
  }

  /** Lets another model train. */
  end(): void {
    this.#release?.();
    this.#release = null;
  }

  /* A model that waits for a core gets it before the one that just had it; where none is free, the one that just had a
   * core waits for another. */
  async #next({ name, atOnce }: Sharing): Promise<Release> {
    const lock = (core: number) => `${name} ${core}`;
    for (let tries = 0; tries < atOnce; tries++) {
      this.#core = (this.#core + 1) % atOnce;
      const release = await take(lock(this.#core));
      if (release) return release;
    }
    this.#core = (this.#core + 1) % atOnce;
    return takeWhenFree(lock(this.#core));
  }
}

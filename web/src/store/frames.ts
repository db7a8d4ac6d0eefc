/* One animation frame for all drawing: whoever has something new to show touches it, and everyone draws once. */

/* News of a training comes more often than a picture needs to grow, and painting takes time from the training. */
const NEWS_MS = 100;

/** Milliseconds to the next full multiple of `every` on the page's clock: what waits for the same beat shares a frame. */
export const untilBeat = (now: number, every: number): number => every - (now % every);

export class Frames {
  readonly #drawings = new Set<() => void>();
  #requested = false;
  #newsAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Returns the way to take it out again. */
  add(draw: () => void): () => void {
    this.#drawings.add(draw);
    this.touch();
    return () => this.#drawings.delete(draw);
  }

  /** Draws on the next frame. */
  touch(): void {
    if (this.#requested) return;
    this.#requested = true;
    requestAnimationFrame(() => {
      this.#requested = false;
      for (const draw of this.#drawings) this.#try(draw);
    });
  }

  /** Draws soon: on the next frame where there was no news lately, else together with what else comes meanwhile. What was
   * drawn for another reason, as when the page is laid out at the start of a race, does not put off the first news. */
  news(): void {
    if (this.#timer !== undefined) return;
    const now = performance.now();
    if (now - this.#newsAt >= NEWS_MS) {
      this.#newsAt = now;
      this.touch();
      return;
    }
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#newsAt = performance.now();
        this.touch();
      },
      untilBeat(now, NEWS_MS),
    );
  }

  /* A picture that fails is told of and left out; the others go on. */
  #try(draw: () => void): void {
    try {
      draw();
    } catch (failure) {
      this.#drawings.delete(draw);
      reportError(failure);
    }
  }
}

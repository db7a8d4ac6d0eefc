/* When things are drawn. What the visitor does is drawn on the next frame, all at once. News of a training is drawn in
 * turns, a frame each: one picture, or all words; each turn is short, and the page rests between two of them as its own
 * speed tells it to, because drawing takes time from the training, and on a busy machine more of it. */

/** Whether there was anything to draw. */
export type Draw = () => boolean;

/* From one turn to the next, at least: three pictures each change ten times a second. And of the time that a turn took,
 * painting included, so much is left to others. */
const TURN_MS = 33;
const REST = 3;

/* How often what people read may change. */
const READABLE_MS = 200;

export class Frames {
  readonly #pictures = new Set<Draw>();
  readonly #stale = new Set<Draw>();
  readonly #words = new Set<() => void>();
  #requested = false;
  /* A turn is on its way or not yet painted. */
  #taken = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #restsUntil = Number.NEGATIVE_INFINITY;
  #wordsAt = Number.NEGATIVE_INFINITY;

  /** Returns the way to take it out again. */
  add(draw: Draw): () => void {
    this.#pictures.add(draw);
    this.touch();
    return () => {
      this.#pictures.delete(draw);
      this.#stale.delete(draw);
    };
  }

  /** Draws all pictures on the next frame. */
  touch(): void {
    if (this.#requested) return;
    this.#requested = true;
    requestAnimationFrame(() => {
      this.#requested = false;
      this.#stale.clear();
      for (const draw of this.#pictures) this.#try(draw);
    });
  }

  /** Draws all pictures soon, in turns; `words`, if they are not waiting already, in theirs. What was drawn for another
   * reason, as when the page is laid out at the start of a race, does not put off the first news. */
  news(words: () => void): void {
    for (const draw of this.#pictures) this.#stale.add(draw);
    this.#words.add(words);
    this.#schedule();
  }

  /* Of a turn that is only waited for, the time is chosen anew: pictures need not wait for words that are not due. */
  #schedule(): void {
    if (this.#taken || this.#stale.size + this.#words.size === 0) return;
    clearTimeout(this.#waiting);
    const wordsDue = this.#stale.size > 0 ? 0 : this.#wordsAt + READABLE_MS;
    const wait = Math.max(this.#restsUntil, wordsDue) - performance.now();
    if (wait > 0) this.#waiting = setTimeout(() => this.#request(), wait);
    else this.#request();
  }

  #request(): void {
    this.#taken = true;
    requestAnimationFrame(() => this.#takeTurn());
  }

  #takeTurn(): void {
    const began = performance.now();
    if (this.#words.size > 0 && began - this.#wordsAt >= READABLE_MS) {
      this.#wordsAt = began;
      const words = [...this.#words];
      this.#words.clear();
      for (const publish of words) publish();
    } else this.#drawOne();
    /* Runs when the frame is painted. */
    setTimeout(() => {
      this.#taken = false;
      this.#restsUntil = Math.max(began + TURN_MS, performance.now() + REST * (performance.now() - began));
      this.#schedule();
    });
  }

  #drawOne(): void {
    for (const draw of this.#stale) {
      this.#stale.delete(draw);
      if (this.#try(draw)) return;
    }
  }

  /* A picture that fails is told of and left out; the others go on. */
  #try(draw: Draw): boolean {
    try {
      return draw();
    } catch (failure) {
      this.#pictures.delete(draw);
      reportError(failure);
      return true;
    }
  }
}

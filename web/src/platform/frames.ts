/* When things are drawn. What the visitor does is drawn on the next frame, all at once. News of a training is drawn in
 * turns, a frame each: as many pictures as a short turn has room for, or all words. A frame costs the browser as much as
 * two pictures, whatever is drawn on it, and all of it is taken from the training: so the pictures share one, and the page
 * rests between two turns as its own speed tells it to. */

/* From one drawing of the pictures to the next, at least: they change ten times a second. No picture is begun in a turn
 * that has taken so long; the others have the next one. And of the time that a turn took, painting included, so much is
 * left to others. */
const PICTURES_MS = 100;
const TURN_MOST_MS = 4;
const REST = 3;

/* How often what people read may change. */
const READABLE_MS = 200;

export class Frames {
  readonly #pictures = new Set<() => void>();
  readonly #stale = new Set<() => void>();
  readonly #words = new Set<() => void>();
  #requested = false;
  /* A turn is on its way or not yet painted. */
  #taken = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #restsUntil = Number.NEGATIVE_INFINITY;
  #picturesAt = Number.NEGATIVE_INFINITY;
  #wordsAt = Number.NEGATIVE_INFINITY;

  /** Returns the way to take it out again. */
  add(draw: () => void): () => void {
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
    const { pictures, words } = this.#due();
    const wait = Math.max(this.#restsUntil, Math.min(pictures, words)) - performance.now();
    if (wait > 0) this.#waiting = setTimeout(() => this.#request(), wait);
    else this.#request();
  }

  /* When the pictures are to be drawn, and the words: at first both at once, of which the pictures go first. */
  #due(): { readonly pictures: number; readonly words: number } {
    return {
      pictures: this.#stale.size > 0 ? this.#picturesAt + PICTURES_MS : Number.POSITIVE_INFINITY,
      words: this.#words.size > 0 ? this.#wordsAt + READABLE_MS : Number.POSITIVE_INFINITY,
    };
  }

  #request(): void {
    this.#taken = true;
    requestAnimationFrame(() => this.#takeTurn());
  }

  #takeTurn(): void {
    const began = performance.now();
    const { pictures, words } = this.#due();
    if (words < pictures) {
      this.#wordsAt = began;
      const publishing = [...this.#words];
      this.#words.clear();
      for (const publish of publishing) publish();
    } else this.#drawStale(began);
    /* Runs when the frame is painted. */
    setTimeout(() => {
      this.#taken = false;
      const now = performance.now();
      this.#restsUntil = now + REST * (now - began);
      this.#schedule();
    });
  }

  /* Of more pictures than a turn has room for, those that were drawn are the last in the next one. */
  #drawStale(began: number): void {
    for (const draw of this.#stale) {
      if (performance.now() - began >= TURN_MOST_MS) return;
      this.#stale.delete(draw);
      this.#try(draw);
    }
    this.#picturesAt = began;
  }

  /* A picture that fails is told of and left out; the others go on. */
  #try(draw: () => void): void {
    try {
      draw();
    } catch (failure) {
      this.#pictures.delete(draw);
      reportError(failure);
    }
  }
}

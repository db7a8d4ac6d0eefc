/* One animation frame for all drawing: whoever has something new to show touches it, and everyone draws once. */

export class Frames {
  readonly #drawings = new Set<() => void>();
  #requested = false;

  /** Returns the way to take it out again. */
  add(draw: () => void): () => void {
    this.#drawings.add(draw);
    this.touch();
    return () => this.#drawings.delete(draw);
  }

  touch(): void {
    if (this.#requested) return;
    this.#requested = true;
    requestAnimationFrame(() => {
      this.#requested = false;
      for (const draw of this.#drawings) draw();
    });
  }
}

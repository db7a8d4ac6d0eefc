/* How many steps to train before looking at messages again: as many as take about `target` milliseconds. */

const TARGET_MS = 30;
const MOST = 1000;

export class Slice {
  #stepMs = 0;

  /** The next slice's length; one step until a step has been timed, never more than `left`. */
  steps(left: number): number {
    const fitting = this.#stepMs > 0 ? Math.round(TARGET_MS / this.#stepMs) : 1;
    return Math.max(1, Math.min(fitting, MOST, left));
  }

  /** The cost of a step drifts (tier-up, other tabs): follow it, but not every jolt. */
  observe(steps: number, milliseconds: number): void {
    const now = Math.max(milliseconds, 0.001) / steps;
    this.#stepMs = this.#stepMs > 0 ? 0.7 * this.#stepMs + 0.3 * now : now;
  }
}

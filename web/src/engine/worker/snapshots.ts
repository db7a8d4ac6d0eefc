/* A run's earlier weights, as checkpoints, to ask them again: evenly spread over its steps, and bounded in number and in
 * bytes. When full, every second one goes, and from then on only steps of twice the distance are kept. */

const MOST_BYTES = 48e6;

interface Snapshot {
  readonly step: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class Snapshots {
  readonly #most: number;
  #kept: Snapshot[] = [];
  #every = 1;
  #seen = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get steps(): Float64Array<ArrayBuffer> {
    return Float64Array.from(this.#kept, ({ step }) => step);
  }

  /** `save` is called only if the step is one to keep. */
  offer(step: number, save: () => Uint8Array<ArrayBuffer>): void {
    if (this.#most === 0 || this.#seen++ % this.#every !== 0) return;
    const bytes = save();
    const most = Math.min(this.#most, Math.floor(MOST_BYTES / bytes.length));
    if (most < 2) return;
    if (this.#kept.length >= most) {
      this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
      this.#every *= 2;
      if ((this.#seen - 1) % this.#every !== 0) return;
    }
    this.#kept.push({ step, bytes });
  }

  at(step: number): Uint8Array<ArrayBuffer> | null {
    return this.#kept.find((snapshot) => snapshot.step === step)?.bytes ?? null;
  }
}

/* Rows of numbers, kept by column as the charts want them, in bounded memory: when full, every second row goes, and from
 * then on only every second new one stays, so that a long run keeps its whole history at an even density. The newest row
 * is always there. */
import type { ColumnsRecord } from './record';

const FIRST_CAPACITY = 256;

export class Columns {
  readonly #most: number;
  #columns: Float64Array[];
  #length = 0;
  #seen = 0;
  /* Of the rows ever seen, one in so many stays. */
  #stride = 1;

  constructor(width: number, most = 4096) {
    this.#most = most;
    this.#columns = Array.from({ length: width }, () => new Float64Array(Math.min(FIRST_CAPACITY, most)));
  }

  /** As record() wrote them. */
  static restore({ columns, seen, stride }: ColumnsRecord): Columns {
    const restored = new Columns(columns.length);
    restored.append(columns);
    restored.#seen = seen;
    restored.#stride = stride;
    return restored;
  }

  /** A copy of all rows. */
  record(): ColumnsRecord {
    const columns = this.#columns.map((column) => column.slice(0, this.#length));
    return { columns, seen: this.#seen, stride: this.#stride };
  }

  get length(): number {
    return this.#length;
  }

  /** One array a column, all of one length. */
  append(added: readonly Float64Array[]): void {
    const rows = added[0]?.length ?? 0;
    if (added.length !== this.#columns.length || added.some((column) => column.length !== rows))
      throw new Error(`${added.length} columns do not fit ${this.#columns.length}, or differ in length`);
    for (let row = 0; row < rows; row++) {
      /* The last row, if it is not one to stay, makes way for the next. */
      if (this.#length > 0 && (this.#seen - 1) % this.#stride !== 0) this.#length--;
      if (this.#length === this.#capacity) this.#makeRoom();
      for (const [index, column] of this.#columns.entries()) column[this.#length] = added[index]?.[row] ?? Number.NaN;
      this.#length++;
      this.#seen++;
    }
  }

  /** A view of one column, good until the next append(). */
  column(index: number): Float64Array {
    const column = this.#columns[index];
    if (!column) throw new RangeError(`there is no column ${index}`);
    return column.subarray(0, this.#length);
  }

  /** The value in a row counted from the end (-1 is the last), NaN where there is none. */
  at(index: number, row: number): number {
    return this.column(index).at(row) ?? Number.NaN;
  }

  get #capacity(): number {
    return this.#columns[0]?.length ?? 0;
  }

  #makeRoom(): void {
    if (this.#capacity < this.#most) {
      const capacity = Math.min(this.#most, 2 * this.#capacity);
      this.#columns = this.#columns.map((column) => {
        const larger = new Float64Array(capacity);
        larger.set(column);
        return larger;
      });
      return;
    }
    const kept = Math.ceil(this.#length / 2);
    for (const column of this.#columns)
      for (let row = 0; row < kept; row++) column[row] = column[2 * row] ?? Number.NaN;
    this.#length = kept;
    this.#stride *= 2;
  }
}

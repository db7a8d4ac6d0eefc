/* Rows of numbers, kept by column as the charts want them, in bounded memory: when full, every second row goes, and from
 * then on only every second new one stays, so that a long run keeps its whole history at an even density. The newest row
 * is always there. */
import type { Measurements } from '../engine/shared/measurements';
import type { ColumnsRecord } from './record';

const FIRST_CAPACITY = 256;

export class Columns {
  readonly #most: number;
  readonly #columns = new Map<string, Float64Array>();
  #capacity: number;
  #length = 0;
  #seen = 0;
  /* Of the rows ever seen, one in so many stays. */
  #stride = 1;

  constructor(most = 4096) {
    this.#most = most;
    this.#capacity = Math.min(FIRST_CAPACITY, most);
  }

  /** As record() wrote them; `earlier`: the names that a record from before there were names leaves out, `same`: what all
   * rows had in common then and no column held. */
  static restore(
    { names, columns, seen, stride }: ColumnsRecord,
    earlier: readonly string[],
    same: Readonly<Record<string, number>> = {},
  ): Columns {
    const restored = new Columns();
    const rows = columns[0]?.length ?? 0;
    const held = names
      ? []
      : Object.entries(same).map(([name, value]) => [name, new Float64Array(rows).fill(value)] as const);
    restored.append({
      names: [...(names ?? earlier), ...held.map(([name]) => name)],
      columns: [...columns, ...held.map(([, column]) => column)],
    });
    restored.#seen = seen;
    restored.#stride = stride;
    return restored;
  }

  /** A copy of all rows. */
  record(): ColumnsRecord {
    const columns = [...this.#columns.values()].map((column) => column.slice(0, this.#length));
    return { names: this.names, columns, seen: this.#seen, stride: this.#stride };
  }

  get length(): number {
    return this.#length;
  }

  get names(): readonly string[] {
    return [...this.#columns.keys()];
  }

  /** NaN in columns that are known on one side only: not every version of the page measures the same. */
  append({ names, columns }: Measurements): void {
    const rows = columns[0]?.length ?? 0;
    if (columns.length !== names.length || columns.some((column) => column.length !== rows))
      throw new Error(`${columns.length} columns do not fit ${names.length} names, or differ in length`);
    for (const name of names)
      if (!this.#columns.has(name)) this.#columns.set(name, new Float64Array(this.#capacity).fill(Number.NaN));
    const added = new Map(names.map((name, index) => [name, columns[index]]));
    for (let row = 0; row < rows; row++) {
      /* The last row, if it is not one to stay, makes way for the next. */
      if (this.#length > 0 && (this.#seen - 1) % this.#stride !== 0) this.#length--;
      if (this.#length === this.#capacity) this.#makeRoom();
      for (const [name, column] of this.#columns) column[this.#length] = added.get(name)?.[row] ?? Number.NaN;
      this.#length++;
      this.#seen++;
    }
  }

  /** A view of one column, good until the next append(); NaN where there is none of that name. */
  column(name: string): Float64Array {
    return this.#columns.get(name)?.subarray(0, this.#length) ?? new Float64Array(this.#length).fill(Number.NaN);
  }

  /** The value in a row counted from the end (-1 is the last), NaN where there is none. */
  at(name: string, row: number): number {
    const index = row < 0 ? this.#length + row : row;
    return index < this.#length ? (this.#columns.get(name)?.[index] ?? Number.NaN) : Number.NaN;
  }

  #makeRoom(): void {
    if (this.#capacity < this.#most) {
      this.#capacity = Math.min(this.#most, 2 * this.#capacity);
      for (const [name, column] of this.#columns) {
        const larger = new Float64Array(this.#capacity);
        larger.set(column);
        this.#columns.set(name, larger);
      }
      return;
    }
    const kept = Math.ceil(this.#length / 2);
    for (const column of this.#columns.values())
      for (let row = 0; row < kept; row++) column[row] = column[2 * row] ?? Number.NaN;
    this.#length = kept;
    this.#stride *= 2;
  }
}

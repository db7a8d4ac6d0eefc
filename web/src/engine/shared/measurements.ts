/* What is measured, as it goes from worker to page and into kept records: columns by name, a row each time. */
import { arrayOf, type Guarded, isColumn, isString, object } from './guard';

export const isMeasurements = object({ names: arrayOf(isString), columns: arrayOf(isColumn) });

export type Measurements = Guarded<typeof isMeasurements>;

/** The columns of what is measured at each target position: counted from 1, as the program prints them. */
export const byPosition = (name: string, length: number): string[] =>
  Array.from({ length }, (_, index) => `${name}_${index + 1}`);

/** Rows of as many numbers as there are names. */
export const measurements = (names: readonly string[], rows: readonly ArrayLike<number>[]): Measurements => ({
  names,
  columns: names.map((_, column) => Float64Array.from(rows, (row) => row[column] ?? Number.NaN)),
});

/* The y axis of the decision margins. */

/** From the least to the greatest of all finite values, 0 and some room round it within. */
export function marginRange(columns: readonly ArrayLike<number>[]): readonly [low: number, high: number] {
  let [low, high] = [-1, 1];
  for (const values of columns)
    for (let row = 0; row < values.length; row++) {
      const value = values[row] ?? Number.NaN;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  const room = 0.04 * (high - low);
  return [low - room, high + room];
}

/** Round numbers in the range, 0 among them, at most about six. */
export function marginTicks([low, high]: readonly [number, number]): readonly number[] {
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(6)),
  );
}

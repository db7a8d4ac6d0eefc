/* Time that can be gone back to: the steps whose weights the lanes keep. */

/** All kept steps of all lanes, each once, rising. */
export function momentsOf(kept: readonly (readonly number[])[]): readonly number[] {
  return [...new Set(kept.flat())].sort((one, other) => one - other);
}

/** The index of the step nearest to `wanted`, the earlier of two; -1 where there is none. */
export function nearestIndex(steps: ArrayLike<number>, wanted: number): number {
  let nearest = -1;
  for (let index = 0; index < steps.length; index++)
    if (nearest < 0 || Math.abs((steps[index] ?? 0) - wanted) < Math.abs((steps[nearest] ?? 0) - wanted))
      nearest = index;
  return nearest;
}

/** The kept step of one lane that stands for a moment; null: as the weights are now. */
export function keptAt(steps: readonly number[], moment: number | null): number | null {
  return moment === null ? null : (steps[nearestIndex(steps, moment)] ?? null);
}

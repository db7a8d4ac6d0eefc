/** Round numbers from 0 to `reach`, at most about `most` of them. */
export function xTicks(reach: number, most: number): number[] {
  const rough = reach / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10));
  return Array.from({ length: Math.floor(reach / step + 1e-9) + 1 }, (_, index) => index * step);
}

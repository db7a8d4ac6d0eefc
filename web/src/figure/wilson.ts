/** The 95 % Wilson score interval of a share of `count` (Wilson 1927): [low, high], NaN where the share is. */
export function wilson(share: number, count: number): readonly [number, number] {
  const z = 1.959963984540054;
  const centre = share + (z * z) / (2 * count);
  const spread = z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  const scale = 1 + (z * z) / count;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}

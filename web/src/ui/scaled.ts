/** A large number by a unit's prefix: 41779200000 -> "41.8 G" */
export function scaled(value: number): string {
  const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
  let power = 0;
  while (value / 1000 ** power >= 999.5 && power < prefixes.length - 1) power++;
  return `${Number((value / 1000 ** power).toPrecision(3))}\u00a0${prefixes[power]}`.trim();
}

/** Seeds as a reader says them: [1, 2, 3] -> "1–3"; with gaps, one by one. */
import { list } from '../../text/list';
export function seedList(seeds: readonly number[]): string {
  const [first, last] = [seeds[0], seeds.at(-1)];
  const whole = first !== undefined && last !== undefined && seeds.length > 1 && last - first === seeds.length - 1;
  return whole ? `${first}–${last}` : list(seeds);
}

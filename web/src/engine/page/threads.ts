/* How many threads each of several models that train at once may have: a power of two, as the core divides its work. */

const MOST = 64;

export function threadsPerLane(cores: number, lanes: number): number {
  let threads = 1;
  while (2 * threads * lanes <= cores && 2 * threads <= MOST) threads *= 2;
  return threads;
}

/* Shares of 0 to 1 as the program writes them (cli/base/recording.c), in the 92 printable characters of ASCII that JSON takes as they
 * are. The k-th of them is (k / 41)^2; after 42 of those, two shares of which each is one of the first 7; the last, that the share
 * before comes 3 + k times more, for the k-th that follows it. */
const DIGITS = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
const LEVELS = 42;
const SMALL = 7;
const REPEATS_LEAST = 3;

/* By level, and how often. */
function* runsOf(text: string): Generator<readonly [level: number, times: number]> {
  let before = -1;
  for (let at = 0; at < text.length; at++) {
    const digit = DIGITS.indexOf(text.charAt(at));
    if (digit < 0) throw new Error('not quantised');
    if (digit < LEVELS) {
      before = digit;
      yield [before, 1];
    } else if (digit < DIGITS.length - 1) {
      yield [Math.floor((digit - LEVELS) / SMALL), 1];
      before = (digit - LEVELS) % SMALL;
      yield [before, 1];
    } else {
      const repeats = DIGITS.indexOf(text.charAt(++at));
      if (before < 0 || repeats < 0 || at === text.length) throw new Error('not quantised');
      yield [before, REPEATS_LEAST + repeats];
    }
  }
}

/** How many shares the text holds; null where it is none of this kind. */
export function quantisedLength(text: string): number | null {
  let length = 0;
  try {
    for (const [, times] of runsOf(text)) length += times;
  } catch {
    return null;
  }
  return length;
}

/** Of a text that quantisedLength() takes. */
export function sharesIn(text: string): Float32Array<ArrayBuffer> {
  const shares = new Float32Array(quantisedLength(text) ?? 0);
  let at = 0;
  for (const [level, times] of runsOf(text)) {
    shares.fill((level / (LEVELS - 1)) ** 2, at, at + times);
    at += times;
  }
  return shares;
}

/** In rows of `length` that each sum to 1, as rounding left them only nearly. */
export function weightsIn(text: string, length: number): Float32Array<ArrayBuffer> {
  const weights = sharesIn(text);
  for (let at = 0; at < weights.length; at += length) {
    const row = weights.subarray(at, at + length);
    const sum = row.reduce((one, other) => one + other, 0);
    if (sum > 0) for (let index = 0; index < length; index++) row[index] = (row[index] ?? 0) / sum;
  }
  return weights;
}

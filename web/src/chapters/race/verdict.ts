/* Whether a race that was run here ended as it was sent. */
import type { SentLane } from '../../state/sent';

export type Verdict = 'same' | 'other' | 'mode';

const modeOf = (digest: string): string => digest.slice(digest.indexOf('-'));

/** `ended`: the digest of each lane at the step that was sent, in the same order. */
export function verdictOf(sent: readonly SentLane[], ended: readonly string[]): Verdict {
  const pairs = sent.map(({ digest }, lane) => [digest, ended[lane] ?? ''] as const);
  if (pairs.some(([theirs, ours]) => modeOf(theirs) !== modeOf(ours))) return 'mode';
  return pairs.every(([theirs, ours]) => theirs === ours) ? 'same' : 'other';
}

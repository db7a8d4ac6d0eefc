/* On which side of the split the graphs of a file are: held-out accuracy says nothing of what a model has seen. */
import type { DeskClient } from '../../engine/page/client';
import type { Config } from '../../engine/shared/description';
import type { Reason } from '../../engine/shared/reason';

export interface Sides {
  readonly heldOut: number;
  /** Why a line is no graph of the config; null where each is one. */
  readonly refusal: Reason | null;
}

/* Lines at once: a few dozen milliseconds, so that the desk also gets to what the visitor types meanwhile. */
const LINES = 500;

/** Null where nobody waits for the answer any more. */
export async function sidesOf(
  desk: DeskClient,
  text: string,
  config: Config,
  over: () => boolean,
): Promise<Sides | null> {
  const lines = text.split('\n');
  const settings = Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)]));
  let heldOut = 0;
  for (let at = 0; at < lines.length; at += LINES) {
    const sorted = await desk.sort(settings, lines.slice(at, at + LINES), at + 1);
    if (over()) return null;
    if (sorted.refusal) return { heldOut: 0, refusal: sorted.refusal };
    heldOut += sorted.heldOut;
  }
  return { heldOut, refusal: null };
}

import { nameOf } from '../../state/config/names';
import type { Lane } from '../../state/lane';
import { givenDigest } from '../../state/record';
import { say } from '../../text/say';
import type { Run } from './comparison';
import { words } from './words';

/** What people read for a run: the name they gave it, else its objective's. */
export const titleOf = (lane: Lane): string => lane.name.value || nameOf(lane.objective);

/** The graphs that a run was trained on: of given ones their file, if it is known, and their digest. */
export function trainedOn({ lane, setup }: Run): string {
  const digest = givenDigest(setup);
  return digest ? [lane.given?.name, digest].join(' ').trim() : say(words.drawn);
}

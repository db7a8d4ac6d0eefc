import { nameOf } from '../../state/config/names';
import type { Lane } from '../../state/lane';
import { say } from '../../text/say';
import type { Run } from './comparison';
import { words } from './words';

/** What people read for a run: the name they gave it, else its objective's. */
export const titleOf = (lane: Lane): string => lane.name.value || nameOf(lane.objective);

/** The graphs that a run was trained on: their file, if it is known, and their digest. */
export function trainedOn({ lane, setup }: Run): string {
  return setup.trainsOn ? [lane.trainingGraphs?.name, setup.trainsOn].join(' ').trim() : say(words.drawn);
}

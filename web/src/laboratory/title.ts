import { nameOf } from '../config/names';
import type { Lane } from '../store/lane';

/** What people read for a run: the name they gave it, else its objective's. */
export const titleOf = (lane: Lane): string => lane.name.value || nameOf(lane.objective);

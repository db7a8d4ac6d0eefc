/* Every run of this visit, and those kept from earlier ones: what the laboratory's table lists.
 *
 * A run is a Lane. It is live while it has its worker; afterwards, and in a later visit, it is its record alone: name,
 * setup, state, and the columns measured, all of which a Lane shows as before (`setup`, `state`, `latest`, measured(),
 * accuracies(), `held`, `train`). What needs weights (ask(), save(), continue()) needs a live one.
 *
 *   runs.all            oldest first; a signal
 *   runs.add(lane)      puts a run on the list; the race does so by itself, others for runs worth a row
 *   runs.delete(lane)   ends it if it is live and forgets it; a lane that races ends by Reset first
 *   lane.name.value     what the visitor calls it, empty until they do; settable
 *   lane.origin         'race' | 'trial' | 'import'
 *   lane.live           whether it has its worker; a signal
 *   lane.record()       the run as one plain value (record.ts); null until it has been made
 *   Lane.restore(...)   and back
 *
 * keep/ stores the list and what becomes of it; nothing else needs to. */
import { type Signal, signal } from '@preact/signals';
import type { Lane } from './lane';

/** An id that no other visit or tab has: the time, and chance. */
export function newId(): string {
  const chance = crypto.getRandomValues(new Uint32Array(1));
  return `${Date.now().toString(36)}-${(chance[0] ?? 0).toString(36)}`;
}

export class Runs {
  /** Whether the browser keeps nothing: the runs end with the page. */
  readonly unkept = signal(false);
  readonly all: Signal<readonly Lane[]> = signal([]);

  add(lane: Lane): void {
    if (this.all.peek().includes(lane)) return;
    this.all.value = [...this.all.peek(), lane].sort((one, other) => one.createdAt - other.createdAt);
  }

  delete(lane: Lane): void {
    lane.end();
    this.all.value = this.all.peek().filter((run) => run !== lane);
  }
}

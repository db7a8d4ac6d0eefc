/* What a run's worker and its helpers say to each other, once: all else is said in their memory. */
import { type Guarded, is, isMemory, isModule, isNumber, object } from '../shared/guard';

export const isHelperStart = object({
  type: is('helper.start'),
  module: isModule,
  memory: isMemory,
  /* Where its room is, which is also the top of its stack. */
  address: isNumber,
});

export const isHelperReady = object({ type: is('helper.ready') });

export type HelperStart = Guarded<typeof isHelperStart>;
export type HelperReady = Guarded<typeof isHelperReady>;

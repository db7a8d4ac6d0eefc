/* The default exhibit's settings beyond the engine's defaults, for what is drawn before the engine has described itself:
 * its first preset (described.test.ts holds them to it). */
import type { Settings } from '../../engine/shared/description';

export const EXHIBIT: Settings = {
  heads: '2',
  positions: 'none',
  init: 'reference',
  learning_rate: '0.0003',
  warmup: '50',
};

/* The default exhibit's settings beyond the engine's defaults, for what is drawn before the engine has described itself:
 * its first preset (described.test.ts holds them to it). */
import type { Settings } from '../../engine/shared/description';

export const EXHIBIT: Settings = { positions: 'none', init: 'reference' };

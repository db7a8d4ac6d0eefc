/* In what a draft is not what the laboratory ran. */

import type { Config } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';

/** The options, by name, in which a draft differs from committed runs; `varied` and those they do not know aside. */
export function differences(committed: Config, draft: Config, varied: ReadonlySet<string>): readonly string[] {
  return Object.entries(committed)
    .filter(([name, value]) => !varied.has(name) && draft[name] !== undefined && draft[name] !== value)
    .map(([name]) => nameOf(name));
}

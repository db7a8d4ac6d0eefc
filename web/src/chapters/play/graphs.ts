import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useSession } from '../../state/session';
import type { Arms } from '../../ui/graph/layout';
import { NODES_MOST } from './cloud';
import { EXAMPLES } from './examples';

export interface Pair {
  /** One graph a round. */
  readonly graphs: readonly [Arms, Arms];
  /** Where they are from: written into the page, the same because the visitor's are no puzzle, or the engine's held-out
   * graphs from this index on. */
  readonly source: 'example' | 'too large' | number;
}

const EXAMPLE: Pair = { graphs: EXAMPLES, source: 'example' };

/** Two graphs to play on: held-out ones as soon as the engine is there. `turn` counts the pairs played before. */
export function usePair(turn: number): Pair {
  const { asked, draft } = useSession();
  const pair = useSignal(EXAMPLE);
  const views = draft.views.value;
  const from = asked.graphIndex.value + 2 * turn;
  useEffect(() => {
    if (views.length === 0) return;
    let current = true;
    void Promise.all([draft.heldOut(from), draft.heldOut(from + 1)]).then(([one, other]) => {
      if (!current || !one || !other) return;
      pair.value = isPuzzle(one) ? { graphs: [one, other], source: from } : { graphs: EXAMPLES, source: 'too large' };
    });
    return () => {
      current = false;
    };
  }, [draft, views, from, pair]);
  return pair.value;
}

const isPuzzle = ({ arms }: Arms): boolean => arms.length > 1 && new Set(arms.flat()).size <= NODES_MOST;

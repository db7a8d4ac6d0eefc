import type { Arms } from '../../ui/graph/layout';

/**
 * Two graphs to play on before the engine is there, or where the visitor's own are too large to solve by hand. They are what
 * the engine draws as held-out graphs 3 and 4 of its default settings, so that nothing changes when it arrives.
 */
export const EXAMPLES: readonly [Arms, Arms] = [
  {
    start: 9,
    goal: 0,
    goal_arm: 1,
    arms: [
      [9, 7, 6, 5],
      [9, 1, 8, 0],
      [9, 4, 2, 3],
    ],
  },
  {
    start: 2,
    goal: 0,
    goal_arm: 1,
    arms: [
      [2, 6, 4, 5],
      [2, 3, 1, 0],
      [2, 8, 9, 7],
    ],
  },
];

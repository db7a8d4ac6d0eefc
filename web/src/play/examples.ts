import type { Arms } from '../graph/layout';

/**
 * Two graphs to play on before the engine is there, or where the visitor's own are too large to solve by hand. They are what
 * the engine draws as held-out graphs 0 and 1 of its default settings, so that nothing changes when it arrives.
 */
export const EXAMPLES: readonly [Arms, Arms] = [
  {
    start: 7,
    goal: 5,
    goal_arm: 0,
    arms: [
      [7, 3, 1, 5],
      [7, 6, 2, 8],
      [7, 0, 4, 9],
    ],
  },
  {
    start: 2,
    goal: 6,
    goal_arm: 0,
    arms: [
      [2, 0, 7, 6],
      [2, 4, 3, 1],
      [2, 9, 8, 5],
    ],
  },
];

import type { Graph, Token } from '../../engine/shared/description';

export const token = (text: string, role: Token['role'], node: number | null, target: number | null = null): Token => ({
  text,
  role,
  node,
  arm: null,
  target,
  position: target === null ? null : 1,
});

/** Two arms of two edges: 0 1 2 and 0 3 4, the goal 4. */
export const graphOf = (tokens: Token[]): Graph => ({
  start: 0,
  goal: 4,
  goal_arm: 1,
  arms: [
    [0, 1, 2],
    [0, 3, 4],
  ],
  text: '',
  split: 'held_out',
  tokens,
});

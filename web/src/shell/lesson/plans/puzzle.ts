/* The puzzle of the worksheets: of the default size, and not one that the page opens with. */
import type { Arms } from '../../../ui/graph/layout';

export const PUZZLE: Arms = {
  start: 4,
  goal: 3,
  goal_arm: 1,
  arms: [
    [4, 8, 1, 6],
    [4, 0, 9, 3],
    [4, 7, 5, 2],
  ],
};

/** Its edges, shuffled. */
export const EDGES: readonly (readonly [from: number, to: number])[] = [
  [9, 3],
  [4, 7],
  [1, 6],
  [0, 9],
  [7, 5],
  [4, 8],
  [5, 2],
  [8, 1],
  [4, 0],
];

export const PATH: readonly number[] = PUZZLE.arms[PUZZLE.goal_arm] ?? [];

const way = PATH.join(' → ');

/** What all plans ask about it. */
export const puzzleAsks = {
  en: `Each arrow leads from one node to the next. Find the way from ${PUZZLE.start} to ${PUZZLE.goal} and write down all of its nodes.`,
  zh: `每个箭头从一个节点指向下一个节点。找出从 ${PUZZLE.start} 到 ${PUZZLE.goal} 的路，写出经过的所有节点。`,
};

export const puzzleAnswer = {
  en: `${way}. From the goal it can be read off: only 9 leads to 3, only 0 leads to 9, only 4 leads to 0. From the start three arrows leave, and which is right shows only at the end of an arm.`,
  zh: `${way}。从目标往回读即可：只有 9 指向 3，只有 0 指向 9，只有 4 指向 0。从起点则有三个箭头，走到臂的末端才知道哪个对。`,
};

/* Of a race in which blanks cannot be told apart. */
export const words = {
  alike: (objective: string) => ({
    en: `${objective} cannot learn this: it answers in any order, from blanks that only positions tell apart, and here there are none.`,
    zh: `${objective}在这里学不会：它可按任意次序回答，空位之间只能靠位置区分，而这里没有位置。`,
  }),
  add: { en: 'Add positions', zh: '加上位置嵌入' },
};

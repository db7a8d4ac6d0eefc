/** What the figures of the seeds and of the sizes show. */
export const words = {
  noSeedEnded: { en: 'No seed has ended yet.', zh: '尚无种子结束训练。' },
  solved: (within: string, solved: string, runs: string, low: string, high: string) => ({
    en: `Seeds that solved it within ${within} steps: ${solved} of ${runs} (95\u00a0% interval ${low} to ${high}).`,
    zh: `${within} 步以内成功的种子：${runs} 个中有 ${solved} 个（95% 区间 ${low} 至 ${high}）。`,
  }),
  andEnds: (solved: string, what: string, middle: string, low: string, high: string) => ({
    en: `${solved} At the end ${what} is right on ${middle}, the median of the seeds (${low} to ${high}).`,
    zh: `${solved}结束时${what}正确的比例，各种子的中位数为 ${middle}（${low} 至 ${high}）。`,
  }),
  noStarRun: { en: 'No star has been run yet.', zh: '尚未训练任何一种星形图。' },
  stars: (stars: string, all: string, some: string, none: string, seeds: string) => ({
    en: `Stars solved by all of their seeds: ${all} of ${stars}; by some: ${some}; by none: ${none}. Seeds a star: ${seeds}.`,
    zh: `${stars} 种星形图中，所有种子都解出的：${all} 种；部分种子解出的：${some} 种；无一解出的：${none} 种。每种的种子数：${seeds}。`,
  }),
  between: (fewest: string, most: string) => ({ en: `${fewest} to ${most}`, zh: `${fewest} 至 ${most}` }),
};

/* Numbers come as texts, written by text/numbers.ts. */
export const words = {
  /* The caption: what is seen. */
  drawFirst: (seeds: string, steps: string) => ({
    en: `Of ${seeds} seeds, how many will have solved the task by which step, up to ${steps}? Draw it before you see any.`,
    zh: `${seeds} 个种子中，到第几步会有多少个成功（至多 ${steps} 步）？请在看到结果之前先画出来。`,
  }),
  found: (objective: string, solved: string, seeds: string) => ({
    en: `${objective}: ${solved} of ${seeds} seeds solved`,
    zh: `${objective}：${seeds} 个种子中 ${solved} 个成功`,
  }),
  undecided: (seeds: string, steps: string) => ({
    en: ` (${seeds} not followed to step ${steps} yet)`,
    zh: `（${seeds} 个尚未训练到第 ${steps} 步）`,
  }),
  foundNone: (objective: string) => ({ en: `${objective}: no seed yet`, zh: `${objective}：尚无种子` }),
  /* How it is read. */
  drawing: {
    en: 'Drag down the picture: left of your line are the seeds that have solved it by then; along the left edge, none. By keyboard: Tab goes from point to point, the arrow keys move it. Then run the seeds.',
    zh: '从上向下拖：线的左侧是到那时已成功的种子，沿左边缘表示一个也没有。用键盘：Tab 键逐点移动，方向键调整。然后开始训练。',
  },
  reading: (what: string) => ({
    en: `Each stream is a seed falling through its training, as wide as its share of held-out graphs with ${what} right; a dot: solved. Thick line and band: the share of seeds solved by then and its 95\u00a0% interval, where those still falling count as far as they have come; right of it are the unsolved. Dashed: what you drew.`,
    zh: `每条水流是一个随训练下落的种子，宽度为测试图中${what}正确的比例；圆点：成功。粗线与色带：到该步已成功的种子比例及其 95% 区间，仍在下落的按已走到的步数计入；右侧是尚未成功的。虚线：你画的预计。`,
  }),
  step: { en: 'step', zh: '步' },
  solved: { en: 'solved', zh: '成功' },
  solvedOf: (solved: string, seeds: string) => ({ en: `${solved} of ${seeds}`, zh: `${seeds} 个中 ${solved} 个` }),
  youExpect: (solved: string, seeds: string) => ({
    en: `you: ${solved} of ${seeds}`,
    zh: `你：${seeds} 个中 ${solved} 个`,
  }),
  board: (objective: string) => ({ en: `What you expect of ${objective}`, zh: `你对${objective}的预计` }),
  point: (objective: string, step: string) => ({
    en: `${objective}, solved by step ${step}`,
    zh: `${objective}，到第 ${step} 步已成功`,
  }),
  pointValue: (solved: string, seeds: string) => ({
    en: `${solved} of ${seeds} seeds`,
    zh: `${seeds} 个种子中 ${solved} 个`,
  }),
  show: (seeds: string) => ({ en: `Show the ${seeds} seeds run so far`, zh: `显示已训练的 ${seeds} 个种子` }),
  drawAgain: { en: 'Draw again', zh: '重新画' },
  hidden: (seeds: string) => ({
    en: `Seeds that are there already: ${seeds}. They are shown once you have drawn what you expect, or ask to see them.`,
    zh: `已有种子：${seeds} 个。画出你的预计后显示，也可直接要求显示。`,
  }),

  /* What became of the expectation. */
  expected: (objective: string, solved: string, seeds: string, steps: string) => ({
    en: `${objective}: you expected ${solved} of ${seeds} seeds solved by step ${steps}`,
    zh: `${objective}：你预计到第 ${steps} 步 ${seeds} 个种子中有 ${solved} 个成功`,
  }),
  cameTo: (share: string, low: string, high: string) => ({
    en: `; it came to ${share} (95\u00a0% interval ${low} to ${high}).`,
    zh: `；结果是 ${share}（95% 区间 ${low} 至 ${high}）。`,
  }),
  notKnownYet: { en: '; how many it will be is not known yet.', zh: '；结果如何尚不可知。' },
  inside: (inside: string, points: string) => ({
    en: `Your line is inside the interval at ${inside} of its ${points} points.`,
    zh: `你的线在 ${points} 个点中有 ${inside} 个落在区间内。`,
  }),
  drawnAfter: (seeds: string) => ({
    en: `You drew it when ${seeds} seeds had been shown.`,
    zh: `画的时候已显示过 ${seeds} 个种子。`,
  }),

  /* Of the table and the file. */
  columnObjective: { en: 'objective', zh: '训练方式' },
  columnSeed: { en: 'seed', zh: '种子' },
  columnUntil: { en: 'followed to step', zh: '训练到步' },
  columnEnd: { en: 'outcome', zh: '结果' },
  columnAtRisk: { en: 'seeds unsolved before', zh: '此前未成功的种子' },
  columnUnsolved: { en: 'share unsolved', zh: '未成功比例' },
  columnLow: { en: 'interval from', zh: '区间下限' },
  columnHigh: { en: 'to', zh: '上限' },
  columnExpected: { en: 'you expected', zh: '你的预计' },
  columnFirst: { en: 'first step', zh: '第一步' },
  columnPath: { en: 'whole path', zh: '整条路径' },
  columnDigest: { en: 'digest', zh: '摘要' },
  ends: {
    solved: { en: 'solved', zh: '成功' },
    unsolved: { en: 'not solved', zh: '未成功' },
    diverged: { en: 'diverged', zh: '发散' },
    stopped: { en: 'not followed further', zh: '未再训练' },
    running: { en: 'in training', zh: '训练中' },
  },

  /* Two objectives, seed by seed. */
  pairedTitle: { en: 'Two objectives, seed by seed', zh: '两种训练方式，逐个种子比较' },
  compare: { en: 'Compare', zh: '比较' },
  with: { en: 'with', zh: '与' },
  pairedWhy: (steps: string) => ({
    en: `The same seed gives both the same first weights and the same graphs: what differs between the two runs is the objective. Within ${steps} steps.`,
    zh: `同一个种子给两者相同的初始权重和相同的图：两次训练的差别只在训练目标。${steps} 步以内。`,
  }),
  noPairs: {
    en: 'No seed has been run with both yet.',
    zh: '还没有种子用两种方式都训练过。',
  },
  pairedCaption: (pairs: string) => ({
    en: `What became of the ${pairs} seeds that both have run`,
    zh: `两者都训练过的 ${pairs} 个种子的结果`,
  }),
  didSolve: (objective: string) => ({ en: `${objective} solved it`, zh: `${objective}成功` }),
  didNot: (objective: string) => ({ en: `${objective} did not`, zh: `${objective}未成功` }),
  split: (one: string, onlyOne: string, other: string, onlyOther: string) => ({
    en: `${one} alone solved ${onlyOne}, ${other} alone ${onlyOther}.`,
    zh: `只有${one}成功的有 ${onlyOne} 个，只有${other}成功的有 ${onlyOther} 个。`,
  }),
  chanceOfSplit: (seeds: string, share: string) => ({
    en: `If the objective made no difference, each of these ${seeds} would be the toss of a coin, and ${share} of such tosses would split at least as unevenly`,
    zh: `若训练目标没有影响，这 ${seeds} 个就如同各抛一枚硬币，其中 ${share} 的情形会分得至少这样不均`,
  }),
  byChance: (share: string) => ({
    en: `By chance alone such a split comes up in ${share}`,
    zh: `全凭偶然，这样的分法出现的概率为 ${share}`,
  }),
  mcnemar: (p: string) => ({
    en: `exact McNemar test, two-sided: p\u00a0${p}`,
    zh: `McNemar 精确检验，双侧：p\u00a0${p}`,
  }),
  sign: (p: string) => ({ en: `exact sign test, two-sided: p\u00a0${p}`, zh: `符号检验（精确），双侧：p\u00a0${p}` }),
  nothingSplit: {
    en: 'No seed tells the two apart: there is nothing to test.',
    zh: '没有种子能区分两者：无可检验。',
  },
  sooner: (one: string, oneSooner: string, other: string, otherSooner: string, alike: string) => ({
    en: `Counted in steps, ${one} was sooner in ${oneSooner}, ${other} in ${otherSooner}; in ${alike} they were level or neither solved it.`,
    zh: `按步数计，${one}较早的有 ${oneSooner} 个，${other}较早的有 ${otherSooner} 个；${alike} 个同时成功或都未成功。`,
  }),
  tooFew: {
    en: 'Fewer than six seeds that differ can never bring p under 0.05: run more.',
    zh: '有差别的种子少于六个时，p 不可能低于 0.05：请训练更多。',
  },
  testWaits: (seeds: string) => ({
    en: `The test waits for the ${seeds} runs still under way: who looks again and again while seeds come in sooner or later finds what they hope for.`,
    zh: `检验要等仍在进行的 ${seeds} 次训练结束：若边出结果边反复查看，迟早会看到想要的结果。`,
  }),
};

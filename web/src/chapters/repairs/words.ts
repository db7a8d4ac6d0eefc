/* What the chapter of repairs says. Numbers come as texts. */

export const words = {
  lead: {
    en: 'The paper ended with a failure and a remedy. Since then one objective after another has been said to repair it, each on its own graphs, model and budget. Here they run on the same track: the same first weights, the same graphs, the same number of steps; only the objective differs.',
    zh: '论文以一个失败和一种补救告终。此后，一个又一个训练目标据称能修复它，各用各的图、模型与预算。这里让它们同场较量：相同的初始权重、相同的图、相同的步数，只有训练目标不同。',
  },
  guess: { en: 'First, your guess', zh: '先猜一猜' },
  guessWhich: (seeds: string) => ({
    en: `Which of these solves the task in the most of ${seeds} seeds?`,
    zh: `在 ${seeds} 个种子中，哪一个成功的次数最多？`,
  }),
  guessWhichAny: {
    en: 'Which of these solves the task in the most seeds?',
    zh: '哪一个训练目标能在最多的种子中成功？',
  },
  open: { en: 'Show what came of it', zh: '看结果' },
  openUnguessed: { en: 'Show it without a guess', zh: '不猜，直接看' },
  chooseFirst: { en: 'Choose one of them first.', zh: '请先选择一个。' },
  league: { en: 'What came of it', zh: '结果' },
  pictures: (path: string) => ({
    en: `Each picture is of the path ${path}. White on black: start and goal, as the question names them after the edges. Crossed out: said, but not counted.`,
    zh: `每张小图都以路径 ${path} 为例。黑底白字是问题在边之后给出的起点与目标；划去的表示要说出但不计分。`,
  }),
  told: { en: 'Objective by objective', zh: '逐个来看' },
  leagueNote: (spec: string, seeds: string, steps: string, graphs: string, size: string, degree: string) => ({
    en: `Native program, sweep “${spec}”, ${size}, seeds ${seeds}, at most ${steps} steps, ${graphs} held-out graphs. A run is solved when it first walks 95\u00a0% of them without a fault. Bars: the Wilson interval of solved seeds, and the range of the first step over seeds; dotted, a guess among ${degree} arms. FLOPs and steps: the median of the runs that solved it. First step and margin are asked with the true nodes before the step given and no other: a model that fills in nodes in an order of its own (Fill in) is not sure of it there, though its paths are right. Choose a column’s head to sort by it.`,
    zh: `本地程序，实验“${spec}”，${size}，种子 ${seeds}，至多 ${steps} 步，${graphs} 张测试图。首次在其中 95% 上无误走完即算成功。条形：成功种子比例的 Wilson 区间，以及各种子第一步正确率的范围；点线为在 ${degree} 条臂中随机猜测的水平。FLOP 与步数取成功训练的中位数。第一步与决策间隔都只给出它之前的真实节点来提问：按自己的次序填写节点的模型（填空）此时还没有把握，尽管它的整条路径是对的。点选列名即可排序。`,
  }),
  solvedSeeds: (objective: string, solved: string, runs: string) => ({
    en: `${objective} in ${solved} of ${runs} seeds`,
    zh: `${objective}（${runs} 个种子中 ${solved} 个）`,
  }),
  harder: (size: string, steps: string, solved: string, none: string) => ({
    en: `On longer arms, ${size}, within ${steps} steps, it is another picture. Solved: ${solved}. In no seed: ${none}.`,
    zh: `臂更长时（${size}，至多 ${steps} 步）情形大不相同。成功的有：${solved}。没有一个种子成功的有：${none}。`,
  }),
  leagueName: { en: 'League table of the objectives', zh: '训练目标排行表' },
  notMeasured: { en: 'not measured yet', zh: '尚未测量' },
  sortedBy: (column: string) => ({ en: `Sort by: ${column}`, zh: `按“${column}”排序` }),
  answering: (answering: string) => ({ en: `${answering} to answer`, zh: `作答用 ${answering}` }),

  youSaid: (name: string, solved: string, runs: string) => ({
    en: `You said ${name}: it solved ${solved} of ${runs} seeds.`,
    zh: `你选了“${name}”：它在 ${runs} 个种子中成功 ${solved} 次。`,
  }),
  right: { en: 'None solved more.', zh: '没有比它更多的。' },
  rightWith: (others: string) => ({
    en: `None solved more; as many: ${others}.`,
    zh: `没有比它更多的；同样多的有：${others}。`,
  }),
  wrong: (best: string, solved: string) => ({
    en: `The most, ${solved}: ${best}.`,
    zh: `最多的是 ${solved} 次：${best}。`,
  }),
  youSaidUnmeasured: (name: string) => ({
    en: `You said ${name}, which has not been measured yet.`,
    zh: `你选了“${name}”，它尚未测量。`,
  }),

  published: { en: 'Published', zh: '已发表的说法' },
  ours: { en: 'Here', zh: '此处' },
  sameCost: { en: 'A step costs as much as one of teacher forcing.', zh: '一步的计算量与教师强制相同。' },
  cost: (ratio: string) => ({
    en: `A step costs ${ratio} times that of teacher forcing.`,
    zh: `一步的计算量为教师强制的 ${ratio} 倍。`,
  }),
  extra: (extra: string, answers: string) => ({
    en: `${extra} parameters more in training; answers take ${answers}.`,
    zh: `训练时多 ${extra} 个参数；作答用到 ${answers} 个。`,
  }),
  raceIt: { en: 'Race it', zh: '来比一场' },
  or: { en: 'or', zh: '或' },
};

/** How a published claim is known, where it was not read in the paper itself. */
export const read = {
  abstract: { en: 'from abstracts alone', zh: '仅据摘要' },
  others: { en: 'as others report it', zh: '据他人转述' },
};

/** Heads of the league table. */
export const columns = {
  objective: { en: 'Objective', zh: '训练目标' },
  solved: { en: 'Solved', zh: '成功' },
  steps: { en: 'Steps to it', zh: '所用步数' },
  flops: { en: 'FLOPs to it', zh: '所用 FLOP' },
  cost: { en: 'Cost of a step', zh: '一步的计算量' },
  parameters: { en: 'Parameters', zh: '参数量' },
  firstStep: { en: 'First step', zh: '第一步' },
  margin: { en: 'Margin', zh: '决策间隔' },
};

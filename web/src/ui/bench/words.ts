/* What the chapters say that run seeds or report on them. Numbers come as texts, written by text/numbers.ts. */

export const words = {
  lead: {
    en: 'One run proves nothing. Whether a model finds the first step differs from seed to seed, and with the size of the star, the way it is written down, the model and the optimiser. This is the bench for breaking the claim: what you run here trains in the background while you read on.',
    zh: '一次训练什么也证明不了。模型能否找到第一步，因种子而异，也取决于星形图的大小、图的写法、模型与优化器。这里是质疑者的实验台，用来推翻论断：你在此启动的训练在后台进行，可以继续往下读。',
  },
  rule: (share: string, graphs: string) => ({
    en: `A run has solved the task at the first evaluation with ${share} of ${graphs} held-out paths right; there it stops. What has not solved it within the given steps may still do so later: nothing is claimed beyond the budget. Intervals are Wilson’s, 95\u00a0%.`,
    zh: `一次训练在首次评估达到“${graphs} 张测试图中 ${share} 的路径完全正确”时算作成功，并就此停止。在给定步数内未成功的，之后仍可能成功：预算之外不作任何论断。区间均为 95% Wilson 区间。`,
  }),

  seedsTitle: { en: 'Ten seeds instead of one', zh: '用十个种子，而不是一个' },
  seedsWhy: {
    en: 'A seed gives a run its own first weights and its own graphs. Up to 100 of them train here in the background: first draw what you expect of them, then see.',
    zh: '每个种子给一次训练各自的初始权重和各自的图。这里最多可在后台训练 100 个：先画出你的预计，再看结果。',
  },
  seeds: { en: 'Seeds', zh: '种子数' },
  within: { en: 'Within steps', zh: '步数以内' },
  outOfRange: (name: string, least: string, most: string) => ({
    en: `${name} must be a whole number from ${least} to ${most}`,
    zh: `“${name}”必须是 ${least} 到 ${most} 之间的整数`,
  }),
  runSeeds: (seeds: string) => ({ en: `Run ${seeds} seeds of each`, zh: `每种各训练 ${seeds} 个种子` }),
  runSeed: { en: 'Run 1 seed of each', zh: '每种各训练 1 个种子' },
  draws: { en: 'The lines show', zh: '曲线显示' },
  firstStep: { en: 'the first step', zh: '第一步' },
  wholePath: { en: 'the whole path', zh: '整条路径' },
  noSeeds: { en: 'No seed has been run for so many steps here.', zh: '此处尚无以该步数训练的种子。' },
  fanCaption: (what: string, chance: string) => ({
    en: `Share of held-out graphs with ${what} right, over training steps. Thin: a seed. Thick: the median, in which a run that has stopped keeps its last value. Dotted: a guess, ${chance}.`,
    zh: `测试图中${what}正确的比例，随训练步数变化。细线：一个种子；粗线：中位数（已停止的训练沿用其最后的值）；点线：随机水平 ${chance}。`,
  }),
  solvedOf: (solved: string, runs: string) => ({
    en: `${solved} of ${runs} solved it`,
    zh: `${runs} 次中成功 ${solved} 次`,
  }),
  withinSteps: (steps: string) => ({ en: `within ${steps} steps`, zh: `${steps} 步以内` }),
  interval: (low: string, high: string) => ({
    en: `95\u00a0% interval ${low} to ${high}`,
    zh: `95% 区间 ${low} 至 ${high}`,
  }),
  medianSteps: (steps: string) => ({ en: `median ${steps} steps`, zh: `中位数 ${steps} 步` }),
  firstStepSpread: (middle: string, low: string, high: string) => ({
    en: `first step ${middle} (${low} to ${high})`,
    zh: `第一步 ${middle}（${low} 至 ${high}）`,
  }),
  seedSolved: (seed: string, steps: string) => ({
    en: `seed ${seed}: solved after ${steps} steps`,
    zh: `种子 ${seed}：${steps} 步后成功`,
  }),
  seedUnsolved: (seed: string, steps: string, firstStep: string) => ({
    en: `seed ${seed}: not within ${steps} steps, first step ${firstStep}`,
    zh: `种子 ${seed}：${steps} 步内未成功，第一步 ${firstStep}`,
  }),
  seedFailed: (seed: string, message: string) => ({
    en: `seed ${seed}: stopped, ${message}`,
    zh: `种子 ${seed}：已中止（${message}）`,
  }),
  seedRunning: (seed: string) => ({ en: `seed ${seed}: not ended yet`, zh: `种子 ${seed}：尚未结束` }),
  columnStep: { en: 'step', zh: '步' },
  columnSeed: (seed: string) => ({ en: `seed ${seed}`, zh: `种子 ${seed}` }),
  columnMedian: { en: 'median', zh: '中位数' },

  runWhat: (objectives: string, steps: string) => ({
    en: `${objectives}, ${steps} steps: opens the race`,
    zh: `${objectives}，${steps} 步：转到对比训练`,
  }),
  lessonHolds: {
    en: 'This lesson’s link locks a setting that this needs.',
    zh: '本课的链接锁定了此项所需的某个设置。',
  },

  queue: { en: 'Background runs', zh: '后台训练' },
  nothingRuns: (cores: string) => ({
    en: `Nothing runs in the background. This machine offers ${cores} cores.`,
    zh: `后台没有训练。本机提供 ${cores} 个核。`,
  }),
  progress: (running: string, waiting: string) => ({
    en: `${running} training, ${waiting} waiting`,
    zh: `${running} 个训练中，${waiting} 个等待`,
  }),
  yields: (cores: string) => ({
    en: `The race is using all ${cores} cores of this machine: the background waits until it pauses or ends.`,
    zh: `对比训练正占用本机全部 ${cores} 个核：后台训练将等到它暂停或结束。`,
  }),
  runAnyway: { en: 'Run one at a time anyway', zh: '仍要逐个运行' },
  besideRace: {
    en: 'One at a time beside the race: both are slower for it, neither computes anything else.',
    zh: '与对比训练同时逐个运行：两者都会变慢，但计算结果不变。',
  },
  pause: { en: 'Pause', zh: '暂停' },
  goOn: { en: 'Continue', zh: '继续' },
  cancel: { en: 'Cancel all', zh: '全部取消' },
  refusedRun: (seed: string, message: string) => ({
    en: `Seed ${seed} gave no result: ${message}`,
    zh: `种子 ${seed} 没有结果：${message}`,
  }),
  understood: { en: 'Understood', zh: '知道了' },

  kept: (results: string) => ({
    en: `Runs kept in this browser: ${results}.`,
    zh: `保存在此浏览器中的训练：${results} 次。`,
  }),
  unkept: {
    full: (results: string) => ({
      en: `Runs: ${results}. The browser’s storage for this page is full: the newest are lost when the page is closed or reloaded.`,
      zh: `训练：${results} 次。浏览器分配给本页的存储空间已满：关闭或刷新页面后，最新的结果将丢失。`,
    }),
    blocked: (results: string) => ({
      en: `Runs: ${results}. This browser keeps nothing for this page: they are lost when it is closed or reloaded.`,
      zh: `训练：${results} 次。此浏览器不为本页保存数据：关闭或刷新页面后将丢失。`,
    }),
  },
  clear: { en: 'Clear these results', zh: '清除这些结果' },
  cleared: (results: string) => ({
    en: `Cleared ${results} runs.`,
    zh: `已清除 ${results} 次训练。`,
  }),
  undo: { en: 'Undo', zh: '撤销' },

  mapTitle: { en: 'Every size of star', zh: '各种大小的星形图' },
  mapWhy: {
    en: 'd arms of l nodes each. One bold arm means that the path was found; the arc around a star is the share of seeds that found it. Where none did, the dotted circle marks the step at which they guess. Choose a star on your own map and fill it in: key 1 runs one seed there, key 3 three.',
    zh: 'd 条臂，每条 l 个节点。一条加粗的臂表示找到了路径；星外的弧是找到路径的种子所占比例。若无一成功，点状圆圈标出模型只能猜测的那一步。在你自己的图上选一颗星来填写：按 1 键训练一个种子，按 3 键训练三个。',
  },
  objective: { en: 'Trained by', zh: '训练方式' },
  laboratoryMap: { en: 'The laboratory’s', zh: '实验室的结果' },
  ownMap: { en: 'Yours', zh: '你的结果' },
  mapCaption: (objective: string, steps: string) => ({
    en: `${objective}: the arc around each G(d, l) is the share of its seeds that solved it within ${steps} steps.`,
    zh: `${objective}：每个 G(d, l) 外的弧是 ${steps} 步内解出它的种子所占的比例。`,
  }),
  mapReasons: {
    en: 'Two rows have reasons of their own. At l = 3 the first step is the goal’s parent: one lookup finds it, and no plan is needed. At l = 2, with as few labels as the star needs, there are only 1 + d graphs in all: too few to learn held-out ones from, whatever the objective.',
    zh: '有两行另有原因。l = 3 时，第一步就是目标的父节点：查找一次即可，无需规划。l = 2 时，若标签数刚好够用，总共只有 1 + d 张图：无论哪种训练目标，都不足以学会测试图。',
  },
  mapSource: (spec: string, seeds: string, graphs: string) => ({
    en: `Native program, committed sweep “${spec}”: ${seeds} seeds a star, ${graphs} held-out graphs an evaluation, as few labels as the star needs.`,
    zh: `本地程序，已提交的实验“${spec}”：每种星形图 ${seeds} 个种子，每次评估 ${graphs} 张测试图，标签数取该图所需的最小值。`,
  }),
  ownSource: {
    en: 'This browser: the settings of this page, with as few labels as the star needs.',
    zh: '此浏览器：采用本页的设置，标签数取该图所需的最小值。',
  },
  ownDiffers: (options: string) => ({
    en: `Your settings differ from the laboratory’s in ${options}.`,
    zh: `你的设置与实验室的不同之处：${options}。`,
  }),
  notCommitted: (spec: string) => ({
    en: `The results of the sweep “${spec}” have not been committed yet: there is no number to show.`,
    zh: `实验“${spec}”的结果尚未提交：没有可显示的数字。`,
  }),
  notInSweep: (objective: string, spec: string) => ({
    en: `The sweep “${spec}” has no runs with ${objective}.`,
    zh: `实验“${spec}”不含${objective}的训练。`,
  }),
  fetching: { en: 'Fetching the committed results …', zh: '正在获取已提交的结果……' },
  mapKeys: {
    en: 'Arrow keys move between stars; 1 and 3 run so many seeds of the one you are on.',
    zh: '方向键在各星之间移动；按 1 或 3 在所选的星上训练相应数目的种子。',
  },
  cell: (degree: string, length: string) => ({
    en: `${degree} arms of ${length} nodes`,
    zh: `${degree} 条臂、每条 ${length} 个节点`,
  }),
  cellEmpty: { en: 'not run yet', zh: '尚未训练' },
  cellRunning: (left: string) => ({ en: `${left} on the way`, zh: `${left} 个进行中` }),
  columnDegree: { en: 'arms d', zh: '臂数 d' },
  columnLength: { en: 'nodes l', zh: '节点数 l' },
  columnSolved: { en: 'solved', zh: '成功' },
  columnRuns: { en: 'runs', zh: '训练次数' },
  columnLow: { en: 'interval from', zh: '区间下限' },
  columnHigh: { en: 'to', zh: '区间上限' },
  columnSteps: { en: 'median steps', zh: '步数中位数' },
  columnFirst: { en: 'first step, median', zh: '第一步中位数' },
  columnWithin: { en: 'within steps', zh: '步数以内' },
  runHere: (seeds: string) => ({ en: `Run ${seeds} here`, zh: `在此训练 ${seeds} 个` }),
  fromLaboratory: { en: 'Laboratory', zh: '实验室' },
  fromYou: { en: 'Yours', zh: '你的' },
  ordinarySeeds: (seeds: string) => ({ en: `seeds ${seeds}`, zh: `种子 ${seeds}` }),
  chanceIs: (chance: string) => ({ en: `chance at the first step is ${chance}`, zh: `第一步的随机水平为 ${chance}` }),

  rebuttalsTitle: { en: 'But what if …', zh: '但如果……' },
  rebuttalsWhy: {
    en: 'Each switch changes one thing that someone has blamed for the failure, or has used to get round it. With it on, race, or run a few seeds with it and compare.',
    zh: '每个开关改变一个因素：有人认为它是失败的原因，或借它绕开了失败。打开后可进行对比训练，或训练几个种子来比较。',
  },
  raceWithIt: { en: 'Race with it', zh: '据此对比训练' },
  notStarted: (why: string) => ({ en: `Not started: ${why}`, zh: `未开始：${why}` }),
  runFive: { en: 'Run 5 seeds', zh: '训练 5 个种子' },
  without: { en: 'without', zh: '不改变' },
  withIt: { en: 'with it', zh: '改变后' },
  noRunsYet: { en: 'no runs yet', zh: '尚无训练' },
  comparedAt: (steps: string) => ({
    en: `Your runs within ${steps} steps, the other settings as they are on this page now`,
    zh: `你在 ${steps} 步以内的训练结果，其余设置与本页当前相同`,
  }),
  beyond: (options: string) => ({
    en: `The laboratory’s runs have this change; beyond it, the settings on this page differ from theirs in ${options}.`,
    zh: `实验室的训练都作了这项更改；除此之外，本页的设置与它们的不同之处是${options}。`,
  }),
  noSwitch: {
    en: 'What no switch here can test: the Belief State Transformer reads the target from both ends and is reported to solve star graphs',
    zh: '此处没有开关可以检验的：Belief State Transformer 从两端读取目标序列，据报告能解出星形图',
  },
  noSwitchMore: {
    en: '; token masking, scratchpads and other shapes of graph are among the ways round the failure in',
    zh: '；词元掩码、草稿与其他形状的图等绕开失败的办法见',
  },

  snowballTitle: { en: 'Is it not just errors piling up?', zh: '难道不只是误差累积？' },
  snowballWhy: {
    en: 'The usual worry is that small errors snowball: with an error e at each step, (1 − e)^(l − 1) of the paths survive. The exponent is l − 1, not l: of the l nodes the start is copied from the question, and l − 1 steps are taken after it. If that were the failure, the two lines would agree. Take e from the later positions, which the model learns. With this page’s defaults, under teacher forcing, the prediction climbs to nearly all paths while the measured paths stay at chance: what is lost is lost at one step, before anything could pile up.',
    zh: '通常的担忧是小误差会像雪球一样累积：若每步出错率为 e，则只有 (1 − e)^(l − 1) 的路径能全程正确。指数是 l − 1 而不是 l：l 个节点中，起点只是从问题里照抄，其后才走 l − 1 步。倘若失败源于此，两条线应当重合。取模型学得会的后续位置的误差作为 e。在本页默认设置的教师强制下，预测值升至几乎全部路径正确，而实测路径停留在随机水平：损失全在那一步，根本还来不及累积。',
  },
  snowballHere: {
    en: 'The lines are those of the race above, as it stands.',
    zh: '曲线取自上文的对比训练，随其进展更新。',
  },
  snowballNone: {
    en: 'Start the race: the prediction and the measurement are drawn as it trains.',
    zh: '请开始对比训练：预测与实测将随训练绘出。',
  },
  snowballParallel: (objective: string) => ({
    en: `${objective} says all positions at once, so no error is handed on and there is nothing to pile up.`,
    zh: `${objective}一次说出所有位置，误差不会传递，也就无从累积。`,
  }),
  snowballChosen: (objective: string) => ({
    en: `${objective} says the node it is surest of first, wherever on the path that is: its errors do not pile up from the start on.`,
    zh: `${objective}先说最有把握的节点，不论它在路径何处：误差不会从起点开始累积。`,
  }),
  snowballShort: {
    en: 'Paths of two nodes have no later step, so there is nothing to pile up.',
    zh: '两个节点的路径没有后续步骤，无从累积。',
  },
  snowballCaption: (objective: string, measured: string, predicted: string, chance: string) => ({
    en: `${objective} has ${measured} of paths right, where piled-up errors would leave ${predicted}. Dashed: paths right if errors only piled up. Solid: paths right as measured, with their 95\u00a0% interval. Dotted: a guess, ${chance}.`,
    zh: `${objective}的正确路径占 ${measured}，若误差只是累积则应为 ${predicted}。虚线：若误差只是累积，应有的正确路径比例；实线：实测的正确路径比例及其 95% 区间；点线：随机水平 ${chance}。`,
  }),
  predicted: { en: 'predicted', zh: '预测' },
  measured: { en: 'measured', zh: '实测' },
  nowAt: (step: string) => ({ en: `at step ${step}`, zh: `第 ${step} 步` }),
  startRace: { en: 'Start the race', zh: '开始对比训练' },
};

/** The switches of rebuttals.ts, by their name: the objection as a sentence, and what is known of it. */
export const rebuttals = {
  paper: {
    title: { en: 'the graph is written as in the paper?', zh: '图按论文的方式书写？' },
    text: {
      en: 'This page’s default gives an edge one token. The paper writes it as two nodes and a bar, and the model must pair them itself. Frydenlund finds that part of the difficulty is such representation.',
      zh: '本页默认每条边用一个词元。论文则写成两个节点加一个分隔符，由模型自行配对。Frydenlund 发现部分困难正来自这种表示。',
    },
  },
  arms: {
    title: { en: 'edges come arm by arm?', zh: '边按臂依次给出？' },
    text: {
      en: 'In order, an arm can be read off its neighbours; shuffled edge by edge, as in the paper, it must be put together. Frydenlund studies settings of the task other than the original, this representation among them.',
      zh: '按序给出时，可由相邻的边直接读出一条臂；像论文那样逐边打乱，则须自行拼接。Frydenlund 研究了原设定之外的多种设定，图的表示即在其中。',
    },
  },
  first: {
    title: { en: 'the question comes first?', zh: '问题放在前面？' },
    text: {
      en: 'Knowing the goal before it reads the edges, a causal model can already look for it while it reads. The paper asks after the edges.',
      zh: '若在读边之前就知道目标，因果模型可以边读边找。论文是在边之后才提问。',
    },
  },
  goals: {
    title: { en: 'every graph is asked for all its goals?', zh: '每张图都问遍所有目标？' },
    text: {
      en: 'The same graph once for each of its arms, in one batch: only the goal tells the answers apart. Frydenlund calls these structured samples and reports that they help a variety of models.',
      zh: '同一张图在一个批次里对每条臂各问一次：只有目标能区分答案。Frydenlund 称之为结构化样本，并报告其对多种模型都有帮助。',
    },
  },
  fixed: {
    title: { en: 'it sees the same 1,000 graphs again and again?', zh: '反复看同样的 1,000 张图？' },
    text: {
      en: 'Then the first step can be learnt by heart: right on the training graphs, a guess on held-out ones. The paper trains on a fixed set too, but of 200,000 graphs.',
      zh: '那么第一步可以被背下来：在训练图上正确，在测试图上仍是猜测。论文也用固定训练集，但有 200,000 张图。',
    },
  },
  mamba: {
    title: { en: 'it is the transformer’s fault?', zh: '问题出在 Transformer？' },
    text: {
      en: 'Mamba has a state instead of attention. The paper reports that it fails in the same manner. Here without positions and without its convolution over time.',
      zh: 'Mamba 以状态代替注意力。论文报告它以同样的方式失败。此处不用位置编码，也不用时间卷积。',
    },
  },
  adamw: {
    title: { en: 'the optimiser is the paper’s?', zh: '优化器与论文相同？' },
    text: {
      en: 'This page trains hidden matrices with Muon, which is quicker here. The paper uses AdamW throughout.',
      zh: '本页用 Muon 训练隐藏层矩阵，在此更快。论文全部使用 AdamW。',
    },
  },
};

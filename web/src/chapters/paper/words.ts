/* What chapter 6 says. The claims are the paper's in our words; sections are given where they are known for certain. */

export const words = {
  lead: {
    en: 'The paper’s experiments, as far as they fit here. Each says what the paper claims, what is different in ours, what our laboratory found, and has a button that sets up the race with it.',
    zh: '论文的各项实验，凡此处做得到的都列出。每一项都写明论文的论断、我们的不同之处、我们实验室的结果，并有按钮可据此设置对比训练。',
  },
  honest: {
    en: 'None is the paper’s experiment at its own scale, and the one of its size is one epoch of its 500: agreement here supports the claim for small models and small budgets, and disagreement would not refute it there. The paper also fine-tunes GPT-2 Large; nothing of that is here.',
    zh: '没有一项达到论文本身的规模，与其模型同样大小的一项也只训练了 500 个 epoch 中的一个：此处一致只支持小模型、小预算下的论断，此处不一致也不足以反驳论文。论文还微调了 GPT-2 Large，此处没有这一项。',
  },
  claim: { en: 'The paper', zh: '论文' },
  differs: { en: 'What differs from the paper', zh: '与论文的不同' },
  here: { en: 'here', zh: '此处' },
  there: { en: 'in the paper', zh: '论文中' },
  ours: { en: 'Our laboratory', zh: '我们的实验室' },
  yours: { en: 'Your seeds', zh: '你的种子' },
  run: { en: 'Run it here', zh: '在此运行' },
  nativeOnly: {
    en: 'Too large for a tab. With the native program:',
    zh: '对浏览器标签页来说太大。请用本地程序：',
  },
  notCommitted: (spec: string) => ({
    en: `The results of the sweep “${spec}” have not been committed yet.`,
    zh: `实验“${spec}”的结果尚未提交。`,
  }),
  source: (spec: string, seeds: string) => ({
    en: `Native program, sweep “${spec}”, seeds ${seeds}`,
    zh: `本地程序，实验“${spec}”，种子 ${seeds}`,
  }),
  atMost: (steps: string) => ({ en: `, at most ${steps} steps`, zh: `，至多 ${steps} 步` }),
  onGraphs: (graphs: string) => ({ en: `${graphs} held-out graphs`, zh: `${graphs} 张测试图` }),
  oneSeed: { en: 'One seed: no rate is claimed.', zh: '仅一个种子：不作成功率论断。' },
  range: (middle: string, low: string, high: string) => ({
    en: `${middle} (${low} to ${high})`,
    zh: `${middle}（${low} 至 ${high}）`,
  }),
  heldOut: (value: string) => ({
    en: `first step on held-out graphs ${value}`,
    zh: `测试图上的第一步 ${value}`,
  }),
  wholePath: (value: string) => ({
    en: `whole path on held-out graphs ${value}`,
    zh: `测试图上的整条路径 ${value}`,
  }),
  trained: (value: string) => ({
    en: `first step on the training graphs ${value}`,
    zh: `训练图上的第一步 ${value}`,
  }),
  handed: (value: string) => ({
    en: `handed a wrong first step, walks that arm ${value}`,
    zh: `给出错误的第一步后仍沿该臂走下去 ${value}`,
  }),
  nothing: (runs: string) => ({
    en: `Nothing was learnt here: none of the ${runs} runs solves the task, not even the control, the path written backwards. These results do not tell the objectives apart.`,
    zh: `这里没有学会：${runs} 次训练无一解决任务，连对照组，即反过来写的路径，也没有。这些结果分不出训练目标的高下。`,
  }),
  play: { en: 'Play a recording', zh: '播放录像' },
  playing: (objectives: string) => ({
    en: `${objectives}, one seed each: opens the race`,
    zh: `${objectives}，各一个种子：打开对比训练`,
  }),
  notPlayed: { en: 'The recording could not be played.', zh: '录像无法播放。' },
  unlike: { en: 'What does not fit.', zh: '不相符之处。' },
  chance: (chance: string) => ({ en: `a guess: ${chance}`, zh: `随机水平 ${chance}` }),
};

/** What is different from the paper in a row: what it is about, ours, the paper's. Arguments are the engine's settings. */
export const differences = {
  graph: {
    of: { en: 'graph', zh: '图' },
    here: (degree: string, length: string, labels: string) => ({
      en: `G(${degree}, ${length}), ${labels} labels`,
      zh: `G(${degree}, ${length})，${labels} 个标签`,
    }),
    there: { en: '50 or 100 labels', zh: '50 或 100 个标签' },
  },
  layout: {
    of: { en: 'an edge is', zh: '一条边写成' },
    here: { en: 'one token', zh: '一个词元' },
    there: { en: 'two nodes and a bar', zh: '两个节点加一个分隔符' },
  },
  model: {
    of: { en: 'model', zh: '模型' },
    here: (layers: string, width: string) => ({
      en: `${layers} layers, width ${width}`,
      zh: `${layers} 层，宽 ${width}`,
    }),
    there: { en: '6 to 12 layers, width 384', zh: '6 至 12 层，宽 384' },
  },
  mamba: {
    of: { en: 'model', zh: '模型' },
    here: (layers: string, width: string) => ({
      en: `Mamba, ${layers} layers, width ${width}, no convolution over time`,
      zh: `Mamba，${layers} 层，宽 ${width}，无时间卷积`,
    }),
    there: { en: 'Mamba, from scratch', zh: 'Mamba，从头训练' },
  },
  positions: {
    of: { en: 'places in the text', zh: '词元的位置' },
    here: { en: 'rotary', zh: '旋转位置编码' },
    there: { en: 'a learned embedding', zh: '学习得到的嵌入' },
  },
  optimiser: {
    of: { en: 'optimiser', zh: '优化器' },
    here: { en: 'Muon and AdamW', zh: 'Muon 与 AdamW' },
    there: { en: 'AdamW', zh: 'AdamW（全部参数）' },
  },
  fresh: {
    of: { en: 'training graphs', zh: '训练图' },
    here: { en: 'new ones at every step', zh: '每步都是新图' },
    there: { en: '200,000, again and again', zh: '200,000 张，反复使用' },
  },
  fewer: {
    of: { en: 'training graphs', zh: '训练图' },
    here: (graphs: string) => ({ en: `${graphs}, again and again`, zh: `${graphs} 张，反复使用` }),
    there: { en: '200,000, again and again', zh: '200,000 张，反复使用' },
  },
  budget: {
    of: { en: 'budget', zh: '预算' },
    here: (steps: string) => ({ en: `${steps} steps`, zh: `${steps} 步` }),
    there: { en: 'up to 500 epochs', zh: '至多 500 个 epoch' },
  },
};

export type Difference = keyof typeof differences;

export const rows = {
  part: {
    title: { en: 'Where the objectives part', zh: '训练目标在此分出高下' },
    claim: {
      en: 'Teacher forcing learns every step of the path but the first, which stays a guess. The same model, on the same graphs, learns the whole path once it is written from its goal: the task is easy, and what fails is next-token prediction in this order.',
      zh: '教师强制学会路径上除第一步以外的每一步，第一步始终是猜测。同样的模型、同样的图，把路径从目标写起，整条路径便都学会：任务本身不难，失败的是按此顺序的下一词元预测。',
    },
    where: { en: 'section 5', zh: '第 5 节' },
    unlike: {
      en: 'Teacherless training, the paper’s own repair, does not learn this row: after 8,000 steps, ten times what the path written backwards took at most, it copies start and goal, and had not begun with what is between.',
      zh: '论文提出的补救，即无教师训练，学不会这一行：训练 8,000 步，是反过来写路径至多所需步数的十倍，它只会照抄起点和目标，其间的节点仍未开始学。',
    },
  },
  fails: {
    title: { en: 'Teacher forcing does not learn the first step', zh: '教师强制学不会第一步' },
    claim: {
      en: 'On a task that is easy to state, a next-token predictor fails to be learnt at all: not through errors at inference, but in training. Transformers fail in just that way.',
      zh: '在一个极易表述的任务上，下一词元预测器根本学不出来：问题不在推理时的误差，而在训练本身。Transformer 正是这样失败的。',
    },
    where: { en: 'abstract', zh: '摘要' },
    unlike: {
      en: 'Reverse, which should be easy, fails here as well: within this budget neither it nor teacherless training had begun to learn this layout. Only teacher forcing’s half of the claim can be read off these results: every step but the first is learnt.',
      zh: '本应容易的逆序训练在此同样失败：在此预算之内，它与无教师训练都还没有开始学会这种词元布局。从这些结果只能读出关于教师强制的一半论断：除第一步外，步步都学会了。',
    },
  },
  smallest: {
    title: { en: 'The smallest of their graphs', zh: '他们最小的图' },
    claim: {
      en: 'The authors’ repository has data for G(2, 3) over 10 labels: two arms, a single node between start and goal. If the mechanism is right, one hidden choice is enough.',
      zh: '作者的代码仓库中有 G(2, 3)、10 个标签的数据：两条臂，起点与目标之间只隔一个节点。若机制如其所说，一次隐藏的选择便已足够。',
    },
    where: { en: 'data of the authors’ repository', zh: '作者代码仓库的数据' },
    unlike: {
      en: 'On so short a path it is not enough in every run: some seeds find the hidden step under teacher forcing too.',
      zh: '路径如此之短时，并非每次都如此：在教师强制下，有些种子同样找到了隐藏的一步。',
    },
  },
  hans: {
    title: { en: 'Clever Hans', zh: '聪明的汉斯' },
    claim: {
      en: 'Later tokens are learnt by a cheat: each is the child of the one before, which the teacher reveals. Hand over a wrong first step, and the model should walk that arm without fault.',
      zh: '后面的词元靠作弊学会：每个都是教师所给前一个节点的子节点。若交给它错误的第一步，模型应当毫无差错地走完那条臂。',
    },
    where: { en: 'the Clever Hans cheat', zh: '“聪明的汉斯”作弊' },
  },
  teacherless: {
    title: { en: 'Without a teacher it can be learnt', zh: '没有教师则可以学会' },
    claim: {
      en: 'With dummy tokens in place of the true path nothing can be copied from it, and in some settings the whole path is learnt.',
      zh: '用占位词元代替真实路径，便无从照抄；在某些设定下，整条路径都能学会。',
    },
    where: { en: 'section 5', zh: '第 5 节' },
  },
  tooHard: {
    title: { en: 'But not always', zh: '但并非总能学会' },
    claim: {
      en: 'Teacherless training resolves the failure only in some settings; where the graph is too hard it does not even fit. Reversal still works there.',
      zh: '无教师训练只在某些设定下奏效；图太难时，它甚至无法拟合。逆序训练在那里仍然有效。',
    },
    where: { en: 'section 5', zh: '第 5 节' },
  },
  reverse: {
    title: { en: 'Written backwards, it is easy', zh: '反过来写就容易' },
    claim: {
      en: 'Teacher forcing on the path from the goal to the start: every step is then a lookup, and the same model learns all of it.',
      zh: '对从目标到起点的路径做教师强制：每一步都成了查找，同样的模型全部学会。',
    },
    where: { en: 'section 5', zh: '第 5 节' },
  },
  mamba: {
    title: { en: 'It is not the architecture', zh: '与架构无关' },
    claim: {
      en: 'Mamba, which has no attention, fails in the same manner under teacher forcing.',
      zh: '不使用注意力的 Mamba 在教师强制下以同样的方式失败。',
    },
    where: { en: 'abstract', zh: '摘要' },
  },
  memorised: {
    title: { en: 'The first step can only be learnt by heart', zh: '第一步只能死记' },
    claim: {
      en: 'With its supervision lost to the cheat, the first step is an indecipherable token: a fixed training set can be memorised, and held-out graphs stay at chance.',
      zh: '监督被作弊夺走之后，第一步成为无法破译的词元：固定的训练集可以背下来，测试图却停留在随机水平。',
    },
    where: { en: 'the indecipherable token', zh: '“无法破译的词元”' },
    unlike: {
      en: 'It holds for 1,000 graphs. But over 7 labels G(2, 4) has only 2,520 sets of edges: training sets of 10,000 and of 200,000 samples cover nearly all that are not held out. With next-token prediction alone, they teach this wider model the first step on held-out graphs too: 10,000 in part, and not in every seed (44\u00a0%, 68\u00a0% and 87\u00a0% right after 5,000 steps); 200,000 in all three seeds, which reach 95\u00a0% at 2,500 to 3,000 steps. Over 20 labels, where there are 195 million graphs, 10,000 are learnt by heart in three seeds and held-out graphs stay at chance (memorise_many).',
      zh: '对 1,000 张图，它成立。但 7 个标签的 G(2, 4) 只有 2,520 种边集：10,000 个与 200,000 个样本的训练集几乎覆盖了留出一侧以外的全部。仅凭下一词元预测，这个更宽的模型在测试图上也能学会第一步：10,000 个样本时只学会一部分，且并非每个种子都如此（三个种子在 5,000 步后的正确率为 44%、68% 与 87%），200,000 个样本时三个种子全部学会，在 2,500 至 3,000 步达到 95%。换成 20 个标签，共有 1.95 亿张图：三个种子都背下了 10,000 张，测试图仍停留在随机水平（memorise_many）。',
    },
  },
  fullSize: {
    title: { en: 'The paper’s own size', zh: '论文自身的规模' },
    claim: {
      en: 'Six layers, 384 wide, 200,000 graphs of G(2, 5) over 50 labels, AdamW: the model, layout and training set of the paper. (Six or twelve layers: its repository says both.)',
      zh: '六层、宽 384、G(2, 5) 与 50 个标签的 200,000 张图、AdamW：论文的模型、词元布局与训练集。（六层还是十二层：其代码库两种说法都有。）',
    },
    where: { en: 'setup', zh: '实验设置' },
  },
};

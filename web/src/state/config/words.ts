/* Names of what the core calls by one English word. What fewer chapters need is apart, and fetched with them: presets in
 * presets.ts, help texts in ui/fields/help.ts. Every English text that the core has too is the core's own: described.test.ts
 * holds them to it. */
import type { Both } from '../../text/say';

/** Names of options, of their groups and of their choices, by the core's name for them. */
export const NAMES: Readonly<Record<string, Both>> = {
  graph: { en: 'Graph', zh: '图' },
  task: { en: 'Task', zh: '任务' },
  model: { en: 'Model', zh: '模型' },
  training: { en: 'Training', zh: '训练' },

  degree: { en: 'Degree', zh: '度（臂数）' },
  path_length: { en: 'Path length', zh: '路径长度' },
  labels: { en: 'Labels', zh: '标签数' },
  layout: { en: 'Layout', zh: '词元布局' },
  edge_order: { en: 'Edge order', zh: '边的次序' },
  question: { en: 'Question', zh: '问题的位置' },
  objective: { en: 'Objective', zh: '训练目标' },
  architecture: { en: 'Architecture', zh: '架构' },
  layers: { en: 'Layers', zh: '层数' },
  heads: { en: 'Heads', zh: '注意力头数' },
  width: { en: 'Width', zh: '宽度' },
  mlp_ratio: { en: 'MLP ratio', zh: 'MLP 倍率' },
  tied_head: { en: 'Tied head', zh: '输出头共享权重' },
  biases: { en: 'Biases', zh: '偏置' },
  positions: { en: 'Positions', zh: '位置嵌入' },
  rope: { en: 'RoPE', zh: '旋转位置编码（RoPE）' },
  expand: { en: 'Expand', zh: '扩展倍率' },
  state: { en: 'State', zh: '状态维数' },
  conv: { en: 'Convolution', zh: '卷积宽度' },
  init: { en: 'Initialisation', zh: '初始化' },
  batch: { en: 'Batch', zh: '批量大小' },
  train_graphs: { en: 'Training graphs', zh: '训练图数' },
  goals: { en: 'Goals', zh: '每图的目标数' },
  optimizer: { en: 'Optimiser', zh: '优化器' },
  learning_rate: { en: 'Learning rate', zh: '学习率' },
  muon_learning_rate: { en: 'Muon learning rate', zh: 'Muon 学习率' },
  warmup: { en: 'Warm-up', zh: '预热步数' },
  schedule: { en: 'Schedule', zh: '学习率调度' },
  schedule_steps: { en: 'Schedule steps', zh: '调度步数' },
  weight_decay: { en: 'Weight decay', zh: '权重衰减' },
  clip: { en: 'Clip', zh: '梯度裁剪' },
  beta1: { en: 'Beta 1', zh: '一阶矩衰减 β₁' },
  beta2: { en: 'Beta 2', zh: '二阶矩衰减 β₂' },
  epsilon: { en: 'Epsilon', zh: '分母常数 ε' },
  mask: { en: 'Mask', zh: '遮盖方式' },
  mask_rate: { en: 'Mask rate', zh: '遮盖比例' },
  horizon: { en: 'Horizon', zh: '预测个数' },
  rank_said: { en: 'Rank said nodes', zh: '已说的节点也排序' },
  aux_weight: { en: 'Auxiliary weight', zh: '辅助损失权重' },
  seed: { en: 'Seed', zh: '种子' },

  teacher_forcing: { en: 'Teacher forcing', zh: '教师强制' },
  teacherless: { en: 'Teacherless', zh: '无教师训练' },
  reverse: { en: 'Reverse', zh: '逆序训练' },
  top: { en: 'Token order', zh: '词元次序预测' },
  masked: { en: 'Masked', zh: '部分遮盖' },
  hybrid: { en: 'Hybrid', zh: '混合训练' },
  first_only: { en: 'First only', zh: '只学第一步' },
  without_first: { en: 'Without first', zh: '不学第一步' },
  mtp_linear: { en: 'Multi-token', zh: '多词元预测' },
  fsp_bow: { en: 'Later nodes', zh: '未来节点集合' },
  waypoint: { en: 'Waypoint', zh: '途经点' },
  nextlat: { en: 'Next state', zh: '隐藏状态预测' },
  mlm: { en: 'Fill in', zh: '填空' },
  mtp_block: { en: 'Multi-token, blocks', zh: '多词元预测（网络块）' },
  mtp_chain: { en: 'Multi-token, chain', zh: '多词元预测（链式）' },
  any_order: { en: 'Any order', zh: '任意次序' },
  ritf: { en: 'Ranked path', zh: '路径排序' },
  each: { en: 'Each', zh: '逐个独立' },
  uniform: { en: 'Uniform', zh: '比例随机' },
  span: { en: 'Span', zh: '连续一段' },
  paper: { en: 'Paper', zh: '论文格式' },
  pairs: { en: 'Pairs', zh: '成对节点' },
  edge: { en: 'Edge', zh: '每边一个词元' },
  shuffled: { en: 'Shuffled', zh: '随机打乱' },
  arms: { en: 'Arm by arm', zh: '逐臂排列' },
  first: { en: 'First', zh: '在边之前' },
  last: { en: 'Last', zh: '在边之后' },
  transformer: { en: 'Transformer', zh: 'Transformer 模型' },
  mamba: { en: 'Mamba', zh: 'Mamba 模型' },
  none: { en: 'None', zh: '无' },
  learned: { en: 'Learned', zh: '学习得到' },
  reference: { en: 'Reference', zh: '与参考代码相同' },
  fan_in: { en: 'Fan-in', zh: '按输入维数缩放' },
  adamw: { en: 'AdamW', zh: 'AdamW 优化器' },
  muon: { en: 'Muon', zh: 'Muon 优化器' },
  constant: { en: 'Constant', zh: '恒定' },
  cosine: { en: 'Cosine', zh: '余弦' },
};

/** What the page has to say of an objective beyond its name. */
export const about: Readonly<Record<string, Both>> = {
  teacher_forcing: {
    en: 'Sees the true path so far, says the next node.',
    zh: '看到真实路径的前半段，说出下一个节点。',
  },
  teacherless: {
    en: 'Sees blanks, says every node at once.',
    zh: '只看到空白，一次说出所有节点。',
  },
  reverse: {
    en: 'Teacher forcing, the goal first.',
    zh: '教师强制，但先写目标。',
  },
  top: {
    en: 'Teacher forcing; ranks later nodes too.',
    zh: '教师强制，同时给其后所有节点排序。',
  },
  masked: {
    en: 'Teacher forcing, some nodes hidden.',
    zh: '教师强制，但遮住一部分真实节点。',
  },
  hybrid: {
    en: 'Teacher forcing or blanks.',
    zh: '一部分图用教师强制，其余的图只给空白。',
  },
  first_only: {
    en: 'Teacher forcing of the first step alone.',
    zh: '教师强制，但只教第一步。',
  },
  without_first: {
    en: 'Teacher forcing of all but the first step.',
    zh: '教师强制，但不教第一步。',
  },
  mtp_linear: {
    en: 'Teacher forcing; says later nodes too.',
    zh: '教师强制，同时说出其后的几个节点。',
  },
  fsp_bow: {
    en: 'Teacher forcing; lists later nodes too.',
    zh: '教师强制，同时说出其后有哪些节点。',
  },
  waypoint: {
    en: 'Teacher forcing to any node of the path.',
    zh: '教师强制，但问的是路径上的任一节点。',
  },
  nextlat: {
    en: 'Teacher forcing; guesses later states too.',
    zh: '教师强制，同时猜测其后的隐藏状态。',
  },
  mlm: {
    en: 'Fills in hidden nodes, the surest first.',
    zh: '填写被遮住的节点，最有把握的先填。',
  },
  mtp_block: {
    en: 'Teacher forcing; deeper heads say later nodes.',
    zh: '教师强制，另由更深的输出头说出其后的节点。',
  },
  mtp_chain: {
    en: 'The same, each head told the node between.',
    zh: '同上，但每个输出头都被告知中间的真实节点。',
  },
  any_order: {
    en: 'Teacher forcing, the path in a random order.',
    zh: '教师强制，但路径按随机次序说出。',
  },
  ritf: {
    en: 'Ranks the path above other arms: no probabilities.',
    zh: '把路径排在其他臂之前，不学概率。',
  },
};

/** What objectives do to the training, and which do it: a picker's groups. Every objective is in one of them. */
export const IDEAS: readonly (readonly [idea: Both, ...objectives: string[]])[] = [
  [{ en: 'The path as it is', zh: '照写路径' }, 'teacher_forcing', 'reverse', 'any_order'],
  [{ en: 'What is shown', zh: '给看什么' }, 'teacherless', 'masked', 'hybrid', 'mlm'],
  [{ en: 'What counts', zh: '哪些计分' }, 'first_only', 'without_first'],
  [{ en: 'What else is told', zh: '还要说什么' }, 'top', 'mtp_linear', 'mtp_block', 'mtp_chain', 'fsp_bow', 'nextlat'],
  [{ en: 'What is asked', zh: '问什么' }, 'waypoint'],
  [{ en: 'What is a mistake', zh: '什么算错' }, 'ritf'],
];

export const more: Readonly<Record<string, Both>> = {
  ritf: {
    en: 'Its loss is a hinge, in no pair of which are the nodes said before: it may say one of them again, so look at the first step, or let it rank said nodes too (in the settings). Its scores are no probabilities: ranks are shown.',
    zh: '它的损失是铰链损失，此前已说的节点不在任何一对里：它可能重复说出它们，因此请看第一步，或在设置中让已说的节点也排序。它的分数不是概率，所以显示的是名次。',
  },
  teacherless: {
    en: 'No true node to lean on. Expect a wait: it usually stays at chance or below for some hundred steps and then jumps, the steps next to the goal first. Stopping early looks like failure.',
    zh: '没有真实节点可以依靠。需要等待：它通常会在随机水平或更低处停留几百步，然后突然跃升，靠近目标的步骤最先学会。过早停止看起来就像失败。',
  },
  reverse: {
    en: 'The path is written from the goal back to the start. The goal stands in the question, and only one edge leads into each node: no step is a choice.',
    zh: '路径从目标写回起点。目标就写在问题里，而每个节点只有一条边指向它：没有一步需要选择。',
  },
  mlm: {
    en: 'It starts near the goal, so given the start alone it is late to know the first step: look at its own path.',
    zh: '它从靠近目标处填起，所以只给起点时较晚才知道第一步：请看它自己的路径。',
  },
};

export const words = {
  oneLess: (label: string) => ({ en: `${label}: one less`, zh: `${label}：减一` }),
  oneMore: (label: string) => ({ en: `${label}: one more`, zh: `${label}：加一` }),
  /** A sentence of the engine's that has no translation. */
  verbatim: (message: string) => ({ en: message, zh: `引擎的原话：${message}` }),
  range: (least: string, most: string, usual: string) => ({
    en: `(${least} to ${most}; default ${usual})`,
    zh: `（${least} 到 ${most}；默认 ${usual}）`,
  }),
  usual: (usual: string) => ({ en: `(default ${usual})`, zh: `（默认 ${usual}）` }),
  reset: (name: string, usual: string) => ({
    en: `Put ${name} back to ${usual}`,
    zh: `将${name}恢复为 ${usual}`,
  }),
  back: (usual: string) => ({ en: `back to ${usual}`, zh: `恢复为 ${usual}` }),
  on: { en: 'on', zh: '开' },
  off: { en: 'off', zh: '关' },
  locked: { en: 'Locked by this lesson’s link.', zh: '由本课链接锁定。' },
};

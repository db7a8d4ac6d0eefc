/* Names of what the core calls by one English word, and its presets; help texts are in help.ts, which fewer chapters need.
 * Every English text that the core has too is the core's own: described.test.ts holds them to it. */
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
  aux_weight: { en: 'Auxiliary weight', zh: '辅助损失权重' },
  seed: { en: 'Seed', zh: '种子' },

  teacher_forcing: { en: 'Teacher forcing', zh: '教师强制' },
  teacherless: { en: 'Teacherless', zh: '无教师训练' },
  reverse: { en: 'Reverse', zh: '反向书写' },
  top: { en: 'Token order', zh: '词元次序预测' },
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
  locked: { en: 'Held fast by this lesson’s link.', zh: '由本课链接锁定。' },
};

interface PresetWords {
  readonly title: (core: string) => Both;
  readonly note: (core: string) => Both;
}

/** What presets are and what was measured with them; the English is the core's. */
export const PRESETS: Readonly<Record<string, PresetWords>> = {
  A: {
    title: (core) => ({ en: core, zh: '默认示例' }),
    note: (core) => ({
      en: core,
      zh: '20 个种子的实测：无教师训练走对至少 95\u00a0% 的留出图，所需步数的中位数为 600（1,500 步内有 18 个种子做到）；教师强制下，20 个种子的第一步都停留在随机水平。',
    }),
  },
  small: {
    title: (core) => ({ en: core, zh: '两条臂：总是如此吗？' }),
    note: (core) => ({
      en: core,
      zh: '批量减半。20 个种子的实测：无教师训练所需步数的中位数为 562（1,500 步内有 18 个种子做到）；教师强制下，第一步的正确率最终在 0.45 到 0.64 之间，也就是说，这里有些模型开始离开随机水平 0.50。',
    }),
  },
  long: {
    title: (core) => ({ en: core, zh: '更长的臂' }),
    note: (core) => ({
      en: core,
      zh: '五层，不用位置编码。20 个种子的实测：无教师训练走对至少 95\u00a0% 的留出图，所需步数的中位数为 600（3,000 步内有 17 个种子做到），反向书写为 200；教师强制下，20 个种子的第一步都停留在随机水平 0.50。',
    }),
  },
  hard: {
    title: (core) => ({ en: core, zh: '预算之内太难' }),
    note: (core) => ({
      en: core,
      zh: '20 个种子、各 1,500 步的实测：无教师训练也失败（第一步的正确率最终在 0.14 到 0.37 之间），而反向书写走对 95\u00a0% 的留出图只需 238 步（中位数）。',
    }),
  },
  mamba: {
    title: (core) => ({ en: core, zh: '换一种架构，同样的失败' }),
    note: (core) => ({
      en: core,
      zh: 'Mamba，不用其时间卷积。20 个种子的实测：无教师训练走对至少 95\u00a0% 的留出图，所需步数的中位数为 1,525（2,000 步内有 19 个种子做到），反向书写为 288；教师强制下，20 个种子的第一步都停留在随机水平。',
    }),
  },
};

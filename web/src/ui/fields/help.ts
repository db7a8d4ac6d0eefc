/* What each option of the core does, in both languages. */
import type { Option } from '../../engine/shared/description';
import { type Both, say } from '../../text/say';

/** By option name; the English is the core's own help text. */
export const HELP: Readonly<Record<string, Both>> = {
  degree: { en: 'Arms of the star.', zh: '星形图的臂数。' },
  path_length: {
    en: 'Nodes from the start to the end of an arm, both counted.',
    zh: '从起点到一条臂末端的节点数，两端都计入。',
  },
  labels: {
    en: 'Labels that nodes are drawn from, without repetition.',
    zh: '节点编号从这么多个标签中抽取，不重复。',
  },
  layout: {
    en: 'How edges become tokens: `a b |` as in the paper, `a b`, or one token an edge.',
    zh: '边怎样写成词元：如论文那样写 `a b |`，写 `a b`，或每条边一个词元。',
  },
  edge_order: {
    en: 'Order in which edges are shown: each by itself at random, or arm by arm, each from the start to its end.',
    zh: '边的出现次序：每条边各自随机排列，或逐臂排列，每条臂从起点写到末端。',
  },
  question: {
    en: 'Where start and goal are named: after the edges, or before them.',
    zh: '起点与目标写在何处：在所有边之后，或在所有边之前。',
  },
  objective: {
    en: 'What the model is shown of the path while it learns, and what it has to say of it.',
    zh: '学习时给模型看路径的哪一部分，又要它说出什么。',
  },
  architecture: {
    en: 'Kind of sequence model: attention (transformer), or a selective state-space recurrence (mamba).',
    zh: '序列模型的种类：注意力（transformer），或选择性状态空间递推（mamba）。',
  },
  layers: { en: 'Blocks of the model.', zh: '模型的块数。' },
  heads: { en: 'Attention heads of a block; must divide the width.', zh: '每个块的注意力头数；必须整除宽度。' },
  width: { en: 'Numbers that stand for one token between blocks.', zh: '块与块之间用多少个数表示一个词元。' },
  mlp_ratio: {
    en: 'Hidden width of the MLP, in widths of the model; 0 leaves the MLP out.',
    zh: 'MLP 的隐藏宽度，以模型宽度的倍数计；0 表示不用 MLP。',
  },
  tied_head: { en: 'Uses the token embedding as the output head.', zh: '用词元嵌入兼作输出头。' },
  biases: { en: 'Adds biases to linear layers.', zh: '给线性层加上偏置。' },
  positions: { en: 'Embedding of absolute positions.', zh: '绝对位置的嵌入。' },
  rope: {
    en: 'Turns queries and keys by their position (rotary embedding); needs an even head width.',
    zh: '按位置旋转查询与键（旋转位置编码）；每个头的宽度须为偶数。',
  },
  expand: { en: 'Channels of a Mamba block, in widths of the model.', zh: 'Mamba 块的通道数，以模型宽度的倍数计。' },
  state: { en: 'Numbers that each channel remembers the past in.', zh: '每个通道用多少个数记住过去。' },
  conv: {
    en: "Positions that a block's convolution sees, the present one included.",
    zh: '块内卷积能看到的位置数，含当前位置。',
  },
  init: {
    en: 'Initial weights: N(0, 0.02) as in the reference code, or, of hidden matrices, variance 1 / fan-in.',
    zh: '初始权重：如参考代码那样取 N(0, 0.02)；或令隐藏矩阵的方差为 1 / 输入维数。',
  },
  batch: { en: 'Graphs in a training step.', zh: '每个训练步所用的图数。' },
  train_graphs: {
    en: 'Size of a fixed training set; 0 draws fresh graphs for ever.',
    zh: '固定训练集的大小；0 表示不断抽取新图。',
  },
  goals: {
    en: 'Goals that each training graph is asked for, one after another in the batch; at most its degree.',
    zh: '每张训练图要问多少个目标，在批次中依次提问；最多等于它的度。',
  },
  optimizer: {
    en: 'AdamW for every weight, or Muon for hidden matrices and AdamW for the rest.',
    zh: '所有权重都用 AdamW；或隐藏矩阵用 Muon，其余用 AdamW。',
  },
  learning_rate: { en: 'Step size of AdamW.', zh: 'AdamW 的步长。' },
  muon_learning_rate: { en: 'Step size of Muon.', zh: 'Muon 的步长。' },
  warmup: { en: 'Steps over which the step sizes rise from zero.', zh: '步长从零升起所用的步数。' },
  schedule: { en: 'Step sizes after the warm-up.', zh: '预热之后的步长。' },
  schedule_steps: { en: 'Step at which the cosine schedule reaches zero.', zh: '余弦调度降到零的那一步。' },
  weight_decay: {
    en: 'Decoupled weight decay, in units of the step size.',
    zh: '解耦的权重衰减，以步长为单位。',
  },
  clip: {
    en: 'Largest global gradient norm; 0 switches clipping off.',
    zh: '全局梯度范数的上限；0 表示不裁剪。',
  },
  beta1: { en: "AdamW's decay of the mean gradient.", zh: 'AdamW 对平均梯度的衰减系数。' },
  beta2: { en: "AdamW's decay of the mean squared gradient.", zh: 'AdamW 对梯度平方均值的衰减系数。' },
  epsilon: { en: 'What AdamW adds to its denominator.', zh: 'AdamW 在分母上加的数。' },
  mask: {
    en: 'Which previous nodes are hidden: each with probability mask_rate, or with one drawn anew for each graph, or one stretch of them.',
    zh: '遮盖哪些前面的节点：各以概率 mask_rate 遮盖；或每张图另抽一个概率；或遮盖连续的一段。',
  },
  mask_rate: {
    en: 'Share of previous nodes that are hidden; in hybrid, of graphs in which all are.',
    zh: '被遮盖的前面节点所占的比例；在 hybrid 中，是全部遮盖的图所占的比例。',
  },
  horizon: {
    en: 'How many of the coming nodes each position says, the next one included.',
    zh: '每个位置要说出其后的几个节点，包括下一个。',
  },
  rank_said: {
    en: 'Ranks what is left of the path above the nodes said before it, too; without that no pair has them.',
    zh: '把余下的路径也排在此前已说的节点之前；否则这些节点不在任何一对里。',
  },
  aux_weight: {
    en: "Weight of the objective's second loss.",
    zh: '训练目标的第二项损失的权重。',
  },
  seed: {
    en: 'Decides initial weights, training graphs and their order.',
    zh: '决定初始权重、训练图及其次序。',
  },
};

/** What an option does, in a sentence; in the core's own words where no others are known. */
export function helpOf({ name, help }: Option): string {
  const known = Object.hasOwn(HELP, name) ? HELP[name] : undefined;
  return known ? say(known) : help;
}

import type { MeasureName } from '../../../state/sweep/measures';
import type { Both } from '../../../text/say';

interface MeasureWords {
  /** Of its column. */
  readonly header: Both;
  /** A sentence. */
  readonly help: Both;
}

export const measures: Readonly<Record<MeasureName, MeasureWords>> = {
  budget: {
    header: { en: 'budget', zh: '步数预算' },
    help: { en: 'Steps a run was allowed.', zh: '一次训练允许的步数。' },
  },
  steps: {
    header: { en: 'steps to it', zh: '达到所需步数' },
    help: {
      en: 'Training steps until the held-out path accuracy first reached the goal.',
      zh: '测试图上整条路径的正确率首次达到目标所需的训练步数。',
    },
  },
  first_step: {
    header: { en: 'first step at the end', zh: '最后的第一步' },
    help: {
      en: 'Held-out accuracy of the node after the start, the true nodes written before it given.',
      zh: '测试图上起点之后那个节点的正确率，给定写在它之前的真实节点。',
    },
  },
  chance: {
    header: { en: 'chance', zh: '随机水平' },
    help: { en: '1/d: what guessing an arm reaches at the first step.', zh: '1/d：随机猜一条臂时第一步的正确率。' },
  },
  worst_other: {
    header: { en: 'worst other position', zh: '其余位置中最差的' },
    help: {
      en: 'The least accurate of the other positions, the true nodes written before it given.',
      zh: '其余位置中正确率最低的一个，给定写在它之前的真实节点。',
    },
  },
  margin: {
    header: { en: 'decision margin at the end', zh: '最后的决策间隔' },
    help: {
      en: 'Logit of the true first step minus the largest other, the true nodes written before it given: mean over held-out graphs.',
      zh: '正确第一步的 logit 减去其余最大的一个，给定写在它之前的真实节点：测试图上的平均。',
    },
  },
  path: {
    header: { en: 'path at the end', zh: '最后的整条路径' },
    help: {
      en: 'Share of held-out paths walked without a fault, decoding freely.',
      zh: '自由解码时，测试图中整条路径走对的比例。',
    },
  },
  snowball: {
    header: { en: 'path if errors only piled up', zh: '若误差只是累积，路径的比例' },
    help: {
      en: '(1 − e)^(l − 1), where e is the mean error of the positions after the first step.',
      zh: '(1 − e)^(l − 1)，其中 e 为第一步之后各位置的平均错误率。',
    },
  },
  hans_inner: {
    header: { en: 'handed a wrong second node, walks that arm', zh: '给出错误的第二步后沿该臂走' },
    help: {
      en: 'Handed a wrong arm’s node as the second, the first step where the path is written from its start: share of held-out graphs where it follows that arm up to its last node, whatever it says then; not defined for teacherless training.',
      zh: '把错误臂上的节点作为第二步给它（路径从起点写起时即第一步）：在多少测试图上它沿该臂走到最后一个节点之前，不论最后说什么；对无教师训练没有定义。',
    },
  },
  hans: {
    header: { en: 'and to its very end (hans)', zh: '并走到该臂末端（hans）' },
    help: { en: 'The same, and it names that arm’s own end.', zh: '同上，并且说出该臂自己的末端。' },
  },
  train_first_step: {
    header: { en: 'first step on the training set', zh: '训练集上的第一步' },
    help: { en: 'Accuracy on graphs it was trained on.', zh: '在训练过的图上的正确率。' },
  },
  train_path: {
    header: { en: 'path on the training set', zh: '训练集上的整条路径' },
    help: { en: 'Share of paths of graphs it was trained on.', zh: '在训练过的图上整条路径走对的比例。' },
  },
  seconds: {
    header: { en: 'seconds to it', zh: '达到所需秒数' },
    help: {
      en: 'Training time of one run until the goal, without evaluations.',
      zh: '一次训练达到目标所用的时间，不含评估。',
    },
  },
  flops: {
    header: { en: 'FLOPs to it', zh: '达到所需浮点运算数' },
    help: {
      en: 'Floating-point operations of training until the goal, counting only those done.',
      zh: '训练达到目标所做的浮点运算数，只计实际执行的。',
    },
  },
  training: {
    header: { en: 'parameters in training', zh: '训练时的参数量' },
    help: {
      en: 'Those of an auxiliary loss are among them: they are trained, and no answer depends on them.',
      zh: '包括辅助损失的参数：参与训练，但任何回答都不依赖它们。',
    },
  },
  answering: {
    header: { en: 'in answers', zh: '回答时的参数量' },
    help: { en: 'Parameters that answers depend on.', zh: '回答所依赖的参数。' },
  },
  cost: {
    header: { en: 'cost of a step, teacher forcing’s being 1', zh: '一步的计算量（教师强制为 1）' },
    help: {
      en: 'Floating-point operations of a training step, by those of teacher forcing with the same settings.',
      zh: '训练一步的浮点运算数，除以相同设置下教师强制的浮点运算数。',
    },
  },
};

export const learntWords = {
  header: { en: 'learnt: edges from the start, step', zh: '学会的次序：离起点的边数与步数' },
  help: {
    en: 'The path’s nodes, told by how many edges they are from the start, in the order in which they are learnt. After each the first evaluated step at which it was right on 95\u00a0% of held-out graphs, the true nodes before it given: the median, a dash where half of the runs had not come to it.',
    zh: '路径上的节点（以离起点的边数表示），按学会的先后排列。其后是首次在 95% 的测试图上说对它的评估步数（给定它之前的真实节点），取中位数；半数训练未达到时为一短线。',
  },
};

export const words = {
  print: { en: 'Print these results', zh: '打印这份结果' },

  budget: (steps: string, runs: string, parameters: string) => ({
    en: `Budget: ${steps} steps a run. Runs: ${runs}; parameters: ${parameters}.`,
    zh: `预算：每次训练 ${steps} 步。训练次数：${runs}；参数量：${parameters}。`,
  }),
  range: (low: string, high: string) => ({ en: `${low} to ${high}`, zh: `${low} 至 ${high}` }),
  writtenBy: (program: string) => ({
    en: `Written by pathstar report ${program} from the results of pathstar sweep.`,
    zh: `由 pathstar report ${program} 根据 pathstar sweep 的结果写成。`,
  }),
  written: {
    en: 'Written by pathstar report from the results of pathstar sweep.',
    zh: '由 pathstar report 根据 pathstar sweep 的结果写成。',
  },
  sharedOf: (name: string) => ({ en: `Settings of ${name}`, zh: `${name} 的设置` }),
  shared: {
    en: 'Settings that all runs share and that are not the defaults',
    zh: '所有训练共有、且不同于默认值的设置',
  },

  asMost: { en: 'as most', zh: '与多数相同' },
  allRuns: { en: 'all runs', zh: '全部训练' },

  results: { en: 'Results', zh: '结果' },
  goal: (goal: string, steps: string) => ({
    en: `Goal: ${goal} of held-out paths walked without a fault, within ${steps} steps. Medians over runs, and below them the range; shares of runs with their 95\u00a0% Wilson intervals.`,
    zh: `目标：在 ${steps} 步以内，测试图中整条路径走对的比例达到 ${goal}。表中为各次训练的中位数，其下为范围；成功次数附 95% 的 Wilson 区间。`,
  }),
  resultsOf: (name: string) => ({ en: `Results of ${name}`, zh: `${name} 的结果` }),
  runs: { en: 'runs', zh: '训练' },
  reachedGoal: { en: 'runs that reached the goal', zh: '达到目标的训练' },
  solvedOf: (solved: number, runs: number) => ({ en: `${solved} of ${runs}`, zh: `${runs} 次中 ${solved} 次` }),
  columns: { en: 'What the columns mean', zh: '各列的含义' },

  everyRun: { en: 'Every run and its digest', zh: '每次训练及其摘要值' },
  runsOf: (name: string) => ({ en: `Runs of ${name}`, zh: `${name} 的各次训练` }),
  saveRuns: { en: 'Save every run as CSV', zh: '把每次训练存为 CSV' },
  seed: { en: 'seed', zh: '种子' },
  steps: { en: 'steps', zh: '步数' },
  reached: { en: 'reached', zh: '达到目标的步数' },
  path: { en: 'path', zh: '整条路径' },
  digest: { en: 'digest of the weights', zh: '权重摘要值' },
  diverged: { en: 'diverged', zh: '发散' },

  files: { en: 'On graph files', zh: '在图文件上' },
  filesOf: (name: string) => ({ en: `Graph files of ${name}`, zh: `${name} 的图文件` }),
  file: { en: 'file', zh: '文件' },
  graphs: { en: 'graphs', zh: '图数' },
  pathAccuracy: { en: 'path accuracy', zh: '整条路径的正确率' },
  onHeldOut: { en: 'on those held out', zh: '其中测试图上的' },

  maps: { en: 'What sizes of graph are learnt', zh: '能学会哪些大小的图' },
  mapsNote: (goal: string, steps: string) => ({
    en: `Seeds that reached ${goal} of held-out paths within ${steps} steps, of those run: the arc, and the numbers below the star. Under them the steps it took them in the median, or the first step’s accuracy where none did. d arms of l nodes.`,
    zh: `在 ${steps} 步以内，测试图中整条路径走对的比例达到 ${goal} 的种子：星外的弧，以及星下的数字。再下面是它们所需步数的中位数；若无一达到，则为第一步的正确率。d 条臂，每条 l 个节点。`,
  }),
  mapCaption: (of: string) => ({ en: `${of}: seeds that reached the goal`, zh: `${of}：达到目标的种子数` }),
  mapLabel: (of: string) => ({
    en: `${of}. A grid of stars: columns are the degree d, rows the path length l. Under each, how many seeds reached the goal, and after how many steps in the median, or, where none did, the first step’s accuracy. The table has the same numbers.`,
    zh: `${of}。星形图的网格：列为度 d，行为路径长度 l。每颗星下写有达到目标的种子数，以及所需步数的中位数；若无一达到，则为第一步的正确率。表格中有同样的数字。`,
  }),
  noteSteps: (steps: string) => ({ en: `${steps} steps`, zh: `${steps} 步` }),
  noteFirst: (share: string) => ({ en: `1st ${share}`, zh: `第一步 ${share}` }),
  degree: { en: 'arms d', zh: '臂数 d' },
  length: { en: 'nodes l', zh: '节点数 l' },
  solved: { en: 'solved', zh: '达到目标' },
  ofRuns: { en: 'of', zh: '训练次数' },
  low: (what: string) => ({ en: `${what}, from`, zh: `${what}下限` }),
  high: (what: string) => ({ en: `${what}, to`, zh: `${what}上限` }),
  middle: (what: string) => ({ en: `${what}, median`, zh: `${what}中位数` }),
  interval: { en: '95\u00a0% interval', zh: '95% 区间' },

  pileUp: { en: 'Do errors pile up?', zh: '误差会累积吗？' },
  pileUpNote: {
    en: 'If each step after the copied start failed on its own as often as the steps after the first do (e), (1 − e)^(l − 1) of the paths would be right. A run far below the diagonal fails for another reason.',
    zh: '若照抄起点之后的每一步各自独立出错，且错误率与第一步之后各步相同（e），则会有 (1 − e)^(l − 1) 的路径正确。远在对角线之下的训练，失败另有原因。',
  },
  scatterCaption: {
    en: 'Every run: across, the paths right if errors only piled up; upwards, the paths right as measured. On the dotted diagonal piling errors explain it.',
    zh: '每次训练一点：横轴为误差只是累积时应有的正确路径比例，纵轴为实测比例。在点状对角线上，误差累积可以解释结果。',
  },
  predictedAxis: { en: 'predicted if errors only piled up', zh: '若误差只是累积的预测' },
  measuredAxis: { en: 'measured', zh: '实测' },
  explained: { en: 'piling errors explain it', zh: '误差累积可以解释' },

  overTraining: { en: 'Over training', zh: '训练过程' },
  overTrainingNote: {
    en: 'A thin line a run, thick ones the median over runs; a run that reached the goal and stopped keeps its last value in the median. Across: training steps.',
    zh: '细线为一次训练，粗线为各次训练的中位数；达到目标而停止的训练，以其最后的值计入中位数。横轴为训练步数。',
  },
  noCurves: {
    en: 'The file holds no curves. pathstar report --compact keeps them in sweeps of up to 200 runs, or with --points.',
    zh: '文件中没有曲线。pathstar report --compact 在不超过 200 次训练的实验中保留曲线，或用 --points 指定。',
  },
  positions: { en: 'Accuracy of each position, held out', zh: '各位置的正确率（测试图）' },
  positionsLabel: (runs: number, degree: number) => ({
    en: `Line chart over training steps: for each position of the path the share of held-out graphs answered rightly, the true previous nodes given. A thin line a run (${runs}), a thick one their median; a dotted line marks chance at the first step, 1/${degree}. The table has the numbers.`,
    zh: `随训练步数变化的折线图：路径的每个位置在多少测试图上答对，给定之前的真实节点。细线为一次训练（共 ${runs} 次），粗线为中位数；点线为第一步的随机水平 1/${degree}。表格中有具体数字。`,
  }),
  trainFirst: { en: 'first step, training graphs', zh: '第一步（训练图）' },
  paths: { en: 'Whole paths: measured and predicted', zh: '整条路径：实测与预测' },
  pathsLabel: (exponent: number) => ({
    en: `Line chart over training steps: the share of held-out paths walked without a fault, against (1 − e) to the power ${exponent}, where e is the mean error of the positions after the first step. A thin line a run, thick ones the medians. The table has the numbers.`,
    zh: `随训练步数变化的折线图：测试图中整条路径走对的比例，与 (1 − e) 的 ${exponent} 次方对照，e 为第一步之后各位置的平均错误率。细线为一次训练，粗线为中位数。表格中有具体数字。`,
  }),
  measured: { en: 'measured', zh: '实测' },
  ifPiled: { en: 'if errors pile up', zh: '若误差累积' },
  handed: { en: 'Handed a wrong first step: walks that arm', zh: '给出错误的第一步：沿该臂走' },
  handedLabel: {
    en: 'Line chart over training steps: the share of held-out graphs where the model, handed the first node of a wrong arm, follows that arm up to its last node, and to its very end. A thin line a run, thick ones the medians. The table has the numbers.',
    zh: '随训练步数变化的折线图：给出错误臂的第一个节点后，模型在多少测试图上沿该臂走到最后一个节点之前，以及走到其末端。细线为一次训练，粗线为中位数。表格中有具体数字。',
  },
  toLast: { en: 'up to its last node', zh: '到最后一个节点之前' },
  toEnd: { en: 'to its very end', zh: '到其末端' },
};

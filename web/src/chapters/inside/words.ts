import type { Both } from '../../text/say';

export const words = {
  lead: {
    en: 'Where does a model look when it says a node? Attention is drawn on the star: an edge is as thick as the attention it gets. All objectives began with the same weights, so they can be compared layer by layer and head by head.',
    zh: '模型说出一个节点时在看哪里？注意力画在星形图上：边越粗，得到的注意力越多。各种目标从相同的初始权重开始，因此可以逐层、逐头地比较。',
  },
  caution: {
    en: 'One graph at a time, with the inputs the objective trains on: the true path so far, or blanks. Attention tells where information may come from, not what is done with it. Scrub the time to see a head find its task.',
    zh: '每次只看一张图，输入与该目标训练时相同：真实路径的前半段，或空白。注意力只说明信息可能来自何处，并不说明信息如何被使用。拖动时间，可以看到某个头如何找到自己的任务。',
  },
  noWeights: {
    en: 'There are no weights to look into yet: press Start in the race, or Step to go a step at a time.',
    zh: '还没有可以查看的权重：请在对比训练中按“开始”，或按“单步”一步一步地训练。',
  },
  nothingToShow: (message: string) => ({
    en: `Nothing to show here: ${message}. Who takes the supervision is measured all the same, below.`,
    zh: `这里无法显示：${message}。下方“谁得到了监督信号”仍可照常测量。`,
  }),
  asking: { en: 'Looking from target position', zh: '从哪个目标位置看' },
  position: (position: number, name: string) => ({ en: `${position}: ${name}`, zh: `第 ${position} 位：${name}` }),
  lane: (name: string) => ({ en: `Inside ${name}`, zh: `${name} 的内部` }),
  heads: { en: 'Layers and heads', zh: '层与头' },
  headsSeen: (heads: string, above: string, chance: string, head: string, share: string) => ({
    en: `Heads that give the right arm more than chance (${chance}) of their attention on edges: ${above} of ${heads}. Most: ${head}, ${share}.`,
    zh: `${heads} 个头中有 ${above} 个，给各边的注意力落在正确的臂上的比例高于随机水平（${chance}）；最高的是${head}：${share}。`,
  }),
  headsSeenNone: { en: 'No head gives edges any attention.', zh: '没有一个头把注意力给边。' },
  headsNote: {
    en: 'Under each head: that share. One graph.',
    zh: '每个头下方：这一比例。只是一张图。',
  },
  layer: (layer: number) => ({ en: `layer ${layer}`, zh: `第 ${layer} 层` }),
  head: (layer: number, head: number) => ({ en: `layer ${layer}, head ${head}`, zh: `第 ${layer} 层第 ${head} 头` }),
  mean: { en: 'the mean of all heads', zh: '所有头的平均' },
  headShare: (head: string, share: string) => ({
    en: `${head}: ${share} on the right arm`,
    zh: `${head}：${share} 落在正确的臂上`,
  }),
  noEdges: { en: 'none on edges', zh: '不看边' },
  starSeen: (edge: string, share: string, right: string, chance: string) => ({
    en: `The edge ${edge} gets the most, ${share} of all attention; of what goes to edges, ${right} is on the right arm (chance ${chance}).`,
    zh: `边 ${edge} 得到最多，占全部注意力的 ${share}；给各边的注意力中，${right} 落在正确的臂上（随机水平 ${chance}）。`,
  }),
  starSeenNone: { en: 'No edge gets any attention.', zh: '没有一条边得到注意力。' },
  starNote: {
    en: 'An edge is as thick as what it gets, a node’s disc as large as what its own tokens get. One graph.',
    zh: '边越粗，得到的越多；节点的圆盘越大，它自己的词元得到的越多。只是一张图。',
  },
  starTitle: (position: number, name: string, head: string) => ({
    en: `Attention of ${head} from target position ${position}, ${name}`,
    zh: `${head}从目标位置 ${position}（${name}）出发的注意力`,
  }),
  starTable: {
    arm: { en: 'arm', zh: '臂' },
    from: { en: 'edge from', zh: '边的起端' },
    to: { en: 'to node', zh: '节点' },
    edge: { en: 'attention on the edge', zh: '给这条边的注意力' },
    node: { en: 'on the node in question and path', zh: '给问题与路径中该节点的注意力' },
  },
  headsTable: {
    layer: { en: 'layer', zh: '层' },
    head: { en: 'head', zh: '头' },
    right: { en: 'right arm, of edges', zh: '正确的臂（占各边）' },
    needed: { en: 'edge with the answer', zh: '含答案的边' },
    edges: { en: 'edges', zh: '各边' },
    question: { en: 'question', zh: '问题' },
    path: { en: 'path so far', zh: '已走的路径' },
    marks: { en: 'marks and blanks', zh: '标记与空白' },
  },
  looking: (position: number, name: string, node: number, head: string) => ({
    en: `Position ${position}, ${name}: the answer is ${node}. Seen by ${head}.`,
    zh: `第 ${position} 位，${name}：答案是 ${node}。由${head}所见。`,
  }),
  right: { en: 'Of the attention on edges, on the right arm', zh: '给边的注意力中，落在正确的臂上' },
  chance: (share: string) => ({ en: `chance ${share}`, zh: `随机水平 ${share}` }),
  needed: { en: 'Of all attention, on the edge that holds the answer', zh: '全部注意力中，落在含有答案的那条边上' },
  oneEdge: (share: string) => ({ en: `one of all edges: ${share}`, zh: `平均每条边：${share}` }),
  off: (question: string, path: string, marks: string) => ({
    en: `Off the edges: ${question} on start and goal in the question, ${path} on the path so far, ${marks} on marks and blanks.`,
    zh: `不在边上的：问题中的起点与目标 ${question}，已走的路径 ${path}，标记与空白 ${marks}。`,
  }),
  keenest: (head: string, share: string, heads: string) => ({
    en: `The head that looks most at the right arm from here: ${head}, ${share}. It is the best of ${heads} on one graph: that alone lifts it above chance.`,
    zh: `从这里最关注正确的臂的头：${head}，${share}。它是一张图上 ${heads} 个头中最高的一个：仅此就会使它高于随机水平。`,
  }),
  placeAt: (position: number, name: string) => ({
    en: `position ${position} (${name})`,
    zh: `第 ${position} 位（${name}）`,
  }),
  tokenAt: (index: string, text: string) => ({ en: `token ${index} (${text})`, zh: `第 ${index} 个词元（${text}）` }),
  matrixSeen: (place: string, token: string, share: string) => ({
    en: `The darkest cell: ${place} gives ${token} ${share} of its attention.`,
    zh: `最深的一格：${place}把注意力的 ${share} 给了${token}。`,
  }),
  matrix: (name: string, head: string) => ({
    en: `${name}, ${head}: from every target position (rows) to every token (columns); each row sums to 1.`,
    zh: `${name}，${head}：从每个目标位置（行）到每个词元（列）；每行之和为 1。`,
  }),
  matrixHead: {
    position: { en: 'position', zh: '位置' },
    target: { en: 'must say', zh: '应说' },
  },

  contrastTitle: { en: 'What changes between the objectives', zh: '不同的训练目标带来什么变化' },
  contrastAt: (position: number, name: string, shares: string, equal: string) => ({
    en: `At position ${position} (${name}), the edge that holds the answer gets, of all attention: ${shares}. One of all edges would get ${equal} if all attention went to edges, evenly.`,
    zh: `在第 ${position} 位（${name}），含有答案的那条边在全部注意力中得到：${shares}。若全部注意力平均分给各边，每条边得到 ${equal}。`,
  }),
  contrastShare: (name: string, share: string) => ({ en: `${share} from ${name}`, zh: `${name}给的 ${share}` }),
  contrastMore: (name: string, points: string, models: number) => ({
    en: `${name} puts the most there, ${points} percentage points more than the ${models > 2 ? 'least' : 'other'}.`,
    zh: `${name}给得最多，比${models > 2 ? '最少者' : '另一个'}多 ${points} 个百分点。`,
  }),
  contrastAlike: (models: number) => ({
    en: models > 2 ? 'The two that give it most are about alike.' : 'The two are about alike.',
    zh: `${models > 2 ? '给得最多的两者' : '两者'}大致相同。`,
  }),
  contrastNoEdge: (position: number, name: string) => ({
    en: `Position ${position} (${name}) is answered by the question itself: no edge holds its answer, so there is nothing to compare.`,
    zh: `第 ${position} 位（${name}）的答案就在问题里：没有哪条边含有它，因此无可比较。`,
  }),
  differenceSeen: (place: string, token: string, more: string, points: string) => ({
    en: `The strongest cell: at ${place}, ${more} gives ${token} ${points} percentage points more.`,
    zh: `最强的一格：${place}，${more}给${token}的注意力多 ${points} 个百分点。`,
  }),
  difference: (one: string, other: string) => ({
    en: `Token by token of the question, the mean of all heads: filled where ${one} looks more, outlined where ${other} does.`,
    zh: `问题的每个词元，所有头的平均：实心处${one}看得更多，空心处${other}看得更多。`,
  }),
  contrastCaution: {
    en: 'One graph, and the mean of all heads: another graph may say otherwise, and a single head may do what the mean hides. Attention is not yet use.',
    zh: '只是一张图、所有头的平均：换一张图可能不同，单个头的作用也可能被平均掩盖。看到并不等于用到。',
  },

  supervisionTitle: { en: 'Who took the supervision?', zh: '谁得到了监督信号？' },
  supervisionLead: {
    en: 'Where the token before already tells the next one, following is enough: the loss and the gradient of that position fade, and nothing is left there that could teach planning. What remains is the first step, with a loss that following cannot lower. See whether that happened here.',
    zh: '如果答案已由前一个词元泄露，跟随就够了：该位置的损失与梯度随之消失，那里再没有什么可以教模型规划。剩下的是第一步，它的损失靠跟随无法降低。看看这里是不是这样。',
  },
  supervisionHow: (every: string) => ({
    en: `Measured on part of a batch, at most every ${every} steps and in at most 2\u00a0% of the training time. Gradient: the norm of each position’s own gradient, as a share of the sum of those norms. Shares of a loss near zero say little.`,
    zh: `在批次的一部分上测量，至多每 ${every} 步一次，占用不超过训练时间的 2%。梯度：各位置自身梯度的范数在这些范数之和中的比例。损失接近零时，比例没有多大意义。`,
  }),
  lossShare: (loss: Both, name: string, first: string, share: string) => ({
    en: `${share} of the remaining ${loss.en} sits on the ${first}. Bands: the share of ${name}’s ${loss.en} that each target position has, over the steps.`,
    zh: `剩余${loss.zh}的 ${share} 落在${first}上。色带：${name}的${loss.zh}中各目标位置所占的比例，随训练步变化。`,
  }),
  gradientShare: (name: string, first: string, share: string) => ({
    en: `${share} of the gradient comes from the ${first}. Bands: the share of ${name}’s gradient norms that each target position has, over the steps.`,
    zh: `梯度的 ${share} 来自${first}。色带：${name}的梯度范数中各目标位置所占的比例，随训练步变化。`,
  }),
  equal: (share: string) => ({
    en: `Dashed: equal shares, ${share} each.`,
    zh: `虚线：平均分配，每个位置 ${share}。`,
  }),
  newest: (of: Both, step: string, name: string, loss: string, gradient: string) => ({
    en: `At step ${step} the ${name} holds ${loss} of the ${of.en} and ${gradient} of the gradient norms.`,
    zh: `第 ${step} 步时，“${name}”占${of.zh}的 ${loss}，占梯度范数的 ${gradient}。`,
  }),
  wholeHinge: (hinge: string) => ({
    en: `The whole: a hinge of ${hinge} a token, in units of the scores; no cross-entropy.`,
    zh: `总量：每个词元的铰链损失为 ${hinge}（以分数为单位，不是交叉熵）。`,
  }),
  whole: (nats: string) => ({ en: `The whole: ${nats} nats a token.`, zh: `总量：每个词元 ${nats} 奈特。` }),
  table: {
    step: { en: 'step', zh: '步' },
    gradient: { en: 'gradient', zh: '梯度' },
    of: (kind: string, name: string) => ({ en: `${kind}, ${name}`, zh: `${kind}，位置：${name}` }),
  },
  notRecorded: { en: 'A recording does not have this.', zh: '录像中没有这一项。' },
  notYet: { en: 'Not measured yet.', zh: '尚未测量。' },
};

import type { Both } from '../../text/say';

export const words = {
  leadRanked: (names: string) => ({
    en: `${names} has no probabilities, only an order: its nodes show their ranks, #1 the darkest.`,
    zh: `${names}没有概率，只有次序：它的节点显示名次，#1 颜色最深。`,
  }),
  lead: (own: boolean) => ({
    en: `All models get the same graph, ${own ? 'yours' : 'one that none has seen'}. Each says the path node by node; a node is as dark as the probability the model gives it. Look at the first step: it is taken with a straight face, right or wrong.`,
    zh: `所有模型面对同一张${own ? '由你给出的图' : '从未见过的图'}，逐个节点说出路径；节点颜色越深，模型给它的概率越高。请看第一步：无论对错，模型都面不改色地走下去。`,
  }),
  explained: {
    en: 'Then take the choice away. Hand it a first step, right or wrong, and see whether it plans or only follows. The goal stands in the question, so the last node can be copied from there as well as walked to.',
    zh: '然后替它做选择：给它一个正确或错误的第一步，看它是在规划，还是只会跟着走。目标写在问题里，所以最后一个节点既可以走到，也可以从问题里抄来。',
  },
  firstStep: { en: 'The first step', zh: '第一步' },
  nothing: { en: 'let it choose', zh: '让它自己选' },
  right: { en: 'hand it the right one', zh: '给它正确的一步' },
  wrong: { en: 'hand it a wrong one', zh: '给它错误的一步' },
  handedArm: (arm: string) => ({ en: `arm ${arm}, by your hand`, zh: `你指定的 ${arm} 臂` }),
  press: {
    en: 'Or press a node of the first choice on a star to hand over that one.',
    zh: '也可以在星形图上点选第一次选择处的某个节点，把它交给模型。',
  },
  handNode: (node: number, arm: string, share: string) => ({
    en: `Hand over node ${node}, arm ${arm} (${share})`,
    zh: `交给它 ${arm} 臂的节点 ${node}（${share}）`,
  }),
  allAtOnce: {
    en: 'it says all nodes at once, so no first step can be handed to it.',
    zh: '它一次说出所有节点，无法先交给它第一步。',
  },
  again: { en: 'Walk again', zh: '再走一遍' },
  back: { en: 'Previous', zh: '上一步' },
  on: { en: 'Next', zh: '下一步' },
  pause: { en: 'Pause', zh: '暂停' },
  resume: { en: 'Walk on', zh: '继续走' },
  walkControls: { en: 'The walk', zh: '行走' },
  noWeights: {
    en: 'There are no weights to ask yet: press Start in the race, or Step to go a step at a time.',
    zh: '还没有可以询问的权重：请在对比训练中按“开始”，或按“单步”一步一步地训练。',
  },
  lane: (name: string) => ({ en: `${name} decodes`, zh: `${name} 的解码` }),
  title: (index: string) => ({
    en: `Held-out graph ${index} and the walk on it`,
    zh: `测试图 ${index} 及其上的行走`,
  }),
  ownTitle: { en: 'Your graph and the walk on it', zh: '你的图及其上的行走' },
  atPosition: (position: number, name: string) => ({
    en: `Position ${position} (${name}): its probability for each arm`,
    zh: `第 ${position} 位（${name}）：它给每条臂的概率`,
  }),
  ranksAtPosition: (position: number, name: string) => ({
    en: `Position ${position} (${name}): where it ranks each arm’s node among all; the longer, the higher`,
    zh: `第 ${position} 位（${name}）：它把每条臂的节点排在所有节点中的第几名；越长名次越高`,
  }),
  goalMark: { en: 'goal', zh: '目标' },
  startMark: { en: 'start', zh: '起点' },
  chance: (share: string) => ({ en: `dashed: chance, ${share}`, zh: `虚线：随机水平 ${share}` }),
  otherArms: (count: string, share: string) => ({
    en: `${share} on the other ${count} arms`,
    zh: `其余 ${count} 条臂共 ${share}`,
  }),
  elsewhere: (share: string) => ({
    en: `${share} on nodes of other rings or of no arm`,
    zh: `${share} 在其他环或不在图上的节点`,
  }),
  starCaption: (name: string, position: number, ring: string, said: string, share: string, handed: boolean) => ({
    en: `${name} ${handed ? 'is handed' : 'says'} ${said} at position ${position} (${ring}), to which it gives ${share}. A node is as dark as its probability there, thick lines are the walk so far.`,
    zh: `${name}在第 ${position} 位（${ring}）${handed ? '被给定' : '说出'} ${said}，概率：${share}。节点越深，在此处的概率越高；粗线是已走的路。`,
  }),
  starCaptionRanked: (name: string, position: number, ring: string, said: string, rank: string, handed: boolean) => ({
    en: `${name} ${handed ? 'is handed' : 'says'} ${said} at position ${position} (${ring}), which it ranks ${rank} of all nodes. Its scores are no probabilities: a node is the darker the higher it ranks there, thick lines are the walk so far.`,
    zh: `${name}在第 ${position} 位（${ring}）${handed ? '被给定' : '说出'} ${said}，它在所有节点中排在 ${rank}。它的分数不是概率：节点越深，在此处的名次越高；粗线是已走的路。`,
  }),
  node: { en: 'node', zh: '节点' },
  arm: { en: 'arm', zh: '臂' },
  noNode: { en: 'not on the graph', zh: '不在图上' },
  nodeTitle: (node: number, arm: string, name: string, share: string) => ({
    en: `${node} on arm ${arm}, ${name}: ${share}`,
    zh: `${arm} 臂的 ${node}，${name}：${share}`,
  }),
  startTitle: (node: number, share: string) => ({ en: `${node}, the start: ${share}`, zh: `起点 ${node}：${share}` }),
  said: { en: 'What it said, position by position', zh: '它逐位说出的节点' },
  given: { en: 'handed', zh: '给定' },
  pass: (pass: string) => ({ en: `pass ${pass}`, zh: `第 ${pass} 遍` }),
  order: { en: 'It says the path', zh: '说出路径的次序' },
  forwards: { en: 'from the start', zh: '从起点开始' },
  backwards: { en: 'from the goal', zh: '从目标开始' },
  surest: { en: 'the surest node first', zh: '最有把握的先说' },
  turns: {
    en: 'The circled numbers are the order in which it said the path.',
    zh: '带圈的数字是它说出路径的先后。',
  },
  passes: {
    en: 'It reads the whole path in each pass and settles the node it is surest of; the circled numbers are the passes.',
    zh: '它每一遍都读整条路径，定下最有把握的一个节点；带圈的数字是第几遍。',
  },
  wanted: (node: number) => ({ en: `✗ ${node} wanted`, zh: `✗ 应为 ${node}` }),
  armHas: (arm: string, node: number) => ({ en: `✗ ${arm} has ${node}`, zh: `✗ ${arm} 臂上是 ${node}` }),
  saying: (position: number, name: string, said: string, share: string) => ({
    en: `Position ${position}, ${name}: it says ${said}, ${share} sure.`,
    zh: `第 ${position} 位，${name}：它说 ${said}，把握 ${share}。`,
  }),
  sayingRanked: (position: number, name: string, said: string) => ({
    en: `Position ${position}, ${name}: it says ${said}, which it ranks first.`,
    zh: `第 ${position} 位，${name}：它说 ${said}，把它排在第一。`,
  }),
  sayingGiven: (position: number, name: string, said: string) => ({
    en: `Position ${position}, ${name}: ${said} is handed to it.`,
    zh: `第 ${position} 位，${name}：把 ${said} 交给了它。`,
  }),

  handedStep: (arm: string, isFirst: boolean) => ({
    en: `${isFirst ? 'a first step' : 'a second node'} on arm ${arm}`,
    zh: `${arm} 臂上的${isFirst ? '第一步' : '第二步'}`,
  }),
  walkedToGoal: (arm: string) => ({ en: `It walked arm ${arm} to the goal.`, zh: `它沿 ${arm} 臂走到了目标。` }),
  givenWalkedToGoal: (handed: Both, arm: string) => ({
    en: `Handed ${handed.en}, it walked arm ${arm} to the goal.`,
    zh: `给它 ${handed.zh}，它沿 ${arm} 臂走到了目标。`,
  }),
  followed: (arm: string, goal: string) => ({
    en: `It followed arm ${arm} from end to end without a fault. The goal is on arm ${goal}.`,
    zh: `它毫无差错地沿 ${arm} 臂走到底。目标在 ${goal} 臂上。`,
  }),
  givenFollowed: (handed: Both, arm: string, goal: string) => ({
    en: `Handed ${handed.en}, it followed arm ${arm} from end to end without a fault. The goal is on arm ${goal}.`,
    zh: `给它 ${handed.zh}，它毫无差错地沿 ${arm} 臂走到底。目标在 ${goal} 臂上。`,
  }),
  copied: (arm: string, goal: string) => ({
    en: `It followed arm ${arm} and then said the goal, which is not on that arm but on arm ${goal}.`,
    zh: `它沿 ${arm} 臂走，最后却说出目标；目标不在这条臂上，而在 ${goal} 臂上。`,
  }),
  givenCopied: (handed: Both, arm: string, goal: string) => ({
    en: `Handed ${handed.en}, it followed arm ${arm} and then said the goal, which is not on that arm but on arm ${goal}.`,
    zh: `给它 ${handed.zh}，它沿 ${arm} 臂走，最后却说出目标；目标不在这条臂上，而在 ${goal} 臂上。`,
  }),
  kept: { en: 'It kept to the path.', zh: '它没有离开路径。' },
  givenKept: (handed: Both) => ({
    en: `Handed ${handed.en}, it kept to the path.`,
    zh: `给它 ${handed.zh}，它没有离开路径。`,
  }),
  left: (position: number, said: string, target: number) => ({
    en: `It left the path at position ${position}: it said ${said}, the path has ${target}.`,
    zh: `它在第 ${position} 位离开了路径：它说 ${said}，路径上是 ${target}。`,
  }),
  givenLeft: (handed: Both, position: number, said: string, target: number) => ({
    en: `Handed ${handed.en}, it left the path at position ${position}: it said ${said}, the path has ${target}.`,
    zh: `给它 ${handed.zh}，它在第 ${position} 位离开了路径：它说 ${said}，路径上是 ${target}。`,
  }),
  tally: (graphs: string, share: string, chance: string) => ({
    en: `One graph is an anecdote. Of ${graphs} held-out ones these weights walk ${share} without a fault; a guess among the arms, ${chance}.`,
    zh: `一张图不说明问题：在 ${graphs} 张测试图中，这些权重走对整条路径的占 ${share}；在各臂中随机猜则为 ${chance}。`,
  }),

  inNumbers: {
    en: 'How sure it is of each arm, and the Clever Hans meter',
    zh: '它对每条臂的把握，以及“聪明的汉斯”仪表',
  },
  hansTitle: { en: 'The Clever Hans meter', zh: '“聪明的汉斯”仪表' },
  hansLead: (graphs: string) => ({
    en: `The horse Clever Hans could not calculate; it read its questioner’s face. Here ${graphs} held-out graphs are asked at every evaluation, each with a wrong first step handed over. A model that knows where the goal is has no reason to go on down that arm.`,
    zh: `名为“聪明的汉斯”的马并不会算术，只会看提问者的脸色。每次评估时，在 ${graphs} 张测试图上各交给模型一个错误的第一步。若模型知道目标在哪里，就没有理由沿这条臂走下去。`,
  }),
  hansInner: { en: 'follows the wrong arm up to its last node', zh: '沿错误的臂走到倒数第二个节点' },
  hansEnd: { en: 'follows it to its very end', zh: '一直走到臂的尽头' },
  /** Of a path that is written from the goal. */
  handedBack: {
    en: 'It writes the path from the goal: what it is handed is the second node, the one before the end of a wrong arm.',
    zh: '它从目标往回写路径：交给它的是第二步，即错误的臂上末端之前的那个。',
  },
  hansInnerBack: { en: 'follows the wrong arm back to its first step', zh: '沿错误的臂往回走到第一步' },
  hansEndBack: { en: 'follows it back to the start', zh: '一直走回起点' },
  hansCaption: (name: string, share: string, step: string, graphs: string) => ({
    en: `${name} follows the wrong arm it was given to its very end on ${share} at step ${step}. Share of ${graphs} held-out graphs over the steps, with 95\u00a0% intervals.`,
    zh: `第 ${step} 步时，${name}沿被给定的错误臂走到底的占 ${share}。纵轴：在 ${graphs} 张测试图中所占的比例，随训练步变化，附 95% 区间。`,
  }),
  interval: (low: string, high: string) => ({
    en: `95\u00a0% interval ${low} to ${high}`,
    zh: `95% 区间 ${low} 至 ${high}`,
  }),
  guessNote: (share: string, nodes: string) => ({
    en: `Dotted: naming each later node of that arm by a blind guess among the ${nodes} nodes, ${share}.`,
    zh: `点线：在 ${nodes} 个节点中随机猜测并全部猜中该臂其后的节点，${share}。`,
  }),
  atStep: (step: string) => ({ en: `at step ${step}`, zh: `第 ${step} 步` }),
  undefinedOnce: {
    en: 'Not defined: it says all nodes at once, so nothing can be handed to it.',
    zh: '未定义：它一次说出所有节点，无法先交给它一步。',
  },
  undefinedArm: { en: 'Not defined: with one arm there is no wrong one.', zh: '未定义：只有一条臂，没有错误的臂。' },
  undefinedShort: {
    en: 'Not defined: no step comes after the first.',
    zh: '未定义：第一步之后没有其他步。',
  },
  hansTable: {
    step: { en: 'step', zh: '步' },
    low: (what: string) => ({ en: `${what}, low`, zh: `${what}，区间下限` }),
    high: (what: string) => ({ en: `${what}, high`, zh: `${what}，区间上限` }),
  },

  own: { en: 'Ask about a graph of your own', zh: '询问你自己的图' },
  ownLabel: (edges: string) => ({
    en: `A graph in the reference’s text format: ${edges} edges, parent first, then start,goal=path`,
    zh: `参考代码的文本格式：${edges} 条边（父节点在前），然后是 起点,目标=路径`,
  }),
  ask: { en: 'Ask', zh: '询问' },
  askedNote: {
    en: 'You are asking about a graph of your own.',
    zh: '正在询问你自己的图。',
  },
  onTrainSide: {
    en: 'Its edges are on the training side of the split: these models may have been trained on it.',
    zh: '它的边属于训练集一侧：这些模型可能在它上面训练过。',
  },
  onHeldOutSide: {
    en: 'Its edges are on the held-out side of the split: no model here was trained on it.',
    zh: '它的边属于留出一侧：这里的模型都没有在它上面训练过。',
  },
  heldOutAgain: { en: 'Back to held-out graphs', zh: '回到测试图' },
  emptyOwn: { en: 'Type or paste a line first.', zh: '请先输入或粘贴一行。' },
};

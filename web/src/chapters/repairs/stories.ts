/* What is told of each objective: a sentence, a picture, and what was published of it. Only what was read is claimed; where that was no
 * more than an abstract, or what others wrote about the paper, it says so. */
import type { Both } from '../../text/say';
import { type Reference, references } from '../../ui/references';
import { from, handed, inPlace, LAST, one, PATH, type Picture, ranked, states, strip } from './pictures';

/** How the published claim is known here. */
type Read = 'paper' | 'abstract' | 'others' | 'none';

interface Story {
  readonly tells: Both;
  readonly picture: Picture;
  readonly sources: readonly Reference[];
  readonly claim: Both;
  readonly read: Read;
}

const { pitfalls, adulteration, dice, order, multi, chained, future, latent, curse, ceiling, shuffled } = references;

/** By the core's name. */
export const stories: Readonly<Record<string, Story>> = {
  teacher_forcing: {
    tells: {
      en: 'Every node is said with all true nodes before it in sight: past the first step each is but the child of the last.',
      zh: '说每个节点时，此前的真实节点全都看得到：第一步之后，每个节点不过是上一个的子节点。',
    },
    picture: one({}),
    sources: [pitfalls, order],
    claim: {
      en: 'Learns every later step and leaves the first to chance. A later paper finds the same: 33.8\u00a0% of paths on G(3, 3), 32.5\u00a0% on G(3, 5).',
      zh: '后面的步骤全都学会，第一步却停留在随机水平。后来的一篇论文得到同样结果：G(3, 3) 上 33.8% 的路径正确，G(3, 5) 上 32.5%。',
    },
    read: 'paper',
  },
  reverse: {
    tells: {
      en: 'Teacher forcing, but the path is said from its goal: no step is a choice, each is a look into the edges.',
      zh: '教师强制，但从目标说起：没有一步需要选择，每一步都只是在边里查找。',
    },
    picture: one({ order: PATH.map((_, index) => LAST - index) }),
    sources: [pitfalls],
    claim: {
      en: 'The same task is easy when it is written backwards. It shows where the trouble is; it is no repair where nobody knows the goal.',
      zh: '反过来写，同一个任务就变得容易。它指出问题所在；若事先不知道目标，它算不上修复。',
    },
    read: 'paper',
  },
  teacherless: {
    tells: {
      en: 'Blanks stand for all true nodes: there is nothing to copy from, and all nodes are said at once.',
      zh: '真实节点全换成空白：无可照抄，所有节点一次说出。',
    },
    picture: one({ hides: () => true }),
    sources: [pitfalls],
    claim: {
      en: 'Learns the whole path in some settings; where the graph is too hard it does not even fit.',
      zh: '在某些设定下能学会整条路径；图太难时，连拟合也做不到。',
    },
    read: 'paper',
  },
  masked: {
    tells: {
      en: 'Teacher forcing with some of the true nodes hidden, others each time: the child of a hidden node must be planned.',
      zh: '教师强制，但每次遮住不同的几个真实节点：被遮住的节点之后，就得靠规划。',
    },
    picture: one({ hides: (place) => place !== 1 }),
    sources: [adulteration],
    claim: {
      en: 'Solves stars of three to four arms and five to seven nodes, a small decoder trained on fresh graphs.',
      zh: '小型解码器在不断更新的图上训练，能解出三到四条臂、五到七个节点的星形图。',
    },
    read: 'others',
  },
  hybrid: {
    tells: {
      en: 'Of some graphs all true nodes are shown, of the others none.',
      zh: '一部分图给出全部真实节点，其余的图一个也不给。',
    },
    picture: { strips: [strip({}), strip({ hides: () => true })] },
    sources: [dice],
    claim: {
      en: 'Better than teacher forcing on open-ended tasks. No result on path-star graphs is known here.',
      zh: '在开放式任务上优于教师强制。路径星形图上的结果，这里未见。',
    },
    read: 'paper',
  },
  mlm: {
    tells: {
      en: 'Some of the places are hidden, others each time, and each hidden node is said in its own place by a model that sees the places after it, too. It answers in any order: the surest node first.',
      zh: '每次遮住不同的一些位置，模型也看得到后面的位置，在原位说出每个被遮住的节点。回答不拘次序：最有把握的节点先说。',
    },
    picture: { strips: [inPlace(() => true), inPlace((place) => place !== 0 && place !== 2)] },
    sources: [curse],
    claim: {
      en: 'Every path right on a star of two arms, on which next-token prediction is at a half.',
      zh: '在两条臂的星形图上路径全部正确，而下一词元预测在那里停在一半。',
    },
    read: 'paper',
  },
  any_order: {
    tells: {
      en: 'Teacher forcing, but each path is said in an order drawn anew: every true node tells its place on the path, and which place is asked for next. From the start is one of the orders, and how answers are measured; “Watch it fail” has two others.',
      zh: '教师强制，但每条路径都按新抽取的次序说出：每个真实节点都带着它在路径上的位置，以及接着要问的位置。从起点说起只是其中一种次序，测量时就用它；“看它失败”一章里还有另外两种。',
    },
    picture: { strips: [strip({}), strip({ order: [2, 0, 3, 1] })] },
    sources: [shuffled],
    claim: {
      en: 'One model that can be sampled in any order, tried on text, mazes and flights. No result on path-star graphs is known here.',
      zh: '一个模型可按任意次序采样，在文本、迷宫和航班数据上试过。路径星形图上的结果，这里未见。',
    },
    read: 'abstract',
  },
  first_only: {
    tells: {
      en: 'Only the first step counts. The later ones, which are learnt by following alone, teach nothing.',
      zh: '只有第一步计分。之后各步只要跟着走就行，不计分，什么也不教。',
    },
    picture: one({ counts: (depth) => depth === 1 }),
    sources: [pitfalls, ceiling],
    claim: {
      en: 'Disputed. The first says that the step cannot be learnt from its own label; the second that tiny transformers find plans of up to three hidden steps from it.',
      zh: '有争议。前者说仅凭这一步自身的标签学不会它；后者说微型 Transformer 由此能找到至多三个隐藏步骤的计划。',
    },
    read: 'abstract',
  },
  without_first: {
    tells: {
      en: 'All steps count but the first: what it learns of the choice, the other steps have taught it.',
      zh: '除第一步外都计分：关于选择它若学到什么，那都是其他步骤教的。',
    },
    picture: one({ counts: (depth) => depth !== 1 }),
    sources: [],
    claim: {
      en: 'The other half of the same question, a control of ours.',
      zh: '同一问题的另一半，是我们自设的对照。',
    },
    read: 'none',
  },
  top: {
    tells: {
      en: 'A second head, in training only, ranks all nodes to come: the sooner a node comes, the more of the weight is its.',
      zh: '第二个输出头只在训练时使用，给其后的所有节点排序：越早出现，权重越大。',
    },
    picture: one({ tells: ranked }, 'ranked'),
    sources: [order],
    claim: {
      en: 'Every path right on G(3, 3), G(3, 5), G(5, 3) and G(5, 5), at 14 million parameters.',
      zh: '1,400 万参数，在 G(3, 3)、G(3, 5)、G(5, 3) 与 G(5, 5) 上路径全部正确。',
    },
    read: 'paper',
  },
  mtp_linear: {
    tells: {
      en: 'More heads, in training only and of one matrix each, say the nodes two and more places ahead.',
      zh: '另外几个输出头只在训练时使用，各为一个矩阵，说出两个及更多位置之后的节点。',
    },
    picture: one({ tells: (depth) => from(depth + 1) }, 'next'),
    sources: [multi],
    claim: {
      en: 'The smallest form of what was published with a block of the network for each head: see there.',
      zh: '论文中每个输出头各有一个网络块，这是其最小的形式；结果见那一项。',
    },
    read: 'paper',
  },
  mtp_block: {
    tells: {
      en: 'More heads, in training only, say the nodes two and more places ahead, each through a block of the network of its own.',
      zh: '另外几个输出头只在训练时使用，各自经过一个专用的网络块，说出两个及更多位置之后的节点。',
    },
    picture: one({ tells: (depth) => from(depth + 1) }, 'next'),
    sources: [multi, order],
    claim: {
      en: 'Two heads solve G(3, 3) and 59\u00a0% of G(3, 5), four heads all of both, but on G(5, 5) no more than chance.',
      zh: '两个输出头解出 G(3, 3)，在 G(3, 5) 上为 59%；四个输出头两者全部解出，但在 G(5, 5) 上不超过随机水平。',
    },
    read: 'paper',
  },
  mtp_chain: {
    tells: {
      en: 'The same heads in a chain: each goes on from the one before and is told the true node that one had to say, so that it needs only that node’s child.',
      zh: '同样的输出头连成一链：每个都从上一个接着走，并被告知上一个该说的真实节点，于是只需说出该节点的子节点。',
    },
    picture: one({ tells: handed }, 'next'),
    sources: [chained, order],
    claim: {
      en: 'With two heads and with four it solves G(3, 3) and G(5, 3), but leaves G(3, 5), at 33.6\u00a0% at best, and G(5, 5), at 19.3\u00a0%, to chance.',
      zh: '两个和四个输出头都能解出 G(3, 3) 与 G(5, 3)，但 G(3, 5) 至多 33.6%、G(5, 5) 至多 19.3%，停留在随机水平。',
    },
    read: 'paper',
  },
  fsp_bow: {
    tells: {
      en: 'A second head, in training only, says which nodes are still to come, in no order.',
      zh: '第二个输出头只在训练时使用，说出还有哪些节点会出现，不论次序。',
    },
    picture: one({ tells: (depth) => from(depth + 1) }, 'set'),
    sources: [future],
    claim: {
      en: 'Every path right on G(2, 6) and G(2, 8), where a head for the second node ahead falls short.',
      zh: '在 G(2, 6) 与 G(2, 8) 上路径全部正确，而只看向后第二个节点的输出头做不到。',
    },
    read: 'others',
  },
  nextlat: {
    tells: {
      en: 'A small network, in training only, must foretell the model’s own later states from each state and the true nodes.',
      zh: '一个小网络只在训练时使用，要由每个状态和真实节点预测模型自己后面的状态。',
    },
    picture: one({ tells: states }, 'next'),
    sources: [latent],
    claim: {
      en: 'Nearly every path right on G(2, 10) and G(5, 5), and about 94\u00a0% on G(7, 7), where every other objective tried there fails.',
      zh: '在 G(2, 10) 与 G(5, 5) 上路径几乎全部正确，在 G(7, 7) 上约为 94%，而文中其他训练目标在那里都失败。',
    },
    read: 'paper',
  },
  ritf: {
    tells: {
      en: 'No probabilities: what is left of the path must be scored in its order, each node a margin above the next, and all of it above the nodes of the other arms.',
      zh: '不学概率：余下的路径要按次序得分，每个节点比下一个高出一个间隔，而且全都高于其他臂的节点。',
    },
    picture: one({ tells: from }, 'above'),
    sources: [adulteration],
    claim: {
      en: 'Of the remedies of its paper the one that goes furthest as arms grow more and longer; all of them give way. As the loss is reported, nothing keeps a node from being said twice: a setting here ranks said nodes, too.',
      zh: '在该论文的各种补救中，它在臂更多、更长时走得最远；但都有失效的时候。按转述的损失，没有什么阻止一个节点被说两次：这里有一个设置让已说的节点也排序。',
    },
    read: 'others',
  },
  waypoint: {
    tells: {
      en: 'In training the question names any node of the path as the goal: near ones are the lessons for far ones.',
      zh: '训练时，问题把路径上的任一节点当作目标：近的节点是学远的节点的阶梯。',
    },
    picture: one({ named: 2 }),
    sources: [adulteration],
    claim: {
      en: 'Solves stars as masking does. Taking the task apart is enough, even where following stays possible.',
      zh: '与遮盖一样能解出星形图。把任务拆开就够了，即使仍然可以跟着走。',
    },
    read: 'others',
  },
};

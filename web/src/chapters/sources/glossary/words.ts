/* What the words of the page mean, in the page's own terms. Fetched with the last chapter, or when one is asked for. */
import type { Both } from '../../../text/say';

export interface Entry {
  readonly term: Both;
  readonly meaning: Both;
}

/* In the order of the list in chapter 8: the task, the training, the asking, the machinery. */
export const glossary = {
  path_star: {
    term: { en: 'Path-star graph', zh: '路径星形图' },
    meaning: {
      en: 'G(d, l): a start node from which d arms lead away, each a path of l nodes, the start counted. The goal is the last node of one arm, and the task is to write the path to it.',
      zh: 'G(d, l)：从一个起点伸出 d 条臂，每条臂是含起点共 l 个节点的路径。目标是其中一条臂的最后一个节点，任务是写出通向它的路径。',
    },
  },
  arm: {
    term: { en: 'Arm', zh: '臂' },
    meaning: {
      en: 'One of the paths that leave the start. Arms share no node but the start.',
      zh: '从起点伸出的一条路径。各臂除起点外没有共同的节点。',
    },
  },
  first_step: {
    term: { en: 'First step', zh: '第一步' },
    meaning: {
      en: 'The second token of the path, the first after the start: the only one at which an arm has to be chosen. Every later token follows from the one before it.',
      zh: '路径的第二个词元，即起点之后的第一个：唯一需要选择哪条臂的地方。其后的每个词元都可由前一个推出。',
    },
  },
  layout: {
    term: { en: 'Layout', zh: '词元布局' },
    meaning: {
      en: 'How a graph is written as tokens. It is part of the task: with one token an edge, the model is spared the work of pairing the two nodes of an edge.',
      zh: '把图写成词元的方式。它是任务的一部分：若每条边一个词元，模型就不必自己把边的两个节点配成对。',
    },
  },
  teacher_forcing: {
    term: { en: 'Teacher forcing', zh: '教师强制' },
    meaning: {
      en: 'The usual way to train a next-token predictor: at every position the model is shown the true tokens so far, whatever it would have said itself.',
      zh: '训练下一词元预测器的常用方法：在每个位置都给模型看此前的真实词元，不管它自己会说什么。',
    },
  },
  teacherless: {
    term: { en: 'Teacherless training', zh: '无教师训练' },
    meaning: {
      en: 'The path so far is replaced by blanks, and all of its tokens are to be predicted in one pass: there is no true token to lean on.',
      zh: '已走的路径换成空白，要求一次预测出路径的所有词元：没有真实词元可以依靠。',
    },
  },
  reverse: {
    term: { en: 'Reverse', zh: '逆序训练' },
    meaning: {
      en: 'Teacher forcing on the path written from the goal to the start. Every token is then the one parent of the token before it, and nothing is left to choose.',
      zh: '仍用教师强制，但路径从目标写到起点。这样每个词元都是前一个词元的唯一父节点，不再需要选择。',
    },
  },
  top: {
    term: { en: 'Token order prediction', zh: '词元次序预测' },
    meaning: {
      en: 'Teacher forcing with a second loss: from the same hidden state, a second head ranks all the nodes of the path to come by how soon they come. Answers do not use it.',
      zh: '教师强制加上第二项损失：第二个输出头根据同一隐藏状态，按出现的先后给路径上其后的所有节点排序。回答时不使用它。',
    },
  },
  masked: {
    term: { en: 'Masked', zh: '部分遮盖' },
    meaning: {
      en: 'Teacher forcing in which some of the true nodes so far are replaced by blanks, drawn anew for each graph. A dial between teacher forcing and nothing to lean on.',
      zh: '教师强制，但把此前的一部分真实节点换成空白，每张图重新抽取。它是教师强制与无可依靠之间的旋钮。',
    },
  },
  hybrid: {
    term: { en: 'Hybrid', zh: '混合训练' },
    meaning: {
      en: 'Teacher forcing on some graphs and only blanks on the others; answers are given one token after another.',
      zh: '一部分图用教师强制，其余的图只给空白；回答时逐个词元地说。',
    },
  },
  first_only: {
    term: { en: 'First only', zh: '只学第一步' },
    meaning: {
      en: 'Teacher forcing whose loss counts the first step alone: can the choice be learnt from its own label? "Without first" is its counterpart, a control.',
      zh: '教师强制，但损失只计第一步：单凭它自己的标签能否学会选择？“不学第一步”与之相反，用作对照。',
    },
  },
  mtp_linear: {
    term: { en: 'Multi-token prediction', zh: '多词元预测' },
    meaning: {
      en: 'Teacher forcing with further heads, each a matrix, that say the nodes two, three and more places ahead from the same hidden state. Answers do not use them.',
      zh: '教师强制加上若干输出头（各是一个矩阵），根据同一隐藏状态说出后面第二、第三个及更远的节点。回答时不使用它们。',
    },
  },
  mtp_block: {
    term: { en: 'Multi-token, blocks', zh: '多词元预测（网络块）' },
    meaning: {
      en: 'As multi-token prediction, but each further head has a block of the network of its own on the last states, as in the paper that proposed it; all heads share the final norm and the output head. Answers use the first head alone.',
      zh: '与多词元预测相同，但后面的每个输出头都在最后的状态上有一个专用的网络块，如提出它的论文所述；所有输出头共用最后的归一化与输出矩阵。回答时只用第一个输出头。',
    },
  },
  mtp_chain: {
    term: { en: 'Multi-token, chain', zh: '多词元预测（链式）' },
    meaning: {
      en: 'Multi-token prediction in which each further head goes on from the states of the one before and is told the true node that came between. So much of the path is handed over that the child of the node just told may be all it has to find.',
      zh: '一种多词元预测：后面的每个输出头从上一个的状态接着走，并被告知其间的真实节点。这样交出的路径很多，它也许只需找到刚被告知的节点的子节点。',
    },
  },
  fsp_bow: {
    term: { en: 'Later nodes', zh: '未来节点集合' },
    meaning: {
      en: 'Future summary prediction with a bag of words: teacher forcing with a second head that says, of every token, whether it is still to come after the next one, in whatever order.',
      zh: '以词袋概括未来：教师强制加上第二个输出头，对每个词元判断它是否会在下一个之后出现，不论次序。',
    },
  },
  waypoint: {
    term: { en: 'Waypoint', zh: '途经点' },
    meaning: {
      en: 'Teacher forcing on a changed question: while it learns, the question names any node of the path instead of its goal, so that some questions need few steps of looking back.',
      zh: '改变问题的教师强制：学习时，问题里写的是路径上的任一节点而不是目标，于是有些问题只需往回看很少几步。',
    },
  },
  nextlat: {
    term: { en: 'Next state', zh: '隐藏状态预测' },
    meaning: {
      en: 'Next-latent prediction: teacher forcing with a small network that, from a hidden state and the tokens that come next, guesses the hidden states to come. The model learns states from which that can be done. Answers do not use the network.',
      zh: '预测隐藏状态：教师强制加上一个小网络，它根据一个隐藏状态和随后的词元，猜测其后的各个隐藏状态。模型由此学到便于这样猜测的隐藏状态。回答时不使用这个网络。',
    },
  },
  mlm: {
    term: { en: 'Fill in (mlm)', zh: '填空（mlm）' },
    meaning: {
      en: 'Masked diffusion: a share of the path drawn anew for each graph is hidden, the rest shown, and every hidden node is said at its own place by a model that sees the places after it too. Answers start from a path all hidden; in each pass the node it is surest of settles. Forced answers are given the true nodes before them and none after; handed a wrong first step, it fills in the rest.',
      zh: '遮盖扩散：每张图随机遮住路径的一部分，其余照给；模型也能看到其后的位置，在原位说出每个被遮住的节点。回答时先把整条路径遮住，每一遍定下最有把握的一个节点。给定前缀时，只给出它之前的真实节点，其后的都遮住；交给它错误的第一步时，由它填写其余部分。',
    },
  },
  any_order: {
    term: { en: 'Any order', zh: '任意次序' },
    meaning: {
      en: 'Teacher forcing on shuffled paths (σ-GPT): for each graph an order is drawn in which the nodes of the path are said. The input is the true node said before, with a vector for its place on the path and one for the place that is asked for next. Afterwards one model can say a path from the start, from the goal, or the surest node first; unless another order is named, it is asked from the start, like the others.',
      zh: '在打乱的路径上做教师强制（σ-GPT）：每张图抽取一种次序，按它说出路径的各个节点。输入是上一个说出的真实节点，加上它在路径上的位置向量和接着要问的位置的向量。学成之后，同一个模型可以从起点说起、从目标说起，或让最有把握的节点先说；若未另外指明次序，就和其他训练目标一样从起点问起。',
    },
  },
  ritf: {
    term: { en: 'Ranking into the future', zh: '路径排序' },
    meaning: {
      en: 'Teacher forcing without cross-entropy: the scores must rank what is left of the path in its order, each node 1 above the next, and all of it above the nodes of the other arms. The loss is a hinge, what a pair lacks of that, in the mean. Scores trained so are no probabilities: the page shows ranks.',
      zh: '没有交叉熵的教师强制：分数要按次序给余下的路径排序，每个节点比下一个高 1，而且全都高于其他臂的节点。损失是铰链损失，即各对所缺部分的平均。这样训练的分数不是概率，页面显示名次。',
    },
  },
  forced_free: {
    term: { en: 'Forced and free', zh: '给定前缀与自由解码' },
    meaning: {
      en: 'Two ways to ask. Forced: each token is predicted with the true tokens before it given, as in training. Free: the model reads on from its own tokens.',
      zh: '两种提问方式。给定前缀：预测每个词元时都给出它之前的真实词元，与训练时相同。自由解码：模型接着自己说出的词元往下说。',
    },
  },
  margin: {
    term: { en: 'Decision margin', zh: '决策间隔' },
    meaning: {
      en: 'How sure of the right first step a model is: its score (logit) for that node minus the highest score of any other, asked with the true start given where the objective gives it. Above zero it would say the right node; far below zero it is sure of another.',
      zh: '模型对正确的第一步有多大把握：若训练目标会给出真实起点，则给出后提问；它给该节点的分数（logit）减去其他节点的最高分。大于零时会说出正确的节点；远小于零时，它对别的节点很有把握。',
    },
  },
  clever_hans: {
    term: { en: 'Clever Hans', zh: '聪明的汉斯' },
    meaning: {
      en: 'The horse that answered sums by reading its asker. Here: later tokens predicted by looking at the true token before them, without a plan. A model that does so walks down whichever arm it is handed, a wrong one too.',
      zh: '一匹靠察言观色来“算数”的马。在这里指：看着前一个真实词元来预测后面的词元，而没有规划。这样的模型交给它哪条臂就走哪条，哪怕是错的。',
    },
  },
  snowball: {
    term: { en: 'Snowballing', zh: '误差滚雪球' },
    meaning: {
      en: 'The older explanation of failure: small errors at every token add up over a long text. On these graphs the errors of the later tokens are far too small to explain it; the first step fails by itself.',
      zh: '对失败的较早解释：每个词元的小误差在长文本中累积。在这些图上，后面各词元的误差小得多，不足以解释失败；失败的是第一步本身。',
    },
  },
  chance: {
    term: { en: 'Chance', zh: '随机水平' },
    meaning: {
      en: 'What a guess among the d arms gets right: 1/d. Plots of the first step show it as a line.',
      zh: '在 d 条臂中随机猜测一条的正确率：1/d。第一步的图中都画出这条线。',
    },
  },
  wilson: {
    term: { en: 'Wilson interval', zh: 'Wilson 区间' },
    meaning: {
      en: 'A 95\u00a0% interval for a share that was measured on n cases, right also near 0 and 1, and for few cases.',
      zh: '由 n 个样本测得的比例的 95% 区间；在接近 0 或 1 以及样本很少时也适用。',
    },
  },
  held_out: {
    term: { en: 'Held out', zh: '留出集' },
    meaning: {
      en: 'Graphs that are only asked about. A graph belongs to one side of the split by its set of edges alone, so none of these was trained on, whatever the order of its edges or its goal.',
      zh: '仅用于测试的图，简称测试图。一张图属于哪一边只由它的边集决定，因此无论边的次序或目标如何，这些图都从未参与训练。',
    },
  },
  seed: {
    term: { en: 'Seed', zh: '种子' },
    meaning: {
      en: 'The number from which first weights, graphs and their order are drawn. Results differ between seeds: one seed shows that something can happen, not that it does.',
      zh: '初始权重、图及其次序都由这个数产生。不同种子的结果不同：一个种子只说明某事可能发生，并不说明它总会发生。',
    },
  },
  digest: {
    term: { en: 'Digest', zh: '摘要值' },
    meaning: {
      en: 'A short fingerprint of all weights of a run. Two runs with the same digest are the same to the last bit, whether in this tab or in the native program; its ending says whether products and sums were fused.',
      zh: '一次训练全部权重的短指纹。摘要值相同的两次训练每一位都相同，无论在此标签页还是在本地程序中；其结尾说明是否使用了融合乘加。',
    },
  },
  budget: {
    term: { en: 'Step and budget', zh: '训练步与预算' },
    meaning: {
      en: 'A step is one update of the weights from one batch of graphs; the budget is how many steps a run gets. “It fails” always means: within this budget.',
      zh: '一步是用一批图对权重做一次更新；预算是一次训练共有多少步。“失败”总是指：在此预算之内。',
    },
  },
  attention: {
    term: { en: 'Attention', zh: '注意力' },
    meaning: {
      en: 'How a transformer lets a position read others: each head mixes earlier positions with weights that add up to one. The weights can be looked at; they are a hint of what is used, not a proof.',
      zh: 'Transformer 让一个位置读取其他位置的方式：每个头按总和为一的权重混合此前的位置。权重可以查看；它提示用到了什么，但不是证明。',
    },
  },
  mamba: {
    term: { en: 'Mamba', zh: 'Mamba 架构' },
    meaning: {
      en: 'A sequence model without attention: it reads the tokens one after another and keeps what it needs in a state of fixed size.',
      zh: '一种不用注意力的序列模型：逐个读取词元，把需要的内容保存在固定大小的状态里。',
    },
  },
  adamw: {
    term: { en: 'AdamW', zh: 'AdamW 优化器' },
    meaning: {
      en: 'The optimiser of most language models: it scales each weight’s step by the recent size of its gradient.',
      zh: '多数语言模型所用的优化器：按每个权重近期梯度的大小来缩放其步长。',
    },
  },
  muon: {
    term: { en: 'Muon', zh: 'Muon 优化器' },
    meaning: {
      en: 'An optimiser for weight matrices that makes the update nearly orthogonal, so that all its directions count alike. The default here, for every objective alike; AdamW keeps the other weights.',
      zh: '针对权重矩阵的优化器：把更新变得近似正交，使各个方向同等重要。这里默认对所有训练目标都使用它；其余权重用 AdamW。',
    },
  },
} satisfies Readonly<Record<string, Entry>>;

export type GlossaryName = keyof typeof glossary;

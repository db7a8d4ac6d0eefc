/* 45 minutes: a period of a first course. */
import type { Both } from '../../../text/say';
import type { Plan } from './plan';
import { PATH, puzzleAnswer, puzzleAsks } from './puzzle';

/* Every step is about the same race, so that none of them ends it. */
const THREE = '?versus=teacherless,reverse&budget=1500';

const objectives: readonly Both[] = [
  { en: 'Teacher forcing', zh: '教师强制' },
  { en: 'Teacherless', zh: '无教师训练' },
  { en: 'Reverse', zh: '逆序训练' },
];

const [, first, third, last] = PATH;

export const fortyFive: Plan = {
  minutes: 45,
  before: [
    {
      en: 'Next-token prediction, cross-entropy loss, accuracy.',
      zh: '下一词元预测、交叉熵损失、正确率。',
    },
    {
      en: 'Why a model is tested on data that it was not trained on.',
      zh: '为什么要用没有训练过的数据来测试模型。',
    },
    {
      en: 'Not needed: how a transformer computes.',
      zh: '不需要知道 Transformer 如何计算。',
    },
  ],
  needs: [
    {
      en: 'A computer with a projector. Learners with computers of their own can follow: “Share” gives the link to what a step shows, without its notes.',
      zh: '一台连接投影的电脑。学生若有自己的电脑也可同步操作：用“分享”得到每一步所示内容的链接，其中不含教学提示。',
    },
    {
      en: 'This plan on paper: the projector view shows the class the questions alone.',
      zh: '打印好的教案：投影模式只给全班看问题。',
    },
    { en: 'The worksheet, one for each learner.', zh: '练习单，每人一张。' },
  ],
  aims: [
    {
      en: 'Describe three ways to train the same model on the same paths, by what each shows it.',
      zh: '说明用同样的路径训练同一个模型的三种方式，各给模型看了什么。',
    },
    {
      en: 'Explain from the loss of each position why the first step is not learnt under teacher forcing.',
      zh: '从各位置的损失出发，解释为什么教师强制学不会第一步。',
    },
    {
      en: 'Test a rival explanation, errors that pile up, against a number.',
      zh: '用数字检验另一种解释：误差滚雪球。',
    },
  ],
  steps: [
    {
      title: { en: 'The puzzle', zh: '谜题' },
      minutes: 4,
      opens: `${THREE}#play`,
      does: [
        {
          en: 'Everyone does questions 1 and 2 on paper (two minutes). Then play on the screen, the round from the start and the one from the goal.',
          zh: '每人在纸上做第 1、2 题（两分钟）。然后在屏幕上玩两轮：从起点一轮，从目标一轮。',
        },
      ],
      asks: [
        {
          en: 'Which steps are a choice, and which are only read off?',
          zh: '哪些步骤需要选择，哪些只要照着读出？',
        },
        {
          en: 'What has to be looked up before the first step is certain?',
          zh: '要查到什么，才能确定第一步？',
        },
      ],
      sees: [
        {
          en: 'One choice, at the start. To be certain of it one has to go back from the goal: the goal’s predecessor, then that one’s. Two lookups, one after the other, before the first node is said.',
          zh: '只有起点处的一次选择。要确定它，必须从目标往回走：先查目标的前一个节点，再查它的前一个。说出第一步之前，要接连查找两次。',
        },
      ],
    },
    {
      title: { en: 'What the model reads', zh: '模型读到什么' },
      minutes: 4,
      opens: `${THREE}#play`,
      part: 'reads-folded',
      does: [
        {
          en: 'Show the row of tokens: the edges in random order, then start and goal. Under it stands what the model is shown and must say, a row for each way to train it.',
          zh: '展示一行词元：次序打乱的边，然后是起点与目标。下面每种训练方式一行：给模型看什么，要它说什么。',
        },
        {
          en: 'Say what stays the same: the model, its first weights, the graphs, the number of steps.',
          zh: '说明哪些保持不变：模型、初始权重、图、训练步数。',
        },
      ],
      asks: [
        {
          en: 'When the model has to say the third node of the path, what has each row shown it?',
          zh: '要说路径的第三个节点时，每一行各给模型看了什么？',
        },
        {
          en: 'Where is a single edge enough to say the node?',
          zh: '在哪里只查一条边就能说出节点？',
        },
      ],
      sees: [
        {
          en: 'Teacher forcing shows the true node before, so that one edge is enough from the third node on. Teacherless training shows blanks: nothing to follow. Reverse asks for the path from the goal, where one edge is enough at every node.',
          zh: '教师强制给看前一个真实节点，所以从第三个节点起查一条边就够。无教师训练只给空白，无从跟随。逆序训练要求从目标写起，每个节点查一条边都够。',
        },
      ],
    },
    {
      title: { en: 'Predictions', zh: '预测' },
      minutes: 3,
      opens: `${THREE}#play`,
      part: 'prediction',
      does: [
        {
          en: 'Everyone writes down question 3 before the vote. Enter what the majority says, and put the reasons on the board.',
          zh: '先各自写第 3 题，再表决。按多数人的意见填入预测，把理由写在黑板上。',
        },
      ],
      asks: [
        { en: 'Which of the three will learn the first step?', zh: '三种方式中，哪些能学会第一步？' },
        { en: 'Which will be the quickest, and why?', zh: '哪种最快？为什么？' },
      ],
      sees: [
        {
          en: 'Leave it open. Step 6 comes back to the reasons on the board.',
          zh: '先不揭晓。第 6 步再回到黑板上的理由。',
        },
      ],
    },
    {
      title: { en: 'The race', zh: '对比训练' },
      minutes: 9,
      opens: `${THREE}#race`,
      does: [
        {
          en: 'Press “Start” at once; explain the picture while it runs. Time falls. A stream is one step of the path, as wide as the share of held-out graphs on which it is right; the dotted line is a guess.',
          zh: '马上按“开始”，边训练边讲图：时间向下流；每条水流是路径上的一步，宽度是做对这一步的测试图所占的比例；点线是随机水平。',
        },
        {
          en: 'Everyone fills in question 4 from what stands under the streams. Have one learner read the three numbers of the first step aloud.',
          zh: '每人根据水流下方的数字填写第 4 题。请一位学生念出三种方式第一步的正确率。',
        },
      ],
      asks: [
        {
          en: 'Which stream stays at the dotted line, and for how long?',
          zh: '哪条水流停在点线处？停多久？',
        },
        {
          en: 'Teacherless: from which end do the streams open? And under reverse?',
          zh: '无教师训练：水流从哪一端先变宽？逆序训练呢？',
        },
        {
          en: 'The loss of teacher forcing falls fast and then lies flat. What is left in it?',
          zh: '教师强制的损失先快速下降，然后不再变化。剩下的是什么？',
        },
      ],
      sees: [
        ({ forced, chance }) => ({
          en: `Teacher forcing: ${forced.solved} of ${forced.runs} seeds solve it within ${forced.budget} steps. Every later step is right on ${forced.later}, the first on ${forced.first} (${forced.lowest} to ${forced.highest}); a guess is ${chance}.`,
          zh: `教师强制：${forced.runs} 个种子中 ${forced.solved} 个在 ${forced.budget} 步内解出。其后每一步的正确率为 ${forced.later}，第一步为 ${forced.first}（${forced.lowest} 至 ${forced.highest}）；随机猜测为 ${chance}。`,
        }),
        ({ teacherless, reverse }) => ({
          en: `Teacherless: ${teacherless.solved} of ${teacherless.runs}, in the median after ${teacherless.steps} steps (${teacherless.soonest} to ${teacherless.latest}). Reverse: ${reverse.solved} of ${reverse.runs}, after ${reverse.steps}. Teacherless opens from the goal, step by step; reverse opens everywhere at nearly the same time.`,
          zh: `无教师训练：${teacherless.runs} 个中 ${teacherless.solved} 个，步数中位数为 ${teacherless.steps}（${teacherless.soonest} 至 ${teacherless.latest}）。逆序训练：${reverse.runs} 个中 ${reverse.solved} 个，步数中位数为 ${reverse.steps}。无教师训练从目标一侧起逐步变宽；逆序训练几乎处处同时变宽。`,
        }),
        ({ guessLoss }) => ({
          en: `What is left is the first step’s: to guess among three costs ln 3 at one of four tokens, ${guessLoss} nats a token.`,
          zh: `剩下的是第一步的损失：在三者中猜测，四个词元里有一个要付出 ln 3，平均每个词元 ${guessLoss} 奈特。`,
        }),
      ],
    },
    {
      title: { en: 'Clever Hans', zh: '聪明的汉斯' },
      minutes: 6,
      opens: `${THREE}#watch`,
      does: [
        {
          en: 'Choose “hand it a wrong one”. The class says where each model will go; then “Walk again”. Do two or three graphs with “Another graph”.',
          zh: '选“给它错误的一步”。先请全班说各个模型会走到哪里，再点“再走一遍”。用“换一张图”做两三张图。',
        },
        {
          en: 'Tell of the horse: Clever Hans could not calculate; it read the answer off its questioner’s face.',
          zh: '讲讲那匹马：“聪明的汉斯”并不会算术，它从提问者的脸上读出答案。',
        },
      ],
      asks: [
        {
          en: 'The goal is in the question. Does the teacher-forced model turn back?',
          zh: '目标就在问题里。教师强制的模型会回头吗？',
        },
        {
          en: 'What is the questioner’s face here?',
          zh: '这里的“提问者的脸”是什么？',
        },
        {
          en: 'Reverse follows just as blindly. Why is that enough there?',
          zh: '逆序训练同样只会跟随。为什么在那里这就够了？',
        },
      ],
      sees: [
        ({ followed, graphs }) => ({
          en: `The teacher-forced model walks the wrong arm, up to its last node on ${followed} of ${graphs} held-out graphs. The face is the true node before, which it is always shown in training.`,
          zh: `教师强制的模型沿错误的臂走下去：在 ${graphs} 张测试图上，走到倒数第二个节点的占 ${followed}。“脸”就是训练时总能看到的前一个真实节点。`,
        }),
        {
          en: 'Written from the goal, the path is nothing but following: every node has one predecessor. Teacherless training says all nodes at once, so nothing can be handed to it.',
          zh: '从目标写起，整条路径就是一路跟随：每个节点只有一个前驱。无教师训练一次说出所有节点，无法先交给它一步。',
        },
      ],
    },
    {
      title: { en: 'Where the teaching goes', zh: '监督信号去了哪里' },
      minutes: 7,
      opens: `${THREE}#inside`,
      part: 'supervision-title',
      does: [
        {
          en: 'Look at the bands of teacher forcing, loss and gradient, over the steps; then at the same bands of teacherless training. Go through the reasons on the board.',
          zh: '先看教师强制的损失与梯度色带如何随训练步变化，再看无教师训练的。然后逐条讨论黑板上的理由。',
        },
      ],
      asks: [
        {
          en: 'Under teacher forcing, which position holds the loss that remains?',
          zh: '在教师强制下，剩余的损失落在哪个位置？',
        },
        {
          en: 'So the first step is still being taught. Why does it not learn?',
          zh: '也就是说，第一步一直在被教。为什么还是学不会？',
        },
        {
          en: 'In teacherless training, which position can be learnt before all others?',
          zh: '在无教师训练中，哪个位置能最先学会？',
        },
      ],
      sees: [
        {
          en: 'Nearly all of the loss that remains is the first step’s: the caption gives the share. The later positions are done by following, so nothing there teaches the model to look back from the goal; the first step has to find two lookups in a row by itself.',
          zh: '剩余的损失几乎全是第一步的：图注给出了比例。后面的位置靠跟随就能完成，因此没有什么教模型从目标往回看；第一步只能独自学会接连查找两次。',
        },
        ({ alone }) => ({
          en: `Its own label is not enough for that: taught the first step alone, ${alone.found} of ${alone.runs} models find it on arms of three nodes, where one lookup does, and ${alone.longer} of ${alone.ofLonger} on longer ones.`,
          zh: `单凭它自己的标签还不够：只教第一步时，在每臂三个节点的图上（查找一次即可）${alone.runs} 个模型中有 ${alone.found} 个找到它，在更长的臂上 ${alone.ofLonger} 个中有 ${alone.longer} 个。`,
        }),
        {
          en: 'Teacherless training cannot follow. It learns the last node (copied from the question), then its predecessor, and so on: each is one lookup from what is known already.',
          zh: '无教师训练无从跟随。它先学会最后一个节点（从问题里抄），再学它的前一个，依次往回：每一步都只比已学会的多查找一次。',
        },
      ],
    },
    {
      title: { en: 'A rival: errors that pile up', zh: '另一种解释：误差滚雪球' },
      minutes: 5,
      opens: `${THREE}#always`,
      part: 'snowball-title',
      does: [
        {
          en: 'State the rival fairly: a model errs a little at every step, and over a whole path the small errors multiply. Everyone works out question 6 before you show the figure.',
          zh: '公平地陈述另一种解释：模型每一步都有一点误差，沿整条路径相乘就大了。先让每人算完第 6 题，再展示图。',
        },
      ],
      asks: [
        {
          en: 'If that were the reason, how many whole paths would be right?',
          zh: '如果原因在此，应有多少路径完全正确？',
        },
        { en: 'How many are? What does that rule out?', zh: '实际有多少？这排除了什么？' },
      ],
      sees: [
        ({ piled, forced }) => ({
          en: `Even if every step erred as often as the worst later step of the worst seed, ${piled} of whole paths would be right. ${forced.path} are. Nothing piles up: there is one error, at one step, and it was made in training.`,
          zh: `即使每一步的误差都与最差种子中最差的后续步骤一样大，也应有 ${piled} 的路径完全正确。实际只有 ${forced.path}。没有什么在累积：错误只有一处，就在那一步，而且是训练造成的。`,
        }),
      ],
    },
    {
      title: { en: 'Is it always so?', zh: '总是如此吗？' },
      minutes: 4,
      opens: `${THREE}#always`,
      part: 'map-title',
      does: [
        {
          en: 'Show the laboratory’s map, trained by teacher forcing, then by the other two. Each star is a size of graph: d arms of l nodes.',
          zh: '展示实验室的结果图：先看教师强制，再看另外两种。每颗星是一种大小的图：d 条臂，每条 l 个节点。',
        },
      ],
      asks: [
        { en: 'Where does teacher forcing succeed? What is special there?', zh: '教师强制在哪里成功？那里有何特别？' },
        { en: 'Where does teacherless training fail, too?', zh: '无教师训练在哪里也失败？' },
      ],
      sees: [
        ({ short, long }) => ({
          en: `Three arms of three nodes: teacher forcing solves ${short.solved} of ${short.runs} seeds, for the first step is one lookup from the goal. Three arms of four nodes or more: ${long.solved} of ${long.runs}.`,
          zh: `三条臂、每臂三个节点：教师强制 ${short.runs} 个种子中 ${short.solved} 个解出，因为第一步离目标只有一次查找。三条臂、每臂四个节点以上：${long.runs} 个中 ${long.solved} 个。`,
        }),
        ({ hardTeacherless, hardReverse }) => ({
          en: `Three arms of five nodes, ${hardTeacherless.budget} steps: teacherless training solves ${hardTeacherless.solved} of ${hardTeacherless.runs}, reverse ${hardReverse.solved} of ${hardReverse.runs}. The remedy has limits of its own.`,
          zh: `三条臂、每臂五个节点、${hardTeacherless.budget} 步：无教师训练 ${hardTeacherless.runs} 个中 ${hardTeacherless.solved} 个，逆序训练 ${hardReverse.runs} 个中 ${hardReverse.solved} 个。补救办法也有自己的局限。`,
        }),
      ],
    },
    {
      title: { en: 'Exit question', zh: '下课前的问题' },
      minutes: 3,
      opens: `${THREE}#race`,
      does: [
        {
          en: 'Everyone answers question 7 alone. Hear two answers that differ, then collect the sheets.',
          zh: '每人独立回答第 7 题。听两个不同的回答，然后收练习单。',
        },
      ],
      asks: [
        {
          en: 'A model predicts almost every next word correctly. What would you test before you said that it plans?',
          zh: '某模型几乎能预测对每一个下一个词。在说它会规划之前，你要测试什么？',
        },
      ],
      sees: [
        {
          en: 'Good answers name the position that needs a choice, measure it by itself on unseen cases, and take away or falsify the hints the model is given.',
          zh: '好的回答会指出需要选择的位置，在没见过的例子上单独测量它，并拿走或篡改给模型的提示。',
        },
        {
          en: 'And they say what was shown today: small models, one kind of puzzle, these budgets. A star is not a language.',
          zh: '还会说明今天展示的是什么：小模型、一类谜题、这些步数预算。星形图不是语言。',
        },
      ],
    },
  ],
  otherwise: [
    ({ teacherless }) => ({
      en: `Teacherless training has not jumped when its budget is used up: train on with the same button, and go to step 5 meanwhile. The slowest of ${teacherless.runs} seeds took ${teacherless.latest} steps.`,
      zh: `预算用完时无教师训练还没有跃升：用同一个按钮继续训练，同时进入第 5 步。${teacherless.runs} 个种子中最慢的用了 ${teacherless.latest} 步。`,
    }),
    {
      en: 'The computer is slow: start the race in step 4 before the lesson and leave the page open. All steps show the same race.',
      zh: '电脑很慢：课前就在第 4 步开始对比训练，不要关闭页面。各步用的是同一次对比训练。',
    },
    {
      en: 'Time runs short: leave out step 8. Time is left: let learners fill in a star of their own on the map in step 8.',
      zh: '时间不够：略去第 8 步。时间有余：在第 8 步让学生自己填一颗星。',
    },
  ],
  questions: [
    { asks: puzzleAsks, puzzle: true, lines: 1, answer: puzzleAnswer },
    {
      asks: {
        en: 'Underline every node of your path that can be said from the node before it by looking up a single arrow. Why is the second node not one of them?',
        zh: '在你的路径中，凡是根据前一个节点、只查一个箭头就能说出的节点，都划线。为什么第二个节点不在其中？',
      },
      lines: 2,
      answer: {
        en: `${third} and ${last}. Three arrows leave the start, so the node before does not tell ${first}.`,
        zh: `${third} 和 ${last}。从起点有三个箭头，所以前一个节点说明不了 ${first}。`,
      },
    },
    {
      asks: {
        en: 'Before the race: which training will learn the first step?',
        zh: '对比训练之前：哪种训练能学会第一步？',
      },
      lines: 0,
      grid: {
        head: [
          { en: 'Training', zh: '训练方式' },
          { en: 'Yes or no', zh: '能或不能' },
          { en: 'Because', zh: '理由' },
        ],
        rows: objectives,
      },
      answer: {
        en: 'Any reasoned prediction is a good answer. With what learners know now, the reasons are:',
        zh: '有理有据的预测都是好答案。学完之后可以这样说：',
      },
      filled: [
        [
          { en: 'no', zh: '不能' },
          {
            en: 'Following is enough for all later nodes, and nothing else teaches the choice.',
            zh: '后面的节点靠跟随就够，没有别的东西教它选择。',
          },
        ],
        [
          { en: 'yes', zh: '能' },
          {
            en: 'Nothing to follow: the nodes are learnt back from the goal, one lookup at a time.',
            zh: '无从跟随：节点从目标往回学，每次多查找一步。',
          },
        ],
        [
          { en: 'yes', zh: '能' },
          { en: 'Written from the goal, every node is one lookup.', zh: '从目标写起，每个节点都只需查找一次。' },
        ],
      ],
    },
    {
      asks: { en: 'After the race: fill in what you see.', zh: '对比训练之后：填写你看到的结果。' },
      lines: 0,
      grid: {
        head: [
          { en: 'Training', zh: '训练方式' },
          { en: 'First step right', zh: '第一步正确率' },
          { en: 'Whole path right', zh: '整条路径正确率' },
          { en: 'Solved after steps', zh: '多少步后学会' },
        ],
        rows: objectives,
      },
      answer: ({ forced }) => ({
        en: `Medians over ${forced.runs} seeds; a single race may differ.`,
        zh: `${forced.runs} 个种子的中位数；单次结果可能不同。`,
      }),
      filled: [
        [
          ({ forced }) => ({ en: forced.first, zh: forced.first }),
          ({ forced }) => ({ en: forced.path, zh: forced.path }),
          ({ forced }) => ({ en: `not within ${forced.budget}`, zh: `${forced.budget} 步内未学会` }),
        ],
        [
          ({ teacherless }) => ({ en: teacherless.first, zh: teacherless.first }),
          ({ teacherless }) => ({ en: teacherless.path, zh: teacherless.path }),
          ({ teacherless: { steps, soonest, latest } }) => ({
            en: `${steps} (${soonest} to ${latest})`,
            zh: `${steps}（${soonest} 至 ${latest}）`,
          }),
        ],
        [
          ({ reverse }) => ({ en: reverse.first, zh: reverse.first }),
          ({ reverse }) => ({ en: reverse.path, zh: reverse.path }),
          ({ reverse: { steps, soonest, latest } }) => ({
            en: `${steps} (${soonest} to ${latest})`,
            zh: `${steps}（${soonest} 至 ${latest}）`,
          }),
        ],
      ],
    },
    {
      asks: {
        en: 'The teacher-forced model is handed the first node of a wrong arm. What does it do, and what does that tell about what it has learnt?',
        zh: '把错误臂上的第一个节点交给教师强制的模型。它会怎么做？这说明它学会了什么？',
      },
      lines: 3,
      answer: ({ followed }) => ({
        en: `It walks that arm (up to its last node on ${followed} of graphs). It has learnt to say the child of the node before, and not where the goal is: a rule that is right for the wrong reason, like Clever Hans.`,
        zh: `它沿那条臂走下去（走到倒数第二个节点的图占 ${followed}）。它学会的是说出前一个节点的子节点，而不是目标在哪里：像“聪明的汉斯”一样，答对了，理由却是错的。`,
      }),
    },
    {
      asks: ({ forced }) => ({
        en: `Suppose each of the three steps after the start is right on ${forced.worst} of graphs, independently of the others. On what share is the whole path right? Which share did the race show, and what follows?`,
        zh: `假设起点之后的三步各自独立地在 ${forced.worst} 的图上正确。整条路径正确的比例是多少？对比训练中实际是多少？由此可得什么？`,
      }),
      lines: 4,
      answer: ({ forced, piled }) => ({
        en: `${forced.worst} to the power of three is ${piled}. The race shows about ${forced.path}. Small errors that pile up cannot be the reason; one step alone is wrong, as often as a guess would be.`,
        zh: `${forced.worst} 的三次方是 ${piled}。对比训练中约为 ${forced.path}。原因不可能是小误差的累积；错的只有那一步，而且与随机猜测一样常错。`,
      }),
    },
    {
      asks: {
        en: 'A model predicts almost every next word correctly. Name two tests that you would make before you said that it plans, and say why.',
        zh: '某模型几乎能预测对每一个下一个词。在说它会规划之前，写出你要做的两项测试并说明理由。',
      },
      lines: 7,
      answer: {
        en: 'For instance: measure the positions that need a choice by themselves, on unseen cases, since an average hides them; hand the model a wrong beginning and see whether it notices; take the hints away in training and see what changes; repeat with other seeds and harder cases. A good answer says what each test could rule out.',
        zh: '例如：在没见过的例子上单独测量需要选择的位置，因为平均数会掩盖它们；给模型一个错误的开头，看它是否察觉；训练时拿走提示，看有何变化；换种子、换更难的例子重复。好的回答会说明每项测试能排除什么。',
      },
    },
  ],
};

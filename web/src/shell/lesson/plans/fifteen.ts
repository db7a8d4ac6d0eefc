/* 15 minutes: a demonstration for any class. */
import type { Plan } from './plan';
import { puzzleAnswer, puzzleAsks } from './puzzle';

export const fifteen: Plan = {
  minutes: 15,
  before: [
    {
      en: 'That a language model writes a text word by word, and learns it by predicting the next word.',
      zh: '知道语言模型逐词写出文字，靠预测下一个词来学习。',
    },
    { en: 'Percentages. Nothing about neural networks.', zh: '会用百分数。不需要懂神经网络。' },
  ],
  needs: [
    {
      en: 'One computer with a projector. Open this page on it beforehand and train once: from then on it works without a network.',
      zh: '一台连接投影的电脑。课前先打开本页并训练一次，之后没有网络也能使用。',
    },
    {
      en: 'This plan on paper: the projector view shows the class the questions alone.',
      zh: '打印好的教案：投影模式只给全班看问题。',
    },
    { en: 'The worksheet, one for each learner.', zh: '练习单，每人一张。' },
  ],
  aims: [
    {
      en: 'Say what a model is shown while it learns by predicting the next word: the true words before it.',
      zh: '说出模型在靠预测下一个词学习时看到了什么：此前真实的词。',
    },
    {
      en: 'Explain how a model can be right on nearly every step without ever having chosen one.',
      zh: '解释模型为什么能几乎步步皆对，却从未真正选择过。',
    },
  ],
  steps: [
    {
      title: { en: 'Solve it by hand', zh: '亲手解一题' },
      minutes: 3,
      opens: '#play',
      does: [
        {
          en: 'Learners do question 1 of the worksheet, or the class calls out nodes and you press them: first the round from the start, then “Now from the goal”.',
          zh: '学生做练习单第 1 题；或由全班报出节点，你来点选：先从起点走一轮，再点“这次从目标出发”。',
        },
        {
          en: 'At the first choice, stop and ask before anything is pressed.',
          zh: '到第一次选择时先停下提问，再点。',
        },
      ],
      asks: [
        {
          en: 'Three nodes can be the first step. Which is it, and how sure are you?',
          zh: '有三个节点可能是第一步。是哪一个？你有多大把握？',
        },
        { en: 'From the goal: where has the guess gone?', zh: '从目标出发时，猜测到哪里去了？' },
      ],
      sees: [
        {
          en: 'From the start, one guess among three; every step after it is the only one there is. From the goal there is nothing to guess: one arrow leads into each node. But the first step is then known last.',
          zh: '从起点出发，要在三个节点中猜一次，其后每一步都别无选择。从目标出发则无须猜测：每个节点只有一个箭头指向它；但第一步要到最后才知道。',
        },
      ],
    },
    {
      title: { en: 'Place your bets', zh: '作出预测' },
      minutes: 2,
      opens: '#play',
      part: 'prediction',
      does: [
        {
          en: 'Two models of the same size learn from the same graphs. One is shown the true path so far and says the next node, which is how chatbots are trained. The other is shown blanks and says the whole path at once.',
          zh: '两个同样大小的模型用同样的图学习。一个能看到此前真实的路径，然后说出下一个节点，聊天机器人就是这样训练的；另一个只看到空白，要一次说出整条路径。',
        },
        {
          en: 'Take a vote and enter what the majority says. Ask for reasons; correct nobody.',
          zh: '举手表决，按多数人的意见填入预测。请学生说理由，但不要纠正任何人。',
        },
      ],
      asks: [
        {
          en: 'Which of them will learn the first step: the one that is helped, the other, both, neither?',
          zh: '谁能学会第一步：得到帮助的那个、另一个、两个都能，还是都不能？',
        },
        { en: 'What speaks for it?', zh: '理由是什么？' },
      ],
      sees: [
        {
          en: 'Expect votes for both. That more help cannot hurt is a good argument for the first: the race puts it to the test.',
          zh: '两边都会有人投票。“帮助多总没有坏处”是支持前者的好理由：接下来的对比训练就来检验它。',
        },
      ],
    },
    {
      title: { en: 'The race', zh: '对比训练' },
      minutes: 5,
      opens: '#race',
      does: [
        {
          en: 'Press “Start” and explain the picture while it runs. Time falls. Each stream is one step of the path, as wide as the share of graphs on which it is right; the dotted line is a guess.',
          zh: '按“开始”，边训练边讲图：时间向下流；每条水流是路径上的一步，宽度是做对这一步的图所占的比例；点线是随机猜测的水平。',
        },
        {
          en: 'Both models are asked about graphs that neither has been trained on.',
          zh: '用来提问的图，两个模型都没有训练过。',
        },
      ],
      asks: [
        {
          en: 'The first model: which streams grow wide at once, and which one never does?',
          zh: '第一个模型：哪些水流很快变宽？哪一条始终不变宽？',
        },
        {
          en: 'The second model: do its streams open from the start or from the goal?',
          zh: '第二个模型：各条水流是从起点一侧先变宽，还是从目标一侧？',
        },
      ],
      sees: [
        ({ forced, chance }) => ({
          en: `Shown the path (teacher forcing), the model is soon right on every later step, ${forced.later} in the median of ${forced.runs} seeds, and ends at ${forced.first} (${forced.lowest} to ${forced.highest}) on the first. A guess is ${chance}.`,
          zh: `给看路径的模型（教师强制）很快就做对其后的每一步（${forced.runs} 个种子的中位数为 ${forced.later}），第一步最终却只有 ${forced.first}（${forced.lowest} 至 ${forced.highest}）。随机猜测为 ${chance}。`,
        }),
        ({ teacherless }) => ({
          en: `Shown blanks (teacherless), it waits and then jumps, the steps next to the goal first: ${teacherless.solved} of ${teacherless.runs} seeds solve the puzzle, after ${teacherless.steps} training steps in the median (${teacherless.soonest} to ${teacherless.latest}).`,
          zh: `只给空白的模型（无教师训练）先等待，然后跃升，靠近目标的步骤最先学会：${teacherless.runs} 个种子中 ${teacherless.solved} 个解出谜题，所需训练步数的中位数为 ${teacherless.steps}（${teacherless.soonest} 至 ${teacherless.latest}）。`,
        }),
      ],
    },
    {
      title: { en: 'Hand it a wrong step', zh: '交给它错误的一步' },
      minutes: 3,
      opens: '#watch',
      does: [
        {
          en: 'Choose “hand it a wrong one” and let the class say where the first model will go; then “Walk again”. Repeat with “Another graph”.',
          zh: '选“给它错误的一步”，先请全班说第一个模型会走到哪里，再点“再走一遍”。用“换一张图”再试一次。',
        },
      ],
      asks: [
        {
          en: 'The goal stands in the question. Does the model make use of it?',
          zh: '目标就写在问题里。模型用到它了吗？',
        },
        { en: 'If it has not learnt to find the goal, what has it learnt?', zh: '它没有学会找目标，那学会了什么？' },
      ],
      sees: [
        ({ followed, graphs }) => ({
          en: `It walks the wrong arm, up to its last node on ${followed} of ${graphs} graphs. It has learnt to follow: from the node before, one arrow leads on.`,
          zh: `它沿错误的臂走下去：在 ${graphs} 张图上，走到倒数第二个节点的占 ${followed}。它学会的是跟随：从前一个节点出发，只有一个箭头可走。`,
        }),
        {
          en: 'The second model says all nodes at once, so no first step can be handed to it.',
          zh: '第二个模型一次说出所有节点，无法先交给它第一步。',
        },
      ],
    },
    {
      title: { en: 'What follows from it', zh: '由此可见什么' },
      minutes: 2,
      opens: '#race',
      does: [
        {
          en: 'Back to the picture of the race. Collect answers, then let everyone write the last question of the worksheet.',
          zh: '回到对比训练的图。先听几个回答，再让每人写练习单的最后一题。',
        },
      ],
      asks: [
        {
          en: 'Would the average over all steps have told you that something is wrong?',
          zh: '只看所有步骤的平均正确率，你会发现问题吗？',
        },
        { en: 'Does this show that chatbots cannot plan?', zh: '这是否说明聊天机器人不会规划？' },
      ],
      sees: [
        ({ average, forced }) => ({
          en: `The average over the path is ${average}. It hides that nothing was ever chosen: whole paths are right on ${forced.path}.`,
          zh: `整条路径的平均正确率为 ${average}。它掩盖了模型从未真正选择：整条路径走对的只有 ${forced.path}。`,
        }),
        {
          en: 'No. A star of arrows is not a language. The puzzle shows one way in which learning from the next word can go wrong, and does not say how much of it there is in a large model.',
          zh: '不能。由箭头组成的星形图不是语言。这道谜题只展示了“靠下一个词学习”可能出错的一种方式，并不说明它在大模型中有多严重。',
        },
      ],
    },
  ],
  otherwise: [
    ({ teacherless }) => ({
      en: `The second model has not jumped when its steps are used up: train on, with the same button. The slowest of ${teacherless.runs} seeds took ${teacherless.latest} steps.`,
      zh: `步数用完时第二个模型还没有跃升：用同一个按钮继续训练。${teacherless.runs} 个种子中最慢的用了 ${teacherless.latest} 步。`,
    }),
    {
      en: 'The computer is slow: start the race before the lesson and leave the page open. Every step of this plan shows the same race.',
      zh: '电脑很慢：课前就开始对比训练，不要关闭页面。本教案的各步用的是同一次对比训练。',
    },
    {
      en: 'Time runs short: leave out the second graph in step 4. The vote and the race are the lesson.',
      zh: '时间不够：第 4 步只看一张图。表决与对比训练才是这节课的核心。',
    },
  ],
  questions: [
    { asks: puzzleAsks, puzzle: true, lines: 1, answer: puzzleAnswer },
    {
      asks: {
        en: 'From which end did you find the way? Why is it harder from the other end?',
        zh: '你是从哪一端找到路的？为什么从另一端更难？',
      },
      lines: 3,
      answer: {
        en: 'From the goal, most likely. One arrow leads into each node, so that every step back is certain. From the start there are three arrows, and nothing near the start tells which one is right.',
        zh: '多半是从目标。每个节点只有一个箭头指向它，往回的每一步都是确定的。从起点有三个箭头，起点附近没有任何线索说明哪个对。',
      },
    },
    {
      asks: {
        en: 'Before the race: which model will learn the first step, the one that is shown the path so far or the one that is shown blanks? Give one reason.',
        zh: '对比训练之前：哪个模型能学会第一步，能看到此前路径的那个，还是只看到空白的那个？写一条理由。',
      },
      lines: 3,
      answer: ({ forced, teacherless }) => ({
        en: `Any reasoned bet is a good answer. What came of it, of ${forced.runs} seeds each: shown the path, ${forced.solved} solved the puzzle; shown blanks, ${teacherless.solved}.`,
        zh: `有理有据的预测都是好答案。结果（各 ${forced.runs} 个种子）：给看路径的解出谜题 ${forced.solved} 个；只给空白的 ${teacherless.solved} 个。`,
      }),
    },
    {
      asks: ({ forced }) => ({
        en: `A path has four nodes. A model is right on the start always, on the first step in ${forced.first} of graphs, and on both later nodes always. What is its average? What does the average not tell?`,
        zh: `一条路径有四个节点。某模型总能说对起点，在 ${forced.first} 的图上说对第一步，后面两个节点总能说对。它的平均正确率是多少？这个平均数没有告诉你什么？`,
      }),
      lines: 3,
      answer: ({ average }) => ({
        en: `${average}. It does not tell that the mistakes all lie at the one step where something has to be chosen, and that the model does no better there than a guess.`,
        zh: `${average}。它没有告诉你：错误全部集中在唯一需要选择的那一步，模型在那里并不比随机猜测好。`,
      }),
    },
    {
      asks: {
        en: 'In your own words: why did the model that was shown the path so far not learn the first step?',
        zh: '用自己的话说：为什么能看到此前路径的模型没有学会第一步？',
      },
      lines: 5,
      answer: {
        en: 'Shown each true node, it could say the next one by following a single arrow. That is right everywhere but at the first step, and nothing that is learnt from it helps to choose an arm: for that it would have to look back from the goal.',
        zh: '每次都看到前一个真实节点，只要跟着一个箭头就能说出下一个。这在别处都对，唯独在第一步行不通；而由此学到的东西无助于选择哪条臂：要选择，就得从目标往回看。',
      },
    },
  ],
};

/* 90 minutes: a seminar or laboratory session in groups. */
import type { Both } from '../../../text/say';
import type { Plan, Text } from './plan';
import { PATH, puzzleAnswer, puzzleAsks } from './puzzle';

/* The groups' own race, until the repairs. */
const THREE = '?versus=teacherless,reverse&budget=1500';

const objectives: readonly Both[] = [
  { en: 'Teacher forcing', zh: '教师强制' },
  { en: 'Teacherless', zh: '无教师训练' },
  { en: 'Reverse', zh: '逆序训练' },
];

const training: Both = { en: 'Training', zh: '训练方式' };

const [start, first, third, last] = PATH;

/* What is the same in both languages. */
const plain = (text: string): Both => ({ en: text, zh: text });

export const ninety: Plan = {
  minutes: 90,
  before: [
    {
      en: 'Teacher forcing, cross-entropy loss, held-out data; attention as a weighted look at earlier tokens.',
      zh: '教师强制、交叉熵损失、留出数据；注意力是对此前词元的加权查看。',
    },
    { en: 'What a confidence interval of a share says.', zh: '比例的置信区间说明什么。' },
    {
      en: 'Read beforehand: the abstract of the paper, which the page’s last chapter links to.',
      zh: '课前阅读：论文的摘要，本页最后一章有链接。',
    },
  ],
  needs: [
    {
      en: 'A computer for every group of two to four. “Share” gives the groups the link to what a step shows, without its notes; each group takes its number as its seed.',
      zh: '每 2 至 4 人一组，每组一台电脑。用“分享”把每一步所示内容的链接发给各组，其中不含教学提示；组号就是该组的种子。',
    },
    {
      en: 'A projector, this plan on paper, and a board with a table: a row for each group, a column for each training.',
      zh: '投影、打印好的教案，以及黑板上的一张表：每组一行，每种训练一列。',
    },
    { en: 'The worksheet, one for each learner.', zh: '练习单，每人一张。' },
  ],
  aims: [
    {
      en: 'Turn a claim about learning into measurements that could refute it.',
      zh: '把关于学习的论断变成可能推翻它的测量。',
    },
    {
      en: 'Read a result over seeds, with its interval, and say what a single run cannot show.',
      zh: '读懂多个种子的结果及其区间，说出单次训练不能说明什么。',
    },
    {
      en: 'Compare published repairs on one track, and name what a comparison holds for.',
      zh: '在同一条件下比较已发表的修复办法，并说明比较在什么范围内成立。',
    },
  ],
  steps: [
    {
      title: { en: 'The puzzle and the claim', zh: '谜题与论断' },
      minutes: 6,
      opens: `${THREE}#play`,
      does: [
        {
          en: 'Everyone does question 1 alone, on paper; then one round from the start and one from the goal on the screen.',
          zh: '每人独自在纸上做第 1 题；然后在屏幕上从起点玩一轮、从目标玩一轮。',
        },
        {
          en: 'State the claim as a hypothesis: a model that learns to predict each token from the true ones before it learns every step but the one that needs a plan.',
          zh: '把论断作为假设提出：模型若学着由此前真实的词元预测下一个，会学会每一步，唯独学不会需要规划的那一步。',
        },
      ],
      asks: [
        {
          en: 'What would you measure to believe it, and what result would refute it?',
          zh: '要相信它，你会测量什么？什么结果能推翻它？',
        },
        { en: 'Why a star of arrows, and not a text?', zh: '为什么用箭头组成的星形图，而不用文章？' },
      ],
      sees: [
        {
          en: 'Useful proposals: each position by itself; graphs that were not trained on; many seeds; a control in which the same model succeeds. The session does all four.',
          zh: '有用的提议：分别测量每个位置；用没有训练过的图；多个种子；设一个同样的模型能成功的对照。这节课四样都做。',
        },
        {
          en: 'On a star it is known which step needs a choice, and what the right one is. In a text nobody knows.',
          zh: '在星形图上，哪一步需要选择、哪个选择正确，都是已知的；在文章里无人知道。',
        },
      ],
    },
    {
      title: { en: 'Tokens and targets', zh: '词元与目标' },
      minutes: 6,
      opens: `${THREE}#play`,
      part: 'reads-folded',
      does: [
        {
          en: 'Groups answer question 2 for the puzzle on the worksheet, and check themselves against the rows on the screen, which are of another graph.',
          zh: '各组就练习单上的谜题回答第 2 题，再对照屏幕上的各行（那是另一张图）自行检查。',
        },
      ],
      asks: [
        {
          en: 'At which positions is one edge of the question enough, given what is shown?',
          zh: '在给看的内容之下，哪些位置只查问题中的一条边就够？',
        },
        {
          en: 'What does the model learn about the goal at those positions?',
          zh: '模型在那些位置上学到了多少关于目标的东西？',
        },
      ],
      sees: [
        {
          en: 'Teacher forcing: at all positions after the first step, and there the goal is not needed at all. Teacherless: at none but the last, which is copied. Reverse: at all of them.',
          zh: '教师强制：第一步之后的所有位置，而且那里根本用不到目标。无教师训练：除了最后一个可以照抄，一个也没有。逆序训练：全部位置。',
        },
      ],
    },
    {
      title: { en: 'Predictions in writing', zh: '书面预测' },
      minutes: 5,
      opens: `${THREE}#play`,
      part: 'prediction',
      does: [
        {
          en: 'Question 3: at what share of graphs will the first step end under each training? Groups also enter their prediction on their own page.',
          zh: '第 3 题：每种训练结束时，第一步会在多大比例的图上正确？各组也在自己的页面上填入预测。',
        },
      ],
      asks: [
        { en: 'What is “no better than a guess” here, in per cent?', zh: '在这里，“不比猜测好”是百分之几？' },
        { en: 'Which result would change your mind?', zh: '什么结果会让你改变看法？' },
      ],
      sees: [
        ({ chance }) => ({
          en: `A guess among three arms is right on ${chance}. Keep the sheets in sight: what is written cannot be remembered differently afterwards.`,
          zh: `在三条臂中猜测，正确率为 ${chance}。把练习单放在眼前：写下来的，事后就不会记成别的。`,
        }),
      ],
    },
    {
      title: { en: 'One race, many seeds', zh: '一场对比，多个种子' },
      minutes: 12,
      opens: `${THREE}#race`,
      does: [
        {
          en: 'Groups open the link to this step, unfold “What a model reads, and other graphs” in the first chapter, set “Seed” to their number, and press “Start”.',
          zh: '各组打开这一步的链接，在第一章展开“模型读到什么，以及换一张图”，把“种子”设为自己的组号，再按“开始”。',
        },
        {
          en: 'While it trains, explain the picture: time falls, a stream is one step of the path, as wide as the share of held-out graphs on which it is right. Then groups fill in question 4 and the table on the board.',
          zh: '训练时讲解图：时间向下流；每条水流是路径上的一步，宽度是做对这一步的测试图所占的比例。然后各组填写第 4 题与黑板上的表。',
        },
      ],
      asks: [
        {
          en: 'Which columns of the board agree from group to group, and which vary?',
          zh: '黑板上哪些列各组一致，哪些不同？',
        },
        {
          en: 'What would you have concluded, had you stopped teacherless training at half of its steps?',
          zh: '如果无教师训练只训练到一半就停下，你会得出什么结论？',
        },
      ],
      sees: [
        ({ forced, chance }) => ({
          en: `Teacher forcing: the first step at ${forced.first} (${forced.lowest} to ${forced.highest} over ${forced.runs} seeds; a guess is ${chance}), every later one at ${forced.later}.`,
          zh: `教师强制：第一步为 ${forced.first}（${forced.runs} 个种子，${forced.lowest} 至 ${forced.highest}；随机猜测为 ${chance}），其后每一步为 ${forced.later}。`,
        }),
        ({ teacherless, reverse }) => ({
          en: `Teacherless waits at a guess or below and then jumps: solved after ${teacherless.steps} steps in the median, but anywhere from ${teacherless.soonest} to ${teacherless.latest}. Reverse after ${reverse.steps} (${reverse.soonest} to ${reverse.latest}). When it is solved varies; whether it is does not.`,
          zh: `无教师训练在随机水平或更低处等待，然后跃升：步数中位数为 ${teacherless.steps}，但从 ${teacherless.soonest} 到 ${teacherless.latest} 都有。逆序训练为 ${reverse.steps}（${reverse.soonest} 至 ${reverse.latest}）。各种子不同的是何时学会，而不是能否学会。`,
        }),
      ],
    },
    {
      title: { en: 'From seeds to an interval', zh: '从种子到区间' },
      minutes: 8,
      opens: `${THREE}#always`,
      part: 'seeds-title',
      does: [
        {
          en: 'Count, for each training, the groups in which it was solved; everyone does question 5. Then start ten seeds of each in the background, on your own computer, with “Run 10 seeds of each”: they are for step 8.',
          zh: '数一数每种训练有几组学会；每人做第 5 题。然后在你的电脑上用“每种各训练 10 个种子”在后台开始训练，留到第 8 步看。',
        },
      ],
      asks: [
        {
          en: 'Five groups of five have solved it. Is it then always solved?',
          zh: '五组中五组都学会了，就是总能学会吗？',
        },
        { en: 'And none of twenty: what may be said of that?', zh: '二十个中一个都没有，又能说明什么？' },
      ],
      sees: [
        ({ fiveLow }) => ({
          en: `Five of five leaves room: the 95 % interval begins at ${fiveLow}. More seeds make it narrower; nothing makes it certain.`,
          zh: `五个中五个仍留有余地：95% 区间的下限是 ${fiveLow}。种子越多区间越窄，但永远不会变成必然。`,
        }),
        ({ forced, teacherless, reverse }) => ({
          en: `The laboratory, ${forced.runs} seeds each within ${forced.budget} steps: teacher forcing ${forced.solved} (${forced.low} to ${forced.high}), teacherless ${teacherless.solved} (${teacherless.low} to ${teacherless.high}), reverse ${reverse.solved} (${reverse.low} to ${reverse.high}).`,
          zh: `实验室的结果，各 ${forced.runs} 个种子、${forced.budget} 步以内：教师强制 ${forced.solved} 个（${forced.low} 至 ${forced.high}），无教师训练 ${teacherless.solved} 个（${teacherless.low} 至 ${teacherless.high}），逆序训练 ${reverse.solved} 个（${reverse.low} 至 ${reverse.high}）。`,
        }),
      ],
    },
    {
      title: { en: 'Clever Hans', zh: '聪明的汉斯' },
      minutes: 9,
      opens: `${THREE}#watch`,
      does: [
        {
          en: 'Groups choose “hand it a wrong one” and count over five graphs (“Another graph”) how often each model walks that arm to its end: question 6. Then they unfold the meter below, which asks about all held-out graphs.',
          zh: '各组选“给它错误的一步”，用“换一张图”看五张图，数出每个模型沿该臂走到底的次数：第 6 题。然后展开下面的仪表，它问的是所有测试图。',
        },
        {
          en: 'Then move the time back, to see when each model began to follow.',
          zh: '再把时间往回拖，看每个模型从何时开始跟随。',
        },
      ],
      asks: [
        {
          en: 'On those graphs, is the model wrong? What exactly has it learnt right?',
          zh: '在这些图上，模型错了吗？它究竟学对了什么？',
        },
        {
          en: 'Which comes first under teacher forcing, to follow or to choose?',
          zh: '在教师强制下，先学会的是跟随还是选择？',
        },
      ],
      sees: [
        ({ followed, graphs }) => ({
          en: `Under teacher forcing it follows the arm it was handed, up to the last node on ${followed} of ${graphs} held-out graphs. To follow is learnt early; to choose, not at all.`,
          zh: `在教师强制下，它沿被给定的臂走下去：在 ${graphs} 张测试图上，走到倒数第二个节点的占 ${followed}。跟随很早就学会，选择始终没有学会。`,
        }),
        {
          en: 'Reverse follows as blindly, back to the start, and is right to: from the goal there is one way.',
          zh: '逆序训练同样一路跟随，走回起点，而且理应如此：从目标出发只有一条路。',
        },
      ],
    },
    {
      title: { en: 'Inside: who took the supervision?', zh: '内部：谁得到了监督信号？' },
      minutes: 9,
      opens: `${THREE}#inside`,
      part: 'supervision-title',
      does: [
        {
          en: 'First the bands of loss and gradient, teacher forcing beside teacherless. Then scroll up to the heads: looking from the first step, which head looks at the right arm?',
          zh: '先看损失与梯度的色带，教师强制与无教师训练并排。再往上看各个头：从第一步看去，哪个头在看正确的臂？',
        },
      ],
      asks: [
        {
          en: 'Who holds the loss that remains, and why can following not lower it?',
          zh: '剩余的损失落在谁那里？为什么跟随不能降低它？',
        },
        {
          en: 'One head looks at the right arm more than a guess would. Does the model then know it?',
          zh: '有一个头比随机更多地看正确的臂。这就说明模型知道吗？',
        },
      ],
      sees: [
        {
          en: 'Under teacher forcing the first step holds nearly all of it; the caption gives the share.',
          zh: '在教师强制下，几乎全部落在第一步；图注给出了比例。',
        },
        ({ alone }) => ({
          en: `Its own label is too little: taught the first step alone, ${alone.found} of ${alone.runs} models find it on arms of three nodes, ${alone.longer} of ${alone.ofLonger} on longer ones. What is missing is the way there, the lookups in between.`,
          zh: `它自己的标签太少：只教第一步时，在每臂三个节点的图上 ${alone.runs} 个模型中有 ${alone.found} 个找到它，在更长的臂上 ${alone.ofLonger} 个中有 ${alone.longer} 个。缺少的是中间过程，也就是其间的各次查找。`,
        }),
        {
          en: 'No: of many heads on one graph the best is above a guess by luck. And where a model looks is not what it does with it.',
          zh: '不能：一张图上许多头中最高的一个，仅凭运气就会高于随机水平。而且，看哪里并不等于怎么用。',
        },
      ],
    },
    {
      title: { en: 'A rival: errors that pile up', zh: '另一种解释：误差滚雪球' },
      minutes: 7,
      opens: `${THREE}#always`,
      part: 'snowball-title',
      does: [
        {
          en: 'Question 7 first, then the figure: the dashed line is the share of paths that errors which pile up would leave. Look also at the ten seeds that you started in step 5.',
          zh: '先做第 7 题，再看图：虚线是误差滚雪球之下应有的路径正确率。也看看第 5 步开始训练的十个种子。',
        },
      ],
      asks: [
        { en: 'What does this rival predict, and what is measured?', zh: '这种解释预测什么？实测是什么？' },
        {
          en: 'Would any repair of decoding (beam search, sampling again) help here?',
          zh: '改进解码（束搜索、重新采样）在这里会有帮助吗？',
        },
      ],
      sees: [
        ({ piled, forced }) => ({
          en: `Predicted: ${piled} of whole paths, even with the worst later step of the worst seed. Measured: ${forced.path}.`,
          zh: `预测：即使按最差种子中最差的后续步骤计算，整条路径正确的也应有 ${piled}。实测：${forced.path}。`,
        }),
        {
          en: 'Hardly: the model gives all arms about the same chance, and each of them is then walked without a fault. Which one is right is not in its probabilities.',
          zh: '几乎没有：模型给各条臂的概率差不多，而且每条臂它都能毫无差错地走完。哪条对，它的概率里没有答案。',
        },
      ],
    },
    {
      title: { en: 'Repairs', zh: '修复办法' },
      minutes: 12,
      opens: '?heads=4&versus=nextlat&budget=1500#repairs',
      does: [
        {
          en: 'The page asks for a guess: take a vote, and leave the results closed. Each group takes one repair from the cards, reads its sentence and its picture, and races it against teacher forcing with “Race it”.',
          zh: '本页先请你猜：举手表决，先不要打开结果。各组从卡片中选一种修复办法，读它的说明与小图，用“来比一场”与教师强制对比。',
        },
        {
          en: 'Each group says in one sentence what its repair changes (question 8). Then open the results.',
          zh: '各组用一句话说明它改变了什么（第 8 题）。然后打开结果。',
        },
      ],
      asks: [
        {
          en: 'Does it change what is shown, what is asked, or what counts?',
          zh: '它改变的是给模型看什么、问什么，还是哪些计分？',
        },
        { en: 'What do those that work have in common?', zh: '有效的那些有什么共同点？' },
      ],
      sees: [
        ({ repairs }) => ({
          en: `Of ${repairs.runs} seeds, ${repairs.budget} steps: solved in every one by ${repairs.every}; in none by ${repairs.none}. The rest lie between.`,
          zh: `${repairs.runs} 个种子、${repairs.budget} 步：全部学会的有${repairs.every}；一个都没有学会的有${repairs.none}。其余介于两者之间。`,
        }),
        {
          en: 'Those that work give the model a reason to know of the path to come when it stands at the start, or take true nodes away, so that to follow is not enough.',
          zh: '有效的办法，要么让模型在起点处就有理由知道后面的路径，要么拿走真实节点，使跟随不再够用。',
        },
      ],
    },
    {
      title: { en: 'Where it stops', zh: '止于何处' },
      minutes: 8,
      opens: '?path_length=5&labels=13&versus=teacherless,reverse&budget=1500#race',
      does: [
        {
          en: 'One node more on each arm. Start it on the screen; while it trains, look at the laboratory’s map of all sizes in “Always so?”.',
          zh: '每条臂多一个节点。在屏幕上开始训练；训练期间到“总是如此？”看实验室各种大小的结果图。',
        },
      ],
      asks: [
        {
          en: 'Teacherless training fails here as well. Is the graph too hard for the model?',
          zh: '无教师训练在这里也失败了。是这张图对模型太难吗？',
        },
        { en: 'Where does the claim not hold?', zh: '论断在哪里不成立？' },
      ],
      sees: [
        ({ hardTeacherless, hardReverse }) => ({
          en: `Teacherless ${hardTeacherless.solved} of ${hardTeacherless.runs} seeds within ${hardTeacherless.budget} steps; reverse ${hardReverse.solved} of ${hardReverse.runs}, after ${hardReverse.steps} in the median: the model is large enough.`,
          zh: `${hardTeacherless.budget} 步以内：无教师训练 ${hardTeacherless.runs} 个种子中 ${hardTeacherless.solved} 个；逆序训练 ${hardReverse.runs} 个中 ${hardReverse.solved} 个，步数中位数为 ${hardReverse.steps}：模型足够大。`,
        }),
        ({ repairs }) => ({
          en: `Of the repairs, these solve it in some seeds: ${repairs.harder}. In none: ${repairs.harderNone}.`,
          zh: `修复办法中，有种子学会的：${repairs.harder}；没有一个种子学会的：${repairs.harderNone}。`,
        }),
        ({ short }) => ({
          en: `On arms of three nodes the claim does not hold: teacher forcing solves ${short.solved} of ${short.runs} seeds, since one lookup is all that is needed.`,
          zh: `每臂三个节点时论断不成立：教师强制 ${short.runs} 个种子中 ${short.solved} 个学会，因为只需查找一次。`,
        }),
      ],
    },
    {
      title: { en: 'Debate', zh: '辩论' },
      minutes: 8,
      opens: '?path_length=5&labels=13&versus=teacherless,reverse&budget=1500#paper',
      does: [
        {
          en: 'Two sides, three minutes each. One: this shows that language models cannot plan. The other: this shows nothing about language models. Each sentence has to name a figure of today or a row of this chapter. Then everyone writes question 9.',
          zh: '分两方，各三分钟。一方：这说明语言模型不会规划。另一方：这对语言模型什么也没说明。每句话都要举出今天的一个数字或本章的一项。然后每人写第 9 题。',
        },
      ],
      asks: [
        {
          en: 'What holds for the sizes and budgets tried here, and what would you run to claim more?',
          zh: '哪些结论对这里试过的大小与预算成立？要说得更多，你会做什么实验？',
        },
        { en: 'Which row of the paper came out otherwise here?', zh: '论文的哪一项在这里结果不同？' },
      ],
      sees: [
        ({ mamba }) => ({
          en: `For the one side: it is not attention, Mamba fails alike (teacher forcing ${mamba.solved} of ${mamba.runs} seeds, the first step at ${mamba.first}).`,
          zh: `支持一方：这与注意力无关，Mamba 同样失败（教师强制 ${mamba.runs} 个种子中 ${mamba.solved} 个，第一步 ${mamba.first}）。`,
        }),
        ({ paperForced, paperReverse }) => ({
          en: `For the other: small models, short budgets, one kind of puzzle, nothing pretrained. And in the paper’s own layout on two arms of five nodes, within ${paperReverse.budget} steps, reverse solves ${paperReverse.solved} of ${paperReverse.runs} seeds here, too, as teacher forcing does (${paperForced.solved}): a failure alone does not show its reason.`,
          zh: `支持另一方：小模型、短预算、一类谜题，没有预训练模型。而且用论文自己的词元布局，在两条臂、每臂五个节点的图上，${paperReverse.budget} 步以内，逆序训练在这里也只有 ${paperReverse.runs} 个种子中 ${paperReverse.solved} 个学会，与教师强制（${paperForced.solved} 个）一样：失败本身并不说明原因。`,
        }),
      ],
    },
  ],
  otherwise: [
    ({ teacherless }) => ({
      en: `A group’s teacherless run has not jumped within its budget: that is a result; it goes on the board as such. To train on, the same button. The slowest of ${teacherless.runs} seeds took ${teacherless.latest} steps.`,
      zh: `某组的无教师训练在预算内没有跃升：这也是结果，照实写上黑板。要继续训练，按同一个按钮。${teacherless.runs} 个种子中最慢的用了 ${teacherless.latest} 步。`,
    }),
    {
      en: 'Steps 9 to 11 have settings of their own, which end the race of the steps before: groups finish question 6 first. Ended runs stay in the laboratory’s table.',
      zh: '第 9 至 11 步有各自的设置，会结束前面各步的对比训练：请各组先完成第 6 题。已结束的训练仍在实验室的表中。',
    },
    {
      en: 'Time runs short: leave out step 10 and take its figures into the debate. Only one computer: run some seeds on it beforehand with step 5, and let groups predict in place of training.',
      zh: '时间不够：略去第 10 步，在辩论中引用它的数字。只有一台电脑：课前用第 5 步在上面训练几个种子，课上让各组以预测代替训练。',
    },
  ],
  questions: [
    { asks: puzzleAsks, puzzle: true, lines: 1, answer: puzzleAnswer },
    {
      asks: {
        en: 'Your path has four nodes. Of them, what has the model been shown when it has to say the second and the third token that it writes?',
        zh: '你的路径有四个节点。模型要写出第二个和第三个词元时，分别已经看到了其中哪些？',
      },
      lines: 0,
      grid: {
        head: [
          training,
          { en: 'At the second', zh: '写第二个时' },
          { en: 'At the third', zh: '写第三个时' },
          { en: 'Is one arrow enough?', zh: '查一个箭头够吗？' },
        ],
        rows: objectives,
      },
      answer: {
        en: 'Reverse writes the path from the goal, so that its first token is the goal.',
        zh: '逆序训练从目标写起，所以它写出的第一个词元是目标。',
      },
      filled: [
        [plain(`${start}`), plain(`${start}, ${first}`), { en: 'at the third', zh: '写第三个时够' }],
        [
          { en: 'blanks', zh: '空白' },
          { en: 'blanks', zh: '空白' },
          { en: 'at neither', zh: '都不够' },
        ],
        [plain(`${last}`), plain(`${last}, ${third}`), { en: 'at both', zh: '都够' }],
      ],
    },
    {
      asks: {
        en: 'Before the race: at what share of graphs will the first step be right at the end?',
        zh: '对比训练之前：训练结束时，第一步会在多大比例的图上正确？',
      },
      lines: 0,
      grid: {
        head: [training, { en: 'Share, per cent', zh: '比例（%）' }, { en: 'Because', zh: '理由' }],
        rows: objectives,
      },
      answer: ({ forced, teacherless, reverse, chance }) => ({
        en: `Any reasoned prediction is a good answer. Measured, medians over ${forced.runs} seeds: ${forced.first}, ${teacherless.first}, ${reverse.first}; a guess is ${chance}.`,
        zh: `有理有据的预测都是好答案。实测（${forced.runs} 个种子的中位数）：${forced.first}、${teacherless.first}、${reverse.first}；随机猜测为 ${chance}。`,
      }),
    },
    {
      asks: { en: 'Your group’s race. Seed: ______', zh: '本组的对比训练。种子：______' },
      lines: 0,
      grid: {
        head: [
          training,
          { en: 'First step right', zh: '第一步正确率' },
          { en: 'Whole path right', zh: '整条路径正确率' },
          { en: 'Solved after steps', zh: '多少步后学会' },
        ],
        rows: objectives,
      },
      answer: ({ forced }) => ({
        en: `The laboratory’s ${forced.runs} seeds: medians, and ranges.`,
        zh: `实验室的 ${forced.runs} 个种子：中位数与范围。`,
      }),
      filled: [
        [
          ({ forced: { first: middle, lowest, highest } }) => ranged(middle, lowest, highest),
          ({ forced: { path } }) => plain(path),
          ({ forced: { budget } }) => ({ en: `not within ${budget}`, zh: `${budget} 步内未学会` }),
        ],
        [
          ({ teacherless: { first: middle, lowest, highest } }) => ranged(middle, lowest, highest),
          ({ teacherless: { path } }) => plain(path),
          ({ teacherless: { steps, soonest, latest } }) => ranged(steps, soonest, latest),
        ],
        [
          ({ reverse: { first: middle, lowest, highest } }) => ranged(middle, lowest, highest),
          ({ reverse: { path } }) => plain(path),
          ({ reverse: { steps, soonest, latest } }) => ranged(steps, soonest, latest),
        ],
      ] satisfies readonly (readonly Text[])[],
    },
    {
      asks: {
        en: 'In how many of your class’s groups was each training solved? What may be said of further seeds, and what may not?',
        zh: '全班有几组学会了每种训练？关于其他种子，可以说什么，不可以说什么？',
      },
      lines: 3,
      answer: ({ fiveLow, forced }) => ({
        en: `With all of five groups, that most seeds solve it: the 95 % interval is ${fiveLow} to 100 %. Not that every seed does. With ${forced.solved} of ${forced.runs}, that fewer than ${forced.high} do, within this budget; not that none ever does.`,
        zh: `若五组全部学会：可以说多数种子能学会，95% 区间为 ${fiveLow} 至 100%；不可以说每个种子都能。若 ${forced.runs} 个中 ${forced.solved} 个：可以说在此预算内能学会的不到 ${forced.high}；不可以说永远没有。`,
      }),
    },
    {
      asks: {
        en: 'Handed a wrong beginning on five graphs: how often did each model walk that arm to its end? What has it learnt, and what not?',
        zh: '在五张图上交给模型错误的开头：每个模型有几次沿该臂走到底？它学会了什么，没学会什么？',
      },
      lines: 3,
      answer: ({ followed }) => ({
        en: `Teacher forcing: nearly always (up to the last node on ${followed} of held-out graphs). It has learnt which node follows which, and not which arm leads to the goal. Reverse follows as well, which is all it needs. To teacherless training nothing can be handed.`,
        zh: `教师强制：几乎每次（走到倒数第二个节点的测试图占 ${followed}）。它学会了哪个节点后面是哪个，没有学会哪条臂通向目标。逆序训练也一路跟随，而它只需要跟随。无教师训练无法先交给它一步。`,
      }),
    },
    {
      asks: ({ forced }) => ({
        en: `Every later step is right on at least ${forced.worst} of graphs. If errors only piled up over three steps, on what share would whole paths be right? What was measured, and which explanation does that leave?`,
        zh: `其后每一步至少在 ${forced.worst} 的图上正确。如果只是误差在三步中累积，整条路径正确的比例应为多少？实测是多少？剩下的是哪种解释？`,
      }),
      lines: 3,
      answer: ({ forced, piled }) => ({
        en: `At least ${piled}; measured ${forced.path}. One step fails by itself, and it fails in training: it was never learnt.`,
        zh: `至少 ${piled}；实测 ${forced.path}。是那一步单独失败，而且失败在训练中：它从未学会。`,
      }),
    },
    {
      asks: {
        en: 'Your group’s repair: what does it change (what is shown, what is asked, what counts), and did it solve the task?',
        zh: '本组的修复办法：它改变了什么（给看什么、问什么、哪些计分）？学会了吗？',
      },
      lines: 3,
      answer: ({ repairs }) => ({
        en: `By the cards. In every one of ${repairs.runs} seeds: ${repairs.every}. In none: ${repairs.none}. A single race may differ from what is usual.`,
        zh: `见各卡片。${repairs.runs} 个种子全部学会：${repairs.every}；一个都没有：${repairs.none}。单次结果可能与通常情况不同。`,
      }),
    },
    {
      asks: {
        en: 'Write one sentence that today’s measurements support, with its limits, and one that they do not support though it sounds alike.',
        zh: '写一句今天的测量所支持的话（说明其范围），再写一句听起来相似、但测量并不支持的话。',
      },
      lines: 4,
      answer: ({ forced }) => ({
        en: `For instance. Supported: on three arms of four nodes, with this model and ${forced.budget} steps, teacher forcing leaves the first step to chance in all of ${forced.runs} seeds, while the same model learns it when it is trained otherwise. Not supported: language models trained on the next token cannot plan.`,
        zh: `例如。支持：在三条臂、每臂四个节点的图上，用这个模型、${forced.budget} 步，教师强制在全部 ${forced.runs} 个种子中都让第一步停留在随机水平，而同样的模型换一种训练就能学会。不支持：靠下一词元训练的语言模型不会规划。`,
      }),
    },
  ],
};

function ranged(middle: string, low: string, high: string): Both {
  return { en: `${middle} (${low} to ${high})`, zh: `${middle}（${low} 至 ${high}）` };
}

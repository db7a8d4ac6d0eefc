const plural = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

/** The opening. */
export const hero = {
  title: {
    en: (
      <>
        Every step but <em>the first</em>
      </>
    ),
    zh: (
      <>
        步步皆对，唯独<em>第一步</em>
      </>
    ),
  },
  lede: {
    en: (
      <>
        A chatbot learns by predicting the next word. Here is a small puzzle where that teaches every step but the one
        that matters: the first. Try it yourself, guess how two small models will do, then train them in this tab and
        see.
      </>
    ),
    zh: (
      <>
        聊天机器人靠预测下一个词来学习。这里有一道小谜题：这样学，每一步都学得会，唯独学不会最要紧的第一步。先自己试一试，猜猜两个小模型会怎样，再在此标签页中训练它们，亲眼看看。
      </>
    ),
  },
};

/** The puzzle. */
export const words = {
  reads: { en: 'What a model reads, and other graphs', zh: '模型读到什么，以及换一张图' },
  teacher: { en: 'Break the teacher', zh: '让教师失灵' },
  start: { en: 'start', zh: '起点' },
  goal: { en: 'goal', zh: '目标' },
  stage: (nodes: number) => ({
    en: `${nodes} nodes, their edges hidden. Ringed nodes can be asked.`,
    zh: `${nodes} 个节点，边均隐藏。带虚线圈的节点可以询问。`,
  }),
  node: { en: 'node', zh: '节点' },
  asks: {
    forward: { en: 'ask where it leads', zh: '询问它通向哪里' },
    backward: { en: 'ask what leads to it', zh: '询问哪个节点通向它' },
  },
  unfoldedTitle: { en: 'The whole graph, unfolded: a star', zh: '展开后的整张图：一颗星' },
  rounds: { en: 'Two rounds', zh: '两轮' },
  round: {
    forward: { en: 'From the start', zh: '从起点出发' },
    backward: { en: 'From the goal', zh: '从目标出发' },
  },
  guess: { en: 'a guess', zh: '猜测' },
  only: { en: 'no choice to make', zh: '无需选择' },
  tally: (guesses: number, easy: number) => ({
    en: `${plural(guesses, 'guess', 'guesses')}, ${plural(easy, 'easy step', 'easy steps')}`,
    zh: `${guesses} 次猜测，${easy} 步无需选择`,
  }),
  notYet: { en: 'not yet played', zh: '还没玩' },
  stray: { en: 'That one cannot be asked yet: press a ringed node.', zh: '这个节点还不能询问：请点带虚线圈的节点。' },

  intro: (nodes: number, start: number, goal: number) => ({
    en: (
      <>
        {nodes} nodes, {nodes - 1} hidden edges. Find the way from&nbsp;<b>{start}</b> to&nbsp;<b>{goal}</b>.
        Press&nbsp;{start} to ask where it leads.
      </>
    ),
    zh: (
      <>
        {nodes} 个节点，{nodes - 1} 条隐藏的边。找出从 <b>{start}</b> 到 <b>{goal}</b> 的路。点 {start}，问它通向哪里。
      </>
    ),
  }),
  choose: (start: number, goal: number, arms: number) => ({
    en: (
      <>
        {start} leads to {arms} nodes. One of them is <b class="first">the first step</b> to&nbsp;{goal}. Which?
      </>
    ),
    zh: (
      <>
        {start} 通向 {arms} 个节点。其中一个是走向 {goal} 的<b class="first">第一步</b>。是哪一个？
      </>
    ),
  }),
  chooseNote: { en: 'Nothing you can see tells. Guess.', zh: '眼前没有任何线索。猜吧。' },
  again: (start: number, left: number) => ({
    en: <>{`Back at ${start}. ${plural(left, 'arm is', 'arms are')} left.${left === 1 ? '' : ' Which?'}`}</>,
    zh: <>{`回到 ${start}。还剩 ${left} 条臂${left === 1 ? '。' : '。是哪一条？'}`}</>,
  }),
  follow: (from: number, to: number) => ({
    en: (
      <>
        {from} leads to&nbsp;{to}, and nowhere else. Press&nbsp;{to}.
      </>
    ),
    zh: (
      <>
        {from} 只通向 {to}。点 {to}。
      </>
    ),
  }),
  followNote: { en: 'No choice to make: follow.', zh: '无需选择：跟着走就行。' },
  lost: (end: number, goal: number) => ({
    en: (
      <>
        {end} leads nowhere, and it is not&nbsp;{goal}. Every step was easy <b class="first">but the first</b>.
      </>
    ),
    zh: (
      <>
        {end} 无路可走，也不是 {goal}。每一步都容易，<b class="first">除了第一步</b>。
      </>
    ),
  }),
  lostNote: {
    en: 'Once you were on an arm you walked it without fault, to the wrong end.',
    zh: '一旦踏上一条臂，你就毫无差错地走了下去，走到了错误的末端。',
  },
  lucky: (goal: number, arms: number) => ({
    en: (
      <>
        You are at&nbsp;{goal}: one guess in&nbsp;{arms} gets there. Every step was easy{' '}
        <b class="first">but the first</b>.
      </>
    ),
    zh: (
      <>
        到达 {goal}：平均猜 {arms} 次才中 1 次。每一步都容易，<b class="first">除了第一步</b>。
      </>
    ),
  }),
  foundAt: (goal: number, tries: number) => ({
    en: (
      <>
        {goal}, at try&nbsp;{tries}. Every step was easy <b class="first">but the first</b>.
      </>
    ),
    zh: (
      <>
        第 {tries} 次尝试到达 {goal}。每一步都容易，<b class="first">除了第一步</b>。
      </>
    ),
  }),
  foundNote: (arms: number) => ({
    en: `Unfolded, it is a star: ${plural(arms, 'arm', 'arms')}, one of which ends at the goal.`,
    zh: `展开来看，它是一颗星：共 ${arms} 条臂，其中一条通向目标。`,
  }),
  introBack: (goal: number) => ({
    en: <>Another graph of the same kind. Now begin at the goal: press&nbsp;{goal} to ask which node leads to it.</>,
    zh: <>同一类的另一张图。这次从目标出发：点 {goal}，问哪个节点通向它。</>,
  }),
  followBack: (from: number, to: number) => ({
    en: (
      <>
        Only {from} leads to&nbsp;{to}. Press&nbsp;{from}.
      </>
    ),
    zh: (
      <>
        只有 {from} 通向 {to}。点 {from}。
      </>
    ),
  }),
  followBackNote: { en: 'One question, one answer.', zh: '一问一答，别无他选。' },
  foundBack: (questions: number, first: number) => ({
    en: (
      <>
        {plural(questions, 'question', 'questions')}, no guess: the path is there, and its{' '}
        <b class="first">first step</b> is&nbsp;{first}.
      </>
    ),
    zh: (
      <>
        {questions} 次提问，无须猜测：路径已经找到，它的<b class="first">第一步</b>是 {first}。
      </>
    ),
  }),
  foundBackNote: {
    en: 'You knew the first step only when you had the whole path. Who must say it first has to have looked ahead.',
    zh: '只有掌握了整条路径，才知道第一步。若要先说出第一步，就必须事先向前看。',
  },
  another: { en: 'Try another arm', zh: '换一条臂再试' },
  toBackward: { en: 'Now from the goal', zh: '这次从目标出发' },
  toPrediction: { en: 'Now predict', zh: '现在作出预测' },
  playAgain: { en: 'Play again, other graphs', zh: '换两张图再玩' },

  isExample: { en: 'An example that is written into the page.', zh: '写在页面中的示例图。' },
  isTooLarge: {
    en: 'An example: a graph of your settings has no choice in it, or too many nodes to solve by hand.',
    zh: '示例图：按你的设置生成的图没有可选之处，或节点太多，无法手工求解。',
  },
  isHeldOut: (index: string) => ({
    en: `Held-out graph ${index}: no model here trains on it.`,
    zh: `测试图 ${index}：本页的模型都不会用它训练。`,
  }),
};

/** The prediction; what became of it is in verdict-words.ts, which is fetched later. */
export const predicting = {
  title: { en: 'Which training will learn the first step?', zh: '哪种训练能学会第一步？' },
  explain: {
    en: 'A model gets every edge, in shuffled order, then start and goal, and has to write the path. The same small model is trained on the same graphs each time. Only what it sees of the path while it learns differs.',
    zh: '模型读入次序打乱的所有边，然后是起点与目标，再写出路径。每次都是同一个小模型、同样的图，不同的只是学习时能看到路径的哪些部分。',
  },
  learns: { en: 'will learn it', zh: '能学会' },
  guesses: { en: 'will keep guessing', zh: '只会一直猜' },
  third: (objective: string) => ({ en: `Add a third: ${objective}`, zh: `再加一个：${objective}` }),
  start: { en: 'Start the race', zh: '开始对比训练' },
  toRace: { en: 'To the race', zh: '去看对比训练' },
  raceElsewhere: { en: 'See the race, on the whole page', zh: '在完整页面上看对比训练' },
  kept: { en: 'Your prediction stays in this browser.', zh: '你的预测只保存在此浏览器中。' },
  loading: { en: 'The engine is on its way …', zh: '引擎正在载入……' },
  notStartable: {
    en: 'The settings do not hold as they are: see “What a model reads”.',
    zh: '当前设置无效：请见“模型读到什么”。',
  },
  closed: {
    en: 'The race has begun: predictions are closed until it is reset.',
    zh: '对比训练已经开始：重置之前不能再改预测。',
  },
};

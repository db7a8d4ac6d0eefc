import type { Both } from '../../text/say';

const s = (count: number) => (count === 1 ? '' : 's');

export const words = {
  lead: {
    en: 'Every setting of the engine, every run of this visit, and doors in both directions: take a run along as a file or as a command, or bring your own weights, settings and graphs. Nothing leaves this tab.',
    zh: '这里有引擎的全部设置、本次访问的所有训练，以及双向的出入口：把一次训练导出为文件或命令，或导入你自己的权重、设置和图。任何数据都不会离开此标签页。',
  },

  /* Settings */
  settings: { en: 'Change the experiment', zh: '改变实验' },
  startFrom: { en: 'Start from', zh: '从这里开始：' },
  /* {key:phrase}: a phrase that can be clicked; the keys are in phrases.tsx. */
  prose: {
    en: 'Then change one thing at a time. Give the star {two_arms:two arms} or {five_arms:five arms}; make its paths {five_long:five nodes long}; write its edges {paper_layout:as the paper does}, two nodes and a bar each, with positions to be learnt; or add {positions:a position embedding} alone; start {larger:from larger weights}. Train {mamba:Mamba instead of attention}, {mlp:with an MLP in every block}, or with {adamw:AdamW instead of Muon}; or let it see only {fixed_set:a fixed set of 1,000 graphs}, again and again.',
    zh: '然后一次只改一处。给星形图{two_arms:两条臂}或{five_arms:五条臂}；让路径有{five_long:五个节点}；边的写法{paper_layout:与论文相同}，即两个节点加一个分隔符，并学习位置；或只加上{positions:位置嵌入}；{larger:从更大的初始权重开始}。用{mamba:Mamba 代替注意力}，{mlp:每层加上 MLP}，或{adamw:用 AdamW 代替 Muon}；或者只让模型反复看{fixed_set:固定的 1,000 张图}。',
  },
  allSettings: { en: 'All settings', zh: '全部设置' },
  noneChanged: { en: 'all at their defaults', zh: '均为默认值' },
  changed: (count: number) => ({ en: `${count} changed`, zh: `已更改 ${count} 项` }),
  settingsNote: {
    en: 'The engine describes these itself: names, ranges, defaults. Degree, path length, labels and seed are beside the star, the objectives at the lanes. A setting is in the page’s address as soon as it differs from its default, and holds from the next start on.',
    zh: '以下内容由引擎自行说明：名称、范围与默认值。度数、路径长度、标签数与种子在星形图旁，训练目标在各组上。设置一旦与默认值不同就会写入网址，并从下一次开始训练时生效。',
  },
  find: { en: 'Find', zh: '查找' },
  changedOnly: { en: 'changed ones only', zh: '只看已更改的' },
  found: (shown: number, all: number) => ({
    en: `${shown} of ${all} settings`,
    zh: `${all} 项设置中的 ${shown} 项`,
  }),
  restore: { en: 'Restore every default', zh: '全部恢复默认' },

  /* Take along */
  take: { en: 'Take it along', zh: '导出' },
  takeNote: {
    en: 'Weights are safetensors with the reference code’s names, optimiser state included: load them in PyTorch, in the native program, or back here. The command comes to the same weights, bit for bit: same config and steps, same digest.',
    zh: '权重为 safetensors 格式，使用参考代码的参数名，并包含优化器状态：可在 PyTorch 或本地程序中加载，也可再带回这里。命令会得到逐位相同的权重：配置与步数相同，摘要值就相同。',
  },
  takeNothing: {
    en: 'There is no run yet. What you can already take along is the config of the settings on the page.',
    zh: '还没有任何训练。目前可以导出的是页面当前设置的配置。',
  },
  weights: { en: 'Weights', zh: '权重' },
  metricsCsv: { en: 'Metrics, CSV', zh: '指标，CSV' },
  metricsJson: { en: 'Metrics, JSON', zh: '指标，JSON' },
  notebook: { en: 'Notebook', zh: '笔记本' },
  markdown: { en: 'Notebook as Markdown', zh: 'Markdown 格式的笔记本' },
  config: { en: 'Config', zh: '配置' },
  ofRun: (what: string, run: string) => ({ en: `${what} of ${run}`, zh: `${run} 的${what}` }),
  copy: { en: 'Copy', zh: '复制' },
  copied: { en: 'Copied', zh: '已复制' },
  notCopied: {
    en: 'The browser did not allow it: select the text and copy it yourself.',
    zh: '浏览器不允许复制：请自行选中文字复制。',
  },
  draftOnPage: { en: 'The settings on the page', zh: '页面当前设置' },
  atStep: (step: string) => ({ en: `step ${step}`, zh: `第 ${step} 步` }),
  moving: {
    en: 'It is training: the files hold the step at which you click, the command the last one that was measured.',
    zh: '正在训练：文件记录点击那一刻的步数，命令则为最近一次测量的步数。',
  },
  baseMode: {
    en: 'This browser has no relaxed SIMD, so the tab trains without fused multiply-add; the program’s scalar kernels do the same, hence --kernels=scalar.',
    zh: '此浏览器没有 relaxed SIMD，因此训练不使用融合乘加；本地程序的标量内核与之相同，故带 --kernels=scalar。',
  },
  commandGraphs: {
    en: 'The program reads the graphs from that file: give it the one you brought here.',
    zh: '程序从该文件读取图：请给它你带到这里的那个文件。',
  },
  noWeights: { en: 'Its weights are gone.', zh: '它的权重已不在。' },

  /* Bring along */
  bring: { en: 'Bring your own', zh: '导入你自己的' },
  bringNote: {
    en: 'Drop files anywhere on this page, or choose them: a checkpoint (.safetensors) to train on or to question, a config (.json), graphs in the reference’s text format (.txt), one a line: 3,1|3,2/3,2=3,2; what a sweep found, as pathstar report --compact writes it (.json), to see as tables and figures; or a recording by pathstar train --record (.json), to be played.',
    zh: '把文件拖到页面任意位置，或点此选择：检查点（.safetensors）可继续训练或提问，配置（.json），参考格式的图（.txt），每行一张：3,1|3,2/3,2=3,2；pathstar report --compact 写出的实验结果（.json），以表格和图展示；或 pathstar train --record 录下的训练（.json），可以播放。',
  },
  choose: { en: 'Choose files', zh: '选择文件' },
  dismiss: { en: 'Close', zh: '关闭' },
  dismissFile: (name: string) => ({ en: `Close ${name}`, zh: `关闭 ${name}` }),
  reading: { en: 'Reading …', zh: '正在读取……' },
  notTaken: { en: 'Not taken', zh: '未采用' },
  isCheckpoint: (objective: string, step: string) => ({
    en: `A checkpoint of ${objective} at step ${step}`,
    zh: `${objective}在第 ${step} 步的检查点`,
  }),
  checkpointSize: (degree: number, length: number, architecture: string, width: string) => ({
    en: `${degree} arm${s(degree)}, ${length} nodes a path; ${architecture}, width ${width}`,
    zh: `${degree} 条臂，每条路径 ${length} 个节点；${architecture}，宽度 ${width}`,
  }),
  unverified: {
    en: 'Unverified: it is of an earlier version, whose checkpoints hold no checksum.',
    zh: '未经校验：它来自较早的版本，当时的检查点不含校验和。',
  },
  waitsFor: (digest: string) => ({
    en: `It was trained on the graphs of a file, of which a checkpoint holds the digest alone: ${digest}. Bring that file too and choose “Train on them”, and it can go on. Without it, it can only be asked.`,
    zh: `它是用某个文件中的图训练的，而检查点只保存了这些图的摘要值：${digest}。请把该文件也导入并选择“用它们训练”，它才能继续训练；否则只能提问。`,
  }),
  hasGraphs: (name: string) => ({
    en: `It was trained on the graphs of ${name}, and goes on with them.`,
    zh: `它是用 ${name} 中的图训练的，并将用它们继续。`,
  }),
  toRace: { en: 'Open it in the race', zh: '在对比训练中打开' },
  besideRace: { en: 'Open it beside the runs', zh: '与现有训练并列打开' },
  inPlace: (runs: number) => ({
    en: `Open it in place of the ${runs === 1 ? 'run' : `${runs} runs`} there`,
    zh: `代替现有的 ${runs} 个训练打开`,
  }),
  whyNotBeside: (most: string) => ({
    en: `It does not fit beside them: only runs of one config race, at most ${most}.`,
    zh: `无法并列：只有配置相同的训练才能对比，且最多 ${most} 个。`,
  }),
  besideKept: {
    en: 'Take their weights along first if you want to keep them.',
    zh: '如需保留它们，请先导出权重。',
  },
  isRecording: (name: string, step: string) => ({
    en: `A recording of ${name} up to step ${step}`,
    zh: `${name}训练到第 ${step} 步的录像`,
  }),
  play: { en: 'Play it in the race', zh: '在对比训练中播放' },
  playBeside: { en: 'Play it beside the recording there', zh: '与现有录像并列播放' },
  playInPlace: { en: 'Play it in place of what is in the race', zh: '代替对比训练中现有的内容播放' },
  isPlayed: { en: 'It is in the race.', zh: '它已在对比训练中。' },
  opened: { en: 'It is in the race, at rest at its step.', zh: '已在对比训练中，停在其训练步处。' },
  results: { en: 'Results opened here', zh: '此处打开的结果' },
  printResults: { en: 'Print all results', zh: '打印全部结果' },
  isConfig: (count: number) => ({
    en: `A config: ${count} setting${s(count)} taken, all others at their defaults`,
    zh: `配置：采用 ${count} 项设置，其余为默认值`,
  }),
  configNone: { en: 'A config, but none of its settings holds', zh: '配置，但没有一项设置可用' },
  undo: { en: 'Undo', zh: '撤销' },
  undone: { en: 'The settings are as they were before.', zh: '设置已恢复原状。' },
  isGraphs: (count: string) => ({ en: `Graphs: ${count}`, zh: `图：${count} 张` }),
  graphsSize: (degree: number, length: number, labels: number) => ({
    en: `The first has ${degree} arm${s(degree)}, ${length} nodes a path and labels below ${labels}.`,
    zh: `第一张有 ${degree} 条臂、每条路径 ${length} 个节点，标签小于 ${labels}。`,
  }),
  sizeToDraft: { en: 'Set the race to this size', zh: '把对比训练设为此大小' },
  evaluate: { en: 'Ask the runs about all of them', zh: '让现有训练回答全部的图' },
  evaluating: { en: 'Asking …', zh: '正在提问……' },
  noRuns: {
    en: 'There is no model to ask: start a race, or bring a checkpoint.',
    zh: '没有可提问的模型：请先开始对比训练，或导入一个检查点。',
  },
  trainOn: { en: 'Train on them', zh: '用它们训练' },
  noLink: {
    en: 'They stay in this browser: no link to this page carries them.',
    zh: '它们只留在此浏览器中：页面链接不包含它们。',
  },
  trainedOn: { en: 'Trained on', zh: '训练用图' },
  drawn: { en: 'drawn graphs', zh: '随机生成的图' },
  line: { en: 'Line', zh: '行' },
  askLine: { en: 'Ask about this one', zh: '就这一张提问' },
  noLine: (count: string) => ({ en: `There are lines 1 to ${count}.`, zh: `可选第 1 到 ${count} 行。` }),
  run: { en: 'Run', zh: '训练' },
  step: { en: 'Step', zh: '步' },
  graphs: { en: 'Graphs', zh: '图' },
  firstStep: { en: 'First step', zh: '第一步' },
  chance: { en: 'Chance', zh: '随机水平' },
  path: { en: 'Whole path', zh: '整条路径' },
  interval: { en: '95\u00a0% interval', zh: '95% 区间' },
  follows: { en: 'Follows a wrong step', zh: '跟随错误的一步' },
  seenNote: {
    en: 'Whether a run was trained on some of these graphs is not checked: “held out” is said only of the race’s own.',
    zh: '不检查训练时是否见过其中的图：“测试图”只指对比训练自己的图。',
  },

  /* Draw */
  draw: { en: 'Draw a graph and ask', zh: '画一张图来提问' },
  drawNote: {
    en: 'Click an empty place to put a node there; drag from node to node for an edge, once more to take it away; drag to an empty place for both. A chosen node takes digits as its label. The lists beside it are the same graph.',
    zh: '点击空白处放一个节点；从一个节点拖到另一个节点画一条边，再拖一次则删去；拖到空白处则同时得到节点和边。选中节点后输入数字即为其标签。旁边的列表是同一张图。',
  },
  drawKeys: {
    en: 'Keys on a node: Enter chooses it, Enter on another one draws the edge, digits name it, G marks the goal, Delete removes it, Escape lets go.',
    zh: '节点上的按键：Enter 选中，在另一节点上按 Enter 画边，数字为其命名，G 标为目标，Delete 删除，Escape 取消选中。',
  },
  sheet: { en: 'Your graph', zh: '你的图' },
  node: (label: number, to: string, goal: boolean) => ({
    en: `Node ${label}${goal ? ', the goal' : ''}${to === '' ? ', no edge from it' : `, edge to ${to}`}`,
    zh: `节点 ${label}${goal ? '，目标' : ''}${to === '' ? '，没有出边' : `，有边指向 ${to}`}`,
  }),
  addNode: { en: 'Add a node', zh: '添加节点' },
  clear: { en: 'Empty sheet', zh: '清空' },
  example: { en: 'An example', zh: '示例' },
  label: { en: 'Label', zh: '标签' },
  markGoal: { en: 'Make it the goal', zh: '设为目标' },
  remove: { en: 'Remove it', zh: '删除' },
  chosen: (label: number) => ({ en: `Node ${label}`, zh: `节点 ${label}` }),
  chooseNode: { en: 'No node is chosen.', zh: '尚未选中节点。' },
  start: { en: 'Start', zh: '起点' },
  arm: (letter: string) => ({ en: `Arm ${letter}`, zh: `臂 ${letter}` }),
  isGoal: { en: 'goal', zh: '目标' },
  goalOf: (letter: string) => ({ en: `The goal is the end of arm ${letter}`, zh: `目标在臂 ${letter} 的末端` }),
  addArm: { en: 'Add an arm', zh: '添加一条臂' },
  noList: {
    en: 'An arm is whole numbers with commas between them: 3, 5, 7.',
    zh: '一条臂由逗号分隔的整数组成：3, 5, 7。',
  },
  good: { en: 'A path-star graph, as the model knows them.', zh: '这是模型认识的路径星形图。' },
  missing: { en: 'Not yet a graph the model knows:', zh: '还不是模型认识的图：' },
  ask: { en: 'Ask the model', zh: '询问模型' },
  askLater: {
    en: 'There is no model yet: it will be asked as soon as a race has begun.',
    zh: '还没有模型：对比训练开始后就会提问。',
  },

  /* Runs */
  runs: { en: 'Runs side by side', zh: '并排比较' },
  runsNone: {
    en: 'No run yet. Every race you start gets a row here: what differs between the rows, and what came of it.',
    zh: '还没有训练。每次开始的对比训练都会在此占一行：列出各行的差异与结果。',
  },
  runsNote: {
    en: 'Only settings in which the runs differ have a column. Choose some to lay their curves over one another.',
    zh: '只有各训练之间不同的设置才列出。勾选若干项可叠加它们的曲线。',
  },
  runsKept: (most: string) => ({
    en: `This browser keeps the last ${most} runs; beyond them the oldest go, those that you gave a name last. Export what should stay.`,
    zh: `浏览器只保存最近 ${most} 次训练；超出时最旧的先删除，你命名过的最后才删。需要长期保留的请导出。`,
  }),
  runsUnkept: {
    en: 'This browser keeps nothing: these runs are lost when the page is closed or reloaded. Export what should stay.',
    zh: '浏览器无法保存：关闭或刷新页面后，这些训练就会丢失。需要保留的请导出。',
  },
  runsTable: { en: 'Table of the runs', zh: '训练列表' },
  name: { en: 'Name', zh: '名称' },
  nameOfRun: (run: string) => ({ en: `Name of ${run}`, zh: `${run} 的名称` }),
  overlay: { en: 'Overlay', zh: '叠加' },
  overlayRun: (run: string) => ({ en: `Overlay ${run}`, zh: `叠加 ${run}` }),
  digest: { en: 'Weights', zh: '权重摘要值' },
  delete: { en: 'Delete', zh: '删除' },
  deleteRun: (run: string) => ({ en: `Delete ${run}`, zh: `删除 ${run}` }),
  past: { en: 'Open', zh: '打开' },
  openPast: (run: string) => ({ en: `Open or take along ${run}`, zh: `打开或导出 ${run}` }),
  pastRun: (run: string) => ({ en: `${run}, a past run`, zh: `${run}（以往的训练）` }),
  pastKept: {
    en: 'Its weights are kept in this browser, as those of the newest runs are.',
    zh: '它的权重保存在此浏览器中；浏览器只保存最近若干次训练的权重。',
  },
  pastGone: {
    en: 'Its weights are not kept, only what was measured: make room for the next by deleting runs, or run its command again.',
    zh: '它的权重没有保存，只有测量结果：可删除一些训练为以后腾出空间，或用其命令重新训练。',
  },
  putAway: { en: 'Close', zh: '关闭' },
  putAwayRun: (run: string) => ({ en: `Close ${run}`, zh: `关闭 ${run}` }),
  deleted: (run: string) => ({ en: `${run} is deleted.`, zh: `已删除 ${run}。` }),
  inRace: { en: 'in the race', zh: '在对比训练中' },
  lowest: { en: 'Interval from', zh: '区间下限' },
  highest: { en: 'Interval to', zh: '区间上限' },
  measure: { en: 'What to overlay', zh: '叠加什么' },
  measures: {
    first: { en: 'first step', zh: '第一步' },
    path: { en: 'whole path', zh: '整条路径' },
    loss: { en: 'loss', zh: '损失' },
  },
  overlayCaption: {
    first: {
      en: 'The first step on held-out graphs, given the true path so far; dotted: chance',
      zh: '测试图上第一步的正确率（给定真实路径）；点线为随机水平',
    },
    path: {
      en: 'Whole paths right on held-out graphs, with 95\u00a0% intervals; dotted: guessing the arm',
      zh: '测试图上整条路径正确的比例及 95% 区间；点线为随机猜测臂的水平',
    },
    loss: {
      en: 'Loss on held-out graphs; dotted: guessing among the arms, every other node certain',
      zh: '测试图上的损失；点线为只在选臂时猜测、其余节点都确定时的损失',
    },
  },
  lossOrHinge: (runs: string) => ({
    en: `Loss on held-out graphs: cross-entropy in nats, dotted that of guessing among the arms, every other node certain; of ${runs} a hinge, in units of its scores, which does not compare`,
    zh: `测试图上的损失：交叉熵（奈特），点线为只在选臂时猜测、其余节点都确定时的值；${runs} 则是铰链损失，以其分数为单位，不可比较`,
  }),
  differ: (one: string, other: string) => ({
    en: `What differs between A, ${one}, and B, ${other}`,
    zh: `A（${one}）与 B（${other}）的差异`,
  }),
  setting: { en: 'Setting', zh: '设置' },
  noDifference: { en: 'They have the same config: the same run twice.', zh: '两者配置相同：同一训练进行了两次。' },
};

/** Why a file is not taken. */
export const problems = {
  empty: { en: 'The file is empty.', zh: '文件是空的。' },
  blank: { en: 'The file holds nothing but blank lines.', zh: '文件里只有空行。' },
  noText: {
    en: 'The file is no text: it holds bytes that no text has.',
    zh: '文件不是文本：含有文本中不会出现的字节。',
  },
  unknown: {
    en: 'This is neither a checkpoint (.safetensors), nor a config or results (.json), nor graphs, one a line (3,1|3,2/3,2=3,2).',
    zh: '这既不是检查点（.safetensors），也不是配置或结果（.json），也不是每行一张的图（3,1|3,2/3,2=3,2）。',
  },
  tooLarge: (size: string, most: string) => ({
    en: `The file has ${size}; a tab can take in up to ${most}.`,
    zh: `文件大小为 ${size}；标签页最多接受 ${most}。`,
  }),
  configTooLarge: (most: number) => ({
    en: `A config has at most ${most / 1e6} MB; this file has more.`,
    zh: `配置最大 ${most / 1e6} MB；此文件超出。`,
  }),
  resultsTooLarge: (most: number) => ({
    en: `Results have at most ${most / 1e6} MB here; this file has more. pathstar report --compact --points 60 keeps fewer points of each curve.`,
    zh: `结果文件在此最大 ${most / 1e6} MB；此文件超出。pathstar report --compact --points 60 可减少每条曲线的点数。`,
  }),
  linesOfResults: {
    en: 'These are the lines that a sweep writes while it runs. pathstar report --compact makes of its folder the file to bring here.',
    zh: '这是实验运行时逐行写出的记录。请用 pathstar report --compact 把其文件夹做成可带到这里的文件。',
  },
  tooManyGraphs: (most: number) => ({
    en: `A tab takes in at most ${most.toLocaleString('en')} graphs of 16 MB at once: give it a part of the file, or the native program the whole.`,
    zh: `标签页一次最多接受 ${most.toLocaleString('en')} 张图（16 MB）：请只给出一部分，或用本地程序处理整个文件。`,
  }),
  folder: {
    en: 'This is a folder: drop the files in it.',
    zh: '这是一个文件夹：请拖入其中的文件。',
  },
  notRead: (message: string) => ({
    en: `The browser could not read the file: ${message}`,
    zh: `浏览器无法读取文件：${message}`,
  }),
  noEngine: {
    en: 'The engine that would read it is not there: see the message at the top of the page.',
    zh: '读取它所需的引擎不可用：请见页面顶部的说明。',
  },
  noRecording: (message: string) => ({
    en: `This is no recording that can be played. ${message}`,
    zh: `无法播放此录像。${message}`,
  }),
  recordingTooLarge: (most: number) => ({
    en: `A recording has at most ${most / 1e3} kB; this file has more.`,
    zh: `录像最大 ${most / 1e3} kB；此文件超出。`,
  }),
  noCheckpoint: (message: string) => ({
    en: `This is no checkpoint that can be opened. ${message}`,
    zh: `无法打开此检查点。${message}`,
  }),
  noJson: (message: string) => ({ en: `The file is not JSON: ${message}`, zh: `文件不是 JSON：${message}` }),
  twice: (key: string) => ({
    en: `“${key}” is given twice in this file: the program would refuse it, too.`,
    zh: `文件中“${key}”重复给出；本地程序同样会拒绝。`,
  }),
  tooSmall: (number: string) => ({
    en: `${number} is nearer to 0 than any number that can be kept but 0`,
    zh: `${number} 比除 0 以外任何可保存的数都更接近 0`,
  }),
  noObject: {
    en: 'A config is one JSON object of setting names and values: {"degree": 2}.',
    zh: '配置是一个由设置名与值组成的 JSON 对象：{"degree": 2}。',
  },
  noSettings: { en: 'The object names no setting.', zh: '对象中没有任何设置。' },
  noSetting: { en: 'there is no setting of that name', zh: '没有这个名称的设置' },
  noValue: { en: 'a value is a number, a text, true or false', zh: '值应为数字、文本、true 或 false' },
  more: (count: number) => ({ en: `and ${count} more`, zh: `另有 ${count} 项` }),
};

/** What a drawn graph lacks. */
export const lacks = {
  nodes: (nodes: number, degree: number, length: number) => ({
    en: `There are no nodes. It takes ${nodes} nodes: a start, and ${degree} arm${s(degree)} of ${length - 1} further node${s(length - 1)} each.`,
    zh: `还没有节点。需要 ${nodes} 个节点：一个起点，以及 ${degree} 条臂，每条另有 ${length - 1} 个节点。`,
  }),
  twice: (labels: Both) => ({
    en: `A label names more than one node: ${labels.en}.`,
    zh: `有标签被多个节点使用：${labels.zh}。`,
  }),
  unknown: (labels: Both, most: number) => ({
    en: `Label ${labels.en} is unknown to the model, which knows 0 to ${most}.`,
    zh: `模型不认识标签 ${labels.zh}，它只认识 0 到 ${most}。`,
  }),
  start: {
    en: 'Every node has an edge to it. One must have none: the start.',
    zh: '每个节点都有入边。必须有一个没有入边的节点：起点。',
  },
  parent: (labels: Both) => ({ en: `No edge leads to ${labels.en}.`, zh: `没有边指向 ${labels.zh}。` }),
  oneParent: (label: number, parents: Both) => ({
    en: `Node ${label} has edges from ${parents.en}: only one may lead to it.`,
    zh: `节点 ${label} 有来自 ${parents.zh} 的边：只能有一条。`,
  }),
  oneChild: (labels: Both) => ({
    en: `Only the start may have several edges from it, not ${labels.en}.`,
    zh: `除起点外，节点 ${labels.zh} 只能有一条出边。`,
  }),
  arms: (start: number, arms: number, degree: number) => ({
    en: `The start ${start} has ${arms} arm${s(arms)}; the model knows graphs of ${degree}.`,
    zh: `起点 ${start} 有 ${arms} 条臂；模型认识的图有 ${degree} 条。`,
  }),
  length: (first: number, nodes: number, length: number) => ({
    en: `The arm that begins at ${first} has ${nodes} nodes with the start; it takes ${length}.`,
    zh: `从 ${first} 开始的臂连同起点有 ${nodes} 个节点；需要 ${length} 个。`,
  }),
  goal: { en: 'No goal is marked.', zh: '还没有标出目标。' },
  goalAtEnd: (label: number | string) => ({
    en: `The goal ${label} is not the end of an arm.`,
    zh: `目标 ${label} 不在臂的末端。`,
  }),
  circle: { en: 'Some nodes form a circle beside the star.', zh: '星形图之外有节点连成了圈。' },
};

/** What was measured of each chapter's question, in a line. */
export const words = {
  inside: (found: string, all: string, length: string, longer: string, ofLonger: string) => ({
    en: `Taught the first step alone, ${found} of ${all} models find it on arms of ${length} nodes, and ${longer} of ${ofLonger} on longer ones. See which positions teach, and where each head looks.`,
    zh: `只教第一步时，在每臂 ${length} 个节点的图上 ${all} 个模型中有 ${found} 个找到它，在更长的臂上 ${ofLonger} 个中有 ${longer} 个。看看训练信号来自哪些位置，每个注意力头又在看哪里。`,
  }),
  always: (stars: string, forced: string, teacherless: string, reverse: string, runs: string) => ({
    en: `On ${stars} sizes of star, teacher forcing solves ${forced} of ${runs} runs, teacherless ${teacherless}, reverse ${reverse}. Try other seeds, sizes and settings.`,
    zh: `在 ${stars} 种大小的星形图上，${runs} 次训练中教师强制学会 ${forced} 次，无教师 ${teacherless} 次，逆序 ${reverse} 次。换种子、换大小、换设置再试。`,
  }),
  repairs: (all: string, objectives: string, seeds: string) => ({
    en: `Of ${objectives} ways to train the same model, ${all} solve every one of ${seeds} seeds. Guess which.`,
    zh: `同一个模型的 ${objectives} 种训练方式中，有 ${all} 种在全部 ${seeds} 个种子上都学会。猜猜是哪几种。`,
  }),
  paper: (size: string, runs: string, forced: string, teacherless: string, reverse: string) => ({
    en: `In the paper’s own layout on ${size}, of ${runs} seeds each: teacher forcing solves ${forced}, teacherless ${teacherless}, reverse ${reverse}. Row by row, with what differs.`,
    zh: `用论文自己的词元布局，在 ${size} 上各训练 ${runs} 个种子：教师强制学会 ${forced} 个，无教师 ${teacherless} 个，逆序 ${reverse} 个。逐项对照，并说明差别。`,
  }),
  laboratory: (runs: string, sweeps: string, solved: string) => ({
    en: `${runs} runs in ${sweeps} sweeps over settings and seeds, ${solved} of them solved. Every setting they used is here to change; bring graphs of your own, take weights and data along.`,
    zh: `${sweeps} 组实验共 ${runs} 次训练，学会 ${solved} 次：其中用到的每项设置都可在此更改，还可导入自己的图，导出权重与数据。`,
  }),
  sources: (sources: string, from: string, to: string) => ({
    en: `${sources} sources from ${from} to ${to}: what they claim and dispute, what holds here and what does not, and every word explained.`,
    zh: `${sources} 份文献，自 ${from} 年至 ${to} 年：各自的论断与异议，此处成立与不成立的结论，以及每个术语的解释。`,
  }),
};

import type { Both } from '../../text/say';

export const words = {
  title: { en: 'What does each part do?', zh: '每个部件有什么用？' },
  lead: {
    en: 'Attention says where a head looks, not whether the answer needs it. So take the part away and ask again: the weights stay as they are, and so does the run.',
    zh: '注意力只说明某个头在看哪里，不说明答案是否需要它。那就把这个部件拿掉再问一次：权重保持不变，训练也不受影响。',
  },
  how: (graphs: string) => ({
    en: `Asked on ${graphs} held-out graphs, the true path so far given. Two parts that do the same work each look unneeded alone: press several to change them together.`,
    zh: `在 ${graphs} 张仅用于测试的图上提问，并给出此前的真实路径。两个作用相同的部件，单看哪一个都像是多余的：按下几个，可以同时改变它们。`,
  }),
  way: { en: 'A changed part is', zh: '改变部件的方式' },
  off: { en: 'switched off', zh: '关闭' },
  patched: { en: 'patched from another graph', zh: '换成另一张图的输出' },
  patchedHow: {
    en: 'Patched: on each graph the part gives what it gives on the next held-out graph, position by position. If the model then says the other graph’s first step, the part carried it.',
    zh: '换成另一张图的输出：在每张图上，该部件逐位给出它在下一张测试图上的输出。如果模型于是说出另一张图的第一步，这一步就由该部件承担。',
  },
  lane: (name: string) => ({ en: `Parts of ${name}`, zh: `${name} 的部件` }),
  training: {
    en: 'While it trains, its weights change from step to step: its parts are ranked when it rests, or at an earlier moment of Time.',
    zh: '训练时权重每一步都在变：停下来时，或在“时间”里选择较早的时刻，才给各部件排名。',
  },
  refused: (message: string) => ({ en: `It cannot be asked: ${message}.`, zh: `无法提问：${message}。` }),
  mlp: (layer: number) => ({ en: `layer ${layer}, MLP`, zh: `第 ${layer} 层 MLP` }),
  mixer: (layer: number) => ({ en: `layer ${layer}, mixer`, zh: `第 ${layer} 层混合器` }),
  finding: {
    chance: (name: string, whole: string) => ({
      en: `${name}, with all its parts, has the first step right in ${whole} of the graphs: no better than chance, so no part carries it.`,
      zh: `${name}部件齐全时，第一步也只在 ${whole} 的图上正确，不高于随机水平：没有哪个部件承担第一步。`,
    }),
    none: (name: string, done: Both, least: string, whole: string) => ({
      en: `${name}: no part carries the first step alone. Whichever one is ${done.en}, at least ${least} of the graphs have it right; with all as they are, ${whole}.`,
      zh: `${name}：没有哪个部件单独承担第一步。无论把哪一个${done.zh}，至少 ${least} 的图正确；都不改变时为 ${whole}。`,
    }),
    one: (name: string, part: string, done: Both, least: string, whole: string) => ({
      en: `${name}: the first step needs ${part} most. With it ${done.en}, ${least} of the graphs have it right; as the model is, ${whole}.`,
      zh: `${name}：第一步最需要“${part}”。把它${done.zh}后，${least} 的图正确；不改变时为 ${whole}。`,
    }),
  },
  ranksNote: (chance: string) => ({
    en: `Dots: accuracy of the first step with this one part changed, and its 95\u00a0% interval. Solid line: no part changed. Dashed: chance, ${chance}.`,
    zh: `圆点：只改变这一个部件时第一步的正确率及其 95% 区间。实线：部件都不变。虚线：随机水平 ${chance}。`,
  }),
  ranks: (name: string) => ({
    en: `Parts of ${name}, to be changed one or several at a time`,
    zh: `${name} 的部件，可同时改变`,
  }),
  row: (part: string, share: string) => ({ en: `${part}: ${share} right`, zh: `${part}：${share} 正确` }),
  chooseSome: {
    en: 'Press parts above to see what every position loses.',
    zh: '在上面按下部件，可以看到每个位置失去了什么。',
  },
  changed: (parts: string, done: Both, now: string, whole: string) => ({
    en: `With ${parts} ${done.en}, the first step is right in ${now} of the graphs; before, in ${whole}.`,
    zh: `把“${parts}”${done.zh}后，第一步在 ${now} 的图上正确；此前为 ${whole}。`,
  }),
  source: (share: string) => ({
    en: `In ${share} the other graph’s first step is said instead.`,
    zh: `在 ${share} 的图上，说出的是另一张图的第一步。`,
  }),
  changedNote: {
    en: 'Filled: accuracy of each target position now. Hollow: no part changed. Lines: 95\u00a0% intervals.',
    zh: '实心：每个目标位置现在的正确率。空心：部件都不变。横线：95% 区间。',
  },
  none: { en: 'Change none', zh: '全部恢复' },
  table: {
    layer: { en: 'layer', zh: '层' },
    head: { en: 'head (none: MLP or mixer)', zh: '头（无：MLP 或混合器）' },
    position: { en: 'position', zh: '位置' },
    right: (name: string) => ({ en: `${name}, right`, zh: `${name}，正确` }),
    low: { en: 'from', zh: '下限' },
    high: { en: 'to', zh: '上限' },
    loss: { en: 'loss of the first step, nats', zh: '第一步的损失（奈特）' },
    hinge: { en: 'hinge of the first step', zh: '第一步的铰链损失' },
    source: { en: 'other graph’s first step', zh: '另一张图的第一步' },
    whole: { en: 'no part changed', zh: '部件都不变' },
    now: { en: 'now', zh: '现在' },
  },
};

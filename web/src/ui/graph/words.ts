const HAN = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** What readers call the positions on the path, and a star in words. */
export const words = {
  start: { en: 'start', zh: '起点' },
  firstStep: { en: 'first step', zh: '第一步' },
  step: (depth: number) => ({ en: `step ${depth}`, zh: `第${HAN[depth] ?? ` ${depth} `}步` }),
  goal: { en: 'goal', zh: '目标' },
  /** "Start 8, goal 2 at the end of arm B." */
  ends: (start: number, goal: number, arm: string) => ({
    en: `Start ${start}, goal ${goal} at the end of arm ${arm}.`,
    zh: `起点 ${start}，目标 ${goal} 在臂 ${arm} 的末端。`,
  }),
  arm: (letter: string, nodes: string) => ({ en: `Arm ${letter}: ${nodes}.`, zh: `臂 ${letter}：${nodes}。` }),
};

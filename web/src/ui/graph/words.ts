import type { Token } from '../../engine/shared/description';
import type { Both } from '../../text/say';

/** What a token of the question or of the answer is. */
export const roles: Readonly<Record<Token['role'], Both>> = {
  edge: { en: 'edge', zh: '边' },
  parent: { en: 'edge, from', zh: '边的起端' },
  child: { en: 'edge, to', zh: '边的终端' },
  separator: { en: 'separator', zh: '分隔符' },
  start: { en: 'start', zh: '起点' },
  goal: { en: 'goal', zh: '目标' },
  equals: { en: 'now the path', zh: '以下是路径' },
  path: { en: 'path so far', zh: '已走的路径' },
  dummy: { en: 'blank', zh: '空白' },
};

export const words = {
  start: { en: 'start', zh: '起点' },
  firstStep: { en: 'first step', zh: '第一步' },
  step: (depth: number) => ({ en: `step ${depth}`, zh: `第 ${depth} 步` }),
  goal: { en: 'goal', zh: '目标' },
  question: {
    en: 'The question: every edge in the order shown, then start and goal',
    zh: '问题：按所示次序排列的每条边，以及起点与目标',
  },
  sees: { en: 'sees', zh: '看到' },
  mustSay: { en: 'must say', zh: '须说出' },
  /** "Start 8, goal 2 at the end of arm B." */
  ends: (start: number, goal: number, arm: string) => ({
    en: `Start ${start}, goal ${goal} at the end of arm ${arm}.`,
    zh: `起点 ${start}，目标 ${goal} 在臂 ${arm} 的末端。`,
  }),
  arm: (letter: string, nodes: string) => ({ en: `Arm ${letter}: ${nodes}.`, zh: `臂 ${letter}：${nodes}。` }),
};

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
  question: {
    en: 'The question: every edge in the order shown, then start and goal',
    zh: '问题：按所示次序排列的每条边，以及起点与目标',
  },
  sees: { en: 'sees', zh: '看到' },
  mustSay: { en: 'must say', zh: '须说出' },
  notCounted: { en: 'says, but it does not count:', zh: '说出但不计分：' },
  mustTell: { en: 'also tells', zh: '还须说出' },
  mustRank: { en: 'must rank', zh: '须排序' },
  otherArms: { en: 'others', zh: '其他臂' },
};

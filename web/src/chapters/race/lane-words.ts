import type { PhaseName } from '../../state/phases';
import type { Both } from '../../text/say';

export const phaseNotes: Readonly<Record<PhaseName, Both>> = {
  copying: { en: 'start and goal stand in the question', zh: '起点和目标就写在问题里' },
  plateau: { en: 'first step at or below chance', zh: '第一步处于或低于随机水平' },
  jump: { en: 'the first step leaves chance', zh: '第一步离开随机水平' },
  solved: { en: 'whole paths are right', zh: '整条路径都正确' },
};

/** A lane's phases and numbers. */
export const words = {
  phasesOf: (name: string) => ({ en: `Phases: ${name}`, zh: `阶段：${name}` }),
  from: (from: string, to: string) => ({ en: `steps ${from} to ${to}`, zh: `第 ${from} 至 ${to} 步` }),
  since: (from: string) => ({ en: `since step ${from}`, zh: `自第 ${from} 步起` }),
  noPhase: { en: 'No phase can be named yet.', zh: '尚不能命名任何阶段。' },

  chance: (share: string) => ({ en: `chance ${share}`, zh: `随机水平 ${share}` }),
  laterSteps: { en: 'Later steps', zh: '之后各步' },
  worst: { en: 'the worst of them', zh: '其中最差者' },
  margin: { en: 'Decision margin', zh: '决策间隔' },
  middleHalf: (low: string, high: string) => ({
    en: `nats; the middle half of the graphs ${low} to ${high}`,
    zh: `奈特；中间一半的图在 ${low} 至 ${high} 之间`,
  }),
  middleHalfRanked: (low: string, high: string) => ({
    en: `between its scores; the middle half of the graphs ${low} to ${high}`,
    zh: `（其分数之差）；中间一半的图在 ${low} 至 ${high} 之间`,
  }),
  wholePath: { en: 'Whole path', zh: '整条路径' },
  asked: (graphs: string, low: string, high: string) => ({
    en: `n = ${graphs}, 95\u00a0% interval ${low} to ${high}`,
    zh: `n = ${graphs}，95% 区间 ${low} 至 ${high}`,
  }),
  /** What a path that is written from the goal has second is not the first step. */
  handed: (isFirst: boolean) => ({
    en: `Handed a wrong ${isFirst ? 'first step' : 'second node'}, follows it`,
    zh: `给它错误的${isFirst ? '第一步' : '第二步'}，它仍沿该臂走`,
  }),
  upToLast: { en: 'up to the last node,', zh: '走到倒数第二个节点，' },
  toEnd: (isForward: boolean) => ({
    en: isForward ? 'to that arm’s end' : 'to the start',
    zh: isForward ? '走到该臂末端' : '走到起点',
  }),
  notDefined: (why: string) => ({ en: `not defined: ${why}`, zh: `无定义：${why}` }),
  atOnce: { en: 'it says all nodes at once', zh: '它一次说出所有节点' },
  noWrong: { en: 'there is no wrong one', zh: '不存在错误的第一步' },
  noneAfter: { en: 'no step comes after it', zh: '其后没有别的步骤' },
};

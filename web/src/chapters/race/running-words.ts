/** What is said while a race runs, and when it ends. */
export const words = {
  warmingUp: { en: 'estimating the time …', zh: '正在估计时间……' },
  left: (time: string) => ({ en: `about ${time} left of this budget`, zh: `此预算约剩 ${time}` }),
  toWalks: { en: 'See each model walk a graph', zh: '看每个模型走一张图' },
  seen: (step: string, lanes: string) => ({
    en: `The first step is right on ${lanes} at step ${step}. `,
    zh: `第 ${step} 步时第一步正确：${lanes}。`,
  }),
  seenOf: (name: string, share: string) => ({ en: `${share} (${name})`, zh: `${name}为 ${share}` }),
  seenApart: (lanes: string) => ({ en: `The first step is right on ${lanes}. `, zh: `第一步正确：${lanes}。` }),
  seenOfAt: (name: string, share: string, step: string) => ({
    en: `${share} (${name}, step ${step})`,
    zh: `${name}第 ${step} 步时为 ${share}`,
  }),
  saidPaused: { en: 'Paused. ', zh: '已暂停。' },
  saidFinished: { en: 'Budget used up. ', zh: '预算已用完。' },
  saidFailed: { en: 'Stopped. ', zh: '已停止。' },
  standing: (name: string, step: string, first: string, path: string) => ({
    en: `${name}, step ${step}: first step ${first}, whole path ${path}.`,
    zh: `${name}，第 ${step} 步：第一步 ${first}，整条路径 ${path}。`,
  }),
  standingLater: (name: string, step: string, first: string, later: string, path: string) => ({
    en: `${name}, step ${step}: first step ${first}, later steps at least ${later}, whole path ${path}.`,
    zh: `${name}，第 ${step} 步：第一步 ${first}，之后各步至少 ${later}，整条路径 ${path}。`,
  }),
};

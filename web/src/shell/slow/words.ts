export const words = {
  slow: (stepMs: string, total: string) => ({
    en: `Here a training step takes about ${stepMs}\u00a0ms, measured just now: the usual race, to the end of its budget, would take about ${total}.`,
    zh: `刚才测得此设备每个训练步约需 ${stepMs} 毫秒：照此速度，默认的对比训练跑完全部预算约需 ${total}。`,
  }),
  smaller: (total: string) => ({
    en: `With the smaller preset, two arms and half the batch, about ${total}.`,
    zh: `换用较小的预设（两条臂，批量减半）约需 ${total}。`,
  }),
  replaced: (total: string) => ({
    en: `So the smaller preset, two arms and half the batch, is set instead: about ${total}.`,
    zh: `因此已改用较小的预设（两条臂，批量减半），约需 ${total}。`,
  }),
  useUsual: { en: 'Use the usual preset', zh: '使用默认的预设' },
  useSmaller: { en: 'Use the smaller preset', zh: '使用较小的预设' },
  asItIs: { en: 'Leave it as it is', zh: '保持不变' },
};

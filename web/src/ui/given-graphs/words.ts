export const words = {
  trainsNow: (count: string, name: string) => ({
    en: `This race trains on the ${count} graph${count === '1' ? '' : 's'} of ${name} instead of drawn ones, again and again.`,
    zh: `这次对比训练反复使用 ${name} 中的 ${count} 张图，而不是随机生成的图。`,
  }),
  trainsNext: (count: string, name: string) => ({
    en: `The next race trains on the ${count} graph${count === '1' ? '' : 's'} of ${name} instead of drawn ones, again and again.`,
    zh: `下一次对比训练将反复使用 ${name} 中的 ${count} 张图，而不是随机生成的图。`,
  }),
  trainOnDrawn: { en: 'Train on drawn graphs again', zh: '改回用随机生成的图训练' },
  notOfSize: (refusal: string) => ({
    en: `They are no graphs of the settings on the page: ${refusal}`,
    zh: `它们与页面当前的设置不符：${refusal}`,
  }),
  noneHeldOut: {
    en: 'None of them is on the held-out side of the split: evaluation asks about other graphs.',
    zh: '其中没有一张在划分的留出一侧：评估所问的都是别的图。',
  },
  someHeldOut: (heldOut: string) => ({
    en: `${heldOut} of them ${heldOut === '1' ? 'is' : 'are'} on the held-out side of the split, where evaluation takes its graphs from: it may ask about graphs that were trained on.`,
    zh: `其中 ${heldOut} 张在划分的留出一侧，评估的图也取自那里：评估可能会问到训练时见过的图。`,
  }),
};

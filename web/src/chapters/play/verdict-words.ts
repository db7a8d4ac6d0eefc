/** What became of the prediction. */
export const words = {
  yours: { en: 'Your prediction', zh: '你的预测' },
  waiting: { en: 'Judged when the race comes to its end.', zh: '对比训练结束时揭晓。' },
  said: (objective: string, learns: boolean) => ({
    en: `${objective} ${learns ? 'will learn the first step' : 'will keep guessing'}. `,
    zh: `${objective}${learns ? '能学会第一步' : '只会一直猜'}。`,
  }),
  score: (right: number, all: number) => ({
    en:
      right === all
        ? 'You saw it coming.'
        : right > 0
          ? `You were right about ${right} of ${all}.`
          : all === 1
            ? 'You predicted otherwise.'
            : all === 2
              ? 'Neither of your predictions came true.'
              : 'None of your predictions came true.',
    zh:
      right === all
        ? '果然如你所料。'
        : right > 0
          ? `${all} 项预测中说对了 ${right} 项。`
          : all === 1
            ? '结果与你的预测不同。'
            : `你的 ${all} 项预测都没有应验。`,
  }),
  none: { en: 'What came of it', zh: '结果如何' },
  outcomes: {
    learnt: (objective: string) => ({
      en: `${objective} learnt the first step within this budget`,
      zh: `${objective}在此预算内学会了第一步`,
    }),
    better: (objective: string) => ({
      en: `${objective} did better than a guess, but did not learn the first step within this budget`,
      zh: `${objective}好于随机猜测，但在此预算内没有学会第一步`,
    }),
    guesses: (objective: string) => ({
      en: `${objective} did not learn the first step within this budget`,
      zh: `${objective}在此预算内没有学会第一步`,
    }),
  },
  measured: (first: string, low: string, high: string, graphs: string, path: string, chance: string) => ({
    en: `first step right on ${first} of ${graphs} held-out graphs (95\u00a0% interval ${low} to ${high}), the whole path on ${path}; a guess among the arms is right ${chance} of the time. `,
    zh: `在 ${graphs} 张测试图上，第一步正确的占 ${first}（95% 区间 ${low} 至 ${high}），整条路径正确的占 ${path}；在各臂中随机猜测的正确率为 ${chance}。`,
  }),
  asPredicted: { en: 'As you predicted.', zh: '与你的预测一致。' },
  otherwise: { en: 'You predicted otherwise.', zh: '与你的预测不同。' },
  neither: { en: 'Neither prediction fits.', zh: '两种预测都不符合。' },
  failed: (objective: string) => ({
    en: `${objective} was stopped by an error: nothing can be said of it.`,
    zh: `${objective}因出错而中止，无从评判。`,
  }),
  rule: (learnt: string) => ({
    en: `“Learnt” means that at the end the first step is right on at least ${learnt} of the graphs, the true path so far given (on its own path, where a model chooses the order of its answers); “better than a guess”, that it is not, but that its interval lies above a guess. This is one seed; others may differ.`,
    zh: `“学会”是指：给定此前的真实路径时（若模型自选回答次序，则按它自己的路径），最后至少在 ${learnt} 的图上第一步正确；“好于随机猜测”是指未达到这一点，但其区间整个高于随机猜测。这只是一个种子，换一个结果可能不同。`,
  }),
  oneArm: {
    en: 'With one arm there is nothing to choose, and nothing to predict.',
    zh: '只有一条臂时无可选择，也就无可预测。',
  },
};

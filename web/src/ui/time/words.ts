/* The words of what looks at a run's moments: the scrubber, and the graph and weights it is shown with. */
export const words = {
  now: (step: string) => ({ en: `now, step ${step}`, zh: `现在，第 ${step} 步` }),
  step: (step: string) => ({ en: `step ${step}`, zh: `第 ${step} 步` }),
  pauseTime: { en: 'Stop the training film', zh: '停止播放训练过程' },
  playTime: { en: 'Play the training', zh: '播放训练过程' },
  time: { en: 'Time', zh: '时间' },
  toNow: { en: 'Now', zh: '现在' },
  anotherGraph: { en: 'Another graph', zh: '换一张图' },
  untrained: { en: 'untrained weights, step 0', zh: '未训练的权重（第 0 步）' },
  weightsOf: (step: string) => ({ en: `weights of step ${step}`, zh: `第 ${step} 步的权重` }),
};

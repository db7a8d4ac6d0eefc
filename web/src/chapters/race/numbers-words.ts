/** What is told beside the picture, once it is asked for. */
export const words = {
  holds: (layout: string, seed: string, model: string, layers: string, width: string) => ({
    en: `What is shown holds for this layout (${layout}), this seed (${seed}), this model (${model}, ${layers} layers, width ${width}) and this budget. Success differs from seed to seed and comes in a sudden drop of the loss after a plateau: try several before believing any lane.`,
    zh: `所示结果只对该词元布局（${layout}）、该种子（${seed}）、该模型（${model}，${layers} 层，宽度 ${width}）和该步数预算成立。成败因种子而异，且常在平台期后随损失骤降而来：相信任何一个结果之前，请多试几个种子。`,
  }),
  accuracyOf: { en: 'Accuracy of each step', zh: '每一步的正确率' },
  forced: { en: 'given the true path so far', zh: '给定此前的真实路径' },
  free: { en: 'on the model’s own path', zh: '沿模型自己的路径' },
  engine: (simd: string, threads: string, kernels: string) => ({
    en: `Engine: WebAssembly, ${simd}, ${threads} for each model; kernels: ${kernels}.`,
    zh: `引擎：WebAssembly，${simd}，每个模型 ${threads}；内核：${kernels}。`,
  }),
  relaxed: { en: 'relaxed SIMD (fused multiply-add)', zh: 'relaxed SIMD（融合乘加）' },
  base: { en: 'base SIMD (no fused multiply-add)', zh: '基础 SIMD（无融合乘加）' },
  oneThread: { en: 'one thread', zh: '一个线程' },
  threads: (threads: string) => ({ en: `${threads} threads`, zh: `${threads} 个线程` }),
};

/* Of a race that came with a link. */
export const words = {
  title: { en: 'As sent', zh: '他人发来的结果' },
  lane: (name: string, step: string, first: string, path: string) => ({
    en: `${name} after ${step} steps: first step right on ${first}, the whole path on ${path} of the graphs`,
    zh: `${name}，${step} 步后：第一步正确率 ${first}，整条路径 ${path}`,
  }),
  note: {
    en: 'This came with the link and was not computed here. Run it yourself: the same settings must end at the same digests.',
    zh: '这些数字随链接而来，并非在此计算。请自己运行：设置相同，最后的摘要值就必须相同。',
  },
  run: { en: 'Run it yourself', zh: '自己运行' },
  going: { en: 'It is being run here; then the digests are compared.', zh: '正在这里运行；结束后比较摘要值。' },
  same: {
    en: 'Run here, it ended at the same digests: what was sent is so, to the last bit.',
    zh: '在这里运行后得到了相同的摘要值：发来的结果属实，逐位相同。',
  },
  other: {
    en: 'Run here, it ended at other digests: what was sent is not what these settings come to in this version of the page.',
    zh: '在这里运行后得到了不同的摘要值：在本页的这个版本中，这些设置得不到发来的结果。',
  },
  mode: {
    en: 'Run here, it cannot be compared to the last bit: one of the two browsers has fused multiply-add, the other has not, and the digests say so (fma, nofma).',
    zh: '在这里运行后无法逐位比较：两个浏览器中一个有融合乘加，另一个没有，摘要值标明了这一点（fma 与 nofma）。',
  },
  digest: { en: 'digest', zh: '摘要值' },
};

import type { Both } from '../../text/say';

export const words = {
  title: { en: 'A recording', zh: '录像' },
  what: {
    en: 'Trained before, by the native program; nothing is trained here now.',
    zh: '此前由本地程序训练；此刻这里没有训练。',
  },
  more: { en: 'What is in it, commands and digests', zh: '其中的内容、命令与摘要值' },
  holds: {
    en: 'Curves, walks and attention are those that were measured then, rounded; walks and attention are of three held-out graphs, which take turns. It plays at a pace of its own. Reset, then Start, trains the same settings in this tab, which may take long.',
    zh: '曲线、行走与注意力都是当时测得的（有舍入）；行走与注意力只有三张测试图，轮流出现。播放速度与训练速度无关。先重置再开始，即可在此标签页中按同样的设置训练，可能需要很久。',
  },
  end: (step: string) => ({ en: `At step ${step} the weights had the digest`, zh: `第 ${step} 步权重的摘要值：` }),
  unfinished: {
    en: 'the recording was not finished: the run went on, or was ended from outside',
    zh: '录像没有录完：训练仍在继续，或被外部终止',
  },
};

/** Why it went no further. */
export const stops: Readonly<Record<'done' | 'interrupted' | 'path reached' | 'diverged', Both>> = {
  done: { en: 'its budget ended there', zh: '预算到此用完' },
  interrupted: { en: 'it was interrupted there', zh: '在此被中断' },
  'path reached': { en: 'it had reached the share of paths that was asked for', zh: '已达到所要求的整条路径正确率' },
  diverged: { en: 'it diverged there', zh: '在此发散' },
};

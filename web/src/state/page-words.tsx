import type { Both } from '../text/say';
import type { Chapter } from './chapters';

export interface ChapterWords {
  /** In the contents. */
  readonly short: Both;
  readonly title: Both;
}

export const chapters: Readonly<Record<Chapter, ChapterWords>> = {
  play: { short: { en: 'Play', zh: '试一试' }, title: { en: 'First, solve one yourself', zh: '先自己解一题' } },
  race: {
    short: { en: 'Race', zh: '对比训练' },
    title: { en: 'Train them on the same graphs', zh: '在同样的图上训练' },
  },
  watch: { short: { en: 'Watch it fail', zh: '看它失败' }, title: { en: 'Watch it fail', zh: '看它如何失败' } },
  inside: { short: { en: 'Look inside', zh: '内部一览' }, title: { en: 'Look inside', zh: '内部一览' } },
  always: { short: { en: 'Always so?', zh: '总是如此？' }, title: { en: 'Is it always so?', zh: '总是如此吗？' } },
  repairs: {
    short: { en: 'Repairs', zh: '修复办法' },
    title: { en: 'Every repair on the same track', zh: '各种修复办法，同场较量' },
  },
  paper: { short: { en: 'The paper', zh: '论文' }, title: { en: 'The paper’s rows', zh: '论文中的各项实验' } },
  laboratory: { short: { en: 'Laboratory', zh: '实验室' }, title: { en: 'The laboratory', zh: '实验室' } },
  sources: { short: { en: 'Sources', zh: '出处' }, title: { en: 'Sources, limits, words', zh: '出处、局限与术语' } },
};

export const words = {
  title: { en: 'Pathstar: every step but the first', zh: 'Pathstar：步步皆对，唯独第一步' },
  description: {
    en: 'Train the same small model twice in this tab, by teacher forcing and teacherless, and see whether it learns to choose or only to follow.',
    zh: '在此标签页中把同一个小模型训练两次，一次用教师强制，一次无教师，看它学会了选择，还是只会跟随。',
  },
  skip: (chapter: string) => ({ en: `Skip to: ${chapter}`, zh: `跳到：${chapter}` }),
  contents: { en: 'Chapters', zh: '章节' },
  language: { en: 'Language', zh: '语言' },
  languageMissed: {
    en: 'The texts of that language did not arrive. Check the connection and try again.',
    zh: '该语言的文本未能载入。请检查网络后重试。',
  },
  light: { en: 'Light theme', zh: '浅色主题' },
  dark: { en: 'Dark theme', zh: '深色主题' },
  share: { en: 'Share', zh: '分享' },
  copied: { en: 'Link copied', zh: '链接已复制' },
  copyYourself: { en: 'The link to what you see: copy it from here', zh: '当前页面的链接：请从此处复制' },
  close: { en: 'Close', zh: '关闭' },
  lesson: { en: 'For a lesson', zh: '用于教学' },
  whole: { en: 'Pathstar — open the whole page', zh: 'Pathstar——打开完整页面' },
  train: { en: 'Train the models', zh: '训练模型' },
  unavailable: { en: 'Training is not available here', zh: '此处无法训练' },
  refused: { en: 'Part of this link was not taken', zh: '链接中有一部分未被采用' },
  andMore: (more: string) => ({ en: `… and ${more} more.`, zh: `……另有 ${more} 项。` }),
  rest: { en: 'The rest of the link holds.', zh: '链接的其余部分有效。' },
  understood: { en: 'Understood', zh: '知道了' },
  drop: {
    en: 'Drop it anywhere: a checkpoint, a config, graphs or a recording, for the laboratory',
    zh: '拖到任意位置即可：检查点、配置、图或录像，交给实验室',
  },
  opening: { en: 'Opening this chapter …', zh: '正在打开本章……' },
  notOpened: {
    en: 'This chapter did not arrive. Check the connection and reload the page: the others go on without it.',
    zh: '本章未能载入。请检查网络后刷新页面；其他章节不受影响。',
  },
  fault: {
    en: 'This part of the page has failed. The others go on, and so does training. Try again; if that does not help, reload the page: the race is kept.',
    zh: '页面的这一部分出错了。其他部分与训练不受影响。请重试；若仍无效，请刷新页面，对比训练已保存。',
  },
  tryAgain: { en: 'Try again', zh: '重试' },
  /* Why the page could not be isolated. */
  notSwitched: (reason: string) => ({ en: `That could not be done: ${reason}`, zh: `未能做到：${reason}` }),
  noServiceWorker: {
    en: 'this browser allows no service worker here (it wants https).',
    zh: '此浏览器在这里不允许使用 service worker（需要 https）。',
  },
};

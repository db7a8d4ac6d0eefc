import type { Chapter } from '../store/chapters';
import type { Both } from '../text/say';

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
  inside: { short: { en: 'Look inside', zh: '看内部' }, title: { en: 'Look inside', zh: '看看内部' } },
  always: { short: { en: 'Always so?', zh: '总是如此？' }, title: { en: 'Is it always so?', zh: '总是如此吗？' } },
  paper: { short: { en: 'The paper', zh: '论文' }, title: { en: 'The paper’s rows', zh: '论文中的各项实验' } },
  laboratory: { short: { en: 'Laboratory', zh: '实验室' }, title: { en: 'The laboratory', zh: '实验室' } },
  sources: { short: { en: 'Sources', zh: '出处' }, title: { en: 'Sources, limits, words', zh: '出处、局限与术语' } },
};

export const words = {
  skip: { en: 'Skip to the race', zh: '跳到对比训练' },
  contents: { en: 'Chapters', zh: '章节' },
  language: { en: 'Language', zh: '语言' },
  light: { en: 'Light theme', zh: '浅色主题' },
  dark: { en: 'Dark theme', zh: '深色主题' },
  unavailable: { en: 'Training is not available here', zh: '此处无法训练' },
  refused: { en: 'Part of this link was not taken', zh: '链接中有一部分未被采用' },
  rest: { en: 'The rest of the link holds.', zh: '链接的其余部分有效。' },
  understood: { en: 'Understood', zh: '知道了' },
  opening: { en: 'Opening this chapter …', zh: '正在打开本章……' },
  notOpened: {
    en: 'This chapter did not arrive. Check the connection and reload the page: the others go on without it.',
    zh: '本章未能载入。请检查网络后刷新页面；其他章节不受影响。',
  },
};

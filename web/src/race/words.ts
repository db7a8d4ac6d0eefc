import type { Both } from '../text/say';

/** What the page has to say of an objective beyond its name. */
export const about: Readonly<Record<string, Both>> = {
  teacher_forcing: {
    en: 'Sees the true path so far, says the next node. The usual way to train a language model.',
    zh: '看到真实路径的前半段，说出下一个节点。这是训练语言模型的常用方法。',
  },
  teacherless: {
    en: 'Sees blanks instead of the path, says every node at once. No true node to lean on.',
    zh: '看到的不是路径而是空白，一次说出所有节点。没有真实节点可以依靠。',
  },
  reverse: {
    en: 'Teacher forcing again, but the path is written from the goal back to the start.',
    zh: '仍是教师强制，但路径从目标写回起点。',
  },
};

export const waiting: Readonly<Record<string, Both>> = {
  teacherless: {
    en: 'Expect a wait: teacherless training usually waits at chance or below it for some hundred steps and then jumps, the steps next to the goal first. Stopping early looks like failure.',
    zh: '需要等待：无教师训练通常会在随机水平或更低处停留几百步，然后突然跃升，靠近目标的步骤最先学会。过早停止看起来就像失败。',
  },
};

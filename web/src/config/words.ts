import type { Both } from '../text/say';

/** Chinese names of what the core calls by its English ones: objectives and other choices. */
export const NAMES: Readonly<Record<string, Both>> = {
  teacher_forcing: { en: 'Teacher forcing', zh: '教师强制' },
  teacherless: { en: 'Teacherless', zh: '无教师训练' },
  reverse: { en: 'Reverse', zh: '反向书写' },
};

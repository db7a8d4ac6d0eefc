import type { Minutes } from '../../state/plan';
import type { Both } from '../../text/say';

/** What each plan is, before it is fetched. */
export const summaries: Readonly<Record<Minutes, { readonly title: Both; readonly forWhom: Both }>> = {
  15: {
    title: { en: 'One puzzle, one surprise', zh: '一道谜题，一个意外' },
    forWhom: {
      en: 'For any class or audience that has heard of chatbots: a first lesson on machine learning, an open day, a talk.',
      zh: '适合任何听说过聊天机器人的班级或听众：机器学习第一课、开放日、讲座。',
    },
  },
  45: {
    title: { en: 'Why it follows and does not choose', zh: '为什么它只会跟随，不会选择' },
    forWhom: {
      en: 'For a first course on machine learning or language models, one period, with one computer.',
      zh: '适合机器学习或语言模型的入门课程，一课时，一台电脑即可。',
    },
  },
  90: {
    title: { en: 'A claim on the test bench', zh: '把一个论断放上实验台' },
    forWhom: {
      en: 'For a seminar or a laboratory session, with a computer for every group of two to four.',
      zh: '适合研讨课或实验课，每 2 至 4 人一组，每组一台电脑。',
    },
  },
};

export const words = {
  title: { en: 'Teach with this page', zh: '用本页上课' },
  ready: {
    en: 'Three plans, ready to teach from: timed steps that set the page as they need it, what to ask, what to expect, a worksheet and its answers.',
    zh: '三份现成的教案：每一步都有时间，并把页面设到所需的状态；附提问、预期结果、练习单与答案。',
  },
  minutes: (minutes: number) => ({ en: `${minutes} minutes`, zh: `${minutes} 分钟` }),
  own: { en: 'Make your own', zh: '自己制作' },
  ownWhat: {
    en: 'A link to this page for your class: chapters left out, settings locked, or one chapter in a frame.',
    zh: '为你的班级制作本页的链接：略去一些章节，锁定一些设置，或只嵌入一章。',
  },
  plan: (minutes: number) => ({ en: `Lesson plan, ${minutes} minutes`, zh: `教案，${minutes} 分钟` }),
  begin: { en: 'Begin the lesson', zh: '开始上课' },
  printSheet: { en: 'Print worksheet and answers', zh: '打印练习单与答案' },
  printPlan: { en: 'Print this plan', zh: '打印教案' },
  project: { en: 'Projector view', zh: '投影模式' },
  leave: { en: 'Leave the plan', zh: '退出教案' },
  before: { en: 'Learners know', zh: '学生应已了解' },
  needs: { en: 'To have at hand', zh: '需要准备' },
  aims: { en: 'Afterwards they can', zh: '课后他们能够' },
  steps: { en: 'Step by step', zh: '教学步骤' },
  from: (from: number, to: number) => ({ en: `Minutes ${from}–${to}`, zh: `第 ${from}–${to} 分钟` }),
  open: (step: number) => ({ en: `Open step ${step}`, zh: `打开第 ${step} 步` }),
  does: { en: 'Do', zh: '做什么' },
  asks: { en: 'Ask', zh: '问什么' },
  sees: { en: 'Expect', zh: '预期' },
  measured: {
    en: 'Figures are this page’s committed results; EXPERIMENTS.md says how each was measured.',
    zh: '数字取自随本页提交的实验结果；每个数字如何测得见 EXPERIMENTS.md。',
  },
  otherwise: { en: 'If it goes otherwise', zh: '如果情况不同' },
  coming: { en: 'The measured figures are on their way …', zh: '实测数字正在载入……' },

  lesson: { en: 'Lesson', zh: '课堂' },
  at: (step: number, steps: number) => ({ en: `Step ${step} of ${steps}`, zh: `第 ${step} 步，共 ${steps} 步` }),
  previous: { en: 'Previous', zh: '上一步' },
  next: { en: 'Next', zh: '下一步' },
  notes: { en: 'Notes', zh: '教学提示' },
  again: { en: 'Set up again', zh: '恢复本步设置' },
  wholePlan: { en: 'Whole plan', zh: '完整教案' },
  keyNext: { en: '→ or Space: next', zh: '→ 或空格：下一步' },
  keyPrevious: { en: '←: previous', zh: '←：上一步' },
  keyLeave: { en: 'Esc: leave', zh: 'Esc：退出' },

  worksheet: { en: 'Worksheet', zh: '练习单' },
  answers: { en: 'Answers', zh: '答案' },
  forTeacher: {
    en: 'For the teacher. Measured figures are medians of committed runs.',
    zh: '供教师使用。实测数字为已提交训练的中位数。',
  },
  name: { en: 'Name', zh: '姓名' },
  date: { en: 'Date', zh: '日期' },
  star: { en: 'The puzzle as a star', zh: '谜题展开成星形图' },
};

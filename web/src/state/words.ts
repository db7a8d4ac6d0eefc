import type { Both } from '../text/say';

export const words = {
  wholeNumber: (name: string, value: string, least: number, most: string) => ({
    en: `${name} = "${value}": must be a whole number from ${least} to ${most}`,
    zh: `${name} = "${value}"：必须是 ${least} 到 ${most} 之间的整数`,
  }),
  twice: (name: string) => ({
    en: `${name} is given twice: none of its values is taken`,
    zh: `${name} 重复给出：所有值均不采用`,
  }),
  noChapter: (name: string, value: string, chapters: Both) => ({
    en: `${name} = "${value}": no chapter has that name; they are ${chapters.en}`,
    zh: `${name} = "${value}"：没有这一章；可用的名称：${chapters.zh}`,
  }),
  noPlan: (name: string, value: string, plans: Both, steps: Both) => ({
    en: `${name} = "${value}": no lesson plan has that name; they are ${plans.en}, and their steps ${steps.en}`,
    zh: `${name} = "${value}"：没有这份教案；可用的有：${plans.zh}，以及其中的步骤 ${steps.zh}`,
  }),
  noOption: (name: string, value: string) => ({
    en: `${name} = "${value}": the engine has no option of that name`,
    zh: `${name} = "${value}"：引擎没有这个选项`,
  }),
  tooMany: (name: string, value: string, most: number) => ({
    en: `${name} = "${value}": a race takes ${most} beside the first; the others are left out`,
    zh: `${name} = "${value}"：除第一条外最多 ${most} 条，其余略去`,
  }),
  noSent: (name: string) => ({
    en: `${name}: is not a race’s result as the page writes it, or not one for each lane`,
    zh: `${name}：不是本页写出的对比结果，或与各条训练不对应`,
  }),
  noView: (name: string, value: string) => ({
    en: `${name} = "${value}": must be forced or free`,
    zh: `${name} = "${value}"：必须是 forced 或 free`,
  }),
  tooLong: (name: string, most: number) => ({
    en: `${name}: a link takes a graph of at most ${most} letters`,
    zh: `${name}：链接中的图最多 ${most} 个字符`,
  }),
  noLanguage: (name: string, value: string, languages: Both) => ({
    en: `${name} = "${value}": the page has no such language; it has ${languages.en}`,
    zh: `${name} = "${value}"：本页没有这种语言；可用的有：${languages.zh}`,
  }),
};

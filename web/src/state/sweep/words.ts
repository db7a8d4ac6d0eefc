import type { Both } from '../../text/say';

/** Why a file of results is refused. */
export const refusals = {
  notJson: (message: string) => ({ en: `The file is not JSON: ${message}`, zh: `文件不是 JSON：${message}` }),
  must: (place: Both, key: string, demand: Both) => ({
    en: `${place.en}“${key}” must be ${demand.en}.`,
    zh: `${place.zh}“${key}”必须是${demand.zh}。`,
  }),
  twice: (id: string) => ({ en: `Run “${id}” is in it twice.`, zh: `训练“${id}”出现了两次。` }),
};

/** Where in the file. */
export const places = {
  file: { en: 'In the file, ', zh: '文件中的' },
  run: (number: number) => ({ en: `In run ${number}, `, zh: `第 ${number} 个训练中的` }),
};

/** What it must be instead. */
export const demands = {
  object: { en: 'an object', zh: '一个对象' },
  text: (most: number) => ({
    en: `a text of 1 to ${most} characters`,
    zh: `1 到 ${most} 个字符的文本`,
  }),
  reached: { en: 'a step of at most the budget, or null', zh: '不大于预算的步数，或 null' },
  format: (format: string) => ({ en: `“${format}”`, zh: `文本“${format}”` }),
  least: (least: number) => ({ en: `a number of at least ${least}`, zh: `不小于 ${least} 的数` }),
  share: { en: 'a number from 0 to 1', zh: '0 到 1 之间的数' },
  shareOrNull: { en: 'a number from 0 to 1, or null', zh: '0 到 1 之间的数，或 null' },
  status: { en: '“done” or “diverged”', zh: '“done”或“diverged”' },
  names: (most: number) => ({ en: `a list of at most ${most} names`, zh: `至多 ${most} 个名称的列表` }),
  runs: (most: number) => ({ en: `a list of 1 to ${most} runs`, zh: `1 到 ${most} 个训练的列表` }),
  list: { en: 'a list', zh: '一个列表' },
  objects: { en: 'a list of objects', zh: '对象的列表' },
  positions: (length: number) => ({
    en: `a list of ${length} numbers from 0 to 1, one for each position of the path`,
    zh: `${length} 个 0 到 1 之间的数的列表，路径的每个位置一个`,
  }),
  learnt: (length: number) => ({
    en: `a list of ${length} steps, or nulls`,
    zh: `由 ${length} 个步数（或 null）组成的列表`,
  }),
  depths: (length: number) => ({
    en: `a list of the numbers 0 to ${length - 1}, each once`,
    zh: `由 0 到 ${length - 1} 组成的列表，每个数恰好一次`,
  }),
  steps: (most: number) => ({
    en: `a list of at most ${most} growing step numbers`,
    zh: `至多 ${most} 个递增训练步数的列表`,
  }),
  column: (points: number) => ({
    en: `a list of ${points} numbers from 0 to 1, or nulls, one for each of “step”`,
    zh: `${points} 个 0 到 1 之间的数（或 null）的列表，与“step”一一对应`,
  }),
  table: (points: number, length: number) => ({
    en: `${points} lists, one for each of “step”, of ${length} numbers from 0 to 1`,
    zh: `${points} 个列表，与“step”一一对应，每个含 ${length} 个 0 到 1 之间的数`,
  }),
  setting: { en: 'a setting that this page’s engine knows', zh: '本页引擎认识的设置' },
  between: (whole: boolean, least: number, most: number) => ({
    en: `a ${whole ? 'whole number' : 'number'} from ${least} to ${most}`,
    zh: `${least} 到 ${most} 之间的${whole ? '整数' : '数'}`,
  }),
  boolean: { en: 'true or false', zh: 'true 或 false' },
  choice: (choices: Both) => ({ en: `one of ${choices.en}`, zh: `${choices.zh}之一` }),
};

/** What a field of a recording must be, beside what files of results may have. */
export const demands = {
  digest: { en: '16 hexadecimal digits with “-fma” or “-nofma”', zh: '16 位十六进制数，后接“-fma”或“-nofma”' },
  graphsDigest: { en: '16 hexadecimal digits, or empty', zh: '16 位十六进制数，或为空' },
  reason: { en: 'null or an id in capital letters', zh: 'null 或由大写字母组成的代号' },
  stopped: (ways: string) => ({ en: `null or one of ${ways}`, zh: `null 或 ${ways} 之一` }),
  lines: (most: number) => ({
    en: `a list of 1 to ${most} graphs, each a line`,
    zh: `1 到 ${most} 张图的列表，每张一行`,
  }),
  known: (name: string) => ({
    en: `a list of names of what is measured, each once; “${name}” is none or is there twice`,
    zh: `所测各项名称的列表，每项一次；“${name}”不是其中之一，或出现了两次`,
  }),
  needed: (name: string) => ({ en: `a list that has “${name}”`, zh: `含有“${name}”的列表` }),
  rows: (most: number) => ({ en: `a list of 1 to ${most} rows`, zh: `1 到 ${most} 行的列表` }),
  row: (row: number, values: number) => ({
    en: `rows of ${values} numbers or nulls, one for each of “names”; row ${row} is not`,
    zh: `每行 ${values} 个数或 null，与“names”一一对应；第 ${row} 行不是`,
  }),
  rising: (most: number) => ({
    en: `rows by whole steps from 0 to ${most}, rising from row to row`,
    zh: `按步数逐行递增的若干行，步数为 0 到 ${most} 之间的整数`,
  }),
  range: (name: string, least: number, most: number) => ({
    en: `rows whose “${name}” is a number from ${least} to ${most}`,
    zh: `“${name}”在 ${least} 到 ${most} 之间的若干行`,
  }),
  ofGraphs: (graphs: number) => ({
    en: `a list of ${graphs}, one for each of “shown”`,
    zh: `${graphs} 项的列表，与“shown”一一对应`,
  }),
  hands: (walks: number) => ({ en: `of ${walks} walks for each graph`, zh: `每张图 ${walks} 次行走` }),
  whole: (count: number, least: number, most: number) => ({
    en: `a list of ${count} whole numbers from ${least} to ${most}`,
    zh: `${count} 个 ${least} 到 ${most} 之间的整数的列表`,
  }),
  quantised: (count: number) => ({
    en: `a text of ${count} shares as docs/recordings.md has them`,
    zh: `按 docs/recordings.md 写成的 ${count} 个份额的文本`,
  }),
  allOrNone: { en: 'in every moment or in none', zh: '每个时刻都有，或都没有' },
  last: (step: number) => ({ en: `${step}, the step of the last evaluation`, zh: `${step}，即最后一次评估的步数` }),
  graph: (line: string) => ({
    en: `what this page draws with these settings: ${line}`,
    zh: `此页面按这些设置所生成的图：${line}`,
  }),
};

export const places = {
  moment: (step: string) => ({ en: `In the moment of step ${step}, `, zh: `第 ${step} 步的时刻中的` }),
};

const THIN = '\u00a0';

/** What stands between texts; the Chinese marks have their space in them. */
export const marks = {
  /** Between names. */
  list: { en: ', ', zh: '、' },
  comma: { en: ', ', zh: '，' },
  colon: { en: ': ', zh: '：' },
  semicolon: { en: '; ', zh: '；' },
  stop: { en: '. ', zh: '。' },
  open: { en: ' (', zh: '（' },
  close: { en: ')', zh: '）' },
};

export const words = {
  notMeasured: { en: 'not measured', zh: '未测量' },
  under: (bound: string) => ({ en: `under${THIN}${bound}`, zh: `不足${THIN}${bound}` }),
  over: (bound: string) => ({ en: `over${THIN}${bound}`, zh: `超过${THIN}${bound}` }),
  seconds: (seconds: string) => ({ en: `${seconds}${THIN}s`, zh: `${seconds}${THIN}秒` }),
  minutes: (minutes: string, seconds: string) => ({
    en: `${minutes}${THIN}min ${seconds}${THIN}s`,
    zh: `${minutes}${THIN}分 ${seconds}${THIN}秒`,
  }),
  hours: (hours: string, minutes: string) => ({
    en: `${hours}${THIN}h ${minutes}${THIN}min`,
    zh: `${hours}${THIN}小时 ${minutes}${THIN}分`,
  }),
};

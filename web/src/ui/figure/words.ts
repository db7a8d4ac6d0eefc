export const words = {
  save: { en: 'Save', zh: '保存' },
  saveAs: (kind: string) => ({ en: `Save as ${kind}`, zh: `存为 ${kind}` }),
  asTable: { en: 'These numbers as a table', zh: '以表格查看这些数字' },
  notDrawn: { en: 'The picture could not be drawn as PNG here; SVG works.', zh: '此处无法生成 PNG 图片；可存为 SVG。' },
  notFetched: {
    en: 'This part of the page did not arrive. Check the connection and try again.',
    zh: '页面的这一部分未能载入。请检查网络后重试。',
  },
};

export const words = {
  asTable: { en: 'These numbers as a table', zh: '以表格查看这些数字' },
  saveAs: (kind: string) => ({ en: `Save as ${kind}`, zh: `存为 ${kind}` }),
  notDrawn: { en: 'The picture could not be drawn as PNG here; SVG works.', zh: '此处无法生成 PNG 图片；可存为 SVG。' },
};

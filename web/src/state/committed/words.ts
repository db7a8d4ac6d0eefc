export const words = {
  didNotArrive: {
    en: 'The committed results did not arrive. Check the connection and reload the page.',
    zh: '已提交的结果未能载入。请检查网络后刷新页面。',
  },
};

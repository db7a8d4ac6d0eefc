export const words = {
  data: { en: 'Data', zh: '数据' },
  notFetched: {
    en: 'This part of the page did not arrive. Check the connection and try again.',
    zh: '页面的这一部分未能载入。请检查网络后重试。',
  },
};

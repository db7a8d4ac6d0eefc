/** Of the switch for more cores. */
export const words = {
  moreCores: (threads: string) => ({
    en: `Use more of this machine’s cores, ${threads} for each model: reloads the page, with a service worker that isolates it from other sites. The results stay the same, bit for bit.`,
    zh: `使用本机更多核心，每个模型 ${threads}：将重新载入页面，并由一个 service worker 把它与其他网站隔离。结果逐位不变。`,
  }),
  notIsolated: {
    en: 'The service worker is there, but this page is not isolated, so each model has one thread. Reload the page; if that does not help, this browser or this host does not allow it, and the switch is better off.',
    zh: 'service worker 已就位，但本页未被隔离，因此每个模型只有一个线程。请刷新页面；若无效，则此浏览器或此服务器不允许隔离，最好关闭此开关。',
  },
  noSharedMemory: {
    en: 'The page is isolated and its threads could start, but this browser lets them share no memory, so each model has one thread, as before.',
    zh: '本页已被隔离，线程可以启动，但此浏览器不允许它们共享内存，因此每个模型只有一个线程，与以前一样。',
  },
};

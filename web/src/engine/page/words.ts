/* What the page is told when the engine cannot be had or fails. The English is what is thrown or sent; config/refusal.ts
 * says it in the page's language. */
export const messages = {
  noSimd: {
    en: 'This browser cannot run WebAssembly with SIMD, which the training needs. A current Firefox, Chrome, Edge or Safari (16.4 or later) can.',
    zh: '此浏览器不能运行带 SIMD 的 WebAssembly，而训练需要它。请使用较新的 Firefox、Chrome、Edge 或 Safari（16.4 及以上）。',
  },
  noWorker: {
    en: 'This browser does not allow Workers here, and the training needs one for each model. Open the page in a current browser, or not inside another site’s frame.',
    zh: '此浏览器在这里不允许使用 Worker，而每个模型的训练都需要一个。请用较新的浏览器打开，或不要嵌在其他网站的框架中。',
  },
  noModule: {
    en: 'The training module (engine/pathstar.wasm) is not on this server or did not arrive. Reload the page; if that does not help, the site was published without it.',
    zh: '训练模块（engine/pathstar.wasm）不在此服务器上，或未能送达。请刷新页面；若仍无效，说明该网站发布时没有包含它。',
  },
  unknownMessage: {
    en: 'The worker sent a message that this page does not know. Reload the page.',
    zh: 'Worker 发来了此页面不认识的消息。请刷新页面。',
  },
  notStarted: {
    en: 'The worker could not be started: a file of the page did not arrive, or no memory is left. Reload the page; closing other tabs may help.',
    zh: 'Worker 未能启动：页面的某个文件未能送达，或内存不足。请刷新页面；关闭其他标签页可能有帮助。',
  },
};

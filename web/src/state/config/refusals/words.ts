/* What may have to be said where nothing more can be fetched, by the id of the reason. */
import type { Both } from '../../../text/say';

export const messages: Readonly<Record<string, Both>> = {
  NO_MODULE: {
    en: 'The training module (engine/pathstar.wasm) is not on this server or did not arrive. Reload the page; if that does not help, the site was published without it.',
    zh: '训练模块（engine/pathstar.wasm）不在此服务器上，或未能送达。请刷新页面；若仍无效，说明该网站发布时没有包含它。',
  },
  UNKNOWN_MESSAGE: {
    en: 'The worker sent a message that this page does not know. Reload the page.',
    zh: 'Worker 发来了此页面不认识的消息。请刷新页面。',
  },
  NOT_STARTED: {
    en: 'The worker could not be started: a file of the page did not arrive, or no memory is left. Reload the page; closing other tabs may help.',
    zh: 'Worker 未能启动：页面的某个文件未能送达，或内存不足。请刷新页面；关闭其他标签页可能有帮助。',
  },
};

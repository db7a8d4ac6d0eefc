import { bytes, count } from '../../text/numbers';

export const words = {
  left: {
    en: 'You left a race unfinished',
    zh: '有一场对比训练尚未完成',
  },
  leftAt: (objectives: string, step: number, until: number) => ({
    en: `${objectives}: kept at step ${count(step)} of ${count(until)}. It goes on from there, to the same weights as if it had never stopped.`,
    zh: `${objectives}：已保存到第 ${count(step)} 步，共 ${count(until)} 步。可从此处继续，所得权重与从未中断时完全相同。`,
  }),
  continueAt: (step: number) => ({
    en: `Continue from step ${count(step)}`,
    zh: `从第 ${count(step)} 步继续`,
  }),
  discard: { en: 'Discard', zh: '放弃' },
  back: (step: number) => ({
    en: `Your race is back at step ${count(step)}, where it was last kept. Continue trains on, to the same weights as if it had never stopped; Reset starts afresh.`,
    zh: `对比训练已恢复到上次保存的第 ${count(step)} 步。点“继续”接着训练，所得权重与从未中断时完全相同；点“重置”重新开始。`,
  }),
  elsewhere: {
    en: 'Another tab of this page has a race of its own. This one starts afresh and leaves that one alone.',
    zh: '另一个标签页中有一场对比训练。本页从头开始，不会影响那一场。',
  },
  blocked: {
    en: 'This browser keeps nothing for this page (a private window, or its settings). Training goes on, but closing or reloading the page loses it.',
    zh: '浏览器不允许本页保存数据（可能是无痕窗口或设置所致）。训练照常进行，但关闭或刷新页面后将丢失。',
  },
  newer: {
    en: 'A newer version of this page has kept runs in this browser, which this version cannot read: it leaves them alone and keeps nothing. Training goes on, but closing or reloading the page loses it.',
    zh: '本页的新版本曾在此浏览器中保存训练，当前版本无法读取：它不会改动那些数据，也不保存任何内容。训练照常进行，但关闭或刷新页面后将丢失。',
  },
  full: {
    en: 'The browser’s storage for this page is full. Training goes on, but what is new is not kept: delete runs in the laboratory’s table, or free space on this device.',
    zh: '浏览器分配给本页的存储空间已满。训练照常进行，但新的进展不会保存：请在实验室的列表中删除一些训练，或清理设备空间。',
  },
  large: (size: number) => ({
    en: `This model’s weights (${bytes(size)}) are too large to be kept here. Training goes on and its measurements are kept, but closing or reloading the page loses the weights.`,
    zh: `该模型的权重（${bytes(size)}）过大，无法保存在此。训练照常进行，测量结果也会保存，但关闭或刷新页面后权重将丢失。`,
  }),
  crashed: {
    en: 'A run stopped by a fault. What was last kept of the race is still there: reload the page to go on from that step.',
    zh: '有一项训练因故障停止。上次保存的进展仍在：刷新页面即可从那一步继续。',
  },
  refused: {
    en: 'What was last kept of your race cannot be taken up again; why is said at the model. Reloading the page comes to the same. What was measured stays in the laboratory’s table.',
    zh: '上次保存的对比训练无法继续，原因见模型处；刷新页面结果相同。已测得的结果仍在实验室的列表中。',
  },
  startAnew: { en: 'Discard and start anew', zh: '放弃并重新开始' },
  understood: { en: 'Understood', zh: '知道了' },
  and: { en: ' and ', zh: '与' },
};

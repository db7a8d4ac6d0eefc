/* What the loss of an objective is called. */
import { ranks } from '../state/learnt';
import type { Both } from '../text/say';

const words = {
  loss: { en: 'loss', zh: '损失' },
  hinge: { en: 'hinge', zh: '铰链损失' },
};

/** A loss that asks for an order of scores is not the cross-entropy that is meant elsewhere. */
export const lossOf = (objective: string): Both => (ranks(objective) ? words.hinge : words.loss);
